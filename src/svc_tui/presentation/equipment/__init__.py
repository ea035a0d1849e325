"""How equipment reads."""
