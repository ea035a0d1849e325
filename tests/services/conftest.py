"""Fixtures of the service tests."""

from pathlib import Path

import pytest

from tests.services.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A small company on a Monday morning at nine."""
    return Desk(tmp_path / "desk.db")
