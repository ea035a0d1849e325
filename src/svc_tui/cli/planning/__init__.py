"""`svc-tui plan`."""
