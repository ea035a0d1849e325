"""Planning: visits on calls with their technicians (B1 SCL6), ways between territories, what comes round again."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from svc_tui.storage.tables.columns import Editable, Instant, Row, folded, part_of, said, silent, told_as


class Visit(Editable, table=True):
    """Somebody goes to a customer for a call: planned, on the way, working, done or cancelled."""

    __tablename__ = "visit"
    __table_args__ = (Index("visit_starts_at", "starts_at", "ends_at"), said())

    number: int = Field(unique=True)
    """Number."""
    call_id: int = part_of("call", foreign_key="call.id", index=True)
    """The call it is for."""
    starts_at: datetime = Field(sa_type=Instant)
    """Planned beginning, at the customer's."""
    ends_at: datetime = Field(sa_type=Instant)
    """Planned end."""
    status: str = told_as("status", default="planned")
    """planned, on_the_way, working, done or cancelled."""
    place: str | None = None
    """Where, where it is not where the call says."""
    note: str = ""
    """What is to be done, what to bring."""
    forced: str | None = None
    """Why it was planned although it overlaps (SC-26)."""
    checked_in_at: datetime | None = Field(default=None, sa_type=Instant)
    """When the technician arrived."""
    checked_out_at: datetime | None = Field(default=None, sa_type=Instant)
    """When the technician left."""
    created_at: datetime | None = silent(default=None, sa_type=Instant)
    """When it was planned."""
    reminded_at: datetime | None = silent(default=None, sa_type=Instant)
    """The beginning of which its technicians were reminded."""


class VisitTechnician(Row, table=True):
    """A technician of a visit; the first one leads it."""

    __tablename__ = "visit_technician"
    __table_args__ = (Index("visit_technician_person", "person", "visit"), said())

    visit: int = part_of("visit", foreign_key="visit.number", index=True)
    """Number of the visit."""
    person: str = Field(foreign_key="person.code")
    """Code of the technician."""


class TravelTime(Row, table=True):
    """How long it takes from one territory to another, in either direction, or within one."""

    __tablename__ = "travel_time"
    __table_args__ = (UniqueConstraint("origin", "destination"), said())

    origin: str
    """Name of a territory: the first of both in the alphabet."""
    destination: str
    """Name of the other territory."""
    minutes: int
    """Minutes."""


class PlanRule(Editable, table=True):
    """Preventive work that comes round again: on a card, on each card of an item, or on a contract."""

    __tablename__ = "plan_rule"

    code: str = Field(unique=True)
    """Code."""
    code_key: str = folded("code", unique=True)
    """The code as it is found, in any case."""
    name: str = ""
    """The subject of its calls."""
    equipment: int | None = Field(default=None, foreign_key="equipment.number", index=True)
    """Number of the card it is for."""
    item: str | None = Field(default=None, foreign_key="item.code", index=True)
    """Code of the item whose cards it is for, each of them."""
    contract: int | None = Field(default=None, foreign_key="contract.number", index=True)
    """Number of the contract: what it is for where neither card nor item is named; nothing is made outside of it."""
    every: str = ""
    """How it comes back: `every 3 months 15`, `weekly mon`, `2026-03-01 2026-09-01`, `every 500 hours` of a counter."""
    start: date | None = None
    """The day it is counted from, and the first on which it may fall due."""
    until: date | None = None
    """The last day on which it may fall due."""
    since: date | None = silent(default=None)
    """What fell due before was not its own: it was not there yet, or was stopped."""
    lead: int = 14
    """Days before the day due on which the call is made."""
    horizon: int = 365
    """Days ahead for which calls are made at most."""
    holiday: str = "later"
    """Where the day is not worked: `earlier` or `later`."""
    moving: bool = False
    """The next one is counted from the day on which the last one was done."""
    length: str | None = None
    """Length of the visit, `2h`; none: that of the call type."""
    technician: str | None = Field(default=None, foreign_key="person.code")
    """Code of the technician who goes; a visit is planned with the call."""
    queue: str | None = Field(default=None, foreign_key="queue.code")
    """Code of the queue that gets the call."""
    priority: str = "low"
    """Priority of the call."""
    type: str | None = None
    """Type of the call: name in its list."""
    checklist: str = ""
    """What is to be done: the description of the call."""
    active: bool = True
    """It goes on; a plan that is stopped makes nothing."""
    next_on: date | None = silent(default=None)
    """The next day on which something falls due, as of the last time it was worked out."""
    stub: bool = silent(default=False)
    """Made by an import that named it before it was known."""


class PlanRow(Row, table=True):
    """One time that a plan fell due: its call was made, or it was missed."""

    __tablename__ = "plan_row"
    __table_args__ = (
        Index("plan_row_once", "rule", text("coalesce(equipment, 0)"), "slot", unique=True),
        said(),
    )

    rule: str = Field(foreign_key="plan_rule.code")
    """Code of the plan."""
    equipment: int | None = Field(default=None, foreign_key="equipment.number", index=True)
    """Number of the card; none where it is for a contract."""
    slot: str
    """What fell due: the day by the rule, or what the counter was to show."""
    day: date = Field(index=True)
    """The day that was planned, moved from a holiday."""
    call_id: int | None = part_of("call", default=None, foreign_key="call.id", index=True)
    """The call that was made; none: it was missed."""
