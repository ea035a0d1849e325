"""Rows of contracts, templates and prepaid units."""
