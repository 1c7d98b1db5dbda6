"""Vector drawings, parsed from a theme's SVG files and recoloured by its tokens."""
