"""The servers that cards are posted to, one file a family, and the folder that a website takes them from."""
