"""Messages in words and columns."""
