"""Messages between people: what is told, to whom, and what becomes of it."""
