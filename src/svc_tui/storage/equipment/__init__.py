"""Rows of equipment cards, movements and deliveries."""
