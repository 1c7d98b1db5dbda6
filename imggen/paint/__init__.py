"""A scene becomes pixels, or SVG."""
