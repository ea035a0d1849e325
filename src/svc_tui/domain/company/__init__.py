"""What can be asked of customers, items, people and queues."""
