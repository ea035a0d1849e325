"""Rows of contract templates."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from svc_tui.storage.engine.read_models import models, same, statement
from svc_tui.storage.tables import table


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template as it stands."""

    id: int
    name: str
    description: str
    type: str
    expired: bool
    renewal: bool
    remind: str | None
    duration: int | None
    response: str | None
    resolution: str | None
    targets: dict[str, Any] | None
    coverage: str
    zone: str | None
    holidays: str | None
    include_parts: bool
    include_labour: bool
    include_travel: bool
    unit_kind: str | None
    units: int | None
    unit_step: str | None
    unit_minimum: str | None
    unit_night: str | None
    unit_night_factor: str | None
    unit_capped: bool
    fee: str | None
    fee_every: str | None
    fee_due: str
    refill: str | None
    refill_units: str | None
    refill_carry: str
    value: str | None
    remarks: str
    updated_at: datetime | None
    version: int

    @property
    def includes(self) -> tuple[str, ...]:
        """What the customer does not pay for."""
        return tuple(name for name in ("parts", "labour", "travel") if getattr(self, f"include_{name}"))


def rows(*, session: Session, everything: bool = True) -> list[TemplateRow]:
    """All templates by name; without `everything` those that may be chosen (CT-09)."""
    t = table("contract_template").c
    where = [] if everything else [t.expired.is_(False)]
    return models(session, TemplateRow, statement(TemplateRow, "contract_template", *where).order_by(t.name))


def row(*, session: Session, name: str) -> TemplateRow | None:
    """A template by its name, in any case."""
    where = same(table("contract_template"), "name", name)
    found = models(session, TemplateRow, statement(TemplateRow, "contract_template", where))
    return found[0] if found else None


def used(*, session: Session) -> dict[str, int]:
    """How many contracts were made from each template."""
    t = table("contract").c
    wanted = select(t.template, func.count()).where(t.template.is_not(None)).group_by(t.template)
    return {row[0]: row[1] for row in session.execute(wanted)}
