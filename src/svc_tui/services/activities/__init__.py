"""Activities: what was said and done."""
