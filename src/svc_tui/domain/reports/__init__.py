"""Reports: what they are made of, their periods, and how figures are worked out; no noun, no store."""
