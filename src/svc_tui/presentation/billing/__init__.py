"""Words of prices and of bills."""
