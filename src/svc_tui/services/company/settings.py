"""The company's settings: read, change; what moves the clock moves the due dates of open calls with it."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from svc_tui.domain.core.currency import currency_of
from svc_tui.domain.core.days import read_day
from svc_tui.domain.core.moments import duration
from svc_tui.domain.core.text import clean_line
from svc_tui.domain.equipment.rules import MANDATORY_SERIALS
from svc_tui.errors import N_, BadUsage, Refused
from svc_tui.services.company.lists import recompute
from svc_tui.services.core.context import Context
from svc_tui.services.core.fields import NO, YES, Given
from svc_tui.storage.company import lists
from svc_tui.storage.company import settings as setup
from svc_tui.storage.company.settings import KEYS, PENDING, Company
from svc_tui.storage.engine import read_models as reading
from svc_tui.storage.engine.unit_of_work import UnitOfWork

CLOCK = {"zone", "country", "subdivision", "fallback_coverage", "fallback_response", "fallback_resolution"}
"""Settings that due dates hang on."""
NAMES = (*KEYS, "pending_pauses")


class CompanySettings:
    """What everybody at the company shares."""

    def __init__(self, context: Context) -> None:
        self._context = context

    @property
    def company(self) -> Company:
        """The set-up as it stands."""
        return self._context.company

    def values(self) -> dict[str, Any]:
        """Every setting by its name."""
        company = self.company
        found = {name: getattr(company, attribute) for name, attribute in KEYS.items()}
        return {**found, "pending_pauses": company.pending_pauses}

    def set(self, values: Mapping[str, object]) -> int:
        """Change settings. Returns how many open calls got another due date.

        Raises:
            BadUsage: there is no such setting.
            Refused: a value cannot be used.
        """
        typed = {name: _checked(name, value, self._context.today) for name, value in values.items()}
        _check_calendar({**self.values(), **typed})
        with self._context.write() as unit:
            for name, value in typed.items():
                if name == "pending_pauses":
                    _pending(unit, value)
                else:
                    setup.save_setting(unit, name, _as_stored(unit, name, value))
            unit.call_it(N_("Settings changed: {names}"), names=", ".join(typed))
            return recompute(unit) if CLOCK & typed.keys() and unit.changed else 0


def _as_stored(unit: UnitOfWork, name: str, value: Any) -> Any:
    """A value that names a record by the code as that record has it. Raises NotFound, Refused."""
    return reading.active_code(unit, name, "code", value) if name in ("price_list", "vat") else value


def _pending(unit: UnitOfWork, pauses: bool) -> None:
    entry = lists.entry(session=unit.session, list_name="status", name=PENDING)
    if entry is not None:
        unit.update("list_entry", entry.id, {"pauses_clock": pauses})


def _checked(name: str, value: object, today: date) -> Any:
    """A setting's value in its type."""
    if name not in NAMES:
        message = N_("There is no setting {name}. There are {known}.")
        raise BadUsage(message, name=name, known=", ".join(NAMES))
    text = clean_line(str(value)) if value is not None else ""
    if name in ("pending_pauses", "auto_cards"):
        if isinstance(value, bool) or text.lower() in YES | NO:
            return value if isinstance(value, bool) else text.lower() in YES
        raise Refused(N_("{name}: {value} is neither yes nor no."), name=name, value=text)
    if name == "attachment_mb":
        if not text.isdecimal() or not 1 <= int(text) <= 2048:
            raise Refused(N_("{name}: write a whole number of megabytes from 1 to 2048."), name=name)
        return int(text)
    if name == "payment_days":
        if not text.isdecimal() or int(text) > 365:
            raise Refused(N_("{name}: write a whole number of days from 0 to 365."), name=name)
        return int(text)
    if name in ("billing_closed", "billing_from") and text:
        return read_day(text, today=today, prefer="near").isoformat()
    if name == "card_serial":
        return _card_serial(text)
    if name == "zone":
        return _zone(text)
    if name == "fallback_coverage":
        from svc_tui.domain.sla.opening import plain_hours

        return plain_hours(text)
    if name in ("fallback_response", "fallback_resolution") and text:
        from svc_tui.domain.sla.targets import parse_target

        parse_target(text)
    if name == "currency":
        return currency_of(text) if text else None
    if name == "visit_remind" and text:
        duration(text)  # raises Refused
    if name == "country":
        text = text.upper()
    return text or None


def _card_serial(text: str) -> str | None:
    if text and text not in MANDATORY_SERIALS:
        message = N_("card_serial: there is no {value}. Choose from {known}.")
        raise Refused(message, value=text, known=", ".join(MANDATORY_SERIALS))
    return text or None


def _zone(text: str) -> str:
    try:
        return ZoneInfo(text).key
    except (KeyError, ValueError, OSError):
        message = N_("There is no time zone {zone}. Write it as Europe/Rome.")
        raise Refused(message, zone=text) from None


def _check_calendar(values: Given) -> None:
    """The holiday calendar exists. Raises Refused."""
    from svc_tui.domain.sla.calendars import holiday_names

    holiday_names(values["country"] or "", values["subdivision"] or "", first_year=2026, last_year=2026)
