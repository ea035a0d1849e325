"""How reports read."""
