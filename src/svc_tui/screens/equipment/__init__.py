"""Screens of equipment."""
