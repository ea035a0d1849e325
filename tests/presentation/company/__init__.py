"""How customers read."""
