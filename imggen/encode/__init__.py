"""Pixels become the bytes of a file, with the alt text inside."""

from imggen.encode.formats import check_ending, encode

__all__ = ["check_ending", "encode"]
