"""Is a call covered: the entitlement of `domain.sla.entitlement` asked of the store's contracts."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from svc_tui.domain.sla.coverage import Coverage
from svc_tui.domain.sla.entitlement import Candidate, Entitlement, Line, entitle
from svc_tui.domain.sla.targets import parse_target
from svc_tui.services.sla.clocks import coverage_under
from svc_tui.storage.company.settings import Company
from svc_tui.storage.contracts.terms import Terms, terms_of_customer

if TYPE_CHECKING:
    from svc_tui.storage.calls.rows import CallChange
    from svc_tui.storage.session import Session


class OwnUnit(Protocol):
    """A card, as far as the entitlement asks about it."""

    @property
    def number(self) -> int | None: ...
    @property
    def serial(self) -> str | None: ...
    @property
    def manufacturer_serial(self) -> str | None: ...


@dataclass(frozen=True)
class Cover:
    """The answer for one call, with the terms it will run under."""

    entitlement: Entitlement
    terms: Terms | None
    coverage: Coverage | None


def cover(
    *,
    session: "Session",
    company: Company,
    customer: str,
    card: OwnUnit | None,
    item: str | None,
    item_group: str | None,
    at: datetime,
    priority: str,
    now: datetime,
) -> Cover:
    """Whether, at the reported instant `at`, a contract of the customer covers this unit, and which."""
    contracts = {found.number: found for found in terms_of_customer(session=session, customer=customer)}
    candidates = [
        candidate(found, company, priority, now) for found in contracts.values() if found.start and found.end
    ]
    answer = entitle(
        candidates, customer=customer, at=at, serial=(card and card.serial) or "", item=item or "",
        item_group=item_group or "", manufacturer_serial=(card and card.manufacturer_serial) or "",
        equipment=card.number if card else None,
    )  # fmt: skip
    taken = contracts.get(answer.contract) if answer.contract is not None else None
    return Cover(answer, taken, coverage_under(taken, company, now))


def candidate(found: Terms, company: Company, priority: str, now: datetime) -> Candidate:
    """A contract as the entitlement asks about it."""
    response, resolution = found.target(priority)
    assert found.start is not None
    assert found.end is not None
    return Candidate(
        number=found.number,
        customer=found.customer,
        type=found.type,
        start=found.start,
        end=found.end,
        status=found.status,
        service_type=found.service_type,
        termination=found.termination,
        lines=tuple(
            Line(
                equipment=line.equipment,
                serial=line.serial or "",
                manufacturer_serial=line.manufacturer_serial or "",
                item=line.item or "",
                item_group=line.item_group or "",
                start=line.start,
                end=line.end,
                termination=line.termination,
            )
            for line in found.lines
        ),
        coverage=coverage_under(found, company, now),
        response=parse_target(response) if response else None,
        resolution=parse_target(resolution) if resolution else None,
        includes=frozenset(found.includes),
        units=found.units,
        used=found.used,
    )


def covered_columns(answer: Cover) -> "CallChange":
    """What a call keeps of the answer."""
    entitlement = answer.entitlement
    return {
        "contract": entitlement.contract,
        "covered": entitlement.is_accepted,
        "coverage_reason": entitlement.reason.value,
    }
