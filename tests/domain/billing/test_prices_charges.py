"""Labour by kind of hours, split at the border; minimum charges and steps; travel by time and by distance."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.billing.lines import Charged
from svc_tui.domain.billing.prices import NoPrice, Price, Priced, What
from svc_tui.domain.billing.prices_charges import (
    Find,
    charged_quantity,
    item_charge,
    labour_charges,
    travel_charges,
)
from svc_tui.domain.billing.prices_hours import HourKind, hours, shared, split_labour
from svc_tui.domain.core.notes import note
from tests.domain.strategies import CHANGES, ZONES

ROME = "Europe/Rome"
KINDS = [
    HourKind("holiday", "Su,PH 00:00-24:00", Decimal(2)),
    HourKind("night", "Mo-Sa 20:00-06:00", Decimal("1.5")),
    HourKind("day"),
]


def _at(text: str, zone: str = ROME) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _split(start: str, end: str, holidays: frozenset[date] = frozenset()) -> list[tuple[str, int]]:
    return split_labour(_at(start), _at(end), KINDS, ROME, holidays)


def test_work_that_crosses_into_the_night_is_split_at_the_border() -> None:
    assert _split("2026-11-25 19:10:07", "2026-11-25 20:30") == [("day", 2993), ("night", 1800)]


def test_a_holiday_begins_and_ends_at_midnight() -> None:
    holidays = frozenset({date(2026, 12, 8)})
    assert _split("2026-12-07 23:00", "2026-12-08 07:00", holidays) == [
        ("night", 3600),
        ("holiday", 7 * 3600),
    ]
    assert _split("2026-12-07 23:00", "2026-12-08 07:00") == [("night", 7 * 3600), ("day", 3600)]


@pytest.mark.parametrize(("day", "long"), [("2026-03-28", 5), ("2026-10-24", 7)])
def test_the_night_of_a_clock_change_has_as_many_hours_as_passed(day: str, long: int) -> None:
    """The change lies in the first hours of a Sunday."""
    next_day = (datetime.fromisoformat(day) + timedelta(days=1)).strftime("%Y-%m-%d")
    kinds = [HourKind("night", "Mo-Su 20:00-06:00"), HourKind("day")]
    found = split_labour(_at(f"{next_day} 00:00"), _at(f"{next_day} 07:00"), kinds, ROME)
    assert found == [("night", long * 3600), ("day", 3600)]


def test_without_a_kind_for_the_rest_the_rest_is_labour_at_large() -> None:
    found = split_labour(_at("2026-11-25 19:00"), _at("2026-11-25 21:00"), KINDS[:2], ROME)
    assert found == [("", 3600), ("night", 3600)]


_starts = st.sampled_from(CHANGES).flatmap(
    lambda change: st.integers(-3 * 86400, 3 * 86400).map(lambda s: change + timedelta(seconds=s))
)
_hours = st.sampled_from(
    ["Mo-Su 22:00-06:00", "Sa-Su,PH 00:00-24:00", "Mo-Fr 18:00-20:00", "24/7", "off", "", "Mo-Su 02:30-03:15"]
)


@given(
    _starts, st.integers(0, 3 * 86400), st.lists(_hours, max_size=4), st.sampled_from(ZONES), st.booleans()
)
def test_the_parts_are_the_whole(
    start: datetime, size: int, texts: list[str], zone: str, closed: bool
) -> None:
    kinds = [HourKind(str(at), text) for at, text in enumerate(texts)]
    holidays = frozenset({start.date()}) if closed else frozenset()
    end = start + timedelta(seconds=size)
    parts = split_labour(start, end, kinds, zone, holidays)
    assert sum(seconds for _code, seconds in parts) == size
    assert all(seconds > 0 for _code, seconds in parts)
    assert all(one != two for (one, _), (two, _) in pairwise(parts))
    middle = start + timedelta(seconds=size // 2)
    two = split_labour(start, middle, kinds, zone, holidays) + split_labour(
        middle, end, kinds, zone, holidays
    )
    for code in {code for code, _ in parts}:
        assert sum(s for c, s in two if c == code) == sum(s for c, s in parts if c == code)


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 10**5)), min_size=1),
    st.integers(-(10**6), 10**6),
)
def test_shares_add_up(parts: list[tuple[str, int]], seconds: int) -> None:
    found = shared(parts, seconds)
    assert sum(size for _code, size in found) == seconds
    assert [code for code, _ in found] == [code for code, _ in parts]
    assert shared(parts, -seconds) == [(code, -size) for code, size in found]


_amounts = st.decimals(0, 1000, places=3)
_some = st.none() | st.decimals("0.001", 100, places=3)


@given(_amounts, _amounts, _some, _some)
def test_what_is_charged_is_never_below_what_there_is_and_grows_with_it(
    one: Decimal, two: Decimal, minimum: Decimal | None, step: Decimal | None
) -> None:
    low, high = sorted((one, two))
    assert charged_quantity(low, minimum, step) >= low
    assert charged_quantity(low, minimum, step) <= charged_quantity(high, minimum, step)
    if low > 0:
        charged = charged_quantity(low, minimum, step)
        assert charged >= (minimum or 0)
        assert not step or charged % step == 0
        assert charged_quantity(charged, minimum, step) == charged
    assert charged_quantity(-low, minimum, step) == -low


def _find(amounts: dict[str, Price]) -> Find:
    def find(wanted: Sequence[tuple[What, Decimal]]) -> Priced | NoPrice:
        for what, factor in wanted:
            if (price := amounts.get(str(what))) is not None:
                charged = Charged(price.amount * factor, "EUR", Decimal(0), Decimal(22), "BASE")
                return Priced(charged, price, note(""), factor)
        return NoPrice(note("{what}", what=str(wanted[-1][0])))

    return find


def _prices(**amounts: tuple[str, str, str | None, str | None]) -> Find:
    """Prices by what, each with amount, unit, minimum and step."""
    found = {}
    for name, (amount, unit, *least) in amounts.items():
        minimum, step = (None if text is None else Decimal(text) for text in least)
        what = name.replace("_", ":")
        found[what] = Price(1, "BASE", What("labour"), Decimal(amount), unit=unit, minimum=minimum, step=step)
    return _find(found)


def _told(charges: Sequence[object]) -> list[tuple[str, str, str, str]]:
    found = []
    for charge in charges:
        priced = charge.priced  # type: ignore[attr-defined]
        amount = str(priced.charged.price) if isinstance(priced, Priced) else "none"
        found.append((str(charge.what), str(charge.quantity), charge.unit, amount))  # type: ignore[attr-defined]
    return found


def test_a_kind_of_hours_has_a_price_of_its_own_or_its_factor() -> None:
    find = _prices(labour=("80", "h", None, None), labour_holiday=("200", "h", None, None))
    parts = [("day", 3600), ("night", 1800), ("holiday", 7200)]
    assert _told(labour_charges(parts, KINDS, None, find)) == [
        ("labour:day", "1", "h", "80"), ("labour:night", "0.5", "h", "120.0"), ("labour:holiday", "2", "h", "200"),
    ]  # fmt: skip


def test_a_kind_without_a_factor_needs_a_price_of_its_own() -> None:
    find = _prices(labour=("80", "h", None, None))
    charges = labour_charges([("night", 3600)], [HourKind("night", "24/7", None)], None, find)
    assert _told(charges) == [("labour:night", "1", "h", "none")]


def test_the_minimum_and_the_step_hold_for_the_whole_of_the_work() -> None:
    find = _prices(labour=("80", "h", "1800", "900"))
    parts = [("day", 70 * 60), ("night", 41 * 60)]
    assert _told(labour_charges(parts, KINDS, None, find)) == [
        ("labour:day", "1.166667", "h", "80"), ("labour:night", "0.833333", "h", "120.0"),
    ]  # fmt: skip
    assert _told(labour_charges([("day", 60)], KINDS, None, find)) == [("labour:day", "0.5", "h", "80")]
    assert _told(labour_charges([("day", -60)], KINDS, None, find))[0][1] == "-0.016667"


def test_travel_is_charged_by_time_by_distance_or_by_both() -> None:
    time, way = ("60", "h", None, "900"), ("0.7", "km", "10", None)
    assert _told(travel_charges(3000, Decimal(24), None, _prices(travel=time, km=way))) == [
        ("travel", "1", "h", "60"), ("km", "24", "km", "0.7"),
    ]  # fmt: skip
    assert _told(travel_charges(3000, Decimal(24), None, _prices(km=way))) == [("km", "24", "km", "0.7")]
    assert _told(travel_charges(3000, Decimal(4), None, _prices(km=way))) == [("km", "10", "km", "0.7")]
    assert _told(travel_charges(3000, None, None, _prices(travel=time))) == [("travel", "1", "h", "60")]
    assert _told(travel_charges(3000, Decimal(24), None, _prices())) == [("travel", "0.833333", "h", "none")]


def test_an_item_of_travel_stands_for_the_whole_journey() -> None:
    find = _prices(ZONE1=("45", "visit", None, None), km=("0.7", "km", None, None))
    assert _told(travel_charges(3000, Decimal(24), "ZONE1", find)) == [("ZONE1", "1", "visit", "45")]
    assert _told(travel_charges(-300, None, "ZONE1", find)) == [("ZONE1", "0", "visit", "45")]


def test_parts_are_counted() -> None:
    assert _told([item_charge("PMP-3", Decimal(2), _prices(**{"PMP-3": ("12.5", "piece", None, None)}))]) == [
        ("PMP-3", "2", "piece", "12.5")
    ]


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(3600, "1"), (36000, "10"), (1200, "0.333333"), (0, "0"), (-5400, "-1.5"), (45, "0.0125")],
)
def test_hours_are_written_short(seconds: int, shown: str) -> None:
    assert str(hours(seconds)) == shown
