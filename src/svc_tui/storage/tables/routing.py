"""What sends calls their way: rules of routing, levels of escalation."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field

from svc_tui.storage.tables.columns import Editable, Instant, Json, Row, folded, part_of, said


class RoutingRule(Editable, table=True):
    """A rule that is tried on a call: what it must be like, and what is done with it then."""

    __tablename__ = "routing_rule"

    name: str = Field(unique=True)
    """What people call it; it stands in the history of the calls it sent."""
    name_key: str = folded("name", unique=True)
    """The name as it is found, in any case."""
    position: int = 0
    """Rules are tried in this order; the first that fits is done."""
    condition: str = ""
    """Filter text; empty fits every call."""
    steps: list[Any] = Field(default_factory=list, sa_type=Json)
    """Pairs of what is done and its value: queue, person, priority, type, tags, follower, macro."""
    active: bool = True
    """Is tried."""


class Escalation(Editable, table=True):
    """A level of a target's covered time from which something happens to a call."""

    __tablename__ = "escalation"

    name: str = Field(unique=True)
    """What people call it."""
    name_key: str = folded("name", unique=True)
    """The name as it is found, in any case."""
    position: int = 0
    """Its place in the list; those of one moment are done in this order."""
    queue: str | None = Field(default=None, foreign_key="queue.code")
    """Code of the queue whose calls it is for; none means all calls."""
    target: str = "resolution"
    """response, resolution or silence (no entry in the call's history)."""
    percent: int | None = None
    """Reached when so many hundredths of the target's covered time are used; 100 is overdue."""
    after_s: int = 0
    """Covered seconds beyond that: after the due instant, or of silence."""
    steps: list[Any] = Field(default_factory=list, sa_type=Json)
    """Pairs of what is done and its value: tell, priority, queue, person, macro."""
    active: bool = True
    """Is looked at."""


class EscalationStep(Row, table=True):
    """A level that a call has reached: it fires once for a target, again only after a pause or for a new target."""

    __tablename__ = "escalation_step"
    __table_args__ = (Index("escalation_step_call", "call_id", "escalation"), said())

    call_id: int = part_of("call", foreign_key="call.id")
    """The call."""
    escalation: str = Field(index=True)
    """Name of the level."""
    since: datetime = Field(sa_type=Instant)
    """What it fired for: the run or the silence that began then; of a target without a budget, its due instant."""
    budget_s: int | None = None
    """And the budget of the target; none for silence, or where the target came without one."""
    reached_at: datetime = Field(sa_type=Instant)
    """When the level was reached by the covered clock."""
    at: datetime = Field(sa_type=Instant)
    """When it was done."""
    carried: bool = False
    """Nothing was done: a level itself changed the target, and what had fired for the old one has for this too."""
