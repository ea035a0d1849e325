"""Acts on calls."""
