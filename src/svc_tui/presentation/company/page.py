"""The page of a customer as lines: its head with what warns, and each tab; text and role names only."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from rich.cells import set_cell_size

from svc_tui.domain.core.money import amount
from svc_tui.domain.core.text import show_line
from svc_tui.errors import N_
from svc_tui.language import _, moment, money, ngettext, number
from svc_tui.presentation.billing.proposal import sums_words
from svc_tui.presentation.company.timeline import Entry, entry_lines
from svc_tui.presentation.company.timeline import event_words as what_words
from svc_tui.presentation.contracts import words as contract_words
from svc_tui.presentation.core.spans import Line, Span
from svc_tui.presentation.core.told import Own
from svc_tui.presentation.core.told import history_lines as tell_history
from svc_tui.presentation.core.words import card_status_words, size_words, status_words

Record = Mapping[str, Any]

TABS = (
    N_("Timeline"), N_("Calls"), N_("Equipment"), N_("Contracts"), N_("Activities"), N_("General"), N_("Files"),
    N_("History"),
)  # fmt: skip
LABELS = {
    "code": N_("Code"), "name": N_("Name"), "kind": N_("Kind"), "phone": N_("Phone"), "email": N_("E-mail"),
    "territory": N_("Territory"), "technician": N_("Technician"), "credit_limit": N_("Credit limit"),
    "balance": N_("Balance"), "vat_number": N_("VAT number"), "active": N_("Active"), "blocked": N_("Do not serve"),
    "price_list": N_("Price list"), "discount": N_("Discount %"), "vat": N_("VAT"),
    "merged_into": N_("Merged into"), "contact": N_("Contact"), "address": N_("Address"),
}  # fmt: skip
"""What people call the fields of a customer (message ids)."""
KINDS = {"customer": N_("customer"), "vendor": N_("vendor"), "lead": N_("lead")}
IN_HEAD = 2
"""Contacts that are named in the head; the tab has all."""


class Call(Protocol):
    """A call of the customer."""

    @property
    def number(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def is_open(self) -> bool: ...
    @property
    def reported_at(self) -> datetime: ...
    @property
    def assignee(self) -> str | None: ...
    @property
    def subject(self) -> str: ...


class Unit(Protocol):
    """A card as it is stored."""

    @property
    def number(self) -> int: ...
    @property
    def serial(self) -> str | None: ...
    @property
    def manufacturer_serial(self) -> str | None: ...
    @property
    def item(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def address(self) -> str | None: ...
    @property
    def location(self) -> str | None: ...


class Card(Protocol):
    """A unit of the customer."""

    @property
    def row(self) -> Unit: ...
    @property
    def item_name(self) -> str: ...
    @property
    def open_calls(self) -> int: ...


class Said(Protocol):
    """An activity of the customer."""

    @property
    def kind(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def who(self) -> str | None: ...
    @property
    def at(self) -> datetime | None: ...
    @property
    def closed(self) -> bool: ...
    @property
    def call(self) -> str | None: ...


class File(Protocol):
    """An attached file."""

    @property
    def name(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def at(self) -> datetime | None: ...
    @property
    def who(self) -> str | None: ...


class Event(Protocol):
    """A line of the history."""

    @property
    def at(self) -> datetime: ...
    @property
    def who(self) -> str | None: ...
    @property
    def event(self) -> str: ...
    @property
    def field(self) -> str | None: ...
    @property
    def old(self) -> str | None: ...
    @property
    def new(self) -> str | None: ...


def head(record: Record) -> list[Line]:
    """Who it is and where, what stands open, what is prepaid, and what warns."""
    who = [show_line(record[name]) for name in ("territory", "technician") if record[name]]
    kind = [_(KINDS[record["kind"]])] if record["kind"] != "customer" and record["kind"] in KINDS else []
    lines: list[Line] = [
        ((show_line(record["code"]), "accent strong"), (f"  {show_line(record['name'])}", "text strong"),
         ("  " + ", ".join([*kind, *who]) if kind or who else "", "muted")),
    ]  # fmt: skip
    reached = [show_line(record[name]) for name in ("phone", "email") if record[name]]
    if record["addresses"]:
        reached.append(address_words(record["addresses"][0]))
    if reached:
        lines.append((("  ".join(reached), "text"),))
    if people := _people(record):
        lines.append(people)
    lines.append(_open(record))
    if prepaid := prepaid_words(record):
        lines.append(((_("Prepaid: {units}").format(units=prepaid), "text"),))
    return [*lines, *warnings(record)]


def _people(record: Record) -> Line:
    people = [each for each in record["contacts"] if each["active"]]
    named = [
        " ".join(show_line(part) for part in (each["name"], each["phone"] or each["mobile"]) if part)
        for each in people[:IN_HEAD]
    ]
    if len(people) > IN_HEAD:
        more = len(people) - IN_HEAD
        named.append(ngettext("{count} more", "{count} more", more).format(count=number(more)))
    return ((", ".join(named), "muted"),) if named else ()


def _open(record: Record) -> Line:
    calls = ngettext("{open} open of {count} call", "{open} open of {count} calls", record["calls"])
    units = ngettext("{count} unit", "{count} units", record["equipment"])
    said = [
        calls.format(open=number(record["open_calls"]), count=number(record["calls"])),
        units.format(count=number(record["equipment"])),
    ]
    balance = amount(record["balance"])
    if balance is not None:
        said.append(_("open amount {amount}").format(amount=money(balance)))
    if sums := sums_words(record.get("to_bill", ())):
        said.append(_("to bill {sums}").format(sums=sums))
    return ((", ".join(said), "text"),)


def prepaid_words(record: Record) -> str:
    """What is left of the prepaid units of its contracts; nothing where none has any."""
    return ", ".join(
        _("K-{contract} {left} of {units}").format(
            contract=each["number"], left=each["left_words"], units=each["units_words"]
        )
        for each in record["contracts"]
        if each["left"] is not None and each["covering"]
    )


def warnings(record: Record) -> list[Line]:
    """Why one should stop before anything is done for the customer; most often nothing."""
    lines: list[Line] = []
    if record["merged_into"]:
        text = _("This customer turned out to be {code}.")
        lines.append(((text.format(code=show_line(record["merged_into"])), "warning"),))
    elif not record["active"]:
        lines.append(((_("Inactive: a new call warns of it."), "warning"),))
    if record["blocked"]:
        text = _("Do not serve: {reason}")
        lines.append(((text.format(reason=show_line(record["blocked"])), "urgent"),))
    if record["over_limit"]:
        balance, limit = amount(record["balance"]), amount(record["credit_limit"])
        text = _("Above the credit limit: {amount} of {limit} are open.")
        said = text.format(amount=money(balance or 0), limit=money(limit or 0))
        lines.append(((said, "urgent"),))
    return lines


def address_words(each: Record) -> str:
    """An address on one line."""
    town = " ".join(part for part in (each["zip_code"], each["city"]) if part)
    name = each["name"] if each["name"] and each["name"] != each["city"] else None
    parts = (name, each["street"], each["building"], town, each["country"])
    return ", ".join(show_line(part) for part in dict.fromkeys(parts) if part)


def contact_words(each: Record) -> str:
    """A contact person on one line."""
    parts = (each["name"], each["position"], each["phone"], each["mobile"], each["email"])
    return ", ".join(show_line(part) for part in parts if part)


def general(record: Record) -> list[Line]:
    """The fields that say something."""
    names = ("code", "name", "kind", "phone", "email", "territory", "technician", "credit_limit", "balance",
             "vat_number", "active", "blocked", "price_list", "discount", "vat", "merged_into")  # fmt: skip
    wide = max(len(_(LABELS[name])) for name in LABELS)
    pairs = [(name, _value(name, record)) for name in names]
    return [_pair(name, text, wide) for name, text in pairs if text]


def people(record: Record) -> list[Line]:
    """All contacts and addresses, one a line."""
    wide = max(len(_(LABELS[name])) for name in LABELS)
    return [
        *(_pair("contact", contact_words(each), wide) for each in record["contacts"]),
        *(_pair("address", address_words(each), wide) for each in record["addresses"]),
    ]


def sections(
    record: Record, newest: Sequence[Entry], *, now: datetime, zone: ZoneInfo
) -> list[tuple[str, list[Line]]]:
    """Every part that has something to say, with its title: for a page on paper and the command line."""
    found = [
        ("", head(record)),
        (_("General"), [*general(record), *people(record)]),
        (_("Contracts"), [contract_line(each) for each in record["contracts"]]),
        (_("Timeline"), entry_lines(newest, now=now, zone=zone)),
    ]
    return [(title, lines) for title, lines in found if lines]


def _pair(name: str, text: str, wide: int) -> Line:
    return ((f"{_(LABELS[name]):<{wide}}  ", "muted"), (text, "text"))


def _value(name: str, record: Record) -> str:
    value = record[name]
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name in ("credit_limit", "balance"):
        found = amount(value)
        return "" if found is None else money(found)
    if name == "kind":
        return _(KINDS[value]) if value in KINDS else show_line(value)
    return show_line(value or "")


def call_line(each: Call, *, now: datetime, zone: ZoneInfo) -> Line:
    """A call of the customer."""
    role = "text" if each.is_open else "muted"
    status, at = (
        set_cell_size(status_words(each.status), 10),
        set_cell_size(moment(each.reported_at, zone, now), 14),
    )
    who = set_cell_size(show_line(each.assignee or "-"), 9)
    return (
        (set_cell_size(show_line(each.number), 8), "accent"),
        (f"{status}{at}{who}{show_line(each.subject)}", role),
    )


def card_line(each: Card) -> Line:
    """A unit of the customer."""
    row = each.row
    spans: list[Span] = [
        (set_cell_size(str(row.number), 7), "accent"),
        (set_cell_size(show_line(row.serial or row.manufacturer_serial or "-"), 18), "text"),
        (" ", "text"),
        (set_cell_size(show_line(f"{row.item} {each.item_name}".strip()), 28), "muted"),
    ]
    if row.status != "active":
        spans.append((f" {card_status_words(row.status)}", "warning"))
    if each.open_calls:
        words = ngettext("{count} open call", "{count} open calls", each.open_calls)
        spans.append((f" {words.format(count=number(each.open_calls))}", "text strong"))
    place = ", ".join(part for part in (row.address, row.location) if part)
    spans.append((f" {show_line(place)}" if place else "", "muted"))
    return tuple(spans)


def contract_line(each: Record) -> Line:
    """A contract of the customer."""
    last = each["termination"] or each["end"]
    left = _("{left} left").format(left=each["left_words"]) if each["left"] is not None else ""
    return (
        (set_cell_size(f"K-{each['number']}", 8), "accent"),
        (set_cell_size(f"{contract_words.day(each['start'])} – {contract_words.day(last)}", 26), "muted"),
        (
            set_cell_size(contract_words.status_words(each["status"]), 11),
            "text" if each["covering"] else "muted",
        ),
        (f"{left}  " if left else "", "text strong"),
        (show_line(each["description"]), "text"),
    )


def activity_line(each: Said, *, now: datetime, zone: ZoneInfo) -> Line:
    """An activity of the customer; one that is still to do says so."""
    to_do = not each.closed and each.kind != "note"
    at, who = (
        set_cell_size(moment(each.at, zone, now) if each.at else "", 14),
        set_cell_size(show_line(each.who or "-"), 9),
    )
    what = set_cell_size(what_words("activity", each.kind), 12)
    state: Line = ((set_cell_size(_("to do"), 8), "warning"),) if to_do else ((" " * 8, "text"),)
    return (
        (f"{at}{who}", "muted"), (what, "text"), *state, (set_cell_size(show_line(each.call or ""), 8), "accent"),
        (show_line(each.subject), "text"),
    )  # fmt: skip


def file_line(each: File, *, now: datetime, zone: ZoneInfo) -> Line:
    """An attached file."""
    return (
        (show_line(each.name), "text"),
        (f"  {size_words(each.size)}", "muted"),
        (f"  {moment(each.at, zone, now)}" if each.at else "", "muted"),
        (f"  {show_line(each.who or '')}", "muted"),
    )


def _amount(text: str) -> str:
    found = amount(text)
    return text if found is None else money(found)


OWN_WORDS: Own = {"balance": _amount, "credit_limit": _amount}
"""How a history tells values of a customer's own fields."""


def history_lines(history: Sequence[Event], *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """Who changed what, the newest first."""
    named = {field: _(title) for field, title in LABELS.items()}
    return tell_history(history, named, OWN_WORDS, now=now, zone=zone, margin="", shortened=str)
