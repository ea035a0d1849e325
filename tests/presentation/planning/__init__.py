"""How activities read."""
