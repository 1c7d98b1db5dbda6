"""The kinds of card, one file each. A kind tells a story and arranges it; kinds do not know each other."""
