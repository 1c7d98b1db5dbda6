"""Where counts come from: tables, JSON, campaign files, data frames and words on the command line, hostile until checked."""
