"""How solutions read."""
