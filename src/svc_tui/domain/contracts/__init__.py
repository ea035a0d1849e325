"""Rules of contracts, their periods and prepaid units."""
