"""The recorded path: units of work, history, undo, the store and its upkeep."""
