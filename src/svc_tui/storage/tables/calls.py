"""Service calls (chiamate di servizio, B1 OSCL) and what hangs on them."""

from datetime import datetime

from sqlalchemy import Index, TextClause, text
from sqlmodel import Field

from svc_tui.storage.tables.columns import (
    Editable,
    Instant,
    Priority,
    Row,
    folded_number,
    part_of,
    said,
    silent,
    told_as,
)


def _partial(name: str, where: str, *columns: str | TextClause) -> Index:
    """An index over some rows. Naming another dialect's option here would import that dialect, 25 ms at each start."""
    return Index(name, *columns, sqlite_where=text(where))


def _of_open(name: str, *columns: str | TextClause) -> Index:
    """An index over the open calls alone. `is_open` stands first too: without statistics SQLite then prefers it."""
    return _partial(name, "is_open = 1", "is_open", *columns)


class Call(Editable, table=True):
    """A customer's complaint, fault or request, from opening to closure.

    What a list can be sorted by has an index: without one the first page of a million takes 0.3 s and more.
    """

    __tablename__ = "call"
    __table_args__ = (
        _of_open("call_open_due", "next_due", text("priority DESC"), "reported_at", "id"),
        _of_open(
            "call_open_left",
            "next_due",
            text("priority DESC"),
            "reported_at",
            "id",
            "contract",
            "next_since",
            "next_left_s",
            "paused_since",
            "resolve_by",
        ),
        Index("call_equipment_reported", "equipment", "reported_at"),
        _of_open("call_open_queue", "queue", "next_due", "assignee", "reported_at"),
        _of_open("call_open_assignee", "assignee", "next_due"),
        Index("ix_call_updated_at", "updated_at"),
        Index("call_customer_reported", "customer", "reported_at"),
        _partial("call_customer_responded", "responded_at IS NOT NULL", "customer", "responded_at"),
        _partial("call_customer_resolved", "resolved_at IS NOT NULL", "customer", "resolved_at"),
        _partial("call_customer_closed", "closed_at IS NOT NULL", "customer", "closed_at"),
        _partial(
            "call_loose_serial",
            "equipment IS NULL AND coalesce(serial_key, manufacturer_serial_key) IS NOT NULL",
            "serial_key",
            "serial_runs_key",
            "manufacturer_serial_key",
            "manufacturer_serial_runs_key",
        ),
        _partial("call_number_key", "number_key IS NOT NULL", "number_key"),
        _partial("call_paused_until", "paused_until IS NOT NULL", "paused_until"),
        said(record="id"),
    )

    uid: str = silent(unique=True)
    """UUIDv7 made by the client: one call stays one when a write is retried or travels."""
    number: str = Field(unique=True)
    """What people see and type; digits for our own calls, any code for imported ones."""
    number_key: str | None = folded_number()
    """The number as it is found in any case, where it has letters that are not small."""
    number_order: int = silent(index=True)
    """The digits of the number, to sort by."""
    subject: str = Field(max_length=254, index=True)
    """One-line problem."""
    description: str = ""
    """The long text, B1's Remarks."""
    status: str = told_as("status", index=True)
    """Name in the status list."""
    status_class: str = silent(default="open")
    """Class of the status, copied from the list: open, waiting, resolved, closed."""
    is_open: bool = silent(default=True)
    """Not closed: the condition of the partial indexes."""
    priority: str = told_as("priority", default="low", sa_type=Priority, index=True)
    """low, medium or high."""
    customer: str = Field(foreign_key="customer.code", index=True)
    """Code of the customer who called."""
    customer_name: str = Field(default="", index=True)
    """The customer's name as it was then; never written back (SC-30)."""
    contact: str | None = Field(default=None, index=True)
    """Name of the contact person."""
    contact_number: int | None = None
    """B1's number of the contact person."""
    phone: str | None = Field(default=None, index=True)
    """Where to reach the contact."""
    email: str | None = None
    """The contact's e-mail address."""
    reference: str | None = Field(default=None, index=True)
    """The customer's own reference number."""
    serial: str | None = Field(default=None, index=True)
    """Own serial of the unit."""
    serial_key: str | None = silent(default=None, index=True)
    """The serial as searched: `domain.core.text.serial_key`."""
    serial_runs_key: str | None = silent(default=None)
    """The same without the leading zeros of each run of digits, where that differs."""
    manufacturer_serial: str | None = None
    """The maker's serial."""
    manufacturer_serial_key: str | None = silent(default=None, index=True)
    """The maker's serial as searched."""
    manufacturer_serial_runs_key: str | None = silent(default=None)
    """The same without the leading zeros of each run of digits, where that differs."""
    equipment: int | None = Field(default=None, foreign_key="equipment.number")
    """Number of the equipment card."""
    item: str | None = Field(default=None, foreign_key="item.code", index=True)
    """Item code."""
    item_name: str | None = Field(default=None, index=True)
    """The item's name as it was then."""
    item_group: str | None = Field(default=None, index=True)
    """The item's group, for contracts and solutions."""
    contract: int | None = told_as("contract", default=None, foreign_key="contract.number", index=True)
    """Number of the covering contract."""
    covered: bool = silent(default=False, index=True)
    """A valid contract covered the unit when the call was reported."""
    coverage_reason: str | None = silent(default=None)
    """`covered`, or the one reason why not (service levels, part 4)."""
    queue: str | None = told_as("moved", default=None, foreign_key="queue.code", index=True)
    """Code of the queue the call waits in."""
    assignee: str | None = told_as("assigned", default=None, foreign_key="person.code", index=True)
    """Who handles the call (B1: a user)."""
    technician: str | None = told_as("technician", default=None, foreign_key="person.code", index=True)
    """Who goes on site (B1: an employee)."""
    origin: str | None = Field(default=None, index=True)
    """How the call came in: name in the origin list."""
    type: str | None = Field(default=None, index=True)
    """Call type: name in the call type list."""
    problem: str | None = Field(default=None, index=True)
    """Problem type: name in its list."""
    subtype: str | None = None
    """Problem subtype: name in its list."""
    territory: str | None = Field(default=None, index=True)
    """The customer's territory as it was then."""
    location: str | None = None
    """Where to go: the unit's place or the customer's address, on one line."""
    tags: str = ""
    """Free marks, lower case, with a space around each: ` vip recall `."""
    reported_at: datetime = Field(sa_type=Instant, index=True)
    """When the customer reported it; both clocks start here."""
    created_by: str | None = silent(default=None)
    """Who opened the call."""
    assigned_at: datetime | None = silent(default=None, sa_type=Instant)
    """When the present assignee or queue got it."""
    respond_by: datetime | None = told_as("response due", default=None, sa_type=Instant, index=True)
    """Target of the first response."""
    responded_at: datetime | None = told_as("responded", default=None, sa_type=Instant)
    """The first response; stamped once, never moved."""
    responder: str | None = None
    """Who gave the first response."""
    response_met: bool | None = silent(default=None)
    """Was the first response in time; none while open or without a target."""
    response_budget_s: int | None = silent(default=None)
    """Covered seconds granted for the response."""
    response_spent_s: int = silent(default=0)
    """Covered seconds used before `response_since`."""
    response_since: datetime | None = silent(default=None, sa_type=Instant)
    """Since when the response clock runs; none when it stands."""
    response_at_opening: bool = silent(default=False)
    """The budget was a day target that ends at an opening: due at the next opening, not at the closing before."""
    response_warn_at: datetime | None = silent(default=None, sa_type=Instant)
    """When 75 % of the response budget will be used, if nothing changes."""
    response_critical_at: datetime | None = silent(default=None, sa_type=Instant)
    """When 90 % of the response budget will be used, if nothing changes."""
    resolve_by: datetime | None = told_as("resolution due", default=None, sa_type=Instant, index=True)
    """Target of the resolution; none while paused."""
    resolved_at: datetime | None = told_as("resolved", default=None, sa_type=Instant, index=True)
    """When the call was resolved; moves until it is closed."""
    resolution_met: bool | None = silent(default=None)
    """Was the resolution in time; none while open or without a target."""
    resolution_budget_s: int | None = silent(default=None)
    """Covered seconds granted for the resolution."""
    resolution_spent_s: int = silent(default=0)
    """Covered seconds used before `resolution_since`."""
    resolution_since: datetime | None = silent(default=None, sa_type=Instant)
    """Since when the resolution clock runs; none when it stands."""
    resolution_at_opening: bool = silent(default=False)
    """The budget was a day target that ends at an opening: due at the next opening, not at the closing before."""
    resolution_warn_at: datetime | None = silent(default=None, sa_type=Instant)
    """When 75 % of the resolution budget will be used, if nothing changes."""
    resolution_critical_at: datetime | None = silent(default=None, sa_type=Instant)
    """When 90 % of the resolution budget will be used, if nothing changes."""
    due_after_end: bool = silent(default=False)
    """The resolution is due after the contract's end: the promise outlives it."""
    next_due: datetime | None = silent(default=None, sa_type=Instant, index=True)
    """The earlier of the targets still open: what `due` sorts and filters by."""
    next_left_s: int | None = silent(default=None)
    """Covered seconds that this target had left at `next_since`, negative when late; none without a budget of ours."""
    next_since: datetime | None = silent(default=None, sa_type=Instant)
    """Since when its clock runs; none when it stands."""
    paused_since: datetime | None = silent(default=None, sa_type=Instant)
    """Since when the resolution clock is paused; none when it is not."""
    paused_until: datetime | None = told_as("snoozed", default=None, sa_type=Instant)
    """End of a snooze; the first program that looks afterwards wakes the call."""
    paused_s: int = silent(default=0)
    """Seconds of all ended pauses, by the wall clock."""
    closed_at: datetime | None = told_as(
        "closed", emptied="reopened", default=None, sa_type=Instant, index=True
    )
    """When the call was closed; empty again after reopening (SC-21)."""
    reopened: int = silent(default=0, index=True)
    """How often the call was reopened after being resolved or closed."""
    reassigned: int = silent(default=0, index=True)
    """How often it went from one assignee or queue to another."""
    resolution: str = ""
    """Free text of the outcome."""
    merged_into: str | None = told_as("merged", default=None)
    """Number of the call this one was merged into."""
    contract_chosen: bool = silent(default=False)
    """A person chose the contract; it is not looked for again by itself."""
    satisfaction: int | None = None
    """The customer's mark from 1 to 5, asked when the call is closed."""
    satisfaction_text: str | None = None
    """What the customer said to it."""
    signed_by: str | None = None
    """Name typed by the customer under the report of work."""
    signed_at: datetime | None = Field(default=None, sa_type=Instant)
    """When the report was signed."""
    signed_hash: str | None = silent(default=None)
    """SHA-256 of the report as it was signed."""


