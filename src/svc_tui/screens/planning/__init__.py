"""Planning on the screen: the day board, week, month and visits."""
