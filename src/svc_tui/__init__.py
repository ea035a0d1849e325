"""svc-tui: a service desk that lives in the terminal. This module holds the version and imports nothing."""

__version__ = "0.1.0"
