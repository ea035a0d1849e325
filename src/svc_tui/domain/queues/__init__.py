"""Rules of queues: who is there, and who gets what waits."""
