"""The command line: read, call, write. One file a group of commands."""
