"""Read models turned into rows of text and role names; shared by screens and command line."""
