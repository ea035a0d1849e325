"""What closed dates are called: as the company named them, else as the holiday calendar of a contract does."""

from collections.abc import Mapping
from datetime import date, datetime

from svc_tui.domain.sla.calendars import holiday_names
from svc_tui.language import language
from svc_tui.services.sla.clocks import FIRST_YEAR, YEARS_AHEAD
from svc_tui.storage.company.settings import Company


def closed_names(calendar: str | None, company: Company, now: datetime) -> Mapping[date, str]:
    """Names of dates, in the language that is spoken.

    Args:
        calendar: The contract's own holiday calendar, such as IT-BZ; the company's where it names none.
        company: The set-up as it stands.
        now: The present moment.

    Raises:
        Refused: there is no such calendar.
    """
    country, region = company.country, company.subdivision or ""
    if calendar:
        country, _, region = calendar.partition("-")
    years = {"first_year": FIRST_YEAR, "last_year": now.year + YEARS_AHEAD}
    return {**holiday_names(country, region, language=language(), **years), **company.closed_names}