class CallPause(Row, table=True):
    """One pause of a call's resolution clock, for the explanation of its due date."""

    __tablename__ = "call_pause"

    call_id: int = part_of("call", foreign_key="call.id", index=True)
    """The call."""
    start_at: datetime = Field(sa_type=Instant)
    """When the clock stopped."""
    end_at: datetime | None = Field(default=None, sa_type=Instant)
    """When it ran again; none while it stands."""
    kind: str = "status"
    """Why: status (waiting), snooze (until an instant), resolved (the time until reopening)."""
    reason: str | None = None
    """What the person said."""


class CallSolution(Row, table=True):
    """A solution attached to a call (B1 SCL1)."""

    __tablename__ = "call_solution"

    call_id: int = part_of("call", foreign_key="call.id", index=True)
    """The call."""
    solution: int = Field(foreign_key="solution.number", index=True)
    """Number of the solution."""
    line: int = 0
    """B1's line number, kept with its gaps."""
    at: datetime | None = Field(default=None, sa_type=Instant)
    """When it was attached."""
    who: str | None = None
    """Who attached it."""


class CallLink(Row, table=True):
    """A link between two calls, shown at both ends."""

    __tablename__ = "call_link"

    call_id: int = part_of("call", foreign_key="call.id", index=True)
    """The call that names the other."""
    other_id: int = Field(foreign_key="call.id", index=True)
    """The call that is named."""
    kind: str = "relates"
    """relates, depends (needs the other first), caused_by, duplicate_of (copied from) or merged."""


class CallFollower(Row, table=True):
    """A person who follows a call."""

    __tablename__ = "call_follower"

    call_id: int = part_of("call", foreign_key="call.id", index=True)
    """The call."""
    person: str = Field(foreign_key="person.code", index=True)
    """Who follows it."""
