"""Rules of contracts and templates (domain rules CT-01 to CT-16): plain values in, a refusal with its cure out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NoReturn

from svc_tui.domain.contracts.periods import (
    DAY,
    check_day,
    check_room,
    end_of_period,
    months_of,
    parse_notice,
)
from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.sla.calendars import holiday_names
from svc_tui.domain.sla.coverage import zone_of
from svc_tui.domain.sla.entitlement import effective_end
from svc_tui.domain.sla.opening import parse_week, plain_hours
from svc_tui.domain.sla.targets import format_target, parse_target
from svc_tui.errors import N_, Refused, either

STATUSES = ("draft", "approved", "on_hold", "terminated")
TYPES = ("serial", "item_group", "customer")
SERVICES = ("regular", "warranty")
COSTS = ("parts", "labour", "travel")
UNIT_KINDS = ("hours", "visits")
CLOCK_FIELDS = (
    "response",
    "resolution",
    "coverage",
    "zone",
    "holidays",
    "closed_dates",
    "end",
    "termination",
)
"""Fields that open calls are measured by: a change of one computes their due dates anew."""
PERIOD = frozenset({"start", "end", "duration"})
_NAMED = 3
"""So many other contracts are named in a warning."""


def check_complete(customer: str | None, end: date | None, resolution: str | None) -> None:
    """CT-01: customer, end and resolution target are mandatory."""
    if not customer:
        raise Refused(N_("A contract needs a customer. Add customer=CODE."))
    if end is None:
        raise Refused(N_("A contract needs an end. Add end=2026-12-31, or duration=12 in months."))
    if not resolution:
        raise Refused(N_("A contract needs a resolution target. Add resolution=2d or resolution=8h."))


def settle_period(before: Mapping[str, Any], typed: Mapping[str, Any], today: date) -> dict[str, Any]:
    """CT-02: start, end and duration after a change of any of them; the end is start + months - 1 day.

    Args:
        before: The contract as it stands; empty for a new one.
        typed: What is changed.
        today: The start of a new contract that names none.

    Raises:
        Refused: end and duration are both given and do not fit, or the end is before the start.
    """
    if before and not PERIOD & typed.keys():
        return {}  # what an import left behind does not stand in the way of another change
    start = typed.get("start", before.get("start")) or (None if before else today)
    end, months = typed.get("end", before.get("end")), typed.get("duration", before.get("duration"))
    for day in (start, end):
        check_day(day)
    if start is not None and months:
        check_room(start, months)
    if start is not None and typed.get("duration"):
        computed = end_of_period(start, months)
        if typed.get("end") not in (None, computed):
            message = N_(
                "{months} months from {start} end on {computed}, not on {end}. Give end or duration alone."
            )
            raise Refused(message, months=months, start=start, computed=computed, end=typed["end"])
        end = computed
    elif start is not None and months and "end" not in typed:
        end = end_of_period(start, months)
    elif start is not None and end is not None:
        months = months_of(start, end)
    check_period(start, end)
    return {"start": start, "end": end, "duration": months}


def check_period(start: date | None, end: date | None) -> None:
    """CT-03: the end is not before the start."""
    if start is not None and end is not None and end < start:
        message = N_("The end {end} lies before the start {start}. Give a later end, or an earlier start.")
        raise Refused(message, end=end, start=start)


def check_line_window(
    what: str, own: tuple[date | None, date | None, date | None], start: date | None, end: date | None
) -> None:
    """CT-03: a line lies inside the contract.

    Args:
        what: How the line is called: a serial or a group.
        own: First day, last day and early end of the line.
        start: The contract's first day.
        end: The contract's last day.
    """
    first, last, stop = own
    for day in own:
        check_day(day)
    if first is not None and last is not None and last < first:
        message = N_(
            "{what}: the end {end} lies before the start {start}. Give a later end, or an earlier start."
        )
        raise Refused(message, what=what, end=last, start=first)
    if first is not None and ((start and first < start) or (end and first > end)):
        message = N_(
            "{what} starts on {day}, outside the contract ({start} to {end}). Choose a day inside it."
        )
        raise Refused(message, what=what, day=first, start=start or "-", end=end or "-")
    if last is not None and ((end and last > end) or (start and last < start)):
        message = N_("{what} ends on {day}, outside the contract ({start} to {end}). Choose a day inside it.")
        raise Refused(message, what=what, day=last, start=start or "-", end=end or "-")
    if stop is not None and start and stop < start:
        message = N_(
            "{what} is terminated on {day}, before the contract starts on {start}. Take the line off instead."
        )
        raise Refused(message, what=what, day=stop, start=start)


def check_never_deleted(number: int) -> NoReturn:
    """CT-05: a contract is terminated, never deleted."""
    message = N_("K-{number} cannot be deleted. Terminate it: svc-tui contract terminate K-{number}.")
    raise Refused(message, number=number)


def check_one_fate(status: str | None, termination: date | None) -> None:
    """CT-06: a termination date and another status say different things."""
    if termination is not None and status not in (None, "terminated"):
        message = N_("A termination date makes a contract terminated, not {status}. Give one of the two.")
        raise Refused(message, status=status)


def check_editable(number: int, status: str) -> None:
    """CT-06: a terminated contract is read-only."""
    if status == "terminated":
        message = N_(
            "K-{number} is terminated and can no longer be changed. Put it back to draft first, or copy it."
        )
        raise Refused(message, number=number)


def check_lines_fit(number: int, kind: str) -> None:
    """CT-07: a contract for all of a customer's units lists none."""
    if kind == "customer":
        message = N_(
            "K-{number} covers all units of its customer and lists none. Set type=serial or type=item_group first."
        )
        raise Refused(message, number=number)


