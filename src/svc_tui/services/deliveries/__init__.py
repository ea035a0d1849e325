"""Deliveries and warranties."""
