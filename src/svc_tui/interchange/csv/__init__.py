"""Tables of any hand, read through a mapping."""
