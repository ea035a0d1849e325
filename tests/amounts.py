"""How many examples a law is tried with: few by day, many when it is to be tortured (`make torture`)."""

import os

TORTURE = os.environ.get("SVC_TUI_TORTURE", "") not in ("", "0")


def many(by_day: int, tortured: int | None = None) -> int:
    """Examples by day; twenty times as many, or so many as said, under torture."""
    return (tortured or 20 * by_day) if TORTURE else by_day
