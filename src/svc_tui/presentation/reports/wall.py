"""The service monitor in large, for a screen on the wall: figures to be read from afar, the last hour, the queues.

It fits what there is: figures in the order of their weight, then the hour, then the queues with most late calls. Counts
and codes of queues alone: no customer, no person, no word of a call stands where anybody passes.
"""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from rich.cells import cell_len

from svc_tui.domain.calls.watch import Waiting
from svc_tui.domain.core.text import show_line
from svc_tui.language import _, time_of_day
from svc_tui.presentation.core.spans import Line, Span
from svc_tui.presentation.reports.chart_bars import bar
from svc_tui.presentation.reports.chart_parts import fitted, right
from svc_tui.presentation.reports.monitor import Moment, Told, figures, hour_lines

DIGITS = {
    "0": ("###", "# #", "# #", "# #", "###"), "1": ("  #", "  #", "  #", "  #", "  #"),
    "2": ("###", "  #", "###", "#  ", "###"), "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"), "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"), "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"), "9": ("###", "# #", "###", "  #", "###"),
}  # fmt: skip
"""Each three cells wide and five high."""
HIGH, WIDE, GAP = 5, 3, 3
SHOWN = ("overdue", "open", "due_soon", "unassigned", "unanswered", "paused")
"""The figures in the order of their weight."""
LARGEST, QUEUES = 3, 4
"""Cells of a cell of a digit at most; so many queues are worth smaller digits."""


