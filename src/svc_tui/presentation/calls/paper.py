"""The pages of a call: the service order that goes along, with lines to fill in, and the report of what was done."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from svc_tui.domain.core.paper import Beside, Block, Column, Pairs, Paper, Prose, Signatures, Signer, Table
from svc_tui.domain.core.text import show_line
from svc_tui.errors import N_
from svc_tui.language import _, date_short, day_short, moment_in_full, time_of_day
from svc_tui.presentation.calls.detail import Contract, coverage
from svc_tui.presentation.core.papers import Company, Customer, address_of, paper
from svc_tui.presentation.core.words import priority_words, status_words
from svc_tui.presentation.work.lines import (
    Totals,
    WorkLine,
    amount_words,
    kind_words,
    paid_words,
    serial_words,
    totals_words,
)
from svc_tui.presentation.work.report import Signed

WHATS = ("order", "report")
"""The pages of a call, as scripts name them."""
TITLES = {"order": N_("Service order {number}"), "report": N_("Service report {number}")}
BLANK_WORK, BLANK_PARTS = 4, 3
"""Lines that are left empty on an order."""


class Call(Protocol):
    """The call itself."""

    @property
    def number(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def description(self) -> str: ...
    @property
    def resolution(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def priority(self) -> str: ...
    @property
    def customer(self) -> str: ...
    @property
    def customer_name(self) -> str: ...
    @property
    def contact(self) -> str | None: ...
    @property
    def phone(self) -> str | None: ...
    @property
    def email(self) -> str | None: ...
    @property
    def reference(self) -> str | None: ...
    @property
    def item(self) -> str | None: ...
    @property
    def item_name(self) -> str | None: ...
    @property
    def serial(self) -> str | None: ...
    @property
    def manufacturer_serial(self) -> str | None: ...
    @property
    def location(self) -> str | None: ...
    @property
    def covered(self) -> bool: ...
    @property
    def coverage_reason(self) -> str | None: ...
    @property
    def type(self) -> str | None: ...
    @property
    def problem(self) -> str | None: ...
    @property
    def subtype(self) -> str | None: ...
    @property
    def assignee(self) -> str | None: ...
    @property
    def technician(self) -> str | None: ...
    @property
    def reported_at(self) -> datetime: ...
    @property
    def responded_at(self) -> datetime | None: ...
    @property
    def respond_by(self) -> datetime | None: ...
    @property
    def resolve_by(self) -> datetime | None: ...
    @property
    def resolved_at(self) -> datetime | None: ...


class Card(Protocol):
    """The unit."""

    @property
    def address(self) -> str | None: ...
    @property
    def location(self) -> str | None: ...
    @property
    def warranty_end(self) -> date | None: ...


class Sheet(Protocol):
    """The call with what hangs on it."""

    @property
    def values(self) -> Call: ...
    @property
    def terms(self) -> Contract | None: ...
    @property
    def card(self) -> Card | None: ...
    @property
    def contact_phone(self) -> str | None: ...
    @property
    def work(self) -> Sequence[WorkLine]: ...
    @property
    def totals(self) -> Totals: ...


class Facts(Protocol):
    """What a page is made of."""

    @property
    def company(self) -> Company: ...
    @property
    def call(self) -> Sheet: ...
    @property
    def customer(self) -> Customer | None: ...
    @property
    def signed(self) -> Signed | None: ...


def call_paper(facts: Facts, what: str, *, now: datetime, zone: ZoneInfo) -> Paper:
    """The order or the report of a call."""
    call = facts.call.values
    blocks = [_who_and_where(facts), *_what_is_wrong(facts.call, now, zone)]
    blocks += _to_do(facts.call, zone) if what == "order" else _done(facts.call, zone)
    blocks.append(_signatures(facts, what, zone))
    title = _(TITLES[what]).format(number=show_line(call.number))
    return paper(facts.company, title, call.subject, blocks, now=now, zone=zone)


def _who_and_where(facts: Facts) -> Beside:
    call, card, customer = facts.call.values, facts.call.card, facts.customer
    where = card.address if card and card.address else address_of(customer)
    place = call.location or (card.location if card else None)
    phone = call.phone or facts.call.contact_phone or (customer.row.phone if customer else None)
    who = [
        (_("Name"), call.customer_name or call.customer), (_("Address"), where or ""),
        (_("Contact"), call.contact or ""), (_("Phone"), phone or ""), (_("E-mail"), call.email or ""),
        (_("Customer ref."), call.reference or ""),
    ]  # fmt: skip
    warranty = day_short(card.warranty_end) if card and card.warranty_end else ""
    unit = [
        (_("Item"), " ".join(part for part in (call.item, call.item_name) if part)),
        (_("Serial"), call.serial or ""), (_("Maker's serial"), call.manufacturer_serial or ""),
        (_("Place"), place if place and place != where else ""), (_("Warranty to"), warranty),
    ]  # fmt: skip
    return Beside([Pairs(_("Customer"), who), Pairs(_("Unit"), unit)])


def _what_is_wrong(sheet: Sheet, now: datetime, zone: ZoneInfo) -> list[Block]:
    call = sheet.values

    def at(instant: datetime | None) -> str:
        return moment_in_full(instant, zone) if instant else ""

    covered = "".join(text for text, _role in coverage(sheet, now, zone))
    problem = ", ".join(part for part in (call.problem, call.subtype) if part)
    left = [
        (_("Reported"), at(call.reported_at)), (_("Priority"), priority_words(call.priority)),
        (_("Status"), status_words(call.status)), (_("Call type"), call.type or ""), (_("Problem"), problem),
    ]  # fmt: skip
    right = [
        (_("Handled by"), call.assignee or ""), (_("Technician"), call.technician or ""),
        (_("Respond by"), at(call.respond_by)), (_("Responded"), at(call.responded_at)),
        (_("Resolve by"), at(call.resolve_by)), (_("Resolved"), at(call.resolved_at)),
    ]  # fmt: skip
    return [
        Beside([Pairs(_("Call"), left), Pairs(_("Who and when"), right)]),
        Pairs("", [(_("Contract"), " ".join(covered.split()))]),
        Prose(_("Description"), call.description),
    ]


def _to_do(sheet: Sheet, zone: ZoneInfo) -> list[Block]:
    """What was done so far, and empty lines for what is to be done."""
    hand = Table(
        _("Work"),
        [Column(_("Day")), Column(_("From"), 0.7), Column(_("To"), 0.7), Column(_("Travel, km"), 0.9),
         Column(_("What was done"), 4)],
        (), blank=BLANK_WORK,
    )  # fmt: skip
    parts = Table(
        _("Parts"),
        [Column(_("Item"), 3), Column(_("Quantity"), 0.8), Column(_("Serial in"), 1.6), Column(_("Serial out"), 1.6)],
        (), blank=BLANK_PARTS,
    )  # fmt: skip
    so_far = _work(_("Work so far"), sheet, zone)
    return [*so_far, hand, parts]


def _done(sheet: Sheet, zone: ZoneInfo) -> list[Block]:
    return [*_work(_("Work"), sheet, zone), Prose(_("Resolution"), sheet.values.resolution)]


def _work(title: str, sheet: Sheet, zone: ZoneInfo) -> list[Block]:
    if not sheet.work:
        return []
    columns = [
        Column(_("Line"), 0.55), Column(_("Day"), 1.25), Column(_("Time"), 1.25), Column(_("Who"), 1),
        Column(_("Kind"), 1.2), Column(_("Amount"), 1.4), Column(_("What was done"), 2.8), Column(_("Pays"), 0.95),
    ]  # fmt: skip
    note = _("Together: {sums}").format(sums=", ".join(totals_words(sheet.totals)))
    return [Table(title, columns, [_line(line, zone) for line in sheet.work], note=note)]


def _line(line: WorkLine, zone: ZoneInfo) -> list[str]:
    at = line.starts_at or line.ends_at
    time = ""
    if line.starts_at and line.ends_at:
        time = f"{time_of_day(line.starts_at, zone)}–{time_of_day(line.ends_at, zone)}"
    said = "; ".join(part for part in (line.note, serial_words(line)) if part)
    return [
        str(line.line), date_short(at, zone, year=True) if at else "", time, line.who or "", kind_words(line.kind),
        amount_words(line), said, paid_words(line.billable),
    ]  # fmt: skip


def _signatures(facts: Facts, what: str, zone: ZoneInfo) -> Signatures:
    technician = Signer(_("Technician, place and date"))
    customer = Signer(_("Customer, place and date"))
    if what == "report" and (signed := facts.signed):
        said = _("Unchanged since it was signed.") if signed.unchanged else _("Changed since it was signed.")
        beneath = f"{moment_in_full(signed.at, zone)}. {said}\nSHA-256 {signed.sha256}"
        customer = Signer(_("Customer"), signed.name, beneath)
    return Signatures(_("The customer confirms the work and the parts named above."), [technician, customer])
