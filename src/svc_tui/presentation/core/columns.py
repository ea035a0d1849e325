"""Columns of lists, whatever they hold: which a list knows, which of them are shown and how wide."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from svc_tui.domain.core.text import show_line
from svc_tui.errors import N_, Refused
from svc_tui.language import _, date_short, day_short, moment
from svc_tui.presentation.core.spans import Span

WIDE_FROM = 100
"""Cells from which a list that nobody arranged shows more."""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column of a list."""

    key: str
    """A stable name of the record, as in filters."""
    title: str
    """Its head (message id)."""
    width: int
    grow: int = 0
    right: bool = False
    gap: int = 1
    kind: str = "text"
    """How a value is shown: text, code, moment or a word of its own."""


@dataclass(frozen=True)
class ColumnTable:
    """The columns that a kind of list knows."""

    columns: Mapping[str, ListColumn]
    default: tuple[str, ...]
    """What a view without columns of its own shows."""
    wide: tuple[str, ...]
    """The same where the terminal is wide."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    fits: Mapping[str, Callable[[], int]] = field(default_factory=dict)
    """Columns that are at least as wide as their words."""

    def chosen(self, texts: Sequence[str], *, digits: int = 5) -> tuple[ListColumn, ...]:
        """The columns of a view, each written as `subject` or `subject:30`; numbers get room for `digits`.

        Raises:
            Refused: there is no such column, or no column is named.
        """
        found: list[ListColumn] = []
        for text in texts:
            name, _sep, width = text.partition(":")
            column = self.columns.get(self.aliases.get(name, name))
            if column is None:
                raise Refused(
                    N_("There is no column {name}. Known are {known}."),
                    name=name,
                    known=" ".join(self.columns),
                )
            if width.isdecimal() and 1 <= int(width) <= 200:
                column = replace(column, width=int(width), grow=0)
            if column.key == "number":
                column = replace(column, width=max(column.width, digits))
            if column.key in self.fits and not width:
                column = replace(column, width=max(column.width, self.fits[column.key]()))
            if column.key not in [known.key for known in found]:
                found.append(column)
        if not found:
            raise Refused(N_("A list needs a column. Known are {known}."), known=" ".join(self.columns))
        return tuple(found)

    def for_width(self, texts: Sequence[str], width: int) -> Sequence[str]:
        """The columns as they are shown at a width: those that nobody chose grow with it."""
        return self.wide if width >= WIDE_FROM and tuple(texts) == self.default else texts


def short_moment(value: datetime, *, now: datetime, zone: ZoneInfo) -> str:
    """An instant in at most 12 cells: with its time while that and the day fit, else the day with its year."""
    day, today = value.astimezone(zone).date(), now.astimezone(zone).date()
    timed = abs(day - today) < timedelta(days=7 if day.year != today.year else 300)
    return moment(value, zone, now) if timed else date_short(value, zone, year=True)


def value_cell(value: Any, kind: str, *, now: datetime, zone: ZoneInfo) -> Span:
    """What a value shows in its column, where it is no word of its own."""
    if value is None or value == "":
        return "-", "muted"
    match kind:
        case "moment":
            return short_moment(value, now=now, zone=zone), "muted"
        case "day":
            return day_short(value), "muted"
        case "contract":
            return f"K-{value}", "muted"
        case "yes":
            return (_("yes"), "kept") if value else (_("no"), "muted")
        case "count":
            return (str(value), "text") if value else ("-", "muted")
    return show_line(str(value)), "muted" if kind == "code" else "text"
