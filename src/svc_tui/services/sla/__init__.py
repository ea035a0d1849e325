"""The clock of calls: clocks, cover, answers."""
