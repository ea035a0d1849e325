"""Rows that reports count and measure, of any noun."""
