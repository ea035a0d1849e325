"""Values that every noun shares: text, money, instants, days, amounts."""