def wall_lines(
    seen: Moment, queues: Sequence[Waiting], zone: ZoneInfo, width: int, height: int, *, ascii: bool = False
) -> list[Line]:
    """All that fits into so many cells and lines.

    Args:
        seen: The monitor.
        queues: What waits in each queue.
        zone: The zone of the times.
        width: Cells of a line.
        height: Lines.
        ascii: Draw with ASCII alone.
    """
    lines = [_head(seen, zone, width, ascii=ascii)]
    told = {each.name: each for each in figures(seen)}
    step = min(LARGEST, (width - 4) // 60)
    room = height - len(lines) - (6 if step else 0)
    lines += _largest([told[name] for name in SHOWN], width, room, min(len(queues), QUEUES) + 1, ascii=ascii)
    if step and height - len(lines) >= 6:
        lines += [(), *hour_lines(seen, zone, ascii=ascii, step=step)]
    if (left := height - len(lines) - 1) > 0 and queues:
        lines += [(), *_queues(queues, width, left, ascii=ascii)]
    return lines[:height]


def _head(seen: Moment, zone: ZoneInfo, width: int, *, ascii: bool) -> Line:
    """What it is, whose calls, when it was seen; an alarm stands first of all."""
    title: list[Span] = [(" " + _("Service monitor"), "title strong")]
    alarms = "  ".join(f"{each.title} {each.count}" for each in figures(seen) if each.alarm)
    if alarms:
        title.append(("  " + _("ALARM: {figures}").format(figures=alarms), "urgent strong"))
    time = time_of_day(seen.at, zone)
    used = sum(cell_len(text) for text, _role in title)
    if seen.filter and (left := width - used - cell_len(time) - 8) > 4:
        watched = show_line(seen.filter)
        title.append((f"  / {fitted(watched, min(left, cell_len(watched)), ascii=ascii)}", "muted"))
        used = sum(cell_len(text) for text, _role in title)
    return (*title, (" " * max(1, width - used - cell_len(time) - 1) + time, "text strong"))


def _largest(told: Sequence[Told], width: int, room: int, below: int, *, ascii: bool) -> list[Line]:
    """The figures as large as all of them and so many lines below fit; where they do not, as many as fit in small."""
    for scale in range(LARGEST, 1, -1):
        if len(_rows(_wides(told, scale), width)) * (HIGH * scale + 2) + below <= room:
            return _numbers(told, scale, width, room, ascii=ascii)
    return _numbers(told, 1, width, max(room, HIGH + 2), ascii=ascii)


def _numbers(told: Sequence[Told], scale: int, width: int, room: int, *, ascii: bool) -> list[Line]:
    """Figures in large beside one another, on as many rows as there are lines for."""
    lines: list[Line] = []
    wides = _wides(told, scale)
    for first, end in _rows(wides, width)[: max(1, room // (HIGH * scale + 2))]:
        lines += [(), *_row(told[first:end], wides[first:end], scale, ascii=ascii)]
    return lines


def _wides(told: Sequence[Told], scale: int) -> list[int]:
    return [max(_wide(each.count, scale), cell_len(_title(each)) + 1) for each in told]


def _rows(wides: Sequence[int], width: int) -> list[tuple[int, int]]:
    """Which figures stand beside one another: from one to before another."""
    found: list[tuple[int, int]] = []
    first, used = 0, 1
    for at, wide in enumerate(wides):
        if at > first and used + wide > width:
            found.append((first, at))
            first, used = at, 1
        used += wide + GAP
    return [*found, (first, len(wides))]


def _title(told: Told) -> str:
    return f"! {told.title}" if told.alarm else told.title


def _row(told: Sequence[Told], wides: Sequence[int], scale: int, *, ascii: bool) -> list[Line]:
    """The names of some figures beside one another, and below them their numbers."""
    roles = ["urgent" if each.alarm else "text" for each in told]
    titles = [f"{role} strong" if role == "urgent" else "muted" for role in roles]
    lines = [_beside([_title(each) for each in told], titles, wides)]
    for level in range(HIGH * scale):
        drawn = [large(each.count, level // scale, scale, ascii=ascii) for each in told]
        lines.append(_beside(drawn, roles, wides))
    return lines


def _beside(texts: Sequence[str], roles: Sequence[str], wides: Sequence[int]) -> Line:
    """Texts in their columns; nothing is blank behind the last one."""
    line: list[Span] = [(" ", "text")]
    for text, role, wide in zip(texts, roles, wides, strict=True):
        line.append((_padded(text, wide + GAP), role))
    line[-1] = (texts[-1].rstrip(), roles[-1])
    return tuple(line)


def _wide(count: str, scale: int) -> int:
    return sum(WIDE + 1 if char in DIGITS else 1 for char in count) * scale


def large(count: str, level: int, scale: int, *, ascii: bool) -> str:
    """One line of a number in large; what is no digit (the grouping) is a gap."""
    parts = ((DIGITS[char][level] if char in DIGITS else "") + " " for char in count)
    sign = "#" if ascii else "█"
    return "".join((sign if cell == "#" else " ") * scale for part in parts for cell in part)


def _padded(text: str, wide: int) -> str:
    return text + " " * max(0, wide - cell_len(text))


def _queues(queues: Sequence[Waiting], width: int, height: int, *, ascii: bool) -> list[Line]:
    """The queues with most late calls, then with most open ones: what is late in another sign than the rest."""
    ordered = sorted(queues, key=lambda each: (-each.overdue, -each.open, each.queue))[:height]
    names = [show_line(each.queue) or _("no queue") for each in ordered]
    named = min(max(map(cell_len, names), default=0), width // 3)
    most = max((each.open for each in queues), default=0)
    words = [
        _("{open} open, {overdue} late").format(open=each.open, overdue=each.overdue) for each in ordered
    ]
    told = max(map(cell_len, words), default=0)
    room = max(1, width - named - told - 6)
    lines: list[Line] = []
    for each, name, said in zip(ordered, names, words, strict=True):
        whole = len(bar(each.open, most, room, ascii=True))
        late = (
            min(whole, max(bool(each.overdue), round(whole * each.overdue / each.open))) if each.open else 0
        )
        lines.append(
            (
                (f" {fitted(name, named, ascii=ascii)}  {right(said, told)}  ", "text"),
                (("x" if ascii else "▓") * late, "urgent"),
                (("#" if ascii else "█") * (whole - late), "muted"),
            )
        )
    return lines
