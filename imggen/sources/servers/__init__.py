"""The sources: one file a kind of server."""
