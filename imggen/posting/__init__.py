"""Posting a card once: what is posted, what a server allows, the steps of a post, and the accounts it is posted from."""
