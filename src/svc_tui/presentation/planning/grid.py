"""The day board in characters: a line a technician, hours across, readable without colour and in ASCII.

A visit is `[10431==]`: its number, then its state to the end: `=` planned, `>` on the way, `#` working, `-` done, `?`
a move that is not made yet; a short one is `431=`, without brackets. `!` at its end: after the call is due. `.` is a
gap of working time, `x` an absence or a holiday, `|` now, `%` two visits at once; what is blank is not worked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from rich.cells import cell_len, set_cell_size

from svc_tui.domain.core.text import show_line
from svc_tui.language import _
from svc_tui.presentation.core.spans import Line, Span
from svc_tui.presentation.planning.lines import reason_words

LABEL = 12
"""Cells of mark, name and gap before the hours."""
HOURS = 14
"""So many hours are seen at once."""
COARSE, MEDIUM, FINE = 4, 6, 8
"""Cells of an hour."""
TAIL = 14
"""Cells that the load behind the hours takes, where there is room."""
MEDIUM_FROM = LABEL + MEDIUM * HOURS + TAIL
FINE_FROM = LABEL + FINE * HOURS
"""Columns from which there is room for more cells of an hour."""
STATES = {"planned": "=", "on_the_way": ">", "working": "#", "done": "-"}
_ROLES = {"planned": "accent", "on_the_way": "warning", "working": "text strong", "done": "muted"}
TWICE, LATE, GHOST, AWAY, GAP, NOW = "%", "!", "?", "x", ".", "|"


class Visit(Protocol):
    """What is shown of a visit."""

    @property
    def number(self) -> int: ...
    @property
    def call(self) -> str: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def status(self) -> str: ...
    @property
    def due(self) -> datetime | None: ...


class Absence(Protocol):
    """Why somebody is away."""

    @property
    def reason(self) -> str: ...


class Lane(Protocol):
    """A technician's day."""

    @property
    def person(self) -> str: ...
    @property
    def work(self) -> Sequence[tuple[datetime, datetime]]: ...
    @property
    def away(self) -> Sequence[tuple[datetime, datetime]]: ...
    @property
    def absences(self) -> Sequence[Absence]: ...
    @property
    def holiday(self) -> bool: ...
    @property
    def visits(self) -> Sequence[Visit]: ...
    @property
    def load(self) -> float: ...


