"""The only reader of the clock; everybody else is told what time it is."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment as aware UTC, to the second as the store keeps it."""
    return datetime.now(UTC).replace(microsecond=0)
