"""Queues on the screen: the board."""
