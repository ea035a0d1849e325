"""The panes of the reports."""
