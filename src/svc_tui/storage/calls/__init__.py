"""Rows of calls."""
