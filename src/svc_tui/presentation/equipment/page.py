"""An equipment card as lines: its head, the coverage banner and what each tab shows; text and role names only.

What is shown comes as a record under the stable names, so that screen and command line say the same.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from svc_tui.domain.calls.rules import CARD_REFUSED
from svc_tui.domain.core.text import show_line
from svc_tui.errors import N_
from svc_tui.language import _, day_short, moment, ngettext
from svc_tui.presentation.core.spans import Line, Span, spans
from svc_tui.presentation.core.told import Own, entries_of
from svc_tui.presentation.core.told import history_lines as tell_history
from svc_tui.presentation.core.words import (
    COSTS,
    REASONS,
    TYPES,
    card_status_words,
    day_words,
    priority_words,
    status_words,
)
from svc_tui.presentation.equipment.movements import movement_lines, reading_lines
from svc_tui.presentation.sales.lines import raised

Record = Mapping[str, Any]
Section = tuple[str, list[Line]]

LABELS: dict[str, str] = {
    "hint": N_("Hint"),
    "customer": N_("Customer"),
    "customers": N_("Also used by"),
    "buyer": N_("Bought by"),
    "contact": N_("Contact"),
    "phone": N_("Phone"),
    "technician": N_("Technician"),
    "territory": N_("Territory"),
    "address": N_("Address"),
    "location": N_("Place"),
    "warranty_start": N_("Warranty from"),
    "warranty_end": N_("Warranty to"),
    "delivered_at": N_("Delivered"),
    "delivery": N_("Delivery note"),
    "invoice": N_("Invoice"),
    "manufactured_at": N_("Built"),
    "due_back": N_("Due back"),
    "replaces": N_("Stands in for card"),
    "replaced_by": N_("Replaced by card"),
    "parent": N_("Part of card"),
    "components": N_("Parts of it"),
    "serial": N_("Serial"),
    "manufacturer_serial": N_("Maker's serial"),
    "item": N_("Item"),
    "item_name": N_("Item name"),
    "item_group": N_("Item group"),
    "customer_name": N_("Customer"),
    "status": N_("Status"),
    "contract": N_("Contract"),
    "covered": N_("Covered"),
    "coverage_reason": N_("Coverage"),
    "open_calls": N_("Open calls"),
    "calls": N_("Calls"),
    "why": N_("Why"),
}
"""What people call the fields of a card (message ids)."""
GENERAL = ("customer", "customers", "buyer", "contact", "phone", "technician", "territory", "address", "location",
           "delivered_at", "delivery", "invoice", "manufactured_at", "warranty_start",
           "warranty_end", "due_back", "replaces", "replaced_by", "parent",
           "components")  # fmt: skip
CONTRACT_STATES = {
    "draft": N_("draft"),
    "approved": N_("approved"),
    "on_hold": N_("on hold"),
    "terminated": N_("terminated"),
}


def head(record: Record) -> list[Line]:
    """Which unit it is and how it stands."""
    serials = [text for text in (record["serial"], record["manufacturer_serial"]) if text]
    named = " / ".join(show_line(text) for text in dict.fromkeys(serials))
    unit = f"{record['item']} {record.get('item_name') or ''}".strip()
    state = card_status_words(record["status"])
    role = "text strong" if record["status"] in ("active", "loaned") else "warning"
    return [
        ((_("Card {number}").format(number=record["number"]), "accent strong"), ("  ", "text"), (named, "text strong"),
         ("  ", "text"), (show_line(unit), "muted"), ("  ", "text"), (state, role)),
    ]  # fmt: skip


def banner(record: Record, *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """Covered by which contract until when and what it includes, or the one reason; then who else was considered."""
    considered = record["considered"]
    lines = [_covered(record, now, zone)]
    if record["status"] in CARD_REFUSED:
        lines.append(((_(CARD_REFUSED[record["status"]]).format(number=record["number"]), "warning"),))
    others = [each for each in considered if not each["taken"]]
    for each in others:
        reason = each["why"]
        why = show_line(_(REASONS.get(reason, reason)))
        contract: Span = (f"K-{each['contract']}", "accent")
        lines.append(spans(_("  not {contract}: {why}"), "muted", contract=contract, why=why))
    return lines


def _covered(record: Record, now: datetime, zone: ZoneInfo) -> Line:
    reason = record["coverage_reason"]
    if not record["covered"]:
        why = _(REASONS[reason]) if reason in REASONS else show_line(reason)
        return spans(_("{state}: {why}."), "muted", state=(_("Not covered"), "warning"), why=why)
    includes = ", ".join(_(COSTS[name]) for name in record["includes"]) or _("no costs")
    kind = next(
        (each["type"] for each in record.get("contracts", ()) if each["number"] == record["contract"]), None
    )
    kind = record.get("type") or kind or ""
    rest = _("({kind}) to {end}: {includes}.").format(
        kind=_(TYPES[kind]) if kind in TYPES else show_line(kind),
        end=day_words(record["covered_until"], now, zone),
        includes=includes,
    )
    line = spans(
        _("{covered} {by} {contract} {rest}"),
        "text",
        covered=(_("Covered"), "kept"),
        by=(_("by"), "muted"),
        contract=(f"K-{record['contract']}", "accent"),
        rest=rest,
    )
    billed = [_(words) for name, words in COSTS.items() if name not in record["includes"]]
    if reason != "covered" and reason in REASONS:
        return (*line, (f" {_(REASONS[reason]).capitalize()}.", "warning"))
    if not billed:
        return line
    many = 2 if "parts" not in record["includes"] else len(billed)
    words = ngettext("{costs} is billed.", "{costs} are billed.", many).format(costs=", ".join(billed))
    return (*line, (f" {words[:1].upper()}{words[1:]}", "warning"))


def sections(record: Record, *, now: datetime, zone: ZoneInfo) -> list[Section]:
    """Every tab that has something to say, with its title."""
    found = [
        (_("General"), general(record)),
        (_("Calls ({open} open of {all})").format(open=record["open_calls"], all=record["calls"]),
         [call(each, now, zone) for each in record["service_calls"]]),
        (_("Contracts"), [contract(each) for each in record["contracts"]]),
        (_("Opportunities"), [raised(each) for each in record.get("opportunities", ())]),
        (_("Movements"), movement_lines(record["movements"], now=now, zone=zone)),
        (_("Counters"), reading_lines(record.get("readings", ()), now=now, zone=zone)),
        (_("History"), entries(record["history"], now, zone)),
    ]  # fmt: skip
    return [(title, lines) for title, lines in found if lines]


def general(record: Record) -> list[Line]:
    """The fields of the card that say something."""
    wide = max(len(_(LABELS[name])) for name in GENERAL)
    return [
        ((f"{_(LABELS[name]):<{wide}}  ", "muted"), (text, "text"))
        for name in GENERAL
        if (text := _value(name, record))
    ]


def _value(name: str, record: Record) -> str:
    value = record.get(name)
    if name == "customer":
        return show_line(f"{record['customer']}  {record.get('customer_name') or ''}").strip()
    if isinstance(value, date):
        return day_short(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(show_line(str(each)) for each in value)
    return show_line(str(value)) if value not in (None, "") else ""


def call(each: Record, now: datetime, zone: ZoneInfo) -> Line:
    """A call about it."""
    return (
        (f"{show_line(each['number']):>6}  ", "accent"), (f"{moment(each['reported_at'], zone, now)}  ", "muted"),
        (f"{status_words(each['status'])}  {priority_words(each['priority'])}  ", "text"),
        (show_line(each["subject"]), "text"),
    )  # fmt: skip


def contract(each: Record) -> Line:
    """A contract that names it."""
    first, last = each["start"], each["termination"] or each["end"]
    period = f"{day_short(first) if first else ''} – {day_short(last) if last else ''}"
    kind, status = each["type"], each["status"]
    words = (
        _(TYPES[kind]) if kind in TYPES else show_line(kind),
        _(CONTRACT_STATES[status]) if status in CONTRACT_STATES else show_line(status),
    )
    return ((f"K-{each['number']}  ", "accent"), (f"{period}  {', '.join(words)}  ", "muted"),
            (show_line(each["description"]), "text"))  # fmt: skip


def entries(history: Sequence[Record], now: datetime, zone: ZoneInfo) -> list[Line]:
    """Who changed what, the newest first."""
    named = {field: _(title) for field, title in LABELS.items()}
    return tell_history(entries_of(history), named, OWN_WORDS, now=now, zone=zone, margin="", shortened=str)


OWN_WORDS: Own = {"status": card_status_words}
