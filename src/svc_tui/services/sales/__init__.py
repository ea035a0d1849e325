"""Sales from service: opportunities, hints, what became of them."""
