"""Values that a history or page tells, as people read them: flags, days, instants, lists, in the reader's language.

The store keeps them as stable text for scripts; words of one noun alone (a status, a type) are its own page's.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, tzinfo
from typing import Any, Protocol

from svc_tui.domain.core.text import show_line
from svc_tui.language import _, day_short, moment, ngettext, number
from svc_tui.presentation.core.spans import Line
from svc_tui.presentation.core.words import cut, event_words

FLAGS = frozenset({
    "active", "auto_cards", "expired", "inactive", "include_labour", "include_parts", "include_travel", "locked",
    "moving", "pauses_clock", "pending_pauses", "proposed", "renewal", "serial_managed", "unit_capped", "billable",
})  # fmt: skip
"""Fields that are yes or no."""
FREE = frozenset(
    {"description", "name", "note", "remarks", "resolution", "satisfaction_text", "subject", "text"}
)
"""Fields whose text is a person's own, whatever it looks like."""
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)")
_DAY = re.compile(r"(?<![\d-])(\d{4}-\d\d-\d\d)(?![\d-]|T\d)")

VALUE = 40
"""So many cells of a value before and after a change."""

Own = Mapping[str, Callable[[str], str]]
"""How a page says the values of its own fields."""


def told(field: str | None, text: str | None, own: Own, *, now: datetime, zone: tzinfo) -> str:
    """A value of a history; nothing where there was none."""
    if not text:
        return ""
    name = field or ""
    if name in own:
        return show_line(own[name](text))
    if name in FREE:
        return show_line(text)
    if name in FLAGS and text in ("yes", "no"):
        return flag(text == "yes")
    if name == "duration" and text.isdecimal():
        return months(int(text))
    if _INSTANT.fullmatch(text):
        return moment(datetime.fromisoformat(text), zone, now)
    if name == "closed_dates" or _DAY.fullmatch(text):
        return days(text)
    return show_line(text)


def flag(value: bool) -> str:
    """Yes or no."""
    return _("yes") if value else _("no")


def days(text: str) -> str:
    """A text with its ISO days as people read them: `24 Dec 2026 13:00-24:00, 28 Dec 2026`."""

    def read(match: re.Match[str]) -> str:
        try:
            return day_short(date.fromisoformat(match[1]))
        except ValueError:
            return match[1]

    return show_line(_DAY.sub(read, text))


def months(count: int) -> str:
    """A length in months as people say it: `5 years 8 months`, `2 years`, `9 months`."""
    years, rest = divmod(count, 12)
    said = []
    if years:
        said.append(ngettext("{count} year", "{count} years", years).format(count=number(years)))
    if rest or not years:
        said.append(ngettext("{count} month", "{count} months", rest).format(count=rest))
    return " ".join(said)


class Event(Protocol):
    """One entry of a history."""

    @property
    def at(self) -> datetime: ...
    @property
    def who(self) -> str | None: ...
    @property
    def event(self) -> str: ...
    @property
    def field(self) -> str | None: ...
    @property
    def old(self) -> str | None: ...
    @property
    def new(self) -> str | None: ...


@dataclass(frozen=True)
class Entry:
    """One entry of a history, from a record under its stable names."""

    at: datetime
    who: str | None
    event: str
    field: str | None
    old: str | None
    new: str | None


def entries_of(history: Iterable[Mapping[str, Any]]) -> list[Entry]:
    """The entries of a record's history."""
    return [Entry(**{each.name: one[each.name] for each in fields(Entry)}) for one in history]


def cut_value(text: str) -> str:
    """The beginning of a long value."""
    return cut(text, VALUE)


def history_lines(
    entries: Sequence[Event],
    named: Mapping[str, str],
    own: Own,
    *,
    now: datetime,
    zone: tzinfo,
    margin: str = " ",
    shortened: Callable[[str], str] = cut_value,
) -> list[Line]:
    """Who did what, newest first.

    Args:
        entries: Oldest first.
        named: The words for fields.
        own: How values of fields of one's own are said.
        now: As of when days and times are told.
        zone: Where.
        margin: What stands before each line, on a page that sets none itself.
        shortened: What is shown of a value; `str` shows all of it.
    """
    events = event_words()
    lines: list[Line] = []
    for each in reversed(entries):
        field = each.field or ""
        said = " → ".join(
            shortened(told(field, text, own, now=now, zone=zone) or "-")
            for text in (each.old, each.new)
            if text or field
        )
        label = named.get(field, show_line(field))
        lines.append(
            (
                (f"{margin}{moment(each.at, zone, now)}  ", "accent"), (f"{show_line(each.who or '-')}  ", "text"),
                (f"{events.get(each.event) or show_line(each.event)}  ", "muted"),
                (f"{label}: {said}" if label else said, "text"),
            )
        )  # fmt: skip
    return lines
