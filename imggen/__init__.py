"""Follower counts become a card that people share and everyone can read."""
