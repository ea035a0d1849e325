"""How a test and the program it drives agree that the program is at rest."""

PIPE = "SVC_TUI_TEST_PIPE"
"""Environment variable that names the pipe through which the program is asked."""
MARK = b"\x1b]9;at rest\x07"
"""What the program writes on its terminal when it is."""