def check_line_kind(number: int, kind: str, wanted: str) -> None:
    """CT-07: serial contracts list units, group contracts list groups."""
    check_lines_fit(number, kind)
    if kind == wanted:
        return
    if kind == "serial":
        raise Refused(N_("K-{number} lists units. Name cards or serials, not item groups."), number=number)
    raise Refused(N_("K-{number} lists item groups. Name groups, not cards."), number=number)


def check_type_change(number: int, lines: int) -> None:
    """CT-07: what the lines name cannot change under them."""
    if lines:
        message = either(
            lines,
            N_("K-{number} has {count} line of its present type. Take it off before you change the type."),
            N_("K-{number} has {count} lines of its present type. Take them off before you change the type."),
        )
        raise Refused(message, number=number, count=lines)


def check_customer_change(number: int, lines: int, calls: int) -> None:
    """CT-08: units and calls of one customer do not pass to another."""
    if lines or calls:
        message = N_(
            "K-{number} has {lines} lines and {calls} calls of its customer. Make a contract for the other one."
        )
        raise Refused(message, number=number, lines=lines, calls=calls)


def check_approvable(number: int, kind: str, lines: int) -> None:
    """CT-07: all but customer contracts need a line before approval."""
    if kind != "customer" and not lines:
        message = N_(
            "K-{number} lists nothing yet. Add a unit or a group: svc-tui contract lines K-{number} add=311."
        )
        raise Refused(message, number=number)


def check_line_card(number: int, customer: str, card: int, owner: str, status: str) -> None:
    """CT-08: a line names a card of this customer that is not terminated."""
    if owner != customer:
        message = N_("Card {card} belongs to {owner}, K-{number} to {customer}. Name a card of {customer}.")
        raise Refused(message, card=card, owner=owner, number=number, customer=customer)
    if status == "terminated":
        message = N_(
            "Card {card} is terminated and cannot join a contract. Use the card of the present owner."
        )
        raise Refused(message, card=card)


def check_template(name: str, expired: bool) -> None:
    """CT-09: an expired template cannot be chosen."""
    if expired:
        raise Refused(N_("Template {name} is expired. Choose another, or set expired=no on it."), name=name)


def refuse_template(number: int) -> NoReturn:
    """CT-10: terms are copied once, when the contract is made."""
    message = N_(
        "K-{number} keeps the template it was made from. Copy another into a new contract: "
        "svc-tui contract new template=NAME."
    )
    raise Refused(message, number=number)


def check_reminder(renewal: bool, remind: str | None) -> str | None:
    """CT-11: a reminder belongs to a contract that is to be renewed. Returns it as it is kept."""
    if not remind:
        return None
    if not renewal:
        raise Refused(N_("A reminder needs a renewal. Add renewal=yes, or leave remind empty."))
    return str(parse_notice(remind))


