"""Commands of contracts and templates."""
