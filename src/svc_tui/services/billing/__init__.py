"""Billing: price lists, the proposal of a customer, what was handed over and taken back."""
