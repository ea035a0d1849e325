"""Terms as people type them: the fields of contracts and templates, read into columns and targets of priorities."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from svc_tui.domain.billing.fees import WHEN
from svc_tui.domain.contracts import refill, rules
from svc_tui.domain.contracts.keys import COSTS, SERVICES, STATUSES, TYPES, UNITS
from svc_tui.domain.contracts.ledger import check_quantity, quantity_of, rounding, shown_quantity
from svc_tui.domain.contracts.periods import check_months
from svc_tui.domain.contracts.stretches import EVERY
from svc_tui.domain.core.days import read_day
from svc_tui.domain.core.money import number_of, typed_again
from svc_tui.domain.core.text import fold
from svc_tui.domain.sla.closures import closure_texts, closures_of
from svc_tui.domain.sla.opening import plain_hours
from svc_tui.errors import N_, BadUsage, Refused
from svc_tui.services.core.fields import Field, Given, Values, read_fields

PRIORITIES = ("high", "medium", "low")
TERMS: dict[str, Field] = {
    "description": Field(longest=254),
    "type": Field("choice", choices=rules.TYPES, empty=False),
    "duration": Field("int"),
    "renewal": Field("flag", empty=False),
    "remind": Field(),
    "response": Field(),
    "resolution": Field(),
    **dict.fromkeys(PRIORITIES, Field()),
    "coverage": Field(),
    "zone": Field(),
    "holidays": Field(),
    "includes": Field("words", choices=rules.COSTS),
    "unit_kind": Field("choice", choices=rules.UNIT_KINDS),
    "units": Field(),
    "unit_step": Field(),
    "unit_minimum": Field(),
    "unit_night": Field(),
    "unit_night_factor": Field(),
    "unit_capped": Field("flag", empty=False),
    "value": Field(),
    "fee": Field(),
    "fee_every": Field("choice", choices=tuple(EVERY)),
    "fee_due": Field("choice", choices=WHEN, empty=False),
    "refill": Field("choice", choices=refill.EVERY),
    "refill_units": Field(),
    "refill_carry": Field(empty=False),
    "remarks": Field("text"),
}
"""What contracts and templates have in common. A priority's targets are typed as `2h/8h`."""
CONTRACT: dict[str, Field] = {
    "customer": Field(empty=False),
    "contact": Field(),
    "owner": Field("person"),
    "template": Field(),
    "service_type": Field("choice", choices=rules.SERVICES, empty=False),
    "status": Field("choice", choices=rules.STATUSES, empty=False),
    "start": Field("day"),
    "end": Field("day"),
    "termination": Field("day"),
    "closed_dates": Field(),
    "price_list": Field(),
    **TERMS,
}
TEMPLATE: dict[str, Field] = {
    "name": Field(longest=20, empty=False),
    "expired": Field("flag", empty=False),
    **TERMS,
}
_WORDS: dict[str, Mapping[str, tuple[str, ...]]] = {
    "status": STATUSES, "type": TYPES, "service_type": SERVICES, "unit_kind": UNITS,
}  # fmt: skip
_BLANK = ("description", "remarks")
"""Texts that are empty rather than missing."""

Targets = dict[str, tuple[str | None, str | None]]
"""priority -> response, resolution; both None take the priority's targets away."""


def read_terms(
    fields: Mapping[str, Field], values: Mapping[str, object], *, today: date
) -> tuple[dict[str, Any], Targets]:
    """Typed values as columns, and the targets of priorities.

    Raises:
        BadUsage: no value, or no such field.
        Refused: a value does not fit its field.
    """
    if not values:
        raise BadUsage(N_("Say what to change: KEY=VALUE, such as end=2027-12-31."))
    words = {name: _own_word(name, value) for name, value in values.items()}
    typed = read_fields(fields, words, today=today)
    targets: Targets = {name: read_target(name, typed.pop(name)) for name in PRIORITIES if name in typed}
    if "includes" in typed:
        wanted = typed.pop("includes")
        typed |= {f"include_{name}": name in wanted for name in rules.COSTS}
    for name in ("response", "resolution"):
        if name in typed:
            typed[name] = rules.check_target(typed[name])
    if typed.get("duration") is not None:
        check_months(typed["duration"])
    if "coverage" in typed:
        typed["coverage"] = rules.check_coverage(typed["coverage"] or "")
    if typed.get("unit_night"):
        typed["unit_night"] = plain_hours(typed["unit_night"])
    if "zone" in typed:
        typed["zone"] = rules.check_zone(typed["zone"])
    if "holidays" in typed:
        typed["holidays"] = rules.check_calendar(typed["holidays"])
    if "closed_dates" in typed:
        typed["closed_dates"] = _days(typed["closed_dates"], today)
    typed |= {name: _money(name, typed[name]) for name in ("value", "fee") if typed.get(name) is not None}
    typed |= {name: typed[name] or "" for name in _BLANK if name in typed}
    return typed, targets


