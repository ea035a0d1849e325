"""The filter language: read, checked, completed."""
