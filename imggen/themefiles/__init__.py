"""Themes from elsewhere: a folder, a TOML file, a zip, an installed package. Hostile until checked."""
