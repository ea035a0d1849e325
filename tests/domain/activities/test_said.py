"""One typed line about something said: its kind, its time, its text."""

from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.activities.said import TYPED, read_said
from svc_tui.domain.core.moments import moment

ROME = ZoneInfo("Europe/Rome")
NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)  # Monday, ten o'clock in Rome
READ = partial(moment, now=NOW, zone=ROME)


@pytest.mark.parametrize(
    ("line", "kind", "text", "at", "over"),
    [
        ("seal torn", "note", "seal torn", "", True),
        ("seal torn fri 10", "note", "seal torn fri 10", "", True),
        ("phone: will call back", "phone", "will call back", "", True),
        ("p: will call back", "phone", "will call back", "", True),
        ("Telefonata: richiama", "phone", "richiama", "", True),
        ("phone: will call back tomorrow 9", "phone", "will call back", "01 Dec 09:00", False),
        ("phone: spoke to Maria yesterday 16:00", "phone", "spoke to Maria", "29 Nov 16:00", True),
        ("task: order the seal", "task", "order the seal", "", False),
        ("task: order 2 seals 14", "task", "order 2 seals 14", "", False),
        ("task: waited 5 min", "task", "waited 5 min", "", False),
        ("task: tested 30m", "task", "tested 30m", "", False),
        ("task: order fri 10", "task", "order", "04 Dec 10:00", False),
        ("task: order +2h", "task", "order", "30 Nov 12:00", False),
        ("task: order 24 dec 9:30", "task", "order", "24 Dec 09:30", False),
        ("task: order 2026-12-24 14:00", "task", "order", "24 Dec 14:00", False),
        ("compito: ordina ven 10", "task", "ordina", "04 Dec 10:00", False),
        ("meeting: offer tomorrow", "meeting", "offer", "01 Dec 09:00", False),
        ("task: fri", "task", "fri", "", False),
        ("error: pump stops", "note", "error: pump stops", "", True),
        ("task: order\nfri 10", "task", "order\nfri 10", "", False),
        ("phone:", "phone", "", "", True),
    ],
)
def test_a_line_is_read(line: str, kind: str, text: str, at: str, over: bool) -> None:
    said = read_said(line, READ)
    when = f"{said.at.astimezone(ROME):%d %b %H:%M}" if said.at else ""
    assert (said.kind, said.text, when, said.over(NOW)) == (kind, text, at, over)


@given(st.text(max_size=60))
def test_any_line_is_read(line: str) -> None:
    said = read_said(f"task: {line}", READ)
    assert said.kind in TYPED
    assert said.text in f"task: {line}" or said.at is not None
