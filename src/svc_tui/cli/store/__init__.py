"""Commands of the store as a whole: files in and out, demo, what time brings."""
