"""Rows of customers, items, people, lists and settings."""
