"""Parts that several kinds of card are composed of. A part takes the stage and values of the story, and gives scene nodes."""
