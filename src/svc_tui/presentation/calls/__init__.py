"""How calls read."""
