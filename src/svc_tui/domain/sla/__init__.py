"""The clock: coverage, budgets, due dates, what was promised to whom."""
