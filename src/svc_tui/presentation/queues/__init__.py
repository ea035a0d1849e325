"""Words of queues."""
