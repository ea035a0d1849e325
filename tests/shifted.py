"""The program's clock in tests of the command line: it runs, but from a fixed moment on.

Contracts of the tests end with the year, and words for days leave the present year out: what a command answers must
not depend on the day on which the tests run.
"""

from datetime import UTC, datetime, tzinfo
from typing import Self

import pytest

BEGIN = datetime(2026, 12, 2, 10, tzinfo=UTC)
"""A Wednesday, eleven in Rome."""
_STARTED = datetime.now(UTC)


class Shifted(datetime):
    """A datetime whose present is BEGIN and what passed since this process began."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        at = BEGIN + (datetime.now(UTC) - _STARTED)
        return cls.fromtimestamp(at.timestamp(), tz)


def shift(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the only reader of the clock read this one."""
    monkeypatch.setattr("svc_tui.clock.datetime", Shifted)
