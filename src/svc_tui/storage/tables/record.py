"""The recorded path: what changed, who did it, how it is undone."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field

from svc_tui.storage.tables.columns import NEVER_REUSED, Instant, Json, Row, said


class Change(Row, table=True):
    """One act of one person: the step of undo and redo."""

    __tablename__ = "change"

    at: datetime = Field(sa_type=Instant)
    """When."""
    who: str = Field(index=True)
    """Code of the person."""
    title: str = ""
    """What was done, a template of the catalogue."""
    title_values: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    """Values of the template."""
    kind: str = "act"
    """act, undo or redo."""
    undo_of: int | None = None
    """The change that this one takes back."""
    undone_by: int | None = None
    """The change that took this one back."""
    undoable: bool = True
    """False for imports and the like."""
    passed: bool = False
    """Something stood in the way of taking it back, and its person went on to what was before it."""


class ChangeRow(Row, table=True):
    """One row touched by a change: the columns that moved, before and after."""

    __tablename__ = "change_row"

    change_id: int = Field(foreign_key="change.id", index=True)
    """The change."""
    table_name: str
    """The table."""
    row_id: int
    """The row's internal key."""
    version: int | None = None
    """The row's version that this made; none where the table counts none."""
    before: dict[str, Any] | None = Field(default=None, sa_type=Json)
    """Old values; none for a new row."""
    after: dict[str, Any] | None = Field(default=None, sa_type=Json)
    """New values; none for a deleted row."""


class HistoryEntry(Row, table=True):
    """One line of a record's history: who changed which field from what to what."""

    __tablename__ = "history"
    __table_args__ = (Index("history_object", "kind", "object_id", "id"), NEVER_REUSED)

    change_id: int | None = None
    """The change it belongs to; none for imported history."""
    kind: str
    """Kind of the record: call, customer, queue ..."""
    object_id: int
    """Internal key of the record."""
    at: datetime = Field(sa_type=Instant)
    """When it happened."""
    who: str | None = None
    """Who did it."""
    event: str
    """created, changed, status, assigned, priority, responded, resolved, closed, reopened, note ..."""
    field: str | None = None
    """The field that changed."""
    old: str | None = None
    """Value before, as text."""
    new: str | None = None
    """Value after, as text."""
    undo_of: int | None = None
    """The change that this entry takes back."""


class ImportStep(Row, table=True):
    """What a long import has written while it is not over: how to take it back. Empty when none is under way."""

    __tablename__ = "import_step"
    __table_args__ = said(unwatched=True)

    burst: int
    """The burst of the import, from 1."""
    seq: int
    """The change sequence of the burst."""
    table_name: str
    """The table."""
    row_id: int
    """The row that was changed or deleted; of new rows the first."""
    last_id: int | None = None
    """Of new rows the last."""
    before: str | None = None
    """A JSON list of all columns as they were; none for new rows."""


class Counter(Row, table=True):
    """A running number of the store: change sequence, next numbers."""

    __tablename__ = "counter"
    __table_args__ = said(unwatched=True)

    name: str = Field(unique=True)
    """change_seq, call, contract, equipment, solution, activity."""
    value: int = 0
    """The last number given."""
