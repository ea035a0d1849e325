"""What joins the screens of all nouns: doors, places, palette, help."""
