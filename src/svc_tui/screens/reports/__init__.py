"""Reports on the screen: their list, what came out of one, what stands behind its figures."""
