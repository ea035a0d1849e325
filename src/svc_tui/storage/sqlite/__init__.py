"""What only SQLite does: files, locks, full text."""
