"""Rows of visits and absences, and the translation of the filters of visits."""
