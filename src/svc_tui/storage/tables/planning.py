"""Planning: visits on calls with their technicians (B1 SCL6), absences of people, ways between territories."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from svc_tui.storage.tables.columns import Editable, Instant, Row, part_of, said, silent, told_as


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


class VisitTechnician(Row, table=True):
    """A technician of a visit; the first one leads it."""

    __tablename__ = "visit_technician"
    __table_args__ = (Index("visit_technician_person", "person", "visit"), said())

    visit: int = part_of("visit", foreign_key="visit.number", index=True)
    """Number of the visit."""
    person: str = Field(foreign_key="person.code")
    """Code of the technician."""


class Absence(Editable, table=True):
    """Days, or hours of days, on which a person is not there."""

    __tablename__ = "absence"
    __table_args__ = (Index("absence_person", "person", "first"), said())

    number: int = Field(unique=True)
    """Number."""
    person: str = Field(foreign_key="person.code")
    """Code of the person."""
    reason: str = "vacation"
    """vacation, sick, training, appointment or other."""
    first: date = Field(index=True)
    """First day, in the person's zone."""
    last: date
    """Last day."""
    hours: str = ""
    """The hours of each of these days, `13:00-17:00`; empty: the whole days."""
    note: str = ""
    """What it is."""
    stand_in: str | None = Field(default=None, foreign_key="person.code")
    """Code of the person who takes new calls of the person's queues meanwhile."""
    uid: str | None = silent(default=None, index=True)
    """Of one that a calendar file brought: its UID there, so that it is followed and not brought twice."""


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
