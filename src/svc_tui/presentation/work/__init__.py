"""How work reads."""
