"""Reports of any noun that says what it can be asked."""
