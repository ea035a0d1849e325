"""The line of time of a customer as lines: when, what, who, which record, and its words."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from rich.cells import set_cell_size

from svc_tui.domain.core.text import show_line
from svc_tui.errors import N_
from svc_tui.language import _, moment
from svc_tui.presentation.core.spans import Line
from svc_tui.presentation.equipment.movements import WHAT

WORDS: dict[tuple[str, str], str] = {
    ("call", "opened"): N_("call opened"),
    ("call", "responded"): N_("answered"),
    ("call", "resolved"): N_("call resolved"),
    ("call", "closed"): N_("call closed"),
    ("activity", "phone"): N_("phone call"),
    ("activity", "meeting"): N_("meeting"),
    ("activity", "task"): N_("task"),
    ("activity", "note"): N_("note"),
    ("activity", "campaign"): N_("campaign"),
    ("activity", "other"): N_("other"),
    ("contract", "written"): N_("contract written"),
    ("contract", "renewed"): N_("renewed"),
    ("contract", "approved"): N_("approved"),
    ("contract", "on_hold"): N_("put on hold"),
    ("contract", "draft_again"): N_("draft again"),
    ("contract", "terminated"): N_("terminated"),
    ("contract", "started"): N_("contract begins"),
    ("contract", "ended"): N_("contract ends"),
    ("contract", "last_day"): N_("last day"),
    ("visit", "visit_done"): N_("visit done"),
    ("visit", "visit_cancelled"): N_("visit off"),
    ("work", "labour"): N_("labour"),
    ("work", "travel"): N_("travel"),
    ("work", "part"): N_("part"),
}
"""What each thing is called, by kind and event (message ids); movements of units have their own words."""


class Entry(Protocol):
    """Something that happened."""

    @property
    def at(self) -> datetime: ...
    @property
    def kind(self) -> str: ...
    @property
    def event(self) -> str: ...
    @property
    def who(self) -> str | None: ...
    @property
    def text(self) -> str: ...
    @property
    def call(self) -> str | None: ...
    @property
    def equipment(self) -> int | None: ...
    @property
    def contract(self) -> int | None: ...


def event_words(kind: str, event: str) -> str:
    """What happened, in a word or two."""
    words = WHAT.get(event) if kind == "equipment" else WORDS.get((kind, event))
    return _(words) if words else show_line(event.replace("_", " "))


def subject_of(entry: Entry) -> str:
    """The record that an entry speaks of, as people call it."""
    if entry.call and entry.kind in ("call", "work", "activity", "visit"):
        return entry.call
    if entry.kind == "contract" or (entry.contract and not entry.equipment):
        return f"K-{entry.contract}"
    return f"#{entry.equipment}" if entry.equipment else ""


def entry_line(entry: Entry, *, now: datetime, zone: ZoneInfo) -> Line:
    """One entry: when, who, what, which record, its words. Few pens: each costs twenty bytes a row."""
    when, who = set_cell_size(moment(entry.at, zone, now), 13), set_cell_size(show_line(entry.who or "-"), 8)
    return (
        (f"{when} {who} ", "muted"),
        (set_cell_size(event_words(entry.kind, entry.event), 16), "text"),
        (f" {set_cell_size(show_line(subject_of(entry)), 7)} ", "accent"),
        (show_line(entry.text), "text"),
    )


def entry_lines(entries: Sequence[Entry], *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """All of them."""
    return [entry_line(each, now=now, zone=zone) for each in entries]
