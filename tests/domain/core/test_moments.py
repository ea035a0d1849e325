"""Times and durations as people type them, as tables."""

import contextlib
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.core.moments import duration, moment
from svc_tui.errors import Refused

ROME = ZoneInfo("Europe/Rome")
NOW = datetime(2026, 11, 25, 10, 30, tzinfo=ROME)  # a Wednesday


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=ROME)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("930", local(2026, 11, 26, 9, 30)),
        ("0930", local(2026, 11, 26, 9, 30)),
        ("9:30", local(2026, 11, 26, 9, 30)),
        ("1100", local(2026, 11, 25, 11, 0)),
        ("11.15", local(2026, 11, 25, 11, 15)),
        ("14", local(2026, 11, 25, 14, 0)),
        ("10:30", local(2026, 11, 26, 10, 30)),
        ("2h", local(2026, 11, 25, 12, 30)),
        ("+2h", local(2026, 11, 25, 12, 30)),
        ("2H", local(2026, 11, 25, 12, 30)),
        ("15M", local(2026, 11, 25, 10, 45)),
        ("1h30", local(2026, 11, 25, 12, 0)),
        ("+1d", local(2026, 11, 26, 10, 30)),
        ("-30m", local(2026, 11, 25, 10, 0)),
        ("1w", local(2026, 12, 2, 10, 30)),
        ("fri 14", local(2026, 11, 27, 14, 0)),
        ("14 fri", local(2026, 11, 27, 14, 0)),
        ("Friday 14:15", local(2026, 11, 27, 14, 15)),
        ("mon 9", local(2026, 11, 30, 9, 0)),
        ("wed 9", local(2026, 12, 2, 9, 0)),
        ("wed 14", local(2026, 11, 25, 14, 0)),
        ("mon", local(2026, 11, 30, 9, 0)),
        ("ven 14", local(2026, 11, 27, 14, 0)),
        ("venerdì alle 14", local(2026, 11, 27, 14, 0)),
        ("lun 9", local(2026, 11, 30, 9, 0)),
        ("tomorrow 8", local(2026, 11, 26, 8, 0)),
        ("domani 8", local(2026, 11, 26, 8, 0)),
        ("domani", local(2026, 11, 26, 9, 0)),
        ("oggi 18", local(2026, 11, 25, 18, 0)),
        ("today 8", local(2026, 11, 25, 8, 0)),
        ("2026-11-30 14:00", local(2026, 11, 30, 14, 0)),
        ("2026-11-30T14:00", local(2026, 11, 30, 14, 0)),
        ("2026-11-30T14:00Z", datetime(2026, 11, 30, 14, 0, tzinfo=UTC)),
        ("2026-11-30T14:00:30+05:30", datetime(2026, 11, 30, 8, 30, 30, tzinfo=UTC)),
        ("2026-11-30", local(2026, 11, 30, 9, 0)),
        ("30/11 14:00", local(2026, 11, 30, 14, 0)),
        ("30/11/2026 1400", local(2026, 11, 30, 14, 0)),
        ("1/2", local(2027, 2, 1, 9, 0)),
        ("29/2 8", local(2028, 2, 29, 8, 0)),
        ("now", NOW),
        ("adesso", NOW),
    ],
)
def test_a_moment_to_come(typed: str, expected: datetime) -> None:
    found = moment(typed, now=NOW, zone=ROME)
    assert found == expected
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("930", local(2026, 11, 25, 9, 30)),
        ("11", local(2026, 11, 24, 11, 0)),
        ("2h", local(2026, 11, 25, 8, 30)),
        ("+2h", local(2026, 11, 25, 12, 30)),
        ("fri 14", local(2026, 11, 20, 14, 0)),
        ("wed 14", local(2026, 11, 18, 14, 0)),
        ("ieri 8", local(2026, 11, 24, 8, 0)),
        ("30/11 14:00", local(2025, 11, 30, 14, 0)),
    ],
)
def test_a_moment_gone_by(typed: str, expected: datetime) -> None:
    assert moment(typed, now=NOW, zone=ROME, prefer="past") == expected


def test_a_skipped_hour_moves_on_and_a_repeated_one_is_the_earlier() -> None:
    now = local(2026, 3, 28, 12, 0)
    assert moment("2:30", now=now, zone=ROME) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert moment("+1d", now=now, zone=ROME) == local(2026, 3, 29, 12, 0)
    assert moment("24h", now=now, zone=ROME) == local(2026, 3, 29, 13, 0)
    assert moment("2:30", now=local(2026, 10, 24, 12, 0), zone=ROME) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "25:00",
        "9:75",
        "2400",
        "fri 25",
        "31/2",
        "11/30",
        "2026-13-01",
        "fri mon 9",
        "--2h",
        "2x",
        "999999w",
    ],
)
def test_what_is_no_time_is_refused_with_the_forms(typed: str) -> None:
    with pytest.raises(Refused) as error:
        moment(typed, now=NOW, zone=ROME)
    assert "fri 14" in str(error.value)


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [
        ("45s", 45),
        ("90m", 5400),
        ("1h30", 5400),
        ("1h 30m", 5400),
        ("1h5", 3900),
        ("2d", 172800),
        ("2H", 7200),
        ("15M", 900),
        ("20min", 1200),
        ("1,5h", 5400),
        ("2g", 172800),
        ("1d 2h", 93600),
        ("0m", 0),
    ],
)
def test_durations(typed: str, seconds: int) -> None:
    assert duration(typed) == seconds


@pytest.mark.parametrize("typed", ["", "90", "h", "-2h", "1h90", "2 hours", "1:30", "1m30", "٣m"])
def test_what_is_no_duration_is_refused_with_the_forms(typed: str) -> None:
    with pytest.raises(Refused) as error:
        duration(typed)
    assert "1h30" in str(error.value)


@given(st.text() | st.text(st.sampled_from("0123456789:./-+ hdmsTZ ")))
def test_any_text_is_a_time_or_refused(text: str) -> None:
    for reader in (duration, lambda t: moment(t, now=NOW, zone=ROME)):
        with contextlib.suppress(Refused):
            reader(text)
