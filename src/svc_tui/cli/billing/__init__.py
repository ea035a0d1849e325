"""`svc-tui billing` and `svc-tui price`."""
