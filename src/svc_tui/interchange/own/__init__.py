"""Our own formats."""
