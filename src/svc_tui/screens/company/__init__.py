"""Screens of customers and set-up."""
