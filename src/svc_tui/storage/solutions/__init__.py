"""Rows of solutions, their index and search."""
