"""Rules of work, parts and travel."""
