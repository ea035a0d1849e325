"""People and the queues they serve (B1 OUSR, OHEM, OQUE, QUE1)."""

from datetime import date
from typing import Any

from sqlmodel import Field

from svc_tui.storage.tables.columns import Editable, Json, Row, folded, silent


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
