"""Commands of customers, items, people, queues, views and set-up."""
