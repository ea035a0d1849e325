"""Opportunities: a possible sale with its stages (B1 OOPR, OPR1, OOST), where it came from, who competes."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from svc_tui.storage.tables.columns import (
    Editable,
    Instant,
    Money,
    Percent,
    Row,
    folded,
    part_of,
    refers_to,
    said,
    silent,
    told_as,
)


class SalesStage(Editable, table=True):
    """A stage that opportunities go through (B1 OOST)."""

    __tablename__ = "sales_stage"

    number: int | None = None
    """B1's number of the stage."""
    name: str = Field(unique=True)
    """What people choose and read; the value kept on opportunities."""
    name_key: str = folded("name", unique=True)
    """The name as it is found, in any case."""
    percent: Decimal = Field(default=Decimal(0), sa_type=Percent)
    """How likely an opportunity in it is won."""
    position: int = 0
    """Order in the pipeline."""
    active: bool = True
    """May be chosen."""


class Opportunity(Editable, table=True):
    """A possible sale to a customer: open, won or lost."""

    __tablename__ = "opportunity"
    __table_args__ = (
        Index("opportunity_open", "status", "closes_on"),
        Index("opportunity_stage_of", "stage", "status"),
        said(record="number"),
    )

    number: int = Field(unique=True)
    """Number."""
    name: str = ""
    """What is to be sold, in one line."""
    customer: str = Field(foreign_key="customer.code", index=True)
    """Code of the customer."""
    contact: str | None = None
    """Name of the contact person."""
    owner: str | None = Field(default=None, foreign_key="person.code", index=True)
    """Code of the person who follows it."""
    item: str | None = Field(default=None, foreign_key="item.code")
    """Code of the item that is to be sold."""
    territory: str | None = None
    """Territory."""
    source: str | None = None
    """Where it came from: name in its list."""
    interest: str | None = None
    """Level of interest: name in its list."""
    started_on: date
    """When it began."""
    closes_on: date | None = None
    """When it is expected to be decided; none where nobody can say."""
    stage: str = told_as("stage", refers="sales_stage.name")
    """Name of its stage."""
    percent: Decimal = Field(default=Decimal(0), sa_type=Percent)
    """How likely it is won."""
    amount: Decimal = Field(sa_type=Money)
    """What it would bring."""
    currency: str = "EUR"
    """ISO 4217 code."""
    profit_percent: Decimal | None = Field(default=None, sa_type=Percent)
    """Gross profit in percent of the amount."""
    status: str = told_as("status", default="open")
    """open, won or lost."""
    reason: str | None = None
    """Why it was won or lost: name in its list."""
    closed_on: date | None = Field(default=None, index=True)
    """When it was won or lost."""
    remarks: str = ""
    """Long text."""
    created_at: datetime | None = silent(default=None, sa_type=Instant)
    """When it was written down."""
    created_by: str | None = silent(default=None)
    """Code of the person who raised it."""


class OpportunityStage(Row, table=True):
    """A stretch that an opportunity spent in a stage."""

    __tablename__ = "opportunity_stage"
    __table_args__ = (UniqueConstraint("opportunity", "line"), said())

    opportunity: int = part_of("opportunity", foreign_key="opportunity.number")
    """Number of the opportunity."""
    line: int
    """Number of the line; what came from a file may have gaps."""
    stage: str = refers_to("sales_stage.name")
    """Name of the stage."""
    owner: str | None = Field(default=None, foreign_key="person.code")
    """Who followed it then."""
    started_on: date
    """First day."""
    closed_on: date | None = None
    """The day on which it left the stage; none while it stands in it."""
    percent: Decimal = Field(default=Decimal(0), sa_type=Percent)
    """How likely it was won then."""
    amount: Decimal = Field(sa_type=Money)
    """What it would have brought then, in the currency of the opportunity."""
    status: str = "open"
    """open or closed."""
    remarks: str = ""
    """What is to be said of it."""


class OpportunityOrigin(Row, table=True):
    """What an opportunity was raised from."""

    __tablename__ = "opportunity_origin"
    __table_args__ = (
        UniqueConstraint("opportunity", "kind", "key"),
        Index("opportunity_origin_key", "kind", "key"),
        said(),
    )

    opportunity: int = part_of("opportunity", foreign_key="opportunity.number")
    """Number of the opportunity."""
    kind: str
    """call, equipment or contract."""
    key: str
    """Number of the call, card or contract."""


class OpportunityCompetitor(Row, table=True):
    """Somebody else who wants the sale."""

    __tablename__ = "opportunity_competitor"
    __table_args__ = (UniqueConstraint("opportunity", "name"), said())

    opportunity: int = part_of("opportunity", foreign_key="opportunity.number")
    """Number of the opportunity."""
    name: str
    """Who."""
    threat: str | None = None
    """low, medium or high."""
    note: str = ""
    """What is known of it."""
    won: bool = False
    """It got the sale."""
