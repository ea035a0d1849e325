"""What every command shares: the front, output, streams, usage errors, completion."""
