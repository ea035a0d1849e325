"""`svc-tui opportunity`."""