@dataclass(frozen=True)
class Window:
    """The stretch of a day that is seen."""

    first: datetime
    """Where the hours begin."""
    per_hour: int = COARSE

    @property
    def count(self) -> int:
        """Cells of all hours."""
        return HOURS * self.per_hour

    @property
    def step(self) -> timedelta:
        """How far one key goes."""
        return timedelta(minutes=15 if self.per_hour == FINE else 30)

    def cell(self, at: datetime) -> int:
        """The cell that an instant lies in, perhaps outside."""
        return int((at - self.first).total_seconds() * self.per_hour // 3600)

    def end_cell(self, at: datetime) -> int:
        """The cell behind a stretch that ends at an instant."""
        return -int(-(at - self.first).total_seconds() * self.per_hour // 3600)

    def on_step(self, at: datetime) -> datetime:
        """The step that an instant lies in."""
        return self.first + (at - self.first) // self.step * self.step


@dataclass(frozen=True)
class Ghost:
    """A visit as it would be."""

    call: str
    technicians: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime
    number: int = 0
    """Of the visit that moves; 0: a new one."""


def window_of(day: date, hour: int, width: int, zone: ZoneInfo) -> Window:
    """The hours from `hour` of a day as they fit."""
    first = datetime(day.year, day.month, day.day, hour, tzinfo=zone).astimezone(UTC)
    return Window(first, FINE if width >= FINE_FROM else MEDIUM if width >= MEDIUM_FROM else COARSE)


def head_line(window: Window, zone: ZoneInfo) -> Line:
    """The hours above the lanes."""
    hours = (window.first + timedelta(hours=n) for n in range(HOURS))
    marks = "".join(f"{at.astimezone(zone):%H}".ljust(window.per_hour) for at in hours)
    return ((" " * LABEL + marks, "muted"),)


def lane_line(lane: Lane, window: Window, now: datetime, width: int, ghost: Ghost | None = None) -> Line:
    """One technician's day."""
    text, roles = _ground(lane, window)
    taken = [False] * window.count
    for visit in lane.visits:
        if ghost is None or visit.number != ghost.number:
            late = visit.due is not None and visit.ends_at > visit.due
            fill = STATES.get(visit.status, "=")
            _draw(text, roles, taken, window, visit, fill, _ROLES.get(visit.status, "text"), late=late)
    if ghost is not None and lane.person in ghost.technicians:
        _draw(text, roles, taken, window, ghost, GHOST, "warning strong", late=False)
    here = window.cell(now)
    if 0 <= here < window.count and not taken[here]:
        text[here], roles[here] = NOW, "warning"
    label = set_cell_size(show_line(lane.person), LABEL - 4)
    tail = _tail(lane, width - LABEL - window.count)
    return ((f"   {label} ", "text"), *_runs(text, roles), *tail)


class _Stretch(Protocol):
    @property
    def call(self) -> str: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...


def _ground(lane: Lane, window: Window) -> tuple[list[str], list[str]]:
    """Gaps, absences and their word."""
    text, roles = [" "] * window.count, ["muted"] * window.count
    step = window.per_hour // 2
    for spans, sign in ((lane.work, GAP), (lane.away, AWAY)):
        for start, end in spans:
            for cell in range(max(0, window.cell(start)), min(window.count, window.end_cell(end))):
                text[cell] = sign if cell % step == 0 else " "
    word = ""
    if lane.absences and AWAY in text:
        word = reason_words(lane.absences[0].reason)
        begin, end_ = text.index(AWAY), len(text) - text[::-1].index(AWAY)
    elif lane.holiday and not lane.work:
        word, begin, end_ = _("holiday"), 0, window.count
        text[::step] = AWAY * len(text[::step])
    if word and len(word) == cell_len(word) and end_ - begin >= len(word) + 2:
        at = (begin + end_ - len(word)) // 2
        text[at - 1 : at + len(word) + 1] = f" {word} "
    return text, roles


def _draw(
    text: list[str], roles: list[str], taken: list[bool], window: Window, visit: _Stretch, fill: str, role: str,
    *, late: bool,
) -> None:  # fmt: skip
    """A visit over what lies below it; what is not seen of it is cut."""
    begin = window.cell(visit.starts_at)
    end = max(window.end_cell(visit.ends_at), begin + 1)
    block = visit_text(visit.call, end - begin, fill, late=late)
    for cell in range(max(0, begin), min(window.count, end)):
        text[cell] = TWICE if taken[cell] else block[cell - begin]
        roles[cell] = "urgent" if taken[cell] or (late and cell == end - 1) else role
        taken[cell] = True


def visit_text(call: str, cells: int, fill: str, *, late: bool = False) -> str:
    """A visit in so many cells: as much of the end of its number as fits, its state always."""
    if cells == 1:
        return LATE if late else fill
    if cells >= len(call) + 3:
        return f"[{call}" + fill * (cells - len(call) - 2) + (LATE if late else "]")
    room = cells - 1 - late
    tail = call[max(0, len(call) - room) :] if room else ""
    return tail + fill * (cells - len(tail) - late) + LATE * late


def _runs(text: Sequence[str], roles: Sequence[str]) -> list[Span]:
    """Cells of one role in one piece."""
    found: list[Span] = []
    for sign, role in zip(text, roles, strict=True):
        if found and found[-1][1] == role:
            found[-1] = (found[-1][0] + sign, role)
        else:
            found.append((sign, role))
    return found


def _tail(lane: Lane, room: int) -> list[Span]:
    if room < TAIL:
        return []
    bar = "#" * min(8, round(8 * lane.load))
    role = "warning" if lane.load > 1 else "muted"
    return [(f"  {bar:8}{round(100 * lane.load):>3}%", role)]
