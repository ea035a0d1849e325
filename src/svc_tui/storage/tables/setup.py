"""Set-up: lists with status classes (B1 OSCS, OSCO, OSCT, OSCP, OPST, OSST), closed dates, settings."""

from datetime import date
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from svc_tui.storage.tables.columns import Editable, Json, Row, folded, said, silent


class ListEntry(Editable, table=True):
    """A value of one of the six set-up lists."""

    __tablename__ = "list_entry"
    __table_args__ = (UniqueConstraint("list", "name_key"), said(kind="list"))

    list: str = Field(index=True)
    """status, origin, type, problem, subtype or solution_status."""
    number: int | None = None
    """B1's id: -3 Open, -2 Pending, -1 Closed are built in."""
    name: str = ""
    """What people choose and read; the value kept on calls."""
    name_key: str = folded("name")
    """The name as it is found, in any case."""
    description: str = ""
    """Longer words."""
    locked: bool = False
    """Built in: cannot be deleted or renamed (LS-01)."""
    active: bool = True
    """May be chosen (SC-14)."""
    status_class: str | None = silent(default=None)
    """Statuses only: open, waiting, resolved, closed."""
    pauses_clock: bool = False
    """Statuses only: the resolution clock stands while a call has it."""
    position: int = 0
    """Order in the list."""
    visit_s: int | None = None
    """Call types only: how long a visit lasts unless it is said, in seconds."""


class ClosedDate(Row, table=True):
    """A day on which the company is closed, beyond the public holidays."""

    __tablename__ = "closed_date"

    day: date = Field(unique=True)
    """The civil date."""
    hours: str = ""
    """The closed part of it, `13:00-24:00`; empty: the whole date."""
    name: str = ""
    """Why."""


class Setting(Row, table=True):
    """A setting of the company."""

    __tablename__ = "setting"

    name: str = Field(unique=True)
    """Name, as in the manual."""
    value: Any = Field(default=None, sa_type=Json)
    """Its value."""


class SavedView(Editable, table=True):
    """A named filter with columns and a slot, of one person or shared."""

    __tablename__ = "saved_view"
    __table_args__ = said(kind="view")

    person: str | None = Field(default=None, index=True)
    """Whose it is; none means everybody's."""
    screen: str = "inbox"
    """The screen it belongs to."""
    slot: int | None = None
    """1 to 9: the key after `v`."""
    name: str = ""
    """What the list of views shows."""
    name_key: str = folded("name")
    """The name as it is found, in any case."""
    query: str = ""
    """Filter text, with its sort."""
    columns: list[Any] | None = Field(default=None, sa_type=Json)
    """Column names with widths; none means the screen's own."""


class Snippet(Editable, table=True):
    """A canned text with places for the call's own values: `Dear {contact}, your {item_name} ...`."""

    __tablename__ = "snippet"

    name: str = Field(unique=True)
    """What people choose it by."""
    name_key: str = folded("name", unique=True)
    """The name as it is found, in any case."""
    text: str = ""
    """The text; `{serial}`, `{customer_name}` and the like are filled in."""


class Macro(Editable, table=True):
    """Several changes at once, in order, on all marked calls."""

    __tablename__ = "macro"

    name: str = Field(unique=True)
    """What people choose it by."""
    name_key: str = folded("name", unique=True)
    """The name as it is found, in any case."""
    steps: list[Any] = Field(default_factory=list, sa_type=Json)
    """Pairs of a field of the call, or `note`, and its value."""


class Preference(Row, table=True):
    """How one person wants a screen: the order of the board's columns, the bell."""

    __tablename__ = "preference"

    person: str = Field(foreign_key="person.code", index=True)
    """Whose it is."""
    name: str = ""
    """What is chosen: `board.columns`, `bell`."""
    value: Any = Field(default=None, sa_type=Json)
    """The choice."""
