"""Words of opportunities and hints."""
