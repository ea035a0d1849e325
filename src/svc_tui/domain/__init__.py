"""The rules of the trade: pure functions on small values, without a database, a screen or a clock."""
