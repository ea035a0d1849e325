"""Absences of people: asked whenever a call is given to somebody, so in a file of its own."""

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field

from svc_tui.storage.tables.columns import Editable, said, silent


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
