"""Records that fit the rules of hints (`domain.sales.hints`), found in SQL a rule at a time, in the order of hints.

What somebody decided about is left out in the same statement. Only the hours of contracts and the share of a
contract's time are worked out beside it: of the few contracts that are in question at all.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    Numeric,
    Select,
    String,
    and_,
    cast,
    func,
    literal,
    null,
    or_,
    select,
)
from sqlalchemy.orm import Session

from svc_tui.domain.core.money import amount
from svc_tui.domain.sales import hints
from svc_tui.domain.sales.hints import Decision, Hint, Set
from svc_tui.storage.engine.read_models import models, statement
from svc_tui.storage.sales.present_units import present
from svc_tui.storage.sqlite.engine import one_of
from svc_tui.storage.tables import again, table
from svc_tui.storage.tables.columns import Instant

Outside = Callable[[Mapping[int, Sequence[datetime]]], Mapping[int, int]]
"""Of calls under contracts, by when they were reported: how many came outside the hours of each."""
Lasts = Callable[[ColumnElement[Any], Any], ColumnElement[bool]]
"""Does an end lie far enough ahead for a card, by its columns."""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """What is set up of a rule."""

    id: int
    version: int
    rule: str
    active: bool
    calls: int | None
    days: int | None
    used: int | None
    left: int | None


class FateRow(NamedTuple):
    """What became of a hint."""

    id: int
    rule: str
    record: str
    number: int
    customer: str | None
    fate: str
    opportunity: int | None
    until: date | None
    reason: str
    who: str | None
    at: datetime | None
    status: str | None
    """Of the opportunity."""
    closed_on: date | None

    @property
    def hint(self) -> str:
        """The stable name of the hint."""
        return f"{self.rule}/{self.record}/{self.number}"


def rule_rows(*, session: Session) -> dict[str, RuleRow]:
    """What is set up otherwise than it comes, by rule."""
    return {row.rule: row for row in models(session, RuleRow, statement(RuleRow, "hint_rule"))}


def fates(*, session: Session, where: Mapping[str, Any] | None = None) -> list[FateRow]:
    """What became of hints, the newest first; those with these values."""
    t, opportunity = table("hint_fate").c, table("opportunity").c
    own = [t[name] for name in FateRow._fields if name in t]
    found = (
        select(*own, opportunity.status, opportunity.closed_on)
        .outerjoin_from(table("hint_fate"), table("opportunity"), opportunity.number == t.opportunity)
        .order_by(t.at.desc(), t.id.desc())
    )
    for name, value in (where or {}).items():
        found = found.where(t[name] == value)
    return [FateRow._make(row) for row in session.execute(found)]


def won(*, session: Session) -> dict[str, list[tuple[str, Decimal]]]:
    """What opportunities raised from hints have won, by rule and currency."""
    t, opportunity = table("hint_fate").c, table("opportunity").c
    total = func.sum(opportunity.amount, type_=opportunity.amount.type)
    joined = table("hint_fate").join(table("opportunity"), opportunity.number == t.opportunity)
    rows = (
        select(t.rule, opportunity.currency, total)
        .select_from(joined)
        .where(t.fate == hints.RAISED, opportunity.status == "won")
        .group_by(t.rule, opportunity.currency)
        .order_by(t.rule, opportunity.currency)
    )
    found: dict[str, list[tuple[str, Decimal]]] = {}
    for rule, currency, amount_won in session.execute(rows):
        found.setdefault(rule, []).append((currency, amount_won))
    return found


@dataclass(frozen=True)
class Finder:
    """Looks for what rules find on a day."""

    session: Session
    today: date
    zone: ZoneInfo
    outside: Outside

    def found(self, rule: Set, limit: int | None = None, only: int | None = None) -> list[Hint]:
        """The hints of a rule in their order; the one about a record of number `only`."""
        if rule.rule.name in (hints.USED_UP, hints.OUT_OF_HOURS):
            worked_out = self._used_up if rule.rule.name == hints.USED_UP else self._out_of_hours
            return sorted(worked_out(rule, only), key=lambda hint: hint.order)[:limit]
        query = self._query(rule, only)
        c = query.selected_columns
        worth = func.coalesce(cast(c.worth, Numeric), 0)
        ordered = query.order_by(c.day.is_(None), c.day, worth.desc(), c.calls.desc(), c.number).limit(limit)
        return [self._hint(rule, row) for row in self.session.execute(ordered).mappings()]

    def count(self, rule: Set) -> int:
        """How many there are."""
        if rule.rule.name in (hints.USED_UP, hints.OUT_OF_HOURS):
            return len(self.found(rule))
        rows = select(func.count()).select_from(self._query(rule, None).subquery())
        return int(self.session.execute(rows).scalar_one())

    def _query(self, rule: Set, only: int | None) -> Select[Any]:
        ways = {
            hints.REPEAT: self._repeat, hints.WARRANTY: self._warranty, hints.ENDING: self._ending,
            hints.OLD: self._old,
        }  # fmt: skip
        query, t = ways[rule.rule.name](rule), table(rule.rule.record)
        return self._asked(query, rule, t, only)

    def _asked(self, query: Select[Any], rule: Set, t: FromClause, only: int | None) -> Select[Any]:
        query = query.where(self._undecided(rule, t.c.number))
        return query if only is None else query.where(t.c.number == only)

    def _hint(self, rule: Set, row: Mapping[Any, Any]) -> Hint:
        born = row.get("born")
        return Hint(
            rule.rule.name, row["number"], row["customer"], row["customer_name"] or "", row["unit"] or "", row["item"],
            row["day"], _worth(row["worth"]), row["calls"], rule["days"] if "days" in rule.rule.thresholds else 0,
            age=hints.age_of(born, self.today) if born else 0, life=row.get("life") or 0,
        )  # fmt: skip

    # --- the rules

    def _repeat(self, rule: Set) -> Select[Any]:
        card, call = table("equipment").c, table("call").c
        many = func.count()
        recent = (
            select(call.equipment, many.label("calls"))
            .where(
                call.reported_at >= self._since(rule["days"]),
                call.equipment.is_not(None),
                call.merged_into.is_(None),
            )
            .group_by(call.equipment)
            .having(many >= rule["calls"])
            .subquery()
        )
        over = or_(card.warranty_end.is_(None), card.warranty_end < self.today)
        found = _cards(calls=recent.c.calls).join(recent, recent.c.equipment == card.number)
        return found.where(
            card.status == "active", over, ~_has_contract(lambda end, _card: end >= self.today)
        )

    def _warranty(self, rule: Set) -> Select[Any]:
        card = table("equipment").c
        until = self.today + timedelta(days=rule["days"])
        near = and_(card.warranty_end >= self.today, card.warranty_end <= until)
        found = _cards(day=card.warranty_end)
        return found.where(
            near, card.status == "active", ~_has_contract(lambda end, of: end > of.warranty_end)
        )

    def _ending(self, rule: Set) -> Select[Any]:
        t, after = table("contract").c, again("contract", "successor").c
        until = self.today + timedelta(days=rule["days"])
        renewed = select(after.renews).where(after.renews.is_not(None), after.status != "terminated")
        return _contracts(day=t.end).where(
            *self._in_force(), t.end <= until, t.service_type != "warranty", t.number.not_in(renewed)
        )

    def _old(self, rule: Set) -> Select[Any]:
        card, item = table("equipment").c, table("item").c
        born = func.coalesce(card.delivered_at, card.manufactured_at, type_=Date)
        lives = self.session.execute(select(item.life).where(item.life.is_not(None)).distinct()).scalars()
        through = [
            and_(item.life == life, born <= hints.born_by(life, self.today, rule["days"]))
            for life in lives
            if 0 < life < self.today.year * 12
        ]
        found = _cards(born=born, life=item.life).join(table("item"), item.code == card.item)
        return found.where(card.status == "active", or_(literal(False), *through))

    def _used_up(self, rule: Set, only: int | None) -> list[Hint]:
        t = table("contract").c
        query = _contracts(start=t.start, end=t.end, drawn=t.used, units=t.units, every=t.refill).where(
            *self._in_force(),
            t.units > 0,
            t.used * 100 >= t.units * rule["used"],
            t.service_type != "warranty",
        )
        rows = self.session.execute(self._asked(query, rule, table("contract"), only)).mappings()
        found = [
            Hint(
                rule.rule.name, row["number"], row["customer"], row["customer_name"] or "", worth=_worth(row["worth"]),
                used=use.drawn * 100 // use.units, left=hints.time_left(use.start, use.end, self.today),
                every=row["every"],
            )
            for row, use in present(self.session, rows.all(), self.today)
            if hints.is_early(use.start, use.end, self.today, rule["left"])
        ]  # fmt: skip
        return [hint for hint in found if hint.used >= rule["used"]]

    def _out_of_hours(self, rule: Set, only: int | None) -> list[Hint]:
        call = table("call").c
        asked = self._asked(_contracts().where(*self._in_force()), rule, table("contract"), only)
        rows = {row["number"]: row for row in self.session.execute(asked).mappings()}
        reported: dict[int, list[datetime]] = {}
        since = self._since(rule["days"])
        query = select(call.contract, call.reported_at).where(
            call.reported_at >= since, call.contract.is_not(None), call.covered, call.merged_into.is_(None)
        )
        for number, at in self.session.execute(query if only is None else query.where(call.contract == only)):
            if number in rows:
                reported.setdefault(number, []).append(at)
        many = {number: found for number, found in reported.items() if len(found) >= rule["calls"]}
        return [
            Hint(
                rule.rule.name, number, rows[number]["customer"], rows[number]["customer_name"] or "",
                worth=_worth(rows[number]["worth"]), calls=count, days=rule["days"],
            )
            for number, count in self.outside(many).items()
            if count >= rule["calls"]
        ]  # fmt: skip

    def _in_force(self) -> tuple[ColumnElement[bool], ...]:
        t = table("contract").c
        return (t.status == "approved", t.start <= self.today, t.end >= self.today, t.termination.is_(None))

    def _since(self, days: int) -> datetime:
        """The beginning of the day so many days ago."""
        return datetime.combine(self.today - timedelta(days=days), time.min, self.zone).astimezone(UTC)

    # --- what was decided

    def _undecided(self, rule: Set, number: ColumnElement[int]) -> ColumnElement[bool]:
        """Nobody decided about it, or it has come back (`domain.sales.hints.stands`); and nobody is at it already:
        no open opportunity was raised from the record."""
        fate, opportunity, origin = (
            table("hint_fate").c,
            table("opportunity").c,
            table("opportunity_origin").c,
        )
        name, record = rule.rule.name, rule.rule.record
        decided = (
            select(fate.number)
            .outerjoin_from(table("hint_fate"), table("opportunity"), opportunity.number == fate.opportunity)
            .where(
                fate.rule == name,
                fate.record == record,
                or_(
                    fate.fate == hints.DISMISSED,
                    and_(fate.fate == hints.PUT_OFF, fate.until > self.today),
                    and_(fate.fate == hints.RAISED, opportunity.status.in_(("open", "won"))),
                ),
            )
        )
        followed = (
            select(origin.key)
            .join(table("opportunity"), opportunity.number == origin.opportunity)
            .where(origin.kind == record, opportunity.status == "open")
        )
        still: list[ColumnElement[bool]] = [
            number.not_in(decided),
            cast(number, String).not_in(followed),
        ]
        if lost := self._lost(rule):
            still.append(~one_of(number, sorted(lost)))
        return and_(*still)

    def _lost(self, rule: Set) -> set[int]:
        """Records of which an opportunity was lost, and nothing new has come since."""
        where = {"rule": rule.rule.name, "record": rule.rule.record, "fate": hints.RAISED}
        lost = {row.number: row for row in fates(session=self.session, where=where) if row.status == "lost"}
        newest = self._newest(rule, lost)
        return {
            number
            for number, row in lost.items()
            if not hints.stands(
                Decision(row.fate, row.until, row.status, row.closed_on, newest.get(number)), self.today
            )
        }

    def _newest(self, rule: Set, numbers: Collection[int]) -> dict[int, date]:
        """The day of the newest fact of these records, of the sort that counts for the rule."""
        if not rule.rule.fresh or not numbers:
            return {}
        if rule.rule.fresh == "draw":
            t = table("unit_entry").c
            about, at, more = t.contract, t.at, [t.kind == "used"]
        else:
            t = table("call").c
            about, at, more = t[rule.rule.record], t.reported_at, [t.merged_into.is_(None)]
        found = (
            select(about, func.max(at, type_=Instant))
            .where(one_of(about, sorted(numbers)), *more)
            .group_by(about)
        )
        return {number: day.astimezone(self.zone).date() for number, day in self.session.execute(found)}


def _worth(text: str | None) -> Decimal | None:
    """Value of a contract; nothing where it is no number that can be compared."""
    found = amount(text)
    return found if found is not None and found.is_finite() else None


def _cards(**more: ColumnElement[Any]) -> Select[Any]:
    """Cards with what a hint says of a unit."""
    card, customer = table("equipment").c, table("customer").c
    unit = func.coalesce(card.serial, card.manufacturer_serial, cast(card.number, String))
    own: dict[str, ColumnElement[Any]] = {
           "unit": unit, "item": card.item, "day": cast(null(), Date), "worth": cast(null(), String),
           "calls": literal(0), **more}  # fmt: skip
    columns = (column.label(name) for name, column in own.items())
    chosen = select(card.number, card.customer, customer.name.label("customer_name"), *columns)
    return chosen.select_from(table("equipment")).outerjoin(table("customer"), customer.code == card.customer)


def _contracts(**more: ColumnElement[Any]) -> Select[Any]:
    """Contracts with what a hint says of them."""
    t, customer = table("contract").c, table("customer").c
    own: dict[str, ColumnElement[Any]] = {
           "unit": cast(null(), String), "item": cast(null(), String), "day": cast(null(), Date), "worth": t.value,
           "calls": literal(0), **more}  # fmt: skip
    columns = (column.label(name) for name, column in own.items())
    chosen = select(t.number, t.customer, customer.name.label("customer_name"), *columns)
    return chosen.select_from(table("contract")).outerjoin(table("customer"), customer.code == t.customer)


def _has_contract(lasts: Lasts) -> ColumnElement[bool]:
    """Does a contract of its owner name the card that lasts far enough: nobody ended it, be it approved or not."""
    card, item, line, contract = (
        table(name).c for name in ("equipment", "item", "contract_line", "contract")
    )
    joined = table("contract_line").join(table("contract"), contract.number == line.contract)

    def live(of: Any) -> ColumnElement[bool]:
        return and_(contract.customer == of.customer, contract.status != "terminated",
                    contract.termination.is_(None), lasts(contract.end, of))  # fmt: skip

    def named(of: Any) -> ColumnElement[bool]:
        return and_(live(of), line.termination.is_(None), or_(line.end.is_(None), lasts(line.end, of)))

    def some(source: FromClause, *where: ColumnElement[bool]) -> ColumnElement[bool]:
        return select(contract.id).select_from(source).where(*where).correlate(table("equipment")).exists()

    group = select(item.group).where(item.code == card.item).correlate(table("equipment")).scalar_subquery()
    loose = again("equipment", "loose")
    # Lines that know no card are few: from them to the cards they mean.
    same = or_(line.serial == loose.c.serial, line.manufacturer_serial == loose.c.manufacturer_serial)
    meant = (
        select(loose.c.number)
        .select_from(joined.join(loose, same))
        .where(contract.type == "serial", line.equipment.is_(None), named(loose.c))
        .where(or_(line.item.is_(None), line.item == loose.c.item))
    )
    return or_(
        some(joined, named(card), contract.type == "serial", line.equipment == card.number),
        some(table("contract"), live(card), contract.type == "customer"),
        some(joined, named(card), contract.type == "item_group", line.item_group == group),
        card.number.in_(meant),
    )
