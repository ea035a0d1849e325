"""B1's ServiceCallSchedulings and EmployeeAbsenceInfoLines: a planned visit of a call, an absence, both ways.

What we have no name for stays among the kept fields of the call or the person, line by line.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from svc_tui.interchange.b1 import enums as b1_enums
from svc_tui.interchange.core.records import BadValue

SCHEDULINGS = "ServiceCallSchedulings"
ABSENCES = "EmployeeAbsenceInfoLines"
DEFAULT_LENGTH = timedelta(minutes=15)
"""How long a line lasts that does not say it (B9)."""
_SECONDS = {"du_minuts": 60, "m": 60, "du_hours": 3600, "h": 3600, "du_days": 86_400, "d": 86_400,
            "du_seconds": 1, "s": 1}  # fmt: skip
Line = dict[str, Any]


@dataclass(frozen=True)
class Scheduling:
    """A line as far as we have names for it."""

    line: int
    technician: int | None
    """B1's employee id."""
    starts_at: datetime
    ends_at: datetime
    remark: str
    done: bool
    checked_in_at: datetime | None
    checked_out_at: datetime | None


@dataclass(frozen=True)
class Away:
    """A line of absence."""

    first: date
    last: date
    reason: str


def read(value: Any, zone: tzinfo) -> list[Scheduling]:
    """The lines that say when somebody goes; others, and those that cannot be read, stay as they came."""
    found = []
    for position, line in enumerate(_rows(value)):
        try:
            one = _scheduling(line, position, zone)
        except BadValue:
            continue
        if one is not None:
            found.append(one)
    return found


def _scheduling(line: Line, position: int, zone: tzinfo) -> Scheduling | None:
    start = b1_enums.moment(line.get("startdate"), line.get("starttime"), zone)
    if start is None:
        return None
    end = b1_enums.moment(line.get("enddate"), line.get("endtime"), zone)
    if end is None or end <= start:
        length = b1_enums.number(line.get("duration"))
        unit = _SECONDS.get(str(line.get("durationtype") or "").casefold(), 60)
        end = start + (timedelta(seconds=length * unit) if length and length > 0 else DEFAULT_LENGTH)
    number, technician = b1_enums.number(line.get("linenum")), b1_enums.number(line.get("technician"))
    closed = line.get("isclosed")
    remark = line.get("remark")
    return Scheduling(
        position if number is None else number,
        technician if technician and technician > 0 else None,
        start, end, "" if b1_enums.is_nothing(remark) else str(remark).strip(),
        not b1_enums.is_nothing(closed) and b1_enums.yes(closed),
        b1_enums.moment(line.get("checkindate"), line.get("checkintime"), zone),
        b1_enums.moment(line.get("checkoutdate"), line.get("checkouttime"), zone),
    )  # fmt: skip


def written(visits: Sequence[Scheduling], came: Sequence[Line], zone: tzinfo) -> list[Line]:
    """The lines of visits; one that came and still says the same goes back as it came."""
    kept = {each.line: line for line, each in _by_line(came, zone)}
    found = []
    for visit in visits:
        before = kept.get(visit.line, {})
        same = bool(before) and read([before], zone) == [visit]
        found.append(dict(before) if same else {**before, **_line(visit, zone)})
    return [*found, *(line for line in came if not read([line], zone))]


def _by_line(came: Sequence[Line], zone: tzinfo) -> list[tuple[Line, Scheduling]]:
    return [(line, found[0]) for line in came if (found := read([line], zone))]


def _line(visit: Scheduling, zone: tzinfo) -> Line:
    start, end = (b1_enums.split(at, zone) for at in (visit.starts_at, visit.ends_at))
    arrived, left = (b1_enums.split(at, zone) for at in (visit.checked_in_at, visit.checked_out_at))
    minutes = round((visit.ends_at - visit.starts_at).total_seconds() / 60)
    return {
        "LineNum": visit.line, "Technician": visit.technician, "StartDate": start[0], "StartTime": start[1],
        "EndDate": end[0], "EndTime": end[1], "Duration": minutes, "DurationType": "du_Minuts",
        "Remark": visit.remark or None, "IsClosed": b1_enums.yes_no(visit.done), "CheckInDate": arrived[0],
        "CheckInTime": arrived[1], "CheckOutDate": left[0], "CheckOutTime": left[1],
    }  # fmt: skip


def read_away(value: Any) -> list[Away]:
    """The lines of absence that have a first day."""
    found = []
    for line in _rows(value):
        try:
            first, last = (
                None if b1_enums.is_no_day(line.get(name)) else b1_enums.day(line[name]).date()
                for name in ("fromdate", "todate")
            )
        except BadValue:
            continue
        if first is not None:
            reason = line.get("reason")
            words = "" if b1_enums.is_nothing(reason) else str(reason).strip()
            found.append(Away(first, max(last or first, first), words))
    return found


def written_away(absences: Sequence[Away], came: Sequence[Line]) -> list[Line]:
    """The lines of absences; one that came and still says the same goes back as it came."""
    kept = {tuple(read_away([line])): line for line in came}
    found: list[Line] = []
    for each in absences:
        line = {
            "FromDate": b1_enums.date_text(each.first), "ToDate": b1_enums.date_text(each.last),
            "Reason": each.reason or None,
        }  # fmt: skip
        found.append(dict(kept.get((each,), line)))
    return [*found, *(line for line in came if not read_away([line]))]


def _rows(value: Any) -> list[Line]:
    if not isinstance(value, list):
        return []
    return [
        {name.casefold(): cell for name, cell in one.items()} for one in value if isinstance(one, Mapping)
    ]
