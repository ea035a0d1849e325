"""Work on calls (B1 SCL2, SCL3): time, parts and travel; the stopwatch; the ledger of prepaid units."""

from datetime import date, datetime

from sqlmodel import Field

from svc_tui.storage.tables.columns import Editable, Instant, Row, part_of, told_as


class Work(Editable, table=True):
    """One line of work on a call: who did what, and whether the customer pays it."""

    __tablename__ = "work"

    call_id: int = part_of("call", foreign_key="call.id", index=True)
    """The call."""
    line: int = 0
    """Line number within the call, from 1."""
    kind: str = "labour"
    """labour, part or travel."""
    who: str | None = Field(default=None, foreign_key="person.code", index=True)
    """Who did it."""
    starts_at: datetime | None = Field(default=None, sa_type=Instant)
    """Beginning of labour or travel; none where only a duration is known."""
    ends_at: datetime | None = Field(default=None, sa_type=Instant)
    """End of labour or travel; of a duration alone, and of a part, when it was logged."""
    seconds: int = 0
    """Real time of labour or travel; below zero in a correction."""
    km: str | None = None
    """Kilometres of travel, decimal text."""
    item: str | None = Field(default=None, foreign_key="item.code", index=True)
    """Item code of a part, or of the kind of labour."""
    quantity: str | None = None
    """How many of a part, decimal text."""
    serial_in: str | None = None
    """Serial of the part that was put in."""
    serial_in_key: str | None = Field(default=None, index=True)
    """The same as searched."""
    serial_out: str | None = None
    """Serial of the part that was taken out."""
    serial_out_key: str | None = Field(default=None, index=True)
    """The same as searched."""
    note: str = ""
    """What was done."""
    billable: bool = True
    """The customer pays it."""
    proposed: bool | None = None
    """What the contract proposed for `billable`; none where nobody asked it."""
    why: str | None = None
    """Why it is billable or included (message id)."""
    contract: int | None = told_as("contract", default=None, foreign_key="contract.number", index=True)
    """The contract that it was accounted to, or would be."""
    accounted: int = 0
    """What it drew from the contract's prepaid units: seconds, or visits."""
    counted: int = 0
    """What it counts after rounding, minimum and night: seconds, or visits; the rest beyond `accounted` is billed."""
    split_of: int | None = Field(default=None, index=True)
    """Key of the line whose billable rest this is."""
    corrects: int | None = Field(default=None, index=True)
    """Key of the line that this one corrects."""


class Stopwatch(Row, table=True):
    """A stopwatch that runs for a person, whatever becomes of the session."""

    __tablename__ = "stopwatch"

    person: str = Field(foreign_key="person.code", unique=True)
    """Whose it is; one runs at a time."""
    call_id: int = part_of("call", foreign_key="call.id", index=True)
    """The call worked on."""
    kind: str = "labour"
    """labour or travel."""
    since: datetime = Field(sa_type=Instant)
    """Running since."""


class UnitEntry(Row, table=True):
    """One entry of a contract's ledger of prepaid units. Entries are added, never changed."""

    __tablename__ = "unit_entry"

    contract: int = Field(foreign_key="contract.number", index=True)
    """Contract number."""
    at: datetime = Field(sa_type=Instant)
    """When it was written."""
    who: str | None = None
    """Who wrote it."""
    kind: str = "bought"
    """bought, used, corrected or expired."""
    quantity: int = 0
    """Seconds, or visits; what leaves the balance is below zero."""
    work: int | None = Field(default=None, index=True)
    """Key of the line of work that drew it."""
    call_id: int | None = part_of("call", default=None, index=True)
    """The call that drew it."""
    note: str = ""
    """Why."""
    period: date | None = None
    """First day of the month or quarter whose refill wrote it; none of all other entries."""
