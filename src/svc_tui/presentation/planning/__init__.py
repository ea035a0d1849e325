"""Words of planning."""
