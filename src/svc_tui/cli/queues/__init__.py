"""What is done with queues from the command line."""
