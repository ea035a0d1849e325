"""What the tests of the clock share: instants written as the worked examples write them."""

from datetime import UTC, datetime

from svc_tui.domain.sla.closures import closed_of, stored_closures
from svc_tui.domain.sla.coverage import Coverage, coverage_of, in_zone

OFFICE = "Mo-Fr 09:00-18:00"
LUNCH = "Mo-Fr 09:00-13:00,14:00-18:00"
NIGHTS = "Mo-Su 22:00-06:00"
ROME = "Europe/Rome"
HOUR = 3600


def rome(text: str) -> datetime:
    """An instant written on Rome's wall clock: `2026-03-02 15:00`."""
    return in_zone(datetime.fromisoformat(text), ROME)


def utc(text: str) -> datetime:
    """An instant written in UTC: `2026-03-02 14:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def office(hours: str = OFFICE, *closed: str, zone: str = ROME, holidays: bool = False) -> Coverage:
    """A coverage with its closed dates, whole or in part, written as text."""
    found = closed_of(stored_closures(closed))
    return coverage_of(hours, zone, found.days, holidays, found.parts)