def read_target(priority: str, text: str | None) -> tuple[str | None, str | None]:
    """`2h/8h`: response and resolution of a priority; `-` or nothing leaves one to the contract's own."""
    if not text:
        return None, None
    first, slash, last = (part.strip() for part in text.partition("/"))
    if not slash:
        raise Refused(
            N_("{name}: write response and resolution as 2h/8h, or -/8h for the resolution alone."),
            name=priority,
        )
    response, resolution = (rules.check_target(None if part == "-" else part) for part in (first, last))
    return response, resolution


def settle_units(row: Mapping[str, Any], typed: Values, zone: str) -> None:
    """What is prepaid, in the measure of its kind, and how work counts; checked as a whole, written into `typed`."""
    if row and not any(name.startswith(("unit", "refill")) for name in typed):
        return  # what an import left behind does not stand in the way of another change
    text = typed.get("units")
    after = {**row, **typed}
    if isinstance(text, str):
        if not after.get("unit_kind"):
            typed["unit_kind"] = after["unit_kind"] = (
                "visits" if text.strip().lstrip("+-").isdecimal() else "hours"
            )
        typed["units"] = quantity_of(text, after["unit_kind"])
        rules.check_units("units", typed["units"], text)
    if after.get("units") is not None and not after.get("unit_kind"):
        raise Refused(N_("What is prepaid has a kind. Add unit_kind=hours or unit_kind=visits."))
    rounding(
        after.get("unit_step"), after.get("unit_minimum"), after.get("unit_night"), after.get("unit_night_factor"),
        zone=after.get("zone") or zone,
    )  # fmt: skip
    if after.get("refill"):
        _settle_refill(after, typed)


def _settle_refill(after: Mapping[str, Any], typed: Values) -> None:
    """What comes anew, and what is carried over, in the measure of the kind; written as it is typed again."""
    text, kind = after.get("refill_units"), after.get("unit_kind")
    if not text:
        raise Refused(N_("Say how much comes anew: refill_units=5h, or a number of visits."))
    if not kind:
        kind = typed["unit_kind"] = "visits" if text.strip().isdecimal() else "hours"
    quantity = quantity_of(text, kind)
    check_quantity(quantity)
    if "refill_units" in typed:
        typed["refill_units"] = shown_quantity(quantity, kind)
    most = refill.carried(after.get("refill_carry") or refill.NOTHING, kind)
    if most and "refill_carry" in typed:
        typed["refill_carry"] = shown_quantity(most, kind)


def shown(columns: Given) -> dict[str, Any]:
    """Columns as plain values that can be typed again: what a copy or a template hands on."""
    found = {name: columns[name] for name in CARRIED if name in columns}
    for name in ("value", "fee"):
        if isinstance(found.get(name), str):
            found[name] = typed_again(found[name])
    return found


CARRIED = (
    "description", "type", "renewal", "remind", "response", "resolution", "coverage", "zone", "holidays",
    "include_parts", "include_labour", "include_travel", "unit_kind", "units", "unit_step", "unit_minimum",
    "unit_night", "unit_night_factor", "unit_capped", "value", "fee", "fee_every", "fee_due", "refill",
    "refill_units", "refill_carry", "remarks",
)  # fmt: skip
"""Columns that a contract takes from its template, its forerunner, or the one it is a copy of."""


def _own_word(name: str, value: object) -> object:
    """Enums also by their short and Italian names; what is no text as it stands."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list | tuple):
        value = " ".join(str(each) for each in value)
    if not isinstance(value, str):
        return value
    if name == "includes":
        words = {other: own for own, others in COSTS.items() for other in others}
        return " ".join(
            words.get(fold(word), word) for word in value.replace(",", " ").split() if word != "-"
        )
    words = {other: own for own, others in _WORDS.get(name, {}).items() for other in others}
    return words.get(fold(value.strip()), value)


def _days(text: str | None, today: date) -> list[str] | None:
    return closure_texts(closures_of(text or "", lambda word: [read_day(word, today=today)])) or None


def _money(name: str, text: str) -> str:
    found = number_of(text)
    if found is None:
        raise Refused(N_("{name}: {value} is no amount. Write it as 1200 or 1200.50."), name=name, value=text)
    rules.check_units(name, found, text)
    return format(found, "f")
