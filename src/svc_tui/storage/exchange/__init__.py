"""Rows as files bring and take them."""
