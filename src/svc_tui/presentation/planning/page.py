"""The lines of a visit's page, and of the pane under the list of visits."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from rich.cells import set_cell_size

from svc_tui.domain.core.text import show_line
from svc_tui.language import _, day_time, duration_words, moment, time_of_day
from svc_tui.presentation.core.spans import Line
from svc_tui.presentation.core.told import history_lines
from svc_tui.presentation.core.wrapping import paragraph
from svc_tui.presentation.planning.board import Sheet, due_words
from svc_tui.presentation.planning.lines import lasts, status_words, titles

LABEL = 14


class Whole(Sheet, Protocol):
    """A visit with all that is kept of it."""

    @property
    def number(self) -> int: ...
    @property
    def customer(self) -> str: ...
    @property
    def contact(self) -> str | None: ...
    @property
    def territory(self) -> str | None: ...
    @property
    def item_name(self) -> str | None: ...
    @property
    def serial(self) -> str | None: ...
    @property
    def forced(self) -> str | None: ...
    @property
    def checked_in_at(self) -> datetime | None: ...
    @property
    def checked_out_at(self) -> datetime | None: ...
    @property
    def actual_s(self) -> int | None: ...


def when_words(row: Sheet, *, now: datetime, zone: ZoneInfo) -> str:
    """From when to when, with the day of the end only where that is another one."""
    same = row.starts_at.astimezone(zone).date() == row.ends_at.astimezone(zone).date()
    until = time_of_day(row.ends_at, zone) if same else day_time(row.ends_at, zone, now)
    return f"{day_time(row.starts_at, zone, now)}-{until} ({lasts(row.starts_at, row.ends_at)})"


def head(row: Whole, *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """Where it goes in one line; when, who and whether that is in time in another."""
    ended = row.status in ("done", "cancelled")
    who = ", ".join(show_line(each) for each in row.technicians)
    due: Line = () if ended else (("  ", "text"), due_words(row.ends_at, row.due, zone, now))
    return [
        (
            (" ", "text"), (_("Visit {number}").format(number=row.number), "accent strong"),
            (f"  {show_line(row.call)} ", "muted"), (show_line(row.subject), "text strong"),
            (f", {show_line(row.customer_name)}", "text"),
        ),
        (
            (" ", "text"), (status_words(row.status), "muted" if ended else "warning"),
            (f"  {when_words(row, now=now, zone=zone)}", "text"), (f"  {who}", "text"), *due,
        ),
    ]  # fmt: skip


def general(row: Whole, against: Sequence[str], width: int, *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """What speaks against it, its fields, and what is to be done."""
    named = titles()

    def at(instant: datetime | None) -> str:
        return moment(instant, zone, now) if instant is not None else ""

    values = {
        named["customer"]: " ".join(filter(None, (row.customer, row.customer_name))),
        named["place"]: row.place, named["contact"]: row.contact, named["phone"]: row.phone,
        _("Territory"): row.territory, _("Unit"): "  ".join(filter(None, (row.item_name, row.serial))),
        named["checked_in_at"]: at(row.checked_in_at), named["checked_out_at"]: at(row.checked_out_at),
        _("Actual"): "" if row.actual_s is None else duration_words(row.actual_s), named["forced"]: row.forced,
    }  # fmt: skip
    lines: list[Line] = [((f" {each}", "warning"),) for each in against]
    lines += [
        ((" ", "text"), (set_cell_size(name, LABEL), "muted"), (f" {show_line(value)}", "text"))
        for name, value in values.items()
        if value
    ]
    return lines + ([(), *paragraph(row.note, width)] if row.note.strip() else [])


def detail(row: Whole, against: Sequence[str], width: int, *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """The visit under the cursor of the list."""
    about = "  ".join(show_line(each) for each in (row.place, row.contact, row.phone) if each)
    unit = "  ".join(show_line(each) for each in (row.item_name, row.serial) if each)
    lines: list[Line] = [*head(row, now=now, zone=zone), ((f" {about}", "text"),) if about else ()]
    lines += [((f" {each}", "warning"),) for each in against]
    lines += [((f" {unit}", "muted"),)] if unit else []
    return lines + (paragraph(row.note, width) if row.note.strip() else [])


def history(entries: Sequence[Any], *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """Who did what, newest first."""
    return history_lines(entries, titles(), {"status": status_words}, now=now, zone=zone)
