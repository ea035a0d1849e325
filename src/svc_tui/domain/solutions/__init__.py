"""Rules of solutions and of finding them."""
