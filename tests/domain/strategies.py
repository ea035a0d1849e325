"""Random weeks, zones, closed dates and instants for the laws of the clock."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from svc_tui.domain.coverage import Coverage
from svc_tui.domain.opening import DAY, Week, Window

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
def weeks(draw: st.DrawFn) -> Week:
    kinds = draw(st.lists(windows(), min_size=1, max_size=3))
    days = tuple(draw(st.sampled_from(kinds)) for _ in range(7))
    return Week(days, draw(st.booleans()))


@st.composite
def coverages(draw: st.DrawFn) -> Coverage:
    week = draw(weeks().filter(lambda week: any(week.days)))
    closed = draw(st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=8))
    near = frozenset(change.date() for change in draw(st.sets(st.sampled_from(CHANGES), max_size=2)))
    return Coverage(week, draw(st.sampled_from(ZONES)), closed | near)


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
