"""The page of a contract: who has it, what is promised in which hours, for which units, what is used, who signs."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from svc_tui.domain.core.money import amount
from svc_tui.domain.core.paper import (
    Beside,
    Block,
    Column,
    Figure,
    Figures,
    Pairs,
    Paper,
    Prose,
    Signatures,
    Signer,
    Table,
)
from svc_tui.language import _, money, number
from svc_tui.presentation.contracts import words
from svc_tui.presentation.core.papers import Company, Customer, address_of, paper
from svc_tui.presentation.core.words import priority_words

SIDES = ("parts", "labour", "travel")


class Row(Protocol):
    """The contract itself."""

    @property
    def number(self) -> int: ...
    @property
    def description(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def service_type(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def customer(self) -> str: ...
    @property
    def customer_name(self) -> str: ...
    @property
    def contact(self) -> str | None: ...
    @property
    def owner(self) -> str | None: ...
    @property
    def start(self) -> date | None: ...
    @property
    def effective_end(self) -> date | None: ...
    @property
    def renewal(self) -> bool: ...
    @property
    def value(self) -> str | None: ...
    @property
    def response(self) -> str | None: ...
    @property
    def resolution(self) -> str | None: ...
    @property
    def coverage(self) -> str: ...
    @property
    def zone(self) -> str | None: ...
    @property
    def holidays(self) -> str | None: ...
    @property
    def includes(self) -> Sequence[str]: ...
    @property
    def unit_kind(self) -> str | None: ...
    @property
    def units(self) -> int | None: ...
    @property
    def used(self) -> int: ...
    @property
    def remarks(self) -> str: ...


class Target(Protocol):
    """Targets of a priority."""

    @property
    def priority(self) -> str: ...
    @property
    def response(self) -> str | None: ...
    @property
    def resolution(self) -> str | None: ...


class Use(Protocol):
    """What was made of it."""

    @property
    def calls(self) -> int: ...
    @property
    def open_calls(self) -> int: ...
    @property
    def response_met(self) -> int: ...
    @property
    def response_missed(self) -> int: ...
    @property
    def resolution_met(self) -> int: ...
    @property
    def resolution_missed(self) -> int: ...


class Unit(Protocol):
    """What a line names."""

    @property
    def line(self) -> int: ...
    @property
    def serial(self) -> str | None: ...
    @property
    def manufacturer_serial(self) -> str | None: ...
    @property
    def item(self) -> str | None: ...
    @property
    def item_name(self) -> str: ...
    @property
    def item_group(self) -> str | None: ...
    @property
    def location(self) -> str | None: ...
    @property
    def start(self) -> date | None: ...
    @property
    def end(self) -> date | None: ...
    @property
    def termination(self) -> date | None: ...


class Line(Protocol):
    """A line of the contract."""

    @property
    def row(self) -> Unit: ...


class Sheet(Protocol):
    """The contract with what hangs on it."""

    @property
    def row(self) -> Row: ...
    @property
    def targets(self) -> Sequence[Target]: ...
    @property
    def use(self) -> Use: ...
    @property
    def lines(self) -> Sequence[Line]: ...


class Facts(Protocol):
    """What the page is made of."""

    @property
    def company(self) -> Company: ...
    @property
    def contract(self) -> Sheet: ...
    @property
    def customer(self) -> Customer | None: ...


def contract_paper(facts: Facts, *, now: datetime, zone: ZoneInfo) -> Paper:
    """The page."""
    sheet, row = facts.contract, facts.contract.row
    blocks = [
        _who_and_when(facts), _terms(row, zone), _targets(sheet), *_prepaid(row), _units(sheet), _use(sheet.use),
        Prose(_("Remarks"), row.remarks), _signatures(),
    ]  # fmt: skip
    title = _("Service contract K-{number}").format(number=row.number)
    return paper(facts.company, title, row.description, blocks, now=now, zone=zone)


def _who_and_when(facts: Facts) -> Beside:
    row, customer = facts.contract.row, facts.customer
    who = [
        (_("Name"), row.customer_name or row.customer), (_("Code"), row.customer),
        (_("Address"), address_of(customer, "bill_to")), (_("Contact"), row.contact or ""),
        (_("Phone"), (customer.row.phone if customer else None) or ""),
        (_("E-mail"), (customer.row.email if customer else None) or ""),
    ]  # fmt: skip
    worth = amount(row.value)
    when = [
        (_("Status"), words.status_words(row.status)),
        (_("Covers"), words.type_words(row.type)), (_("Kind"), words.service_words(row.service_type)),
        (_("From"), words.day(row.start)), (_("To"), words.day(row.effective_end)),
        (_("Renewal"), _("yes") if row.renewal else _("no")), (_("Owner"), row.owner or ""),
        (_("Value"), money(worth) if worth is not None else ""),
    ]  # fmt: skip
    return Beside([Pairs(_("Customer"), who), Pairs(_("Contract"), when)])


def _terms(row: Row, zone: ZoneInfo) -> Pairs:
    included = ", ".join(words.cost_words(name) for name in SIDES if name in row.includes)
    billed = ", ".join(words.cost_words(name) for name in SIDES if name not in row.includes)
    pairs = [
        (_("Hours"), row.coverage), (_("Time zone"), row.zone or zone.key), (_("Holidays of"), row.holidays or ""),
        (_("Included"), included or _("no costs")), (_("To bill"), billed),
    ]  # fmt: skip
    return Pairs(_("Terms"), pairs)


def _targets(sheet: Sheet) -> Table:
    """Each priority with its own targets, else with those of the contract."""
    own = {each.priority: (each.response, each.resolution) for each in sheet.targets}
    rows: list[list[str]] = []
    for priority in ("high", "medium", "low"):
        response, resolution = own.get(priority, (None, None))
        answered, solved = response or sheet.row.response, resolution or sheet.row.resolution
        if answered or solved:
            rows.append([priority_words(priority), answered or "-", solved or "-"])
    note = _("Counted in the hours of the contract.") if rows else ""
    columns = [Column(_("Priority")), Column(_("Respond in")), Column(_("Resolve in"))]
    return Table(_("Targets"), columns, rows, note=note)


def _prepaid(row: Row) -> list[Block]:
    if row.units is None or row.unit_kind is None:
        return []
    figures = [
        Figure(label, words.quantity(quantity, row.unit_kind))
        for label, quantity in (
            (_("Bought"), row.units), (_("Used"), row.used), (_("Left"), row.units - row.used),
        )
    ]  # fmt: skip
    return [Figures(_("Prepaid"), figures)]


def _units(sheet: Sheet) -> Table:
    lines = [each.row for each in sheet.lines]
    if all(line.item_group and not line.serial for line in lines):
        columns = [Column(_("Line"), 0.4), Column(_("Item group"), 3), Column(_("From")), Column(_("To"))]
        rows = [[str(line.line), line.item_group or "", *_days(line)] for line in lines]
        return Table(_("Units covered"), columns, rows)
    columns = [
        Column(_("Line"), 0.5), Column(_("Serial"), 1.3), Column(_("Maker's serial"), 1.3), Column(_("Item"), 2.2),
        Column(_("Place"), 1.8), Column(_("From"), 1.2), Column(_("To"), 1.2),
    ]  # fmt: skip
    rows = [
        [
            str(line.line), line.serial or line.item_group or "", line.manufacturer_serial or "",
            " ".join(part for part in (line.item, line.item_name) if part), line.location or "", *_days(line),
        ]
        for line in lines
    ]  # fmt: skip
    return Table(_("Units covered"), columns, rows)


def _days(line: Unit) -> tuple[str, str]:
    """Days of its own; empty where those of the contract hold."""
    end = line.termination or line.end
    return words.day(line.start) if line.start else "", words.day(end) if end else ""


def _use(use: Use) -> Pairs:
    calls = _("{count}, {open} of them open").format(count=number(use.calls), open=number(use.open_calls))
    kept = _("{met} met, {missed} missed")
    pairs = [
        (_("Calls"), calls),
        (_("Response"), kept.format(met=number(use.response_met), missed=number(use.response_missed))),
        (_("Resolution"), kept.format(met=number(use.resolution_met), missed=number(use.resolution_missed))),
    ]
    return Pairs(_("Use so far"), pairs if use.calls else ())


def _signatures() -> Signatures:
    signers = [
        Signer(_("For the service company, place and date")),
        Signer(_("For the customer, place and date")),
    ]
    return Signatures("", signers)
