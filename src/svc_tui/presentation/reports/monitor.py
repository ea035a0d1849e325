"""The service monitor in words: its figures with their alarms, and the last hour as lines of signs, one a minute."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from rich.cells import cell_len

from svc_tui.domain.calls.watch import MINUTES, Wishes, first_minute, passed
from svc_tui.errors import N_
from svc_tui.language import _, number, time_of_day
from svc_tui.presentation.core.spans import Line
from svc_tui.presentation.core.sparkline import sparkline

FIGURES: Mapping[str, tuple[str, str]] = {
    "open": (N_("Open"), N_("not closed")),
    "overdue": (N_("Overdue"), N_("past the next target")),
    "due_soon": (N_("Due in the hour"), N_("the next target falls within sixty minutes")),
    "unassigned": (N_("Unassigned"), N_("nobody handles them")),
    "unanswered": (N_("Unanswered"), N_("without a first response")),
    "paused": (N_("Paused"), N_("the clock stands")),
    "opened": (N_("Came in the hour"), N_("reported in these sixty minutes, open or closed")),
    "lapsed": (
        N_("Became overdue"),
        N_("a target passed unmet in these sixty minutes"),
    ),
}
"""What each figure is called, and what it is."""
MARGIN = 2


class Moment(Protocol):
    """The monitor as it was seen."""

    @property
    def at(self) -> datetime: ...
    @property
    def filter(self) -> str: ...
    @property
    def figures(self) -> Mapping[str, int]: ...
    @property
    def opened(self) -> Sequence[int]: ...
    @property
    def lapsed(self) -> Sequence[int]: ...
    @property
    def wishes(self) -> Wishes: ...


@dataclass(frozen=True, slots=True)
class Told:
    """One figure in words."""

    name: str
    title: str
    count: str
    words: str
    """What it is; where its limit is passed, the alarm."""
    alarm: bool = False


def figures(seen: Moment) -> list[Told]:
    """Each figure with its words."""
    found: list[Told] = []
    for name, (title, about) in FIGURES.items():
        count, limit = seen.figures[name], seen.wishes.limit(name)
        alarm = passed(name, count, seen.wishes)
        if alarm and limit is not None:
            words = _("ALARM: more than {limit}").format(limit=number(limit))
        elif limit is not None:
            words = _("{about}; the limit is {limit}").format(about=_(about), limit=number(limit))
        else:
            words = _(about)
        found.append(Told(name, _(title), number(count), words, alarm))
    return found


def hour_lines(seen: Moment, zone: ZoneInfo, *, ascii: bool = False, step: int = 1) -> list[Line]:
    """The last hour: what came and what became overdue, minute by minute, with the times below.

    Args:
        seen: The monitor.
        zone: The zone of the times.
        ascii: Draw with ASCII alone.
        step: Cells of a minute.
    """
    lines: list[Line] = []
    wide, margin = MINUTES * step, " " * MARGIN
    for name, values, role in (("opened", seen.opened, "text"), ("lapsed", seen.lapsed, "urgent")):
        most = max(values, default=0)
        title = f"{_(FIGURES[name][0])} {number(sum(values))}"
        told = _("at most {count} a minute").format(count=number(most)) if most else _("none")
        gap = " " * max(1, wide - cell_len(title) - cell_len(told))
        drawn = "".join(sign * step for sign in sparkline(values, ascii=ascii))
        lines += [((f"{margin}{title}", "text"), (f"{gap}{told}", "muted"))]
        lines.append(((margin + drawn, role if most else "muted"),))
    first = first_minute(seen.at)
    times = [time_of_day(each, zone) for each in (first, first + timedelta(minutes=MINUTES // 2), seen.at)]
    half = wide // 2
    axis = f"{times[0]:<{half}}{times[1]:<{wide - half - cell_len(times[2])}}{times[2]}"
    return [*lines, ((margin + axis, "muted"),)]


def head_line(seen: Moment, zone: ZoneInfo) -> str:
    """What is watched, and when it was seen."""
    return _("Service monitor, {time}").format(time=time_of_day(seen.at, zone))


def text_lines(seen: Moment, zone: ZoneInfo, *, ascii: bool = False) -> list[str]:
    """All of it as plain lines."""
    told = figures(seen)
    titled = max(cell_len(each.title) for each in told)
    counted = max(cell_len(each.count) for each in told)
    rows = [
        f"{'!' if each.alarm else ' '} {each.title}{' ' * (titled - cell_len(each.title))}"
        f"  {each.count:>{counted}}  {each.words}"
        for each in told
    ]
    hour = ["".join(text for text, _role in line) for line in hour_lines(seen, zone, ascii=ascii)]
    return [head_line(seen, zone), f"/ {seen.filter}".rstrip(), "", *rows, "", *hour]


def record(seen: Moment, behind: Mapping[str, str], alarms: Sequence[str]) -> dict[str, object]:
    """All of it under stable names, for JSON."""
    return {
        "at": seen.at,
        "filter": seen.filter or None,
        **{name: {"count": seen.figures[name], "filter": behind[name], "limit": seen.wishes.limit(name)}
           for name in FIGURES},
        "alarms": list(alarms),
        "minutes_from": first_minute(seen.at),
        "opened_per_minute": list(seen.opened),
        "lapsed_per_minute": list(seen.lapsed),
    }  # fmt: skip
