"""Values become words, in a written voice for the picture and a spoken voice for the alt text."""
