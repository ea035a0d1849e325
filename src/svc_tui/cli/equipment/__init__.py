"""Commands of equipment cards and deliveries."""
