"""A contract as lines: its head, the banner, what each section shows, and the few lines of a list's detail pane.

What is shown comes as a record under the stable names, so that screen and command line say the same.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich.cells import cell_len

from svc_tui.domain.core.text import show_line
from svc_tui.domain.sla.coverage import Coverage
from svc_tui.errors import N_
from svc_tui.language import _, moment, ngettext, number
from svc_tui.presentation.contracts import words
from svc_tui.presentation.core.columns import short_moment
from svc_tui.presentation.core.spans import Line, Span, spans
from svc_tui.presentation.core.told import days, entries_of, flag, months
from svc_tui.presentation.core.told import history_lines as tell_history
from svc_tui.presentation.core.words import (
    REASONS,
    card_status_words,
    cut,
    priority_words,
    size_words,
    status_words,
)
from svc_tui.presentation.core.wrapping import paragraph
from svc_tui.presentation.sales.lines import raised
from svc_tui.presentation.sla.week_grid import week_grid

Record = Mapping[str, Any]
Section = tuple[str, list[Line]]

LABELS: dict[str, str] = {
    "hint": N_("Hint"),
    "description": N_("Title"),
    "customer": N_("Customer"),
    "contact": N_("Contact"),
    "owner": N_("Owner"),
    "type": N_("Type"),
    "service_type": N_("Service"),
    "status": N_("Status"),
    "template": N_("Template"),
    "start": N_("From"),
    "end": N_("To"),
    "duration": N_("Months"),
    "length": N_("Duration"),
    "termination": N_("Terminated"),
    "value": N_("Value"),
    "price_list": N_("Price list"),
    "includes": N_("Includes"),
    "include_parts": N_("Includes parts"),
    "include_labour": N_("Includes labour"),
    "include_travel": N_("Includes travel"),
    "renewal": N_("Renewal"),
    "remind": N_("Reminder"),
    "reminded_at": N_("Reminded"),
    "renews": N_("Renews"),
    "renewed_by": N_("Renewed as"),
    "response": N_("Response"),
    "resolution": N_("Resolution"),
    "high": N_("Targets, high"),
    "medium": N_("Targets, medium"),
    "low": N_("Targets, low"),
    "coverage": N_("Covered hours"),
    "zone": N_("Time zone"),
    "holidays": N_("Holiday calendar"),
    "closed_dates": N_("Closed dates"),
    "lines": N_("Line"),
    "unit_kind": N_("Prepaid"),
    "units": N_("Prepaid units"),
    "used": N_("Used"),
    "unit_step": N_("Counts per"),
    "unit_minimum": N_("Counts at least"),
    "unit_night": N_("Night"),
    "unit_night_factor": N_("Night counts"),
    "unit_capped": N_("Never draws more than is left"),
    "refill": N_("Refilled"),
    "refill_units": N_("Each time"),
    "refill_carry": N_("Carried over"),
    "fee": N_("Fee"),
    "fee_every": N_("Fee is billed"),
    "fee_due": N_("Fee falls due"),
    "remarks": N_("Remarks"),
    "attachments": N_("Attachment"),
}
"""What people call the fields of a contract (message ids)."""
GENERAL = ("description", "customer", "contact", "owner", "type", "service_type", "template", "start", "end",
           "length", "termination", "value", "fee", "price_list", "includes")  # fmt: skip


def head(record: Record, width: int = 0) -> list[Line]:
    """Which contract it is, whose, and how it stands; cut to a width where one is given."""
    name = show_line(record["description"]) or words.type_words(record["type"])
    customer = show_line(record["customer_name"] or record["customer"])
    said, role = words.state(record)
    if width:
        room = width - cell_len(f"K-{record['number']}{said}") - 6
        customer = cut(customer, max(12, room // 2))
        name = cut(name, max(12, room - cell_len(customer)))
    return [
        ((f"K-{record['number']}", "accent strong"), ("  ", "text"), (name, "text strong"), ("  ", "text"),
         (customer, "text"), ("  ", "text"), (said, role)),
    ]  # fmt: skip


def banner(record: Record) -> list[Line]:
    """Whether it entitles today, until when, what is included and what is billed; or why not, and the way out."""
    said, role = words.state(record)
    if record["covering"]:
        first = spans(
            _("{state} to {end}, {left}: {includes}."),
            "text",
            state=(said[:1].upper() + said[1:], role),
            end=words.day(record["effective_end"]),
            left=words.left_words(record["left_days"]),
            includes=words.includes_words(record),
        )
        billed = words.billed_words(record)
        return [(*first, (f" {billed}", "warning")) if billed else first]
    way = _(CURES[_standing(record)]).format(
        number=record["number"], start=words.day(record["start"]), end=words.day(record["effective_end"]),
        day=words.day(record["termination"]),
    )  # fmt: skip
    return [(((said[:1].upper() + said[1:]), role), (f": {way}", "text"))]


CURES = {
    "draft": N_("entitles to nothing until it is approved."),
    "on_hold": N_("entitles to nothing until it is approved again."),
    "terminated": N_("ended early on {day}."),
    "expired": N_("ended on {end}. Renew it to go on."),
    "future": N_("begins on {start}."),
}


def _standing(record: Record) -> str:
    if record["status"] != "approved":
        return str(record["status"])
    return "expired" if record["expired"] else "future"


def detail_lines(record: Record, use: Record, *, width: int = 79) -> list[Line]:
    """The lines of a list's detail pane: what, in force or not, how fast and when, how much of it is used."""
    name = show_line(record["description"]) or words.type_words(record["type"])
    customer = show_line(record["customer_name"] or record["customer"])
    first: Line = ((f"K-{record['number']}", "accent strong"), (" ", "text"),
                   (cut(name, max(12, width - 12 - cell_len(customer))), "text strong"), ("  ", "text"),
                   (cut(customer, max(12, width // 2)), "text"))  # fmt: skip
    targets = words.target_words(record["response"], record["resolution"])
    hours = show_line(record["coverage"])
    third: Line = ((targets[:1].upper() + targets[1:], "text"), (", ", "muted"),
                   (cut(hours, max(12, width - cell_len(targets) - 4)), "text"))  # fmt: skip
    return [((" ", "text"), *line) for line in (first, banner(record)[0], third, _use_line(record, use))]


def _use_line(record: Record, use: Record) -> Line:
    lines = len(record["lines"])
    listed = (
        _("All units of the customer")
        if record["type"] == "customer"
        else ngettext("{count} unit", "{count} units", lines).format(count=number(lines))
        if record["type"] == "serial"
        else ngettext("{count} item group", "{count} item groups", lines).format(count=number(lines))
    )
    line: list[Span] = [(listed, "text"), (", ", "muted"), *_calls(use)]
    if record["units"] is not None:
        line += [("; ", "muted"), (words.units_words(record), words.units_role(record))]
    return (*line, (".", "muted"))


def _calls(use: Record) -> list[Span]:
    calls, done = use["calls"], use["resolution_met"] + use["resolution_missed"]
    said = ngettext("{count} call, {open} open", "{count} calls, {open} open", calls)
    line: list[Span] = [(said.format(count=number(calls), open=number(use["open_calls"])), "text")]
    if done:
        kept = _("{kept} of {all} in time").format(kept=number(use["resolution_met"]), all=number(done))
        line += [(", ", "muted"), (kept, "kept" if not use["resolution_missed"] else "warning")]
    return line


def sections(
    record: Record,
    *,
    coverage: Coverage | None,
    closed: Mapping[date, str],
    now: datetime,
    zone: ZoneInfo,
    width: int = 79,
    ascii: bool = False,
) -> list[Section]:
    """Every section that has something to say, with its title.

    Args:
        record: The open contract, as `contract show --json` prints it.
        coverage: Its covered hours; none where they cannot be read.
        closed: Names of closed dates near today.
        now: The present moment.
        zone: The viewer's zone.
        width: Cells of a line.
        ascii: Draw with ASCII alone.
    """
    found = [
        (_("General"), general(record, width)),
        (_("Coverage"), hours(record, coverage, closed, now=now, width=width, ascii=ascii)),
        (_("Units covered"), units(record)),
        (_("Targets"), targets(record)),
        (_("Use"), use(record)),
        (_("Calls"), calls(record, now=now, zone=zone)),
        (_("Renewal"), renewal(record, now=now, zone=zone)),
        (_("Opportunities"), [raised(each) for each in record.get("opportunities", ())]),
        (_("Attachments"), files(record, now=now, zone=zone)),
        (_("History"), history(record, now=now, zone=zone)),
    ]
    return [(title, lines) for title, lines in found if lines]


def general(record: Record, width: int = 79) -> list[Line]:
    """Who, what, from when to when."""
    lines = _pairs([(name, _value(name, record)) for name in GENERAL])
    if record["remarks"]:
        lines += [(), *paragraph(record["remarks"], width)]
    return lines


def hours(
    record: Record, coverage: Coverage | None, closed: Mapping[date, str], *, now: datetime, width: int = 79,
    ascii: bool = False,
) -> list[Line]:  # fmt: skip
    """The week as a grid, and its text as it is typed."""
    lines = _pairs(
        [(name, _value(name, record)) for name in ("coverage", "zone", "holidays", "closed_dates")]
    )
    if coverage is None:
        return [*lines, ((_("These hours cannot be read; set them anew."), "warning"),)]
    return [*week_grid(coverage, closed, now=now, width=width, ascii=ascii), (), *lines]


def units(record: Record) -> list[Line]:
    """What it covers, each with its own days and whether a call would be charged to it now."""
    if record["type"] == "customer":
        return [
            ((_("All units of {customer}.").format(customer=show_line(record["customer_name"])), "text"),)
        ]
    return [_unit(each, record) for each in record["lines"]] or [((_("Nothing is listed yet."), "warning"),)]


def _unit(each: Record, record: Record) -> Line:
    if each["item_group"]:
        first: Line = ((f"#{each['line']:<3} ", "muted"), (show_line(each["item_group"]), "text strong"))
    else:
        serial = show_line(each["serial"] or each["manufacturer_serial"] or "-")
        item = show_line(f"{each['item'] or ''} {each['item_name'] or ''}".strip())
        first = ((f"#{each['line']:<3} ", "muted"), (serial, "text strong"), (f"  {item}", "text"))
        if each["card_status"] not in (None, "active"):
            first = (*first, (f"  {card_status_words(each['card_status'])}", "warning"))
    days = _own_days(each)
    if days:
        first = (*first, (f"  {days}", "text"))
    if each["location"]:
        first = (*first, (f"  {show_line(each['location'])}", "muted"))
    if not each["taken"] and each["why"]:
        reason = _(REASONS.get(each["why"]) or str(each["why"]))
        by = f" (K-{each['contract']})" if each["contract"] not in (None, record["number"]) else ""
        first = (*first, ("  " + _("not taken: {why}").format(why=reason) + by, "warning"))
    return first


def _own_days(each: Record) -> str:
    first, last = each["start"], each["termination"] or each["end"]
    return (
        f"{words.day(first) if first else ''} – {words.day(last) if last else ''}".strip()
        if first or last
        else ""
    )


def targets(record: Record) -> list[Line]:
    """The contract's own, then those of priorities."""
    rows = [(_("All priorities"), record["response"], record["resolution"])]
    rows += [
        (priority_words(each["priority"]), each["response"], each["resolution"]) for each in record["targets"]
    ]
    wide = max(cell_len(label) for label, _response, _resolution in rows)
    return [
        ((f"{label:<{wide}}  ", "muted"), (words.target_words(response, resolution), "text"))
        for label, response, resolution in rows
    ]


def use(record: Record) -> list[Line]:
    """Calls, kept and missed targets, prepaid units."""
    found = record["use"]
    rows: list[tuple[str, str, str]] = []
    for name, label in (("response", _("Response")), ("resolution", _("Resolution"))):
        met, missed = found[f"{name}_met"], found[f"{name}_missed"]
        if met or missed:
            kept = _("{met} kept, {missed} missed").format(met=number(met), missed=number(missed))
            rows.append((label, kept, "warning" if missed else "kept"))
    if record["units"] is not None:
        rows.append((_(LABELS["unit_kind"]), words.units_words(record), words.units_role(record)))
        names = ("unit_step", "unit_minimum", "unit_night", "unit_night_factor")
        rows += [(_(LABELS[name]), text, "text") for name in names if (text := _value(name, record))]
    if refilled := words.refill_words(record):
        rows.append((_("Refilled"), refilled, "text"))
    return [tuple(_calls(found)), *_rows(rows)]


def calls(record: Record, *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """Calls under it, the newest first."""
    return [
        (
            (f"{show_line(str(each['number'])):>6}  ", "accent"),
            (f"{short_moment(each['reported_at'], now=now, zone=zone):<12}  ", "muted"),
            (f"{status_words(each['status']):<9} {priority_words(each['priority']):<7} ", "text"),
            (show_line(each["subject"]), "text"),
        )
        for each in record["service_calls"]
    ]  # fmt: skip


def renewal(record: Record, *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """Whether it is to be renewed, when somebody is reminded, and all its periods."""
    lines = _pairs([("renewal", flag(record["renewal"])), ("remind", _value("remind", record))])
    if record["reminded_at"]:
        lines += _pairs([("reminded_at", moment(record["reminded_at"], zone, now))])
    if len(record["chain"]) > 1:
        lines += [_period(each, record["number"]) for each in record["chain"]]
    return lines


def _period(each: Record, own: int) -> Line:
    last = each["termination"] or each["end"]
    here = each["number"] == own
    return (
        ("> " if here else "  ", "text strong"), (f"K-{each['number']:<6} ", "accent"),
        (f"{words.day(each['start'])} – {words.day(last)}  ", "text"), (words.status_words(each["status"]), "muted"),
    )  # fmt: skip


def files(record: Record, *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """Attached files."""
    return [
        (
            (show_line(each["name"]), "text"), (f"  {size_words(each['size'])}", "muted"),
            (f"  {moment(each['at'], zone, now)}" if each["at"] else "", "muted"),
            (f"  {show_line(each['who'] or '')}", "muted"),
        )
        for each in record["attachments"]
    ]  # fmt: skip


def history(record: Record, *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """What was changed, the newest first."""
    named, entries = {field: _(title) for field, title in LABELS.items()}, entries_of(record["history"])
    own = words.own_words(record)
    return tell_history(entries, named, own, now=now, zone=zone, margin="", shortened=str)


def _pairs(pairs: Sequence[tuple[str, str]]) -> list[Line]:
    return _rows([(_(LABELS[name]), text, "text") for name, text in pairs])


def _rows(rows: Sequence[tuple[str, str, str]]) -> list[Line]:
    """Label, text and its role; what is empty is left out, the texts stand below each other."""
    wide = max((cell_len(label) for label, _text, _role in rows), default=0)
    return [
        ((label + " " * (wide - cell_len(label) + 2), "muted"), (text, role))
        for label, text, role in rows
        if text
    ]


def _value(name: str, record: Record) -> str:
    value = record.get(name)
    if name == "customer":
        return show_line(f"{record['customer']}  {record['customer_name'] or ''}").strip()
    if name == "type":
        return words.type_words(record["type"])
    if name == "service_type":
        return words.service_words(record[name])
    if name == "includes":
        said = words.includes_words(record)
        return f"{said[:1].upper()}{said[1:]}. {words.billed_words(record)}".strip()
    if name == "fee":
        return words.fee_words(record)
    if name == "length":
        return months(record["duration"]) if record.get("duration") else ""
    if name == "closed_dates":
        return days(", ".join(value or ()))
    if isinstance(value, bool):
        return flag(value)
    if isinstance(value, date):
        return words.day(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(show_line(str(each)) for each in value)
    return show_line(str(value)) if value not in (None, "") else ""
