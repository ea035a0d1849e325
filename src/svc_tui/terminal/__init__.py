"""What the terminal can show, how frames reach it, and how a session ends."""
