"""The fields of a contract's form: how each is read, looked up and noted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from svc_tui.bootstrap import Services
from svc_tui.domain.billing.fees import WHEN
from svc_tui.domain.contracts import refill, rules
from svc_tui.domain.contracts.ledger import shown_quantity
from svc_tui.domain.contracts.stretches import EVERY
from svc_tui.domain.core.text import fold
from svc_tui.errors import N_
from svc_tui.presentation.contracts import words
from svc_tui.screens.contracts.noun import number_named
from svc_tui.screens.core import look_ups
from svc_tui.screens.core.kind import Kind, Saved
from svc_tui.screens.core.looked import Found
from svc_tui.services.contracts.fields import CONTRACT
from svc_tui.services.core.coded import Choice

NAMES = (
    "description", "customer", "contact", "owner", "type", "service_type", "start", "duration", "end", "coverage",
    "zone", "holidays", "closed_dates", "response", "resolution", "high", "medium", "low", "includes", "renewal",
    "remind", "value", "fee", "fee_every", "fee_due", "price_list", "unit_kind", "units", "unit_step", "unit_minimum",
    "unit_night", "unit_night_factor", "unit_capped", "refill", "refill_units", "refill_carry", "remarks",
)  # fmt: skip
"""What stands in the form, in its order; status and termination are acts of their own."""


class Prepaid(int):
    """Prepaid units that know their kind."""

    kind: str | None = None


@dataclass
class Terms:
    """The values of the form."""

    description: str = ""
    customer: str = ""
    contact: str | None = None
    owner: str | None = None
    type: str = "serial"
    service_type: str = "regular"
    start: date | None = None
    duration: int | None = None
    end: date | None = None
    coverage: str = ""
    zone: str | None = None
    holidays: str | None = None
    closed_dates: Sequence[str] | None = None
    response: str | None = None
    resolution: str | None = None
    high: str = ""
    medium: str = ""
    low: str = ""
    includes: Sequence[str] = ()
    renewal: bool = False
    remind: str | None = None
    value: str | None = None
    fee: str | None = None
    fee_every: str | None = None
    fee_due: str = "advance"
    unit_kind: str | None = None
    units: int | None = None
    unit_step: str | None = None
    unit_minimum: str | None = None
    unit_night: str | None = None
    unit_night_factor: str | None = None
    unit_capped: bool = True
    refill: str | None = None
    refill_units: str | None = None
    refill_carry: str = "no"
    remarks: str = ""
    version: int | None = None
    number: int = 0

    @classmethod
    def blank(cls) -> Terms:
        """A new contract of nothing."""
        return cls(coverage="Mo-Fr 09:00-18:00", duration=12)

    @classmethod
    def of_template(cls, template: Any) -> Terms:
        """A new contract with the terms of a template."""
        found = cls._of(template)
        for priority, (response, resolution) in (template.targets or {}).items():
            setattr(found, priority, _pair(response, resolution))
        return found

    @classmethod
    def of_contract(cls, preview: Any) -> Terms:
        """A contract that exists."""
        found = cls._of(preview.row)
        for each in preview.targets:
            setattr(found, each.priority, _pair(each.response, each.resolution))
        return found

    @classmethod
    def _of(cls, row: Any) -> Terms:
        values = {each.name: getattr(row, each.name) for each in fields(cls) if hasattr(row, each.name)}
        if values.get("units") is not None:
            values["units"] = Prepaid(values["units"])
            values["units"].kind = row.unit_kind
        return cls(**values)


def _pair(response: str | None, resolution: str | None) -> str:
    return f"{response or '-'}/{resolution or '-'}" if response or resolution else ""


class ContractKind(Kind):
    """A contract as its form sees it."""

    def text_of(self, name: str, value: Any) -> str:
        if isinstance(value, Prepaid):
            return shown_quantity(value, value.kind)
        return super().text_of(name, value)


def _change(
    services: Services,
    key: str,
    values: Mapping[str, object],
    version: int | None,
    base: Mapping[str, Any] | None,
) -> Saved:
    outcomes = services.contracts.set([key], values, version, base)
    return key, outcomes.warnings


def _new(services: Services, values: Mapping[str, object]) -> Saved:
    outcome = services.contracts.new(values)
    return f"K-{outcome.number}", outcome.warnings


KIND = ContractKind(
    "contract",
    N_("Contract"),
    {name: CONTRACT[name] for name in NAMES},
    (),
    lambda _services, _text: (),
    lambda services, key: Terms.of_contract(services.contracts.preview(number_named(key))),
    _new,
    _change,
    key="number",
    switch="",
)

# --- lookups

Choices = Callable[[Services, str, Mapping[str, str]], Sequence[Found]]


def _plain(search: look_ups.Search) -> Choices:
    return lambda services, text, _values: look_ups.lines(search(services, text))


def _words(known: Sequence[str], said: Callable[[str], str]) -> Choices:
    def search(_services: Services, text: str, _values: Mapping[str, str]) -> Sequence[Found]:
        wanted = fold(text.strip())
        return look_ups.lines(
            [Choice(each, said(each)) for each in known if not wanted or fold(each).startswith(wanted)]
        )

    return search


def _includes(_services: Services, text: str, _values: Mapping[str, str]) -> Sequence[Found]:
    """One cost more."""
    head, _space, last = text.replace(",", " ").rpartition(" ")
    held = head.split()
    return [
        Found(f"{head} {each}".strip(), ((each, "text"), (f"  {words.cost_words(each)}", "muted")))
        for each in rules.COSTS
        if each not in held and each.startswith(last)
    ]


def _zones(_services: Services, text: str, _values: Mapping[str, str]) -> Sequence[Found]:
    from zoneinfo import available_timezones

    wanted = fold(text.strip()).replace(" ", "_")
    found = sorted(
        (
            name
            for name in available_timezones()
            if "/" in name and wanted in fold(name) and not name.startswith(("Etc/", "posix", "right"))
        ),
        key=lambda name: (not fold(name.rpartition("/")[2]).startswith(wanted), name),
    )
    return look_ups.lines([Choice(name, "") for name in found[: look_ups.SHOWN]]) if wanted else ()


def _calendars(_services: Services, text: str, _values: Mapping[str, str]) -> Sequence[Found]:
    """Countries, and the regions of one that is typed whole."""
    from svc_tui.domain.sla.calendars import calendars

    return look_ups.lines([Choice(code, name) for code, name in calendars(text)][: look_ups.SHOWN])


def _hours(services: Services, text: str, _values: Mapping[str, str]) -> Sequence[Found]:
    """Hours that templates promise, the usual ones."""
    usual = ("Mo-Fr 09:00-18:00", "Mo-Fr 08:00-12:00,14:00-18:00", "Mo-Sa 08:00-20:00", "24/7")
    known = dict.fromkeys([*(each.coverage for each in services.templates.list(everything=False)), *usual])
    wanted = fold(text.strip())
    found = [each for each in known if each and fold(each).startswith(wanted) and each != text.strip()]
    return [Found(each, ((each, "text"),)) for each in found[: look_ups.SHOWN - 2]]


def _contacts(services: Services, text: str, values: Mapping[str, str]) -> Sequence[Found]:
    wanted = fold(text.strip())
    found = look_ups.contacts(services, values["customer"].strip()) if values["customer"].strip() else ()
    return look_ups.lines([each for each in found if wanted in fold(each.code)])


def _pairs(_services: Services, text: str, _values: Mapping[str, str]) -> Sequence[Found]:
    known = ("1h/4h", "2h/8h", "4h/2d", "8h/3d")
    return [Found(each, ((each, "text"),)) for each in known if each.startswith(text.strip())]


choices_for: dict[str, Choices] = {
    "customer": _plain(look_ups.customers),
    "contact": _contacts,
    "owner": _plain(look_ups.people),
    "type": _words(rules.TYPES, words.type_words),
    "service_type": _words(rules.SERVICES, words.service_words),
    "coverage": _hours,
    "zone": _zones,
    "holidays": _calendars,
    "high": _pairs,
    "medium": _pairs,
    "low": _pairs,
    "includes": _includes,
    "unit_kind": _words(rules.UNIT_KINDS, lambda name: ""),
    "fee_every": _words(tuple(EVERY), lambda name: ""),
    "fee_due": _words(WHEN, lambda name: ""),
    "refill": _words(refill.EVERY, lambda name: ""),
}
"""What a field finds while it is typed into."""


def note_of(services: Services, name: str, text: str) -> tuple[str, str] | None:
    """Whose code a field holds."""
    search = {"customer": look_ups.customers, "owner": look_ups.people}.get(name)
    if search is None or not text.strip():
        return None
    found = look_ups.named(search, services, text)
    return found if found[0] else None
