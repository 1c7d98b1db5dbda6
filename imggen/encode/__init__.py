"""Pixels become the bytes of a file, with the alt text inside."""
