"""What every service shares; knows no noun."""
