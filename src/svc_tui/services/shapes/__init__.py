"""What leaves the program under stable names."""
