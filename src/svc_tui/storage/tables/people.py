"""People and the queues they serve (B1 OUSR, OHEM, OQUE, QUE1)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field

from svc_tui.storage.tables.columns import Editable, Instant, Json, Row, folded, part_of, said, silent


class Person(Editable, table=True):
    """Someone of the company. B1 keeps users and employees in two tables; here one row has both ids."""

    __tablename__ = "person"

    code: str = Field(unique=True)
    """Short name, the one typed in filters and at login."""
    code_key: str = folded("code", unique=True)
    """The code as it is found, in any case."""
    name: str = ""
    """Full name."""
    user_id: int | None = Field(default=None, unique=True)
    """B1's user id (OUSR): assignee, responder, queue manager and member, owner."""
    employee_id: int | None = Field(default=None, unique=True)
    """B1's employee id (OHEM): technician."""
    email: str | None = None
    """E-mail address."""
    phone: str | None = None
    """Phone."""
    roles: list[Any] = Field(default_factory=list, sa_type=Json)
    """Any of viewer, technician, dispatcher, manager, administrator."""
    skills: list[Any] = Field(default_factory=list, sa_type=Json)
    """What the person knows, as words in lower case: an item, a group, a problem."""
    hours: str | None = None
    """Working hours in the company's zone, as opening hours are written. None: those of the company."""
    country: str | None = None
    """Country of the person's holidays. None: the company's."""
    region: str | None = None
    """Region of the person's holidays, such as BZ."""
    territory: str | None = None
    """Name of the territory in which the person's day begins."""
    active: bool = True
    """May be chosen."""
    stub: bool = silent(default=False)
    """Made by an import that named it before it was known."""


class Queue(Editable, table=True):
    """A shared waiting list of calls for a group of people."""

    __tablename__ = "queue"

    code: str = Field(unique=True)
    """Code, up to 20 characters in B1."""
    code_key: str = folded("code", unique=True)
    """The code as it is found, in any case."""
    name: str = ""
    """Description."""
    manager: str | None = Field(default=None, foreign_key="person.code")
    """Who answers for the queue."""
    email: str | None = None
    """Mailbox of the queue."""
    inactive: bool = False
    """Hidden from choosing (QU-02)."""
    position: int = 0
    """Where it stands on the board; those of one position by code."""
    hours: str | None = None
    """Opening hours in the company's zone; alerts wait for them. None: at any hour."""
    stub: bool = silent(default=False)
    """Made by an import that named it before it was known."""


class QueueMember(Row, table=True):
    """A person who takes calls of a queue."""

    __tablename__ = "queue_member"

    queue: str = Field(foreign_key="queue.code", index=True)
    """Code of the queue."""
    person: str = Field(foreign_key="person.code", index=True)
    """Code of the member."""
    absent_from: date | None = None
    """First day of an absence."""
    absent_to: date | None = None
    """Last day of an absence."""
    stand_in: str | None = Field(default=None, foreign_key="person.code")
    """Code of the person who takes the member's calls meanwhile."""


class QueueMove(Row, table=True):
    """A call came into a queue or went out of one, by being opened, moved, closed, reopened or merged.

    Written by a follower of calls and taken back with the act: what was undone did not happen. Imports bring none.
    """

    __tablename__ = "queue_move"
    __table_args__ = (Index("queue_move_at", "at"), said())

    call_id: int = part_of("call", foreign_key="call.id", index=True)
    """The call."""
    from_queue: str | None = None
    """Code of the queue it went out of; empty where it waited in none, none where it was not open before."""
    to_queue: str | None = None
    """Code of the queue it came into; empty where it waits in none, none where it is open no longer."""
    at: datetime = Field(sa_type=Instant)
    """When."""
