"""Reusable parts that know no feature: data in by method, messages out."""
