"""Planning: what a visit may be, when people are there, how long ways are, which day is best."""
