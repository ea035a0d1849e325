"""Random weeks, zones, closed dates and instants for the laws of the clock."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from svc_tui.domain.sla.closures import Closure
from svc_tui.domain.sla.coverage import Coverage
from svc_tui.domain.sla.week import DAY, LENGTHS, Season, Stretch, Week, Window

ZONES = (
    "Europe/Rome",
    "UTC",
    "America/New_York",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "America/Havana",
    "Africa/Cairo",
    "Asia/Beirut",
    "America/Santiago",
    "Pacific/Chatham",
)
"""With whole and half hour changes, and changes at midnight, both ways."""

CHANGES = tuple(
    datetime.fromisoformat(day).replace(tzinfo=UTC)
    for day in (
        "2026-03-08",
        "2026-03-29",
        "2026-04-05",
        "2026-04-24",
        "2026-09-06",
        "2026-10-25",
        "2026-10-30",
        "2026-11-01",
    )
)


@st.composite
def windows(draw: st.DrawFn) -> tuple[Window, ...]:
    """Windows of a day that do not overlap; the last one may cross midnight."""
    points = sorted(draw(st.lists(st.integers(0, DAY // 5 - 1), max_size=6, unique=True)))
    found = [(a * 5, b * 5) for a, b in zip(points[::2], points[1::2], strict=False)]
    if len(points) % 2:
        begin = points[-1] * 5
        length = draw(st.integers(1, DAY // 5 - 1)) * 5
        found.append((begin, begin + length))
    # An end at 23:59 is read as 24:00; multiples of five never meet that rule.
    return tuple(found)


@st.composite
def plain_weeks(draw: st.DrawFn) -> Week:
    """The same week all year round, holidays out or like other days."""
    kinds = draw(st.lists(windows(), min_size=1, max_size=3))
    days = tuple(draw(st.sampled_from(kinds)) for _ in range(7))
    return Week(days, draw(st.booleans()))


@st.composite
def stretches(draw: st.DrawFn) -> Stretch:
    """Some days of the year, often over one of the changes of the clocks, or over New Year."""
    days = [(month, day) for month in range(1, 13) for day in range(1, LENGTHS[month - 1] + 1)]
    return Stretch(draw(st.sampled_from(days)), draw(st.sampled_from(days)))


@st.composite
def seasons(draw: st.DrawFn, *, when: tuple[Stretch, ...]) -> Season:
    """A week of its own that names a day at least."""
    kinds = [None, *draw(st.lists(windows(), min_size=1, max_size=2))]
    holidays = draw(st.sampled_from((None, True, False)))
    days = tuple(draw(st.sampled_from(kinds)) for _ in range(7))
    if holidays is None and not any(day is not None for day in days):
        days = ((), *days[1:])
    return Season(when, days, holidays, draw(windows()) if holidays is False else ())


@st.composite
def weeks(draw: st.DrawFn) -> Week:
    """Any week: with hours of holidays, and with seasons that may lie over each other."""
    plain = draw(plain_weeks())
    kinds = draw(st.lists(st.frozensets(stretches(), min_size=1, max_size=2), max_size=3, unique=True))
    hours = () if plain.holidays or draw(st.booleans()) else draw(windows())
    found = tuple(draw(seasons(when=tuple(sorted(kind)))) for kind in kinds)
    return Week(plain.days, plain.holidays, hours, found)


DAYS_OF_2026 = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@st.composite
def closed_parts(draw: st.DrawFn) -> frozenset[Closure]:
    """Parts of dates, some of them near a change of the clocks."""
    days = DAYS_OF_2026 | st.sampled_from([change.date() for change in CHANGES])
    found: list[Closure] = []
    for day in draw(st.lists(days, max_size=6)):
        start = draw(st.integers(0, DAY - 1))
        found.append(Closure(day, start, draw(st.integers(start + 1, DAY))))
    return frozenset(each for each in found if not each.is_whole)


@st.composite
def plain_coverages(draw: st.DrawFn) -> Coverage:
    """Plain weeks and whole closed dates: what other programs know too."""
    week = draw(plain_weeks().filter(lambda week: any(week.days)))
    closed = draw(st.frozensets(DAYS_OF_2026, max_size=8))
    near = frozenset(change.date() for change in draw(st.sets(st.sampled_from(CHANGES), max_size=2)))
    return Coverage(week, draw(st.sampled_from(ZONES)), closed | near)


@st.composite
def coverages(draw: st.DrawFn) -> Coverage:
    """With seasons, hours of holidays and closed parts of days as well."""
    plain = draw(plain_coverages())
    week = draw(st.just(plain.week) | weeks().filter(lambda week: any(week.days)))
    return Coverage(week, plain.zone, plain.closed, False, draw(closed_parts()))


@st.composite
def instants(draw: st.DrawFn) -> datetime:
    """Any second of 2026, often one near a change of the clocks."""
    if draw(st.booleans()):
        return draw(st.sampled_from(CHANGES)) + timedelta(seconds=draw(st.integers(-2 * 86_400, 2 * 86_400)))
    return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=draw(st.integers(0, 365 * 86_400)))


BUDGETS = st.integers(1, 60 * 3600)


@st.composite
def pauses(draw: st.DrawFn, begin: datetime) -> list[tuple[datetime, datetime]]:
    """Pauses in order after an instant, none touching the next."""
    found: list[tuple[datetime, datetime]] = []
    for _ in range(draw(st.integers(0, 4))):
        begin += timedelta(seconds=draw(st.integers(1, 40 * 3600)))
        end = begin + timedelta(seconds=draw(st.integers(1, 40 * 3600)))
        found.append((begin, end))
        begin = end
    return found
