"""Use cases, one module a feature: one call is one transaction is one result."""
