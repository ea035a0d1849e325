"""How due dates and coverage read."""
