"""The terms of a contract as plain values, for a question to the clock."""

from typing import Any

from svc_tui.domain.sla.closures import Closure, closure_texts
from svc_tui.errors import N_, NotFound, Refused
from svc_tui.services.core.context import Context
from svc_tui.services.sla.clocks import closed_under
from svc_tui.storage.contracts.terms import terms


def number_of(text: str) -> int | None:
    """The number of a contract, typed as `K-58` or `58`; None where the text is none."""
    digits = text.strip().upper().removeprefix("K-")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else None


def known_number(text: str) -> int:
    """The same of what must be one. Raises NotFound: no contract is called so."""
    number = number_of(text)
    if number is None:
        raise NotFound(N_("There is no contract {contract}. Type its number, such as K-58."), contract=text)
    return number


def question_of(context: Context, number: int) -> dict[str, Any]:
    """Hours, zone, closed dates, end and resolution target of a contract, by their names in a question.

    Raises:
        NotFound: there is no such contract.
        Refused: it names a holiday calendar that does not exist.
    """
    with context.store.read() as session:
        found = terms(session=session, number=number)
    if found is None:
        raise NotFound(N_("There is no contract K-{number}."), number=number)
    company = context.company
    closed = closed_under(found, company, context.now())
    if not found.coverage.strip():
        raise Refused(N_("Contract K-{number} covers no hour."), number=number)
    return {
        "hours": found.coverage,
        "zone": found.zone or company.zone.key,
        "closed": closure_texts([*map(Closure, closed.days), *closed.parts]),
        "end": found.effective_end.isoformat() if found.effective_end else None,
        "budget": found.resolution,
        "at": context.now().isoformat(),
    }
