"""Readers and writers of foreign formats: they yield plain records, services store them."""
