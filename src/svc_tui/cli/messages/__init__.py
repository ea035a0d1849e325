"""Messages on the command line."""
