"""Filters as SQL, and looking up by code."""
