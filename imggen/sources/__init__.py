"""Where counts come from: tables, files and names on the command line become comparisons."""
