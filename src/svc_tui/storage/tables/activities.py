"""Activities and notes (B1 OCLG), files, and messages between people."""

from datetime import datetime

from sqlmodel import Field

from svc_tui.storage.tables.columns import Editable, Instant, Row, part_of, told_as


class Activity(Editable, table=True):
    """Something said or done with a customer: phone call, meeting, task, note."""

    __tablename__ = "activity"

    number: int = Field(unique=True)
    """Number."""
    call_id: int | None = part_of("call", default=None, foreign_key="call.id", index=True)
    """The call it belongs to; at most one (SC-24)."""
    customer: str | None = Field(default=None, foreign_key="customer.code", index=True)
    """Code of the customer."""
    kind: str = "note"
    """phone, meeting, task, note, campaign or other."""
    subject: str = ""
    """One line."""
    notes: str = ""
    """Long text."""
    who: str | None = Field(default=None, foreign_key="person.code")
    """Who handles it."""
    starts_at: datetime | None = Field(default=None, sa_type=Instant)
    """Beginning."""
    ends_at: datetime | None = Field(default=None, sa_type=Instant)
    """End."""
    closed: bool = False
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
    """A message to a person: a call was given to them (SC-12)."""

    __tablename__ = "message"

    person: str = Field(foreign_key="person.code", index=True)
    """Who is to read it."""
    call_id: int | None = part_of("call", default=None, foreign_key="call.id")
    """The call it is about."""
    contract: int | None = None
    """Number of the contract it is about: its end is near."""
    text: str = ""
    """The message: a template of the catalogue."""
    sender: str | None = None
    """Who caused it."""
    at: datetime | None = Field(default=None, sa_type=Instant)
    """When."""
    read_at: datetime | None = Field(default=None, sa_type=Instant)
    """When it was read."""
