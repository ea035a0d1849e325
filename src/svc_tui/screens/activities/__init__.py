"""Activities on the screens: one line that says what was said, a form, a page."""
