"""The checker of alt texts: what a text says, whoever wrote it and in whatever words, held against the facts of the counts."""
