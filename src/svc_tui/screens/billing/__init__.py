"""Billing on the screen: the proposal of a customer."""
