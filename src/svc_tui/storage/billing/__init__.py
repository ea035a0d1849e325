"""Rows of prices, of approved lines and of hand-overs."""
