"""How contracts read."""
