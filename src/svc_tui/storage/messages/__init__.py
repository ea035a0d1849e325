"""Rows of messages, and what reminds."""
