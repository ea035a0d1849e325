"""Sales on the screen: opportunities by stage, and hints."""
