"""Mutants: small faults put into the program on purpose, to see whether a test finds each (`make mutants`)."""
