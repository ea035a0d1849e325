"""Messages to a person: who is named in a text, what can be filtered by, and when a bell may ring."""
