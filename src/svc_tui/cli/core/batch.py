"""Questions of a batch: the lines of a file or of standard input."""

import sys
from collections.abc import Iterator
from pathlib import Path

from svc_tui.errors import N_, Refused


def lines_of(source: str) -> Iterator[str]:
    """The lines of a file, or of standard input for `-`; an empty one is a line too. Raises Refused: unreadable."""
    if source == "-":
        yield from (line.rstrip("\r\n") for line in sys.stdin)
        return
    try:
        with Path(source).open(encoding="utf-8-sig", errors="replace") as file:
            yield from (line.rstrip("\r\n") for line in file)
    except OSError as error:
        raise Refused(N_("{path} cannot be read: {why}."), path=source, why=error.strerror) from None
