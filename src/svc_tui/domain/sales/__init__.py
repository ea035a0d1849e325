"""Sales from service: stages of opportunities and their weights, hints at chances and their rules."""
