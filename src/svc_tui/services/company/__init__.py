"""Customers, items, people, lists and settings."""
