"""Acts on equipment cards."""
