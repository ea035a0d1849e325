"""Fixtures of the command line tests."""

from pathlib import Path

import pytest

from tests.cli.running import Shell
from tests.services.desk import Desk
from tests.shifted import shift


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is always the same day."""
    shift(monkeypatch)


@pytest.fixture
def svc(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Shell:
    """Commands on a store that does not exist yet."""
    return Shell(monkeypatch, capsys, tmp_path)


@pytest.fixture
def desk(svc: Shell) -> Desk:
    """A small company in the store of the commands."""
    return Desk(svc.store)
