"""Rows of activities and the translation of their filters."""
