"""Activities in words and lines."""
