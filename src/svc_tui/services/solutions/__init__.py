"""Acts on solutions and finding them."""
