"""The list of messages on the screen."""
