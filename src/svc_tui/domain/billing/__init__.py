"""What is billed: prices, fees of contracts, lines of a proposal and their reasons."""
