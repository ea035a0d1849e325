"""Work as it is typed on one line, and what such a line may say."""

from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.work.rules import Entry, asks_satisfaction, check_entry, check_score, propose
from svc_tui.domain.work.typed import read_entry, read_taken
from svc_tui.errors import Refused

ROME = ZoneInfo("Europe/Rome")
NOW = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)  # Monday noon in Rome


def utc(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def read(text: str) -> Entry:
    return read_entry(text, now=NOW, zone=ROME)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("1h30 replaced pump seal", Entry(seconds=5400, note="replaced pump seal")),
        ("90m", Entry(seconds=5400)),
        ("1h 30m belt", Entry(seconds=5400, note="belt")),
        ("1h 2 seals", Entry(seconds=3600, note="2 seals")),
        ("1,5h belt", Entry(seconds=5400, note="belt")),
        ("labour 45m belt", Entry(seconds=2700, note="belt")),
        ("lavoro 45m cinghia", Entry(seconds=2700, note="cinghia")),
        (
            "from 9:00 to 10:30 belt",
            Entry(seconds=5400, starts_at=utc(23, 8), ends_at=utc(23, 9, 30), note="belt"),
        ),
        ("from 9 to 930", Entry(seconds=1800, starts_at=utc(23, 8), ends_at=utc(23, 8, 30))),
        ("9:00-10:30 belt", Entry(seconds=5400, starts_at=utc(23, 8), ends_at=utc(23, 9, 30), note="belt")),
        ("dalle 9 alle 10 ok", Entry(seconds=3600, starts_at=utc(23, 8), ends_at=utc(23, 9), note="ok")),
        # Over midnight, and a day that lies back.
        ("from 22:00 to 2:00", Entry(seconds=14400, starts_at=utc(22, 21), ends_at=utc(23, 1))),
        ("from fri 14:00 to 15:00", Entry(seconds=3600, starts_at=utc(20, 13), ends_at=utc(20, 14))),
        ("from 11:30 to now", Entry(seconds=1800, starts_at=utc(23, 10, 30), ends_at=NOW)),
        ("travel 24km 40m", Entry("travel", 2400, km=Decimal(24))),
        ("travel 40m 24 km via the lake", Entry("travel", 2400, km=Decimal(24), note="via the lake")),
        ("travel", Entry("travel")),
        ("viaggio 12,5km", Entry("travel", km=Decimal("12.5"))),
        ("travel from 8:00 to 8:40 24km", Entry("travel", 2400, utc(23, 7), utc(23, 7, 40), Decimal(24))),
        ("part PMP-3", Entry("part", item="PMP-3", quantity=Decimal(1))),
        (
            "part PMP-3 x2 in SN-77 out SN-12 old one leaked",
            Entry("part", item="PMP-3", quantity=Decimal(2), serial_in="SN-77", serial_out="SN-12",
                  note="old one leaked"),
        ),
        ("part OIL out A1 x0,5", Entry("part", item="OIL", quantity=Decimal("0.5"), serial_out="A1")),
        ("ricambio PMP-3 2x", Entry("part", item="PMP-3", quantity=Decimal(2))),
    ],
)  # fmt: skip
def test_a_line_says_time_travel_or_a_part(text: str, entry: Entry) -> None:
    assert read(text) == entry


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("", "1h30 replaced the seal"),
        ("replaced the seal", "1h30 replaced the seal"),
        ("90 replaced", "1h30"),
        ("from 9:00", "from 9:00 to 10:30"),
        ("from 11:00 to 13:30 belt", "13:30, which is still to come"),
        ("from 9:00 to soon", "not a time"),
        ("part", "part PMP-3 x2"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_form(text: str, cure: str) -> None:
    with pytest.raises(Refused, match=cure):
        read(text)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    for begin in ("", "from ", "travel ", "part ", "1h "):
        with suppress(Refused):
            assert read(begin + text).kind in ("labour", "travel", "part")


@pytest.mark.parametrize(
    ("entry", "cure"),
    [
        (Entry(seconds=0), "Say how long"),
        (Entry(seconds=-60), "correction"),
        (Entry(seconds=86_401), "each day"),
        (Entry("travel", 0), "Say how long"),
        (Entry("part", quantity=Decimal(1)), "by its item"),
        (Entry("part", item="X", quantity=Decimal(0)), "above zero"),
        (Entry("part", item="X", quantity=Decimal("NaN")), "above zero"),
        (Entry("lunch"), "labour, travel or part"),
    ],
)
def test_a_line_can_be_counted(entry: Entry, cure: str) -> None:
    with pytest.raises(Refused, match=cure):
        check_entry(entry)


def test_a_travel_may_be_a_distance_alone() -> None:
    check_entry(Entry("travel", None, km=Decimal(24)))


@pytest.mark.parametrize(
    ("kind", "contract", "includes", "billable", "why"),
    [
        ("labour", None, (), True, "no contract covers the call"),
        ("labour", 58, ("labour",), False, "K-{contract} includes labour"),
        ("labour", 58, ("parts",), True, "K-{contract} does not include labour"),
        ("part", 58, ("parts",), False, "K-{contract} includes parts"),
        ("part", 58, (), True, "K-{contract} does not include parts"),
        ("travel", 58, ("travel",), False, "K-{contract} includes travel"),
        ("travel", 58, ("labour", "parts"), True, "K-{contract} does not include travel"),
    ],
)
def test_who_pays_follows_the_contract(
    kind: str, contract: int | None, includes: tuple[str, ...], billable: bool, why: str
) -> None:
    found = propose(kind, contract, includes)
    assert (found.billable, found.why) == (billable, why)


@pytest.mark.parametrize(
    ("text", "kind", "taken"),
    [
        ("-15m", "labour", (900, Decimal(0))),
        ("1h30", "labour", (5400, Decimal(0))),
        ("-10km 20m", "travel", (1200, Decimal(10))),
        ("-1", "part", (0, Decimal(1))),
        ("x2", "part", (0, Decimal(2))),
    ],
)
def test_a_correction_takes_away_with_or_without_a_minus(
    text: str, kind: str, taken: tuple[int, Decimal]
) -> None:
    found = read_taken(text, kind)
    assert (found.seconds, found.other, found.why) == (*taken, "")


@pytest.mark.parametrize(
    ("text", "kind"), [("", "labour"), ("much", "labour"), ("0", "part"), ("10km", "labour")]
)
def test_a_correction_that_takes_nothing_is_refused(text: str, kind: str) -> None:
    with pytest.raises(Refused):
        read_taken(text, kind)


def test_satisfaction_is_a_mark_of_five_and_not_asked_of_the_solver() -> None:
    check_score(1)
    check_score(5)
    for score in (0, 6, "good", 2.5):
        with pytest.raises(Refused, match="from 1"):
            check_score(score)
    assert asks_satisfaction("anna", "bruno")
    assert asks_satisfaction(None, "bruno")
    assert not asks_satisfaction("bruno", "bruno")
