"""The covered hours of this week as a grid one reads at a glance: seven rows of half-hours in the contract's zone.

Every state has a character of its own, so that nothing is said by colour alone; each character has an ASCII one beside
it, the same that the frame comparer puts in its place.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from svc_tui.domain.core.text import show_line
from svc_tui.domain.sla.coverage import Coverage, zone_of
from svc_tui.domain.sla.week import format_windows
from svc_tui.language import _, date_long, ngettext, time_of_day, weekday_day
from svc_tui.presentation.core.spans import Line, Span
from svc_tui.presentation.sla.page import hours

GLYPHS: dict[str, tuple[str, str]] = {
    "covered": ("█", "#"),
    "part": ("▂", "-"),
    "holiday": ("▒", ":"),
    "closed": ("·", "."),
    "now": ("┃", "|"),
}
"""What a stretch of the day looks like, and the same in ASCII."""
ROLES = {"covered": "kept", "part": "kept", "holiday": "warning", "closed": "muted", "now": "text strong"}
DAY_S = 86_400
HALF_HOURS_FROM = 66
"""Cells of width from which each half-hour has a cell; below them each hour has one."""
MARGIN, LABEL, GAP = 2, 7, 1


class GridDay(NamedTuple):
    """A civil day of the week."""

    day: date
    pieces: tuple[tuple[int, int], ...]
    """Covered seconds of the day in its own wall time."""
    lost: tuple[tuple[int, int], ...]
    """What would be covered, were it no holiday or closed date."""
    name: str
    """What the holiday or closed date is called."""

    @property
    def seconds(self) -> int:
        """How much of the day is covered."""
        return sum(end - start for start, end in self.pieces)


def week_of(coverage: Coverage, holidays: Mapping[date, str], today: date) -> list[GridDay]:
    """The days of the week that `today` lies in, Monday first."""
    monday = today - timedelta(days=today.weekday())
    found: list[GridDay] = []
    for day in (monday + timedelta(days=offset) for offset in range(7)):
        found.append(
            GridDay(day, coverage.hours_on(day), coverage.lost_on(day), _name(coverage, holidays, day))
        )
    return found


def _name(coverage: Coverage, holidays: Mapping[date, str], day: date) -> str:
    closed = day in coverage.closed or any(each.day == day for each in coverage.parts)
    return (holidays.get(day) or _("closed")) if closed else ""


def states(day: GridDay, cells: int) -> list[str]:
    """What each cell of a day is: covered, part, holiday or closed."""
    step = DAY_S // cells
    found: list[str] = []
    for start in range(0, DAY_S, step):
        within = _within(day.pieces, start, start + step)
        lost = _within(day.lost, start, start + step)
        found.append(
            "holiday"
            if lost > within
            else "closed"
            if not within
            else "covered"
            if within == step
            else "part"
        )
    return found


def _within(pieces: Sequence[tuple[int, int]], start: int, end: int) -> int:
    return sum(max(0, min(until, end) - max(begin, start)) for begin, until in pieces)


def week_grid(
    coverage: Coverage, holidays: Mapping[date, str], *, now: datetime, width: int = 79, ascii: bool = False
) -> list[Line]:
    """The grid with its axis, a legend and the sum.

    Args:
        coverage: The covered hours.
        holidays: Names of closed dates.
        now: The present moment; it is marked.
        width: Cells of a line.
        ascii: Draw with ASCII alone.
    """
    zone = zone_of(coverage.zone)
    here = now.astimezone(zone)
    cells = 48 if width >= HALF_HOURS_FROM else 24
    days = week_of(coverage, holidays, here.date())
    named = set[str]()
    lines = [_title(days[0].day, coverage.zone), _axis(cells)]
    for day in days:
        shown = states(day, cells)
        today = day.day == here.date()
        named |= set(shown) | ({"now"} if today else set())
        at = (here.hour * 3600 + here.minute * 60) * cells // DAY_S if today else None
        lines.append(_row(day, shown, at, width, ascii))
    all_holidays = all(day.day in coverage.closed for day in days if day.lost)
    lines += [_legend(named, here, ascii, all_holidays=all_holidays), _sum(days, coverage)]
    return lines


def _title(monday: date, zone: str) -> Line:
    place = zone_of(zone)
    first = date_long(datetime.combine(monday, time(12), place), place)
    return ((" " * MARGIN + _("Week of {day}, {zone}").format(day=first, zone=zone), "muted"),)


def _axis(cells: int) -> Line:
    """The hours above the grid, each at its first cell."""
    step = 3 if cells == 48 else 6
    marks = "".join(f"{hour:<{step * cells // 24}}" for hour in range(0, 24, step))
    return ((" " * (MARGIN + LABEL + GAP) + marks + "24", "muted"),)


def _row(day: GridDay, shown: list[str], at: int | None, width: int, ascii: bool) -> Line:
    noon = datetime.combine(day.day, time(12), zone_of("UTC"))
    label = set_cell_size(weekday_day(noon, zone_of("UTC")), LABEL)
    today = at is not None
    line: list[Span] = [(("> " if today else "  ") + label + " " * GAP, "text strong" if today else "text")]
    marked = [*shown[:at], "now", *shown[at + 1 :]] if at is not None else shown
    start = 0
    for place in range(1, len(marked) + 1):
        if place == len(marked) or marked[place] != marked[start]:
            state = marked[start]
            line.append((GLYPHS[state][ascii] * (place - start), ROLES[state]))
            start = place
    line.append((f" {hours(day.seconds) if day.seconds else '-':>5}", "text" if day.seconds else "muted"))
    room = width - MARGIN - LABEL - GAP - len(shown) - 8
    if day.name and room > 3:
        name = show_line(day.name)
        shorter = (
            name
            if cell_len(name) <= room
            else set_cell_size(name, room - 1).rstrip() + ("." if ascii else "…")
        )
        line.append((f"  {shorter}", "warning" if day.lost else "muted"))
    return tuple(line)


def _legend(named: set[str], here: datetime, ascii: bool, *, all_holidays: bool) -> Line:
    words = {
        "covered": _("covered"),
        "part": _("in part"),
        "closed": _("not covered"),
        "holiday": _("holiday") if all_holidays else _("closed"),
        "now": _("now, {time}").format(time=time_of_day(here, here.tzinfo or zone_of("UTC"))),
    }
    line: list[Span] = [(" " * MARGIN, "text")]
    for state, said in words.items():
        if state in named:
            line += [(GLYPHS[state][ascii], ROLES[state]), (f" {said}  ", "muted")]
    return tuple(line)


def _sum(days: list[GridDay], coverage: Coverage) -> Line:
    total = sum(day.seconds for day in days)
    text = _("{sum} this week.").format(sum=hours(total))
    rules = coverage.week.rules_on(days[0].day.toordinal())
    whole = sum(1 for day in days if day.lost and day.day in coverage.closed)
    partly = sum(1 for day in days if day.lost) - whole
    if coverage.includes_holidays or rules.holidays:
        text += " " + _("Holidays count as other days.")
    elif rules.holiday_hours:
        text += " " + _("Holidays: {hours}.").format(hours=format_windows(rules.holiday_hours))
    elif whole:
        said = ngettext("{count} holiday falls out.", "{count} holidays fall out.", whole)
        text += " " + said.format(count=whole)
    else:
        text += " " + _("Holidays fall out.")
    if partly:
        said = ngettext("{count} day is closed in part.", "{count} days are closed in part.", partly)
        text += " " + said.format(count=partly)
    return ((" " * MARGIN + text, "text"),)
