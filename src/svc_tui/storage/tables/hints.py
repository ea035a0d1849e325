"""Hints at chances to sell: what is set up of the rules that find them, and what became of each."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from svc_tui.storage.tables.columns import Editable, Instant, refers_to, said, told_as


class HintRule(Editable, table=True):
    """What somebody set up otherwise than a rule comes; a rule without a row is as it comes (`domain.sales.hints`)."""

    __tablename__ = "hint_rule"

    rule: str = Field(unique=True)
    """Name of the rule."""
    active: bool = True
    """Finds hints."""
    calls: int | None = None
    """So many calls at least."""
    days: int | None = None
    """Within so many days, back or ahead."""
    used: int | None = None
    """So many hundredths of the prepaid units are used at least."""
    left: int | None = None
    """And more than so many hundredths of the time are left."""


class HintFate(Editable, table=True):
    """What became of one hint: raised, put off or dismissed."""

    __tablename__ = "hint_fate"
    __table_args__ = (UniqueConstraint("rule", "record", "number"), said())

    rule: str
    """Name of the rule that found it."""
    record: str
    """Kind of the record that it is about: equipment or contract."""
    number: int
    """Number of that record."""
    customer: str | None = refers_to("customer.code", default=None)
    """Code of the customer then."""
    fate: str = told_as("fate", default="dismissed")
    """raised, put_off or dismissed."""
    opportunity: int | None = refers_to("opportunity.number", default=None, index=True)
    """Number of the opportunity that was raised from it."""
    until: date | None = None
    """The day on which it comes back, of one that was put off."""
    reason: str = ""
    """What was said to it."""
    who: str | None = refers_to("person.code", default=None)
    """Who decided it."""
    at: datetime | None = Field(default=None, sa_type=Instant)
    """When."""
