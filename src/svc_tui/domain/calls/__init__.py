"""Rules of service calls."""
