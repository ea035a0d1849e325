"""What a person keeps on this machine: drafts and places."""
