"""How the company is set up: its settings, its closed dates and what its statuses mean, read in one go."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from svc_tui.domain.sla.closures import Closure, closed_of, closures_of_day
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.tables import table

PENDING = "Pending"
TABLES = ("setting", "closed_date", "list_entry", "routing_rule")
"""What a company is read from, and what is kept beside it (`Context.beside_company`)."""


@dataclass(frozen=True, slots=True)
class Status:
    """A call status as rules need it."""

    name: str
    status_class: str
    """open, waiting, resolved or closed."""
    pauses_clock: bool
    """The resolution clock stands while a call has it."""
    active: bool
    """May be chosen (SC-14)."""


@dataclass(frozen=True)
class Company:
    """The company's settings. Each field up to `payment_days` is a row of the settings table, by its name."""

    name: str = ""
    """The company's name."""
    zone_name: str = "Europe/Rome"
    """IANA zone: of the coverage unless a contract says otherwise, and of everything shown."""
    country: str = "IT"
    """Country of the holiday calendar."""
    subdivision: str | None = None
    """Subdivision of the holiday calendar, such as BZ."""
    fallback_coverage: str = "Mo-Fr 09:00-18:00"
    """Covered hours of calls without a contract, where a fallback target is set."""
    fallback_response: str | None = None
    """Response target of calls without a contract; none means no due date."""
    fallback_resolution: str | None = None
    """Resolution target of calls without a contract; none means no due date."""
    attachment_mb: int = 25
    """Largest file that may be attached, in megabytes."""
    card_serial: str = "either"
    """The serial that a card must have and is told apart by: either, serial, manufacturer_serial or none (EQ-01)."""
    auto_cards: bool = True
    """Deliveries and invoices make equipment cards and warranty contracts by themselves (B2.4)."""
    currency: str = "EUR"
    """ISO 4217 code of the currency in which the company reckons."""
    address: str | None = None
    """The company's address, as pages to hand over have it at their head."""
    vat_number: str | None = None
    """Its VAT number, there too."""
    phone: str | None = None
    """Its phone number, there too."""
    email: str | None = None
    """Its e-mail address, there too."""
    visit_remind: str | None = None
    """How long before a visit its technicians are reminded, `1h`; none: they are not."""
    billing_closed: str | None = None
    """Nothing is handed over, or taken back, that has this date or an earlier one: YYYY-MM-DD."""
    payment_days: int = 30
    """Days after its date within which a document is to be paid."""
    price_list: str | None = None
    """Code of the price list of customers and contracts that name none."""
    vat: str | None = None
    """Code of the value added tax of items and customers that name none."""
    billing_from: str | None = None
    """The day from which on the program bills, as ISO text: what was due before was billed elsewhere."""
    closed_dates: frozenset[date] = frozenset()
    """Days on which the company is closed, beyond the holidays."""
    closed_parts: frozenset[Closure] = frozenset()
    """Parts of other days on which it is closed."""
    closed_names: Mapping[date, str] = field(default_factory=lambda: MappingProxyType({}))
    """Why, of those of which it was said."""
    statuses: Mapping[str, Status] = field(default_factory=lambda: MappingProxyType({}))
    """The statuses in their order, by name."""

    @property
    def zone(self) -> ZoneInfo:
        """The zone itself."""
        return ZoneInfo(self.zone_name)

    @property
    def bills_from(self) -> date:
        """The first day whose work, fees and refills are this program's."""
        return date.fromisoformat(self.billing_from) if self.billing_from else date.min

    @property
    def pending_pauses(self) -> bool:
        """Whether the built-in Pending stops the resolution clock, as it does until switched off."""
        pending = self.statuses.get(PENDING)
        return pending is None or pending.pauses_clock


KEYS: dict[str, str] = {
    "name": "name", "zone": "zone_name", "country": "country", "subdivision": "subdivision",
    "fallback_coverage": "fallback_coverage", "fallback_response": "fallback_response",
    "fallback_resolution": "fallback_resolution", "attachment_mb": "attachment_mb",
    "card_serial": "card_serial", "auto_cards": "auto_cards", "currency": "currency", "address": "address",
    "vat_number": "vat_number", "phone": "phone", "email": "email", "visit_remind": "visit_remind",
    "billing_closed": "billing_closed", "payment_days": "payment_days", "price_list": "price_list",
    "vat": "vat", "billing_from": "billing_from",
}  # fmt: skip
"""Names of the settings, as typed and stored, and the fields that hold them."""


def company(*, session: Session) -> Company:
    """The set-up as it stands."""
    setting, closed, entry = table("setting"), table("closed_date"), table("list_entry")
    stored = {row.name: row.value for row in session.execute(select(setting.c.name, setting.c.value))}
    known = {each.name for each in fields(Company)}
    values: dict[str, Any] = {
        attribute: stored[name]
        for name, attribute in KEYS.items()
        if stored.get(name) is not None and attribute in known
    }
    columns = (entry.c.name, entry.c.status_class, entry.c.pauses_clock, entry.c.active)
    rows = session.execute(
        select(*columns).where(entry.c.list == "status").order_by(entry.c.position, entry.c.id)
    )
    values["statuses"] = MappingProxyType(
        {row[0]: Status(row[0], row[1] or "open", bool(row[2]), bool(row[3])) for row in rows}
    )
    days = session.execute(select(closed.c.day, closed.c.hours, closed.c.name)).all()
    own = closed_of(each for day, hours, _name in days for each in closures_of_day(day, hours))
    values |= {"closed_dates": own.days, "closed_parts": own.parts}
    values["closed_names"] = MappingProxyType({day: name for day, _hours, name in days if name})
    return Company(**values)


def save_setting(unit: UnitOfWork, name: str, value: Any) -> None:
    """Write one setting, or with None go back to its default; a line of history says who did."""
    setting = table("setting")
    found = unit.session.execute(select(setting.c.id, setting.c.value).where(setting.c.name == name)).first()
    old = None if found is None else found[1]
    if old == value:
        return
    if found is None:
        row_id = unit.insert("setting", {"name": name, "value": value}, log=None)
    else:
        row_id = int(found[0])
        if value is None:
            unit.delete("setting", row_id)
        else:
            unit.update("setting", row_id, {"value": value})
    told = [None if each is None else str(each) for each in (old, value)]
    unit.log("setting", row_id, "changed", field=name, old=told[0], new=told[1])
