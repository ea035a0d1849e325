"""Activities and notes (B1 OCLG), files, and messages between people."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, text
from sqlmodel import Field

from svc_tui.storage.tables.columns import (
    Editable,
    Instant,
    Json,
    Priority,
    Row,
    part_of,
    refers_to,
    said,
    silent,
    told_as,
)


class Activity(Editable, table=True):
    """Something said or done with a customer: phone call, meeting, task, note."""

    __tablename__ = "activity"
    __table_args__ = (
        Index("activity_customer_at", "customer", text("coalesce(starts_at, created_at)")),
        Index("activity_reminds", "remind_at", sqlite_where=text("reminded_at IS NOT remind_at")),
        Index("activity_open", "closed", "who", sqlite_where=text("closed = 0")),
        said(),
    )

    number: int = Field(unique=True)
    """Number."""
    call_id: int | None = part_of("call", default=None, foreign_key="call.id", index=True)
    """The call it belongs to; at most one (SC-24)."""
    customer: str | None = Field(default=None, foreign_key="customer.code")
    """Code of the customer."""
    equipment: int | None = Field(default=None, foreign_key="equipment.number", index=True)
    """Number of the equipment card it is about."""
    contract: int | None = Field(default=None, foreign_key="contract.number", index=True)
    """Number of the contract it is about."""
    opportunity: int | None = Field(default=None, foreign_key="opportunity.number", index=True)
    """Number of the opportunity it is about."""
    kind: str = "note"
    """phone, meeting, task, note, campaign or other."""
    type: str | None = None
    """Activity type: name in its list."""
    topic: str | None = None
    """Name in the list of subjects of activities (B1 Subject)."""
    subject: str = ""
    """One line (B1 Details)."""
    notes: str = ""
    """Long text."""
    priority: str = Field(default="medium", sa_type=Priority)
    """low, medium or high."""
    who: str | None = Field(default=None, foreign_key="person.code", index=True)
    """Who handles it."""
    contact: str | None = None
    """Name of the contact person it was or will be with."""
    phone: str | None = None
    """Where the contact is reached."""
    starts_at: datetime | None = Field(default=None, sa_type=Instant)
    """Beginning."""
    ends_at: datetime | None = Field(default=None, sa_type=Instant)
    """End."""
    remind_at: datetime | None = Field(default=None, sa_type=Instant)
    """When `who` is reminded."""
    reminded_at: datetime | None = silent(default=None, sa_type=Instant)
    """The `remind_at` for which a reminder was given; another value reminds again."""
    follows: int | None = Field(default=None, index=True)
    """Number of the activity that this one follows up."""
    recurrence: dict[str, Any] | None = silent(default=None, sa_type=Json)
    """How it comes back (`domain/activities/recurrence`), and what it remembers of its series; in each of one."""
    series: int | None = silent(default=None, index=True)
    """Number of the first activity of its series."""
    closed: bool = silent(default=False)
    """Done; read-only until reopened (AC-01)."""
    closed_at: datetime | None = told_as("closed", emptied="reopened", default=None, sa_type=Instant)
    """When it was done."""
    created_at: datetime | None = Field(default=None, sa_type=Instant)
    """When it was written."""


class Attachment(Row, table=True):
    """A file of a record: kept under its SHA-256, its name only as text."""

    __tablename__ = "attachment"

    kind: str = "call"
    """Kind of the record it belongs to."""
    object_id: int = Field(index=True)
    """Internal key of that record."""
    sha256: str = ""
    """Hash of the content and name of the stored file."""
    name: str = ""
    """Original file name, shown only."""
    size: int = 0
    """Bytes."""
    at: datetime | None = Field(default=None, sa_type=Instant)
    """When it was attached."""
    who: str | None = None
    """Who attached it."""
    note: str | None = None
    """What it is."""


class Message(Row, table=True):
    """A message to a person: a call was given to them (SC-12), a level was reached, somebody named them in a note."""

    __tablename__ = "message"
    __table_args__ = (Index("message_open", "person", "done_at", "at"), said())

    person: str = Field(foreign_key="person.code", index=True)
    """Who is to read it."""
    kind: str = "given"
    """given, escalated, mention, renewal, reminder, followed or visit."""
    call_id: int | None = part_of("call", default=None, foreign_key="call.id", index=True)
    """The call it is about."""
    contract: int | None = None
    """Number of the contract it is about: its end is near."""
    activity: int | None = None
    """Number of the activity it is about."""
    customer: str | None = refers_to("customer.code", default=None)
    """Code of the customer it is about."""
    text: str = ""
    """The message: a template of the catalogue."""
    text_values: dict[str, Any] | None = Field(default=None, sa_type=Json)
    """Values of the template beyond what the row says."""
    sender: str | None = None
    """Who caused it."""
    at: datetime | None = Field(default=None, sa_type=Instant)
    """When."""
    shown_from: datetime | None = silent(default=None, sa_type=Instant)
    """Held until then: the queue's hours are closed, or the person put it off."""
    read_at: datetime | None = silent(default=None, sa_type=Instant)
    """When it was read."""
    done_at: datetime | None = silent(default=None, sa_type=Instant)
    """When it was put away."""
