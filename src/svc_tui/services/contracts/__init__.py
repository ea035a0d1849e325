"""Acts on contracts."""
