"""How values, columns and lists of any noun read."""
