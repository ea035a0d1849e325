"""Rows of opportunities and hints, and the translation of their filters."""
