"""Work, travel and parts of calls."""
