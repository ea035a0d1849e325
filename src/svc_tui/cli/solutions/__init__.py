"""Commands of solutions."""
