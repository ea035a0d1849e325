"""Rules of equipment cards, serials, loans, movements and deliveries."""
