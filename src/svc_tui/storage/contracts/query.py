"""What the translation of filters knows of contracts alone: their real end, today in their zone, their lines.

The real end is `domain.sla.entitlement.effective_end`, asked by SQLite itself, so that a list and the coverage agree.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Numeric,
    Select,
    and_,
    case,
    cast,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    true,
    type_coerce,
)
from sqlalchemy.orm import Session

from svc_tui.domain.core.text import clean
from svc_tui.domain.query.dates import day_bounds
from svc_tui.domain.query.keys import Key, KeyTable
from svc_tui.domain.query.preventive import PLAN, PREVENTIVE
from svc_tui.domain.query.tree import Phrase, Test, Word
from svc_tui.domain.query.values import seconds
from svc_tui.domain.sla.coverage import zone_of
from svc_tui.errors import SvcError
from svc_tui.storage.query.preventive import PlanConditions
from svc_tui.storage.query.serials import found_by
from svc_tui.storage.query.translator import Condition, Translator, Viewer, between, compare, has_value, known
from svc_tui.storage.tables import again, table
from svc_tui.storage.work.measures import KINDS, worked

OWN_WORDS = ("description", "contact", "remarks", "template")
STATES = ("draft", "approved", "on_hold", "terminated")
SOON_DAYS = 30
_FARTHEST = 100_000
"""More days than this from today are as good as never."""


def real_end() -> ColumnElement[date]:
    """The last day that really counts, of each contract."""
    c = table("contract").c
    return type_coerce(
        case((c.termination.is_(None), c.end), else_=func.svc_effective_end(c.end, c.termination)), Date
    )


def zones(*, session: Session) -> list[str]:
    """The zones that contracts name."""
    zone = table("contract").c.zone
    return list(session.execute(select(zone).where(zone.is_not(None)).distinct()).scalars())


def local_day(viewer: Viewer, zone: str | None) -> date:
    """Today on a contract's own wall clock; the viewer's where it names none."""
    try:
        return viewer.now.astimezone(zone_of(zone) if zone else viewer.zone).date()
    except SvcError:
        return viewer.now.astimezone(viewer.zone).date()


def today(viewer: Viewer, named: Sequence[str], days: int = 0) -> ColumnElement[date]:
    """The day so many days from today, of each contract in its zone."""
    shift = timedelta(days=max(-_FARTHEST, min(days, _FARTHEST)))
    here = local_day(viewer, None)
    elsewhere: dict[date, list[str]] = {}
    for zone in named:
        day = local_day(viewer, zone)
        if day != here:
            elsewhere.setdefault(day, []).append(zone)
    plain = literal(here + shift, Date)
    if not elsewhere:
        return plain
    column = table("contract").c.zone
    return case(
        *((column.in_(there), literal(day + shift, Date)) for day, there in elsewhere.items()), else_=plain
    )


def count_of(name: str) -> ColumnElement[int]:
    """How many lines a contract has, or how many calls are under it."""
    child = table("contract_line" if name == "lines" else "call").c
    counted = select(func.count()).where(child.contract == table("contract").c.number)
    return counted.correlate(table("contract")).scalar_subquery()


def worked_under(name: str) -> ColumnElement[Any]:
    """What was worked on calls and accounted to a contract."""
    return worked(name, table("contract"), "contract", "number")


class ContractTranslator(Translator):
    """Conditions on contracts."""

    def __init__(self, keys: KeyTable, viewer: Viewer, named: Sequence[str]) -> None:
        super().__init__(keys, viewer)
        self._zones = named

    def _today(self, days: int = 0) -> ColumnElement[date]:
        return today(self.viewer, self._zones, days)

    def words(self, node: Word | Phrase) -> Condition:
        """Bare words: in number, title, customer, contact, remarks, template, and serials of its lines."""
        c, customer, wanted = self.table.c, table("customer").c, clean(node.text)
        wanted += "*" if isinstance(node, Word) and node.prefix else ""
        texts = (func.coalesce(c[name], "") for name in OWN_WORDS)
        found = [and_(text != "", func.svc_words(text, wanted) == 1) for text in texts]  # most are empty
        named = or_(func.svc_words(customer.code, wanted) == 1, func.svc_words(customer.name, wanted) == 1)
        found.append(c.customer.in_(select(customer.code).where(named)))
        found.append(self._by_serial(node.text))
        return or_(*found, self.number(node.text))

    def _by_serial(self, text: str) -> Condition:
        """Lines name cards; a line without one has the serial itself."""
        line, card = table("contract_line").c, table("equipment")
        bears = or_(found_by(card, "serial", text), found_by(card, "manufacturer_serial", text))
        cards = select(card.c.number).where(bears)
        plain = and_(
            line.equipment.is_(None), or_(line.serial == clean(text), line.manufacturer_serial == clean(text))
        )
        return self.table.c.number.in_(select(line.contract).where(or_(line.equipment.in_(cards), plain)))

    def number(self, number: str) -> Condition:
        """`58` or `K-58`."""
        digits = number.strip().lower().removeprefix("k-").removeprefix("k")
        plain = digits.isascii() and digits.isdecimal() and len(digits) < 19
        return self.table.c.number == int(digits) if plain else false()

    def flag(self, name: str) -> Condition:
        """A word after `is:`."""
        c, end, now = self.table.c, real_end(), self._today()
        running = and_(known(c.start, c.start <= now), known(c.end, end >= now))
        flags: dict[str, Callable[[], Condition]] = {
            "covering": lambda: and_(c.status == "approved", running),
            "expired": lambda: and_(c.status != "terminated", known(c.end, end < now)),
            "future": lambda: and_(c.status == "approved", known(c.start, c.start > now)),
            "ending": lambda: and_(c.status == "approved", running, end <= self._today(SOON_DAYS)),
            "renewed": self._renewed,
            "renewal": lambda: c.renewal,
            "exhausted": lambda: known(c.units, c.used >= c.units),
            "warranty": lambda: c.service_type == "warranty",
            "mine": lambda: known(c.owner, c.owner == self.viewer.me) if self.viewer.me else false(),
        }
        if name in STATES:
            return c.status == name
        return flags[name]() if name in flags else true()

    def _renewed(self) -> Condition:
        other = again("contract", "successor").c
        wanted = and_(other.renews.is_not(None), other.status != "terminated")
        return self.table.c.number.in_(select(other.renews).where(wanted))

    def present(self, key: Key) -> Condition:
        """Has the key a value; counts are there from one."""
        if key.name in (PLAN, PREVENTIVE):
            return self._plans().present(key)
        c, line = self.table.c, table("contract_line").c
        match key.name:
            case "lines":
                return c.number.in_(select(line.contract))
            case "serial" | "equipment" | "item_group":
                named = line[key.name if key.name != "serial" else "serial"]
                return c.number.in_(select(line.contract).where(has_value(named)))
            case "calls":
                call = table("call").c.contract
                return c.number.in_(select(call).where(call.is_not(None)))
            case "includes":
                return or_(*(c[f"include_{name}"] for name in ("parts", "labour", "travel")))
            case "left_days":
                return and_(c.end.is_not(None), c.status != "terminated")
            case "attachments":
                file = table("attachment").c
                return exists(select(file.id).where(file.kind == "contract", file.object_id == c.id))
            case "customer_name":
                return true()
        if key.name in KINDS:
            return worked_under(key.name).is_not(None)
        return super().present(key)

    def _plans(self) -> PlanConditions:
        """Plans that name the contract."""
        number, named = self.table.c.number, again("plan_rule", "named")
        of = select(named.c.code).where(named.c.contract == number)
        return PlanConditions(self.viewer, lambda row: row.rule.in_(of), lambda rule: rule.contract == number)

    def test(self, key: Key, test: Test) -> Condition:
        """One value of a key; what is not a column of the contract first."""
        if test.op in ("none", "me"):
            return super().test(key, test)
        if key.name in (PLAN, PREVENTIVE):
            return self._plans().test(key, test)
        c, line = self.table.c, table("contract_line").c
        match key.name:
            case "end":
                return self._end(key, test)
            case "customer_name":
                customer = table("customer").c
                return c.customer.in_(
                    select(customer.code).where(func.svc_words(customer.name, clean(test.text)) == 1)
                )
            case "includes":
                return c[f"include_{test.text}"]
            case "serial":
                return self._by_serial(test.text)
            case "item_group":
                fits = func.svc_words(func.coalesce(line.item_group, ""), clean(test.text)) == 1
                return c.number.in_(select(line.contract).where(fits))
            case "units" | "used":
                return self._units(key, test)
        return super().test(key, test)

    def _end(self, key: Key, test: Test) -> Condition:
        viewer = self.viewer
        found = day_bounds(
            test.op, test.text, test.upper, now=viewer.now, zone=viewer.zone, direction=key.direction
        )
        return known(self.table.c.end, between(real_end(), *found)) if found else false()

    def _units(self, key: Key, test: Test) -> Condition:
        """`10h` are hours; a bare number is visits, and hours where hours are prepaid."""
        c = self.table.c
        low, high = seconds(test.text) or 0, seconds(test.upper) if test.upper else None
        visits = and_(c.unit_kind == "visits", compare(c[key.name], test, low, high))
        if test.text.lstrip("+-").isdecimal():
            low, high = low * 3600, high * 3600 if high is not None else None
        return or_(known(c.unit_kind, visits), known(c.unit_kind, and_(
            c.unit_kind == "hours", compare(c[key.name], test, low, high))))  # fmt: skip

    def measured(self, key: Key) -> ColumnElement[Any]:
        """A length of time: what was worked stands on calls."""
        return worked_under(key.name) if key.name in KINDS else super().measured(key)

    def integer(self, key: Key, test: Test) -> Condition:
        """Numbers; days left are judged by the day they mean, counts by their rows."""
        low, high = int(test.text), int(test.upper) if test.upper else None
        c, line = self.table.c, table("contract_line").c
        match key.name:
            case "left_days":
                return and_(c.status != "terminated", known(c.end, self._left(test, low, high)))
            case "lines" | "calls":
                return compare(count_of(key.name), test, low, high)
            case "parts":
                return compare(worked_under("parts"), test, low * 100, None if high is None else high * 100)
            case "equipment":
                return c.number.in_(select(line.contract).where(compare(line.equipment, test, low, high)))
            case "value":
                return compare(cast(c.value, Numeric), test, low, high)
        return super().integer(key, test)

    def _left(self, test: Test, low: int, high: int | None) -> Condition:
        end, day = real_end(), self._today(low)
        if test.op == ".." and high is not None:
            return and_(end >= self._today(min(low, high)), end <= self._today(max(low, high)))
        return {"<": end < day, "<=": end <= day, ">": end > day, ">=": end >= day}.get(test.op, end == day)

    def refers(self, key: Key, codes: Select[Any] | Any) -> Condition:
        """Does the key name one of these codes."""
        column = self.table.c[key.source]
        return known(column, column.in_(codes))
