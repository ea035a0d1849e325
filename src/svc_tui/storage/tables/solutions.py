"""Solutions (database soluzioni, B1 OSLT)."""

from datetime import datetime

from sqlmodel import Field

from svc_tui.storage.tables.columns import Editable, Instant


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
    status: str = "Internal"
    """Name in the solution status list."""
    owner: str | None = Field(default=None, foreign_key="person.code")
    """Who wrote it."""
    used: int = 0
    """How many closed calls used it."""
    last_used_at: datetime | None = Field(default=None, sa_type=Instant)
    """When it was last attached."""
