"""Solutions (database soluzioni, B1 OSLT)."""

from datetime import datetime

from sqlmodel import Field

from svc_tui.storage.tables.columns import Editable, Instant, Row, folded, part_of, told_as


class Solution(Editable, table=True):
    """Symptom, cause and solution of a known problem, perhaps of one item."""

    __tablename__ = "solution"

    number: int = Field(unique=True)
    """Number."""
    solution: str = Field(default="", max_length=254)
    """One-line solution."""
    symptom: str = Field(default="", max_length=254)
    """What the customer sees."""
    cause: str = Field(default="", max_length=254)
    """Why it happens."""
    description: str = ""
    """The steps."""
    item: str | None = Field(default=None, foreign_key="item.code", index=True)
    """Item code."""
    status: str = told_as("status", default="Internal")
    """Name in the solution status list."""
    problem: str | None = None
    """Problem type that it is about, a name of that list."""
    language: str | None = None
    """Language of its text: `en` or `it`; none where it was not said."""
    owner: str | None = Field(default=None, foreign_key="person.code")
    """Who wrote it."""
    reviewer: str | None = Field(default=None, foreign_key="person.code")
    """Who is to read it, or read it last."""
    reviewed_at: datetime | None = Field(default=None, sa_type=Instant)
    """When it was last found right."""
    created_at: datetime | None = Field(default=None, sa_type=Instant)
    """When it was written."""
    merged_into: int | None = told_as("merged", default=None, index=True)
    """Number of the solution that took its place."""
    used: int = 0
    """How many closed calls used it."""
    last_used_at: datetime | None = Field(default=None, sa_type=Instant)
    """When it was last attached."""


class SolutionMiss(Row, table=True):
    """A solution that was tried on a call and did not help."""

    __tablename__ = "solution_miss"

    call_id: int = part_of("call", foreign_key="call.id", index=True)
    """The call."""
    solution: int = Field(foreign_key="solution.number", index=True)
    """Number of the solution."""
    at: datetime | None = Field(default=None, sa_type=Instant)
    """When that was said."""
    who: str | None = None
    """Who said so."""


class Synonym(Editable, table=True):
    """Words of the company that mean the same in a search."""

    __tablename__ = "synonym"

    name: str = Field(unique=True)
    """The first of them."""
    name_key: str = folded("name", unique=True)
    """The name as it is found, in any case."""
    words: str = ""
    """The others, between commas."""
