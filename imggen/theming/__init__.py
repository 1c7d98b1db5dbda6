"""Themes made, checked, previewed and packed: the tools around them. The themes themselves are data."""
