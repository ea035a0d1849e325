"""Activities from the command line."""
