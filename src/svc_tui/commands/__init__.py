"""The catalogue of commands and the bars of keys that are made from it."""
