"""Rows of work and parts."""
