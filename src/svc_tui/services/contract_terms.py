"""The terms of a contract as plain values, for a question to the clock."""

from datetime import date
from typing import Any

from svc_tui.domain.calendars import closed_dates
from svc_tui.errors import N_, NotFound, Refused
from svc_tui.services.call_clock import FIRST_YEAR, YEARS_AHEAD
from svc_tui.services.context import Context
from svc_tui.storage.contracts import terms


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
    country, region = company.country, company.subdivision or ""
    if found.holidays:
        country, _, region = found.holidays.partition("-")
    own = company.closed_dates | {date.fromisoformat(day) for day in found.closed_dates}
    years = {"first_year": FIRST_YEAR, "last_year": context.now().year + YEARS_AHEAD}
    closed = closed_dates(country, region, own=own, **years)
    if not found.coverage.strip():
        raise Refused(N_("Contract K-{number} covers no hour."), number=number)
    return {
        "hours": found.coverage,
        "zone": found.zone or company.zone.key,
        "closed": [day.isoformat() for day in sorted(closed)],
        "end": found.effective_end.isoformat() if found.effective_end else None,
        "budget": found.resolution,
        "at": context.now().isoformat(),
    }
