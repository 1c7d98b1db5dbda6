"""What is wrong with a scene: words outside their room, under other things, too small, too pale, or missing."""