def check_coverage(text: str) -> str:
    """CT-14: hours that can be read, and one hour at least, in the form they are kept in.

    Raises:
        Refused: with the place of the fault.
    """
    if not text.strip() or not parse_week(text).has_hours:
        raise Refused(N_("The coverage holds no hour. Write some, such as Mo-Fr 09:00-18:00."))
    return plain_hours(text)


def check_zone(name: str | None) -> str | None:
    """A zone that exists."""
    return None if not name else zone_of(name).key


def check_calendar(code: str | None) -> str | None:
    """A holiday calendar that exists: `IT`, `IT-BZ`. Returns it as it is kept."""
    if not code:
        return None
    country, _, region = (part.strip() for part in code.partition("-"))
    country, region = country.upper(), region.upper() if len(region) <= 3 else region
    holiday_names(country, region, first_year=2024, last_year=2024)
    return f"{country}-{region}" if region else country


def check_target(text: str | None) -> str | None:
    """A target as it is kept."""
    return None if not text else format_target(parse_target(text))


def check_units(name: str, count: int | Decimal, typed: str) -> None:
    """What is prepaid is never negative; a refusal names it as it was typed."""
    if count < 0:
        raise Refused(
            N_("{name}: {count} is below zero. Give nothing or a positive number."), name=name, count=typed
        )


@dataclass(frozen=True, slots=True)
class Span:
    """How long an approved contract covers a unit."""

    contract: int
    unit: str
    start: date
    end: date

    def overlaps(self, other: "Span") -> bool:
        """Is there a day that both cover."""
        return self.start <= other.end and other.start <= self.end


def span_of(contract: Mapping[str, Any], line: Mapping[str, Any], unit: str) -> Span | None:
    """The days a line really covers, or None where there are none."""
    if contract["start"] is None or contract["end"] is None:
        return None
    whole = effective_end(contract["end"], contract["termination"])
    end = min(whole, effective_end(line["end"] or whole, line["termination"]))
    start = max(contract["start"], line["start"] or contract["start"])
    return Span(contract["number"], unit, start, end) if start <= end else None


def overlap_warnings(mine: Iterable[Span], others: Iterable[Span]) -> list[Note]:
    """CT-15: two approved contracts cover the same serial in the same period."""
    by_unit: dict[str, list[Span]] = {}
    for other in others:
        by_unit.setdefault(other.unit, []).append(other)
    found: dict[int, list[str]] = {}
    number = 0
    for span in mine:
        number = span.contract
        for other in by_unit.get(span.unit, ()):
            if other.contract != span.contract and span.overlaps(other):
                found.setdefault(other.contract, []).append(span.unit)
    text = N_("K-{other} covers {units} in the same period as K-{number}.")
    return [
        note(text, other=other, number=number, units=_some(list(dict.fromkeys(units))))
        for other, units in list(found.items())[:_NAMED]
    ]


def expired_warnings(number: int, status: str, end: date | None, today: date) -> list[Note]:
    """CT-16: an approved contract whose end lies in the past is opened or picked. `end`: the real one."""
    if status != "approved" or end is None or end >= today:
        return []
    return [
        note(N_("K-{number} expired on {end}. Renew it, or choose another contract."), number=number, end=end)
    ]


def future_termination(number: int, day: date, today: date) -> list[Note]:
    """CT-06 takes the cover away at once, also where the day of the early end is still to come."""
    if day <= today:
        return []
    text = N_(
        "K-{number} covers nothing from now on. To let it run on, put it back and set end={last} instead."
    )
    return [note(text, number=number, last=day - DAY)]


def check_renewable(number: int, status: str, renewed_by: Sequence[int]) -> None:
    """CT-06 and its kin: what can be renewed is a contract that was in force, once."""
    if status == "terminated":
        message = N_(
            "K-{number} is terminated and cannot be renewed. Copy it: svc-tui contract copy K-{number}."
        )
        raise Refused(message, number=number)
    if status == "draft":
        message = N_("K-{number} is a draft. Approve it before you renew it, or change its end.")
        raise Refused(message, number=number)
    if renewed_by:
        message = N_("K-{number} was renewed already, as K-{other}. Change that one, or terminate it first.")
        raise Refused(message, number=number, other=renewed_by[0])


def _some(units: Sequence[str]) -> str:
    return ", ".join(units) if len(units) <= _NAMED else f"{', '.join(units[:_NAMED])} … ({len(units)})"
