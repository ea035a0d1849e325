"""Customers as lines of text."""
