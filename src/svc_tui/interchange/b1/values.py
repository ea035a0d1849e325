"""The values of one B1 object in our names: each property by how it reads, dates and times as one instant."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, Final

from svc_tui.errors import N_
from svc_tui.interchange.b1 import enums as b1_enums
from svc_tui.interchange.b1 import terms as b1_terms
from svc_tui.interchange.b1.sets import EntitySet
from svc_tui.interchange.core import values
from svc_tui.interchange.core.cells import shortened
from svc_tui.interchange.core.records import BadValue, ById, Problem, Tally, short

_PEOPLE: Final = frozenset(
    {"contact", "assignee", "technician", "manager", "item_group", "group", "territory", "owner", "who",
     "who_employee", "topic", "owner_employee", "source", "interest", "stage"}
)  # fmt: skip
"""References in which B1 writes 0 or -1 for none."""


class BadProperty(Exception):
    """A value of a property that cannot be read."""

    def __init__(self, column: str, value: object, cause: BadValue) -> None:
        self.column, self.value, self.cause = column, value, cause


@dataclass(frozen=True)
class Telling:
    """Where warnings about a row go, and how its file spells the properties."""

    row: int
    spelled: Mapping[str, str]
    tally: Tally

    def column(self, prop: str) -> str:
        """What the file calls a property."""
        return self.spelled.get(prop, prop)

    def warn(self, prop: str, rule: str, message: str, value: object = "", **details: Any) -> None:
        """Something to be told once with a count."""
        self.tally.add(Problem(self.row, self.column(prop), short(value), message, details, "warn", rule))


def of(flat: Mapping[str, Any], entity: EntitySet, zone: tzinfo, telling: Telling) -> dict[str, Any]:
    """Every value that the object tells, in our names. Raises BadProperty."""
    given: dict[str, Any] = {}
    for prop, (name, sort) in entity.fields.items():
        if prop not in flat:
            continue
        try:
            value, label = _one(sort, flat[prop])
        except BadValue as error:
            raise BadProperty(telling.column(prop), flat[prop], error) from error
        if isinstance(value, ById) and value.id <= 0 and name in _PEOPLE:
            value = None
        if label:
            message = N_(
                "{column} holds a word where B1 has a code ({value}); taken by its meaning ({count})."
            )
            telling.warn(prop, "label", message, flat[prop])
        given[name] = value
        if told := shortened(name, value, telling.row, telling.column(prop)):
            telling.tally.add(told)
    for name, (day, clock) in entity.pairs.items():
        if day in flat:
            try:
                given[name] = b1_enums.moment(flat[day], flat.get(clock), zone)
            except BadValue as error:
                raise BadProperty(
                    telling.column(day), f"{flat[day]} {flat.get(clock) or ''}".strip(), error
                ) from error
    _measures(flat, entity, telling, given)
    if entity.hours:
        _hours(flat, telling, given)
    if any(prop in flat for prop in entity.place):
        given[entity.place_name] = place(entity, flat)
    return given


def _measures(flat: Mapping[str, Any], entity: EntitySet, telling: Telling, given: dict[str, Any]) -> None:
    for name, (prop, unit) in entity.measures.items():
        if prop in flat:
            try:
                given[name] = b1_terms.measure(name, flat[prop], flat.get(unit))
            except BadValue as error:
                shown = f"{flat[prop]} {flat.get(unit) or ''}".strip()
                raise BadProperty(telling.column(prop), shown, error) from error


def _hours(flat: Mapping[str, Any], telling: Telling, given: dict[str, Any]) -> None:
    try:
        coverage, empty = b1_terms.coverage(flat)
        included = b1_terms.included(flat)
    except BadValue as error:
        prop = error.details.pop("_prop", "")
        raise BadProperty(telling.column(prop), flat.get(prop, ""), error) from error
    if coverage is not None:
        given["coverage"] = coverage
    if included is not None:
        given["includes"] = included
    for day in empty:
        message = N_("{column} is when the day begins too; the day counts as not covered ({count}).")
        telling.warn(f"{day}End", "no-length", message)


def place(entity: EntitySet, parts: Mapping[str, Any]) -> str | None:
    """One line of address from its parts: street and number, postcode and city together."""
    texts = {
        prop: values.text(str(parts[prop]))
        for prop in entity.place
        if not b1_enums.is_nothing(parts.get(prop))
    }
    found: list[str] = []
    for prop in entity.place:
        if prop not in texts:
            continue
        joins = found and (
            (prop == "StreetNo" and "Street" in texts) or (prop == "City" and "ZipCode" in texts)
        )
        if joins:
            found[-1] += f" {texts[prop]}"
        else:
            found.append(texts[prop])
    return ", ".join(found) or None


def _one(sort: str, value: Any) -> tuple[Any, bool]:
    """A value of ours, and whether a label stood where a code belongs."""
    if b1_enums.is_nothing(value):
        return None, False
    if isinstance(value, dict | list):
        raise BadValue(N_("This is a list or object where one value belongs."))
    if sort in b1_enums.MEMBERS:
        return b1_enums.member(sort, value)
    if sort == "status":
        return b1_enums.status(value)
    if sort == "origin":
        return b1_enums.origin(value)
    if sort == "priority":
        return b1_enums.priority(value)
    if sort == "kind":
        return b1_enums.kind(value), False
    if sort in {"yes", "no"}:
        return b1_enums.yes(value) is (sort == "yes"), False
    if sort == "int":
        return values.whole(values.plain(value).strip()), False
    if sort == "date":
        return None if b1_enums.is_no_day(value) else b1_enums.day(value).date(), False
    if sort == "money":
        return _money(value), False
    if sort in {"contract", "number"}:
        return _number(sort, value), False
    if sort == "id":
        identity = b1_enums.identifier(value)
        return identity, not isinstance(identity, ById)
    return values.text(values.plain(value), lines=sort == "lines") or None, False


def _number(sort: str, value: Any) -> Any:
    """The number of another record; 0 and less are none. A document's number may be any text."""
    found = b1_enums.number(value)
    if sort == "contract":
        return found if found and found > 0 else None
    if found is None:
        return values.text(values.plain(value)) or None
    return str(found) if found > 0 else None


def _money(value: Any) -> str:
    amount = values.amount(value)
    if amount is None:
        raise BadValue(N_("This is no amount; one is 1250.50."))
    whole = amount == amount.to_integral_value() and abs(amount) < 10**15
    return str(amount.to_integral_value()) if whole else str(amount)
