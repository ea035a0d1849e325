"""Rules of activities: what is said and done with customers, and what comes back by itself."""
