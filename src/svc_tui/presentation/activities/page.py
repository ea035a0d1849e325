"""The lines of an activity's page."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from rich.cells import set_cell_size

from svc_tui.domain.core.text import show_line
from svc_tui.language import _, moment, pgettext
from svc_tui.presentation.activities.lines import (
    Activity,
    ahead_words,
    back_words,
    done_words,
    kind_words,
    state_words,
    titles,
    when_words,
)
from svc_tui.presentation.core.spans import Line
from svc_tui.presentation.core.told import history_lines
from svc_tui.presentation.core.words import priority_words, size_words
from svc_tui.presentation.core.wrapping import paragraph

LABEL = 14


class Row(Activity, Protocol):
    """The activity."""

    @property
    def number(self) -> int: ...
    @property
    def subject(self) -> str: ...
    @property
    def notes(self) -> str: ...
    @property
    def call(self) -> str | None: ...
    @property
    def customer(self) -> str | None: ...
    @property
    def customer_name(self) -> str: ...
    @property
    def equipment(self) -> int | None: ...
    @property
    def contract(self) -> int | None: ...
    @property
    def type(self) -> str | None: ...
    @property
    def topic(self) -> str | None: ...
    @property
    def priority(self) -> str: ...
    @property
    def who(self) -> str | None: ...
    @property
    def contact(self) -> str | None: ...
    @property
    def phone(self) -> str | None: ...
    @property
    def remind_at(self) -> datetime | None: ...


class Sheet(Protocol):
    """The activity with what hangs on it."""

    @property
    def row(self) -> Row: ...
    @property
    def ahead(self) -> Sequence[datetime]: ...
    @property
    def links(self) -> Sequence[Any]: ...


def head(row: Row, *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """What it is in one line, and when in another."""
    role = "muted" if row.closed else "warning"
    return [
        (
            (" ", "text"), (_("Activity {number}").format(number=row.number), "accent strong"),
            (f"  {kind_words(row.kind)}  ", "muted"), (show_line(row.subject), "text strong"),
        ),
        (
            (" ", "text"), (state_words(row, now), role), (f"  {when_words(row, zone, now)}", "text"),
            (f"  {show_line(row.who or '-')}", "text"), (f"  {show_line(row.customer_name)}", "text"),
        ),
    ]  # fmt: skip


def general(sheet: Sheet, width: int, *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """Its fields, its text, and what it is tied to."""
    row, named = sheet.row, titles()

    def at(instant: datetime | None) -> str:
        return moment(instant, zone, now) if instant is not None else ""

    values = {
        "call": row.call, "customer": " ".join(filter(None, (row.customer, row.customer_name))),
        "equipment": row.equipment, "contract": f"K-{row.contract}" if row.contract is not None else None,
        "type": row.type, "topic": row.topic, "priority": priority_words(row.priority), "who": row.who,
        "contact": row.contact, "phone": row.phone, "starts_at": at(row.starts_at), "ends_at": at(row.ends_at),
        "remind_at": at(row.remind_at), "recurrence": back_words(row.recurrence),
        "ahead": ahead_words(sheet.ahead, zone, now), "closed_at": at(row.closed_at), "created_at": at(row.created_at),
    }  # fmt: skip
    lines: list[Line] = [
        ((" ", "text"), (set_cell_size(named[name], LABEL), "muted"), (f" {show_line(str(value))}", "text"))
        for name, value in values.items()
        if value not in (None, "")
    ]
    if row.notes.strip() and row.notes.strip() != row.subject:
        lines += [(), *paragraph(row.notes, width)]
    if sheet.links:
        lines.append(())
    for each in sheet.links:
        state = done_words(each.closed, None, now)
        lines.append(
            (
                (f" {each.number}  ", "accent"), (f"{kind_words(each.kind)}  {state}  ", "muted"),
                (f"{at(each.starts_at)}  ", "muted"), (show_line(each.subject), "text"),
            )
        )  # fmt: skip
    return lines


def files(found: Sequence[Any], *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """The attached files."""
    lines: list[Line] = [
        (
            (f" {show_line(each.name)}", "text"), (f"  {size_words(each.size)}", "muted"),
            (f"  {moment(each.at, zone, now)}" if each.at else "", "muted"),
        )
        for each in found
    ]  # fmt: skip
    return lines or [((" ", "text"), (_("No file is attached."), "muted"))]


def history(entries: Sequence[Any], *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """Who did what, newest first."""
    named = titles() | {"closed": pgettext("activity", "Done"), "attachments": _("Attachment")}
    own = {"kind": kind_words, "priority": priority_words}
    return history_lines(entries, named, own, now=now, zone=zone)
