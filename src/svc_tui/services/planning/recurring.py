"""Plans that come round again: listed, written down, changed, stopped; what fell due, what will.

What makes their calls is `making`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from svc_tui.domain.calls.rules import check_technician
from svc_tui.domain.core.days import check_days
from svc_tui.domain.core.moments import duration
from svc_tui.domain.core.notes import Note
from svc_tui.domain.equipment.rules import LIVE
from svc_tui.domain.planning import recurrence
from svc_tui.domain.planning.keys import PLAN_RULES
from svc_tui.domain.planning.recurrence import Due, Past, Terms
from svc_tui.errors import N_, NotFound, Refused, SvcError
from svc_tui.services.core.coded import CodedKind, CodedRecords, Matches, Saved, matching
from svc_tui.services.core.context import Context
from svc_tui.services.core.fields import Field, Given, Values
from svc_tui.services.core.kinds import kinds
from svc_tui.services.planning.diaries import coverage_of
from svc_tui.storage.calls import reads
from svc_tui.storage.engine import read_models as reading
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.planning import people
from svc_tui.storage.planning import recurring as rows
from svc_tui.storage.planning.people import Worker
from svc_tui.storage.planning.recurring import CardFacts, MadeRow, RuleRow

if TYPE_CHECKING:
    from svc_tui.domain.sla.coverage import Coverage
    from svc_tui.storage.session import Session

END = date(9999, 12, 1)


def _length(text: str) -> str:
    duration(text)  # raises Refused
    return text


FIELDS = {
    "code": Field(longest=20, empty=False),
    "name": Field(longest=254, empty=False),
    "equipment": Field(),
    "item": Field(),
    "contract": Field(),
    "every": Field(longest=2000, empty=False),
    "start": Field("day"),
    "until": Field("day"),
    "lead": Field("int", empty=False),
    "horizon": Field("int", empty=False),
    "holiday": Field("choice", choices=("earlier", "later"), empty=False),
    "moving": Field("flag", empty=False),
    "length": Field(reads=_length),
    "technician": Field("person"),
    "queue": Field("queue"),
    "priority": Field("choice", choices=("low", "medium", "high"), empty=False),
    "type": Field(),
    "checklist": Field("text"),
    "active": Field("flag", empty=False),
}


@dataclass(frozen=True)
class Row:
    """One time that a plan falls due."""

    rule: str
    equipment: int | None
    slot: str
    """The day by the rule, or what the counter is to show."""
    day: date
    state: str
    """due (nothing was made yet), made, behind (made, the day is over, not done), done or missed."""
    call: str | None = None
    done_on: date | None = None


@dataclass(frozen=True)
class RuleSheet:
    """The open plan."""

    row: RuleRow
    rows: tuple[Row, ...]
    """What fell due and what will within its horizon, by day."""
    problem: str = ""
    """Why nothing can fall due, such as a counter that runs backwards."""


@dataclass(frozen=True)
class Target:
    """A card or a contract for which a plan falls due."""

    rule: RuleRow
    card: CardFacts | None
    customer: str
    terms: Terms
    past: Past
    made: Sequence[MadeRow]
    """The same in full."""
    lowest: date = date.min
    """No day is moved before this one: the contract begins."""


def _checked(unit: UnitOfWork, typed: Values) -> Values:
    """What it refers to, as it is written; what the numbers may be."""
    session, found = unit.session, dict(typed)
    for name in ("equipment", "contract"):
        if typed.get(name):
            found[name] = _number(session, name, str(typed[name]))
    for name, kind in (("item", "item"), ("queue", "queue")):
        if typed.get(name):
            found[name] = reading.active_code(unit, kind, "code", str(typed[name]))
    if typed.get("technician"):
        person = reads.person(session=session, code=str(typed["technician"]))
        if person is None:
            raise reading.missing(session, "person", "code", str(typed["technician"]))
        check_technician(person.code, person.roles, person.active)
        found["technician"] = person.code
    if typed.get("type"):
        entry = reads.list_entry(session=session, list_name="type", name=str(typed["type"]))
        if entry is None:
            raise Refused(N_("The list {list} has no value {name}. Choose another, or add it in the set-up."),
                          list="type", name=typed["type"])  # fmt: skip
        found["type"] = entry.name
    for name, most in (("lead", 366), ("horizon", 3660)):
        if name in typed and not 0 <= int(typed[name]) <= most:
            raise Refused(
                N_("{name}: {value} is not from 0 to {most} days."), name=name, value=typed[name], most=most
            )
    return found


def _number(session: Session, kind: str, text: str) -> int:
    """The number of a card (its serial does too) or a contract. Raises NotFound."""
    known = kinds()[kind]
    wanted = known.read(session, text)
    if wanted is None or reading.find_id(session, kind, "number", wanted) is None:
        raise NotFound(known.missing, number=text)
    return int(wanted)


RULE = CodedKind(
    "plan_rule", FIELDS, needed=("code", "name", "every"),
    lacks=N_("A plan needs a code, a name (the subject of its calls) and every=TEXT, such as every='every 6 months'."),
    completed=lambda row, changes: {"start": row["start"], **changes} if "every" in changes else changes,
    written=N_("Plan {code} written down"), changed=(N_("Plan {code} changed"), N_("Plans {code} changed")),
)  # fmt: skip


class PlanRules:
    """Preventive work that comes round again, by code."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.records = CodedRecords(
            context,
            replace(RULE, checked=self._checked, filled=self._filled, warnings=self._stands),
            self.find,
        )

    def matching(self, text: str = "", limit: int | None = None) -> Matches[RuleRow]:
        """The plans of a filter text; without one those that go on."""
        return matching(self.context, PLAN_RULES, RuleRow, text, limit)

    def holding(self, text: str = "") -> tuple[RuleRow, ...]:
        """All plans whose code or name holds the text."""
        wanted = text.casefold()
        with self.context.store.read() as session:
            found = rows.rules(session=session)
        return tuple(each for each in found if wanted in f"{each.code} {each.name}".casefold())

    def find(self, code: str) -> RuleRow:
        """One plan. Raises NotFound, with the nearest code."""
        with self.context.store.read() as session:
            found = rows.rule(session=session, code=code)
            if found is None:
                raise reading.missing(session, "plan_rule", "code", code)
            return found

    def sheet(self, code: str) -> RuleSheet:
        """The open plan with what fell due and what will. Raises NotFound."""
        row = self.find(code)
        with self.context.store.read() as session:
            return self._sheet(session, row)

    def of_card(self, number: int) -> tuple[Row, ...]:
        """What fell due on a card, and what will, by day."""
        return self._about(equipment=number)

    def of_contract(self, number: int) -> tuple[Row, ...]:
        """The same of the plans of a contract."""
        return self._about(contract=number)

    def behind(self) -> tuple[Row, ...]:
        """All that was missed, or made and not done when its day was over; by day."""
        with self.context.store.read() as session:
            found = [
                each for row in rows.rules(session=session) for each in self._past(session, row)
                if each.state in ("missed", "behind")
            ]  # fmt: skip
        return tuple(sorted(found, key=lambda each: (each.day, each.rule, each.equipment or 0)))

    def _about(self, *, equipment: int | None = None, contract: int | None = None) -> tuple[Row, ...]:
        with self.context.store.read() as session:
            found = rows.rules_of(session=session, equipment=equipment, contract=contract)
            sheets = [self._sheet(session, row, equipment) for row in found]
        return tuple(
            sorted((each for sheet in sheets for each in sheet.rows), key=lambda each: (each.day, each.rule))
        )

    def _past(self, session: Session, row: RuleRow, only: int | None = None) -> list[Row]:
        return [self._told(each) for each in rows.made(session=session, rules=[row.code], equipment=only)]

    def _told(self, each: MadeRow) -> Row:
        state = "missed" if each.call is None else "done" if each.is_done else "made"
        if state == "made" and each.day < self.context.today:
            state = "behind"
        done = each.done_at.astimezone(self.context.zone).date() if each.done_at and each.is_done else None
        return Row(each.rule, each.equipment, each.slot, each.day, state, each.call, done)

    def _sheet(self, session: Session, row: RuleRow, only: int | None = None) -> RuleSheet:
        past = self._past(session, row, only)
        through = self.context.today + timedelta(days=row.horizon)
        moved = Moved(self.context, session, row)
        try:
            ahead = [
                Row(
                    row.code,
                    target.card.number if target.card else None,
                    each.slot,
                    moved.day(each.day, target),
                    "due",
                )
                for target in targets(self.context, session, row, only)
                for each in due_of(self.context, session, target, through)
            ]
        except Refused as error:
            return RuleSheet(row, tuple(past), error.text())
        return RuleSheet(
            row, tuple(sorted([*past, *ahead], key=lambda each: (each.day, each.equipment or 0)))
        )

    # --- acts

    def new(self, values: Mapping[str, object]) -> Saved[RuleRow]:
        """Write a plan down.

        Args:
            values: `code`, `name` (the subject of its calls), `every`; for what: `equipment` (number or serial),
                `item` (each of its cards) or `contract`; `start` (the day it counts from; unless said today), and the
                other fields.

        Raises:
            Refused: something it needs is missing, its code is taken, it has no interval.
        """
        return self.records.new({**values, "start": values.get("start") or self.context.today.isoformat()})

    def set(
        self,
        code: str,
        values: Mapping[str, object],
        if_version: int | None = None,
        base: Given | None = None,
    ) -> Saved[RuleRow]:
        """Change a plan. Raises Conflict: someone else changed it in between."""
        return self.records.set(code, values, if_version, base)

    def stop(self, codes: Sequence[str]) -> list[Saved[RuleRow]]:
        """Let plans end: nothing more is made. What was made stays."""
        return self.records.set_all(codes, {"active": False})

    def _checked(self, unit: UnitOfWork, typed: Values) -> Values:
        """What it refers to, as it is written; how it comes round, in the one form in which it is kept."""
        found = _checked(unit, typed)
        if "every" in typed:
            found["every"] = recurrence.read(typed["every"], typed.get("start") or self.context.today).text()
        if typed.get("active"):  # what fell due while it was stopped was not its own
            found["since"] = self.context.today
        return found

    def _filled(self, typed: Values) -> Values:
        if bool(typed.get("equipment")) and bool(typed.get("item")):
            raise Refused(N_("Name a card or an item, not both."))
        if not any(typed.get(name) for name in ("equipment", "item", "contract")):
            raise Refused(N_("Say what the plan is for: equipment=CARD, item=CODE or contract=K-58."))
        start, today = typed["start"], self.context.today
        check_days(start, typed.get("until"))
        every = recurrence.read(typed["every"], start)
        if every.step and not (typed.get("equipment") or typed.get("item")):
            raise Refused(N_("A contract has no counter. Name a card or an item."))
        if every.days and typed.get("moving"):
            raise Refused(N_("Named days do not move. Say an interval, or moving=no."))
        first = recurrence.due(Terms(every, start, max(start, today), typed.get("until") or END), Past(), END)
        return {"since": today, "next_on": first[0].day if first else None}

    def _stands(self, unit: UnitOfWork, code: str, changed: Values) -> Sequence[Note]:
        """What a change left behind: it ends after it begins, and falls due next as it says now. Raises Refused."""
        row = rows.rule(session=unit.session, code=code)
        if row is not None and changed:
            check_days(row.start, row.until)
            keep_next(self.context, unit, row)
        return ()


def keep_next(context: Context, unit: UnitOfWork, row: RuleRow) -> None:
    """Write down when a plan falls due next; none where it was stopped."""
    through = context.today + timedelta(days=row.horizon)
    try:
        found = [
            due.day
            for target in (targets(context, unit.session, row) if row.active else ())
            for due in due_of(context, unit.session, target, through)[:1]
        ]
    except SvcError:
        return
    if row.next_on != (first := min(found, default=None)):
        unit.update("plan_rule", row.id, {"next_on": first})


def targets(context: Context, session: Session, row: RuleRow, only: int | None = None) -> list[Target]:
    """For what a plan falls due now: live cards, or the contract; nothing outside the contract that it names.

    Raises:
        Refused: its way to come round cannot be read (an import brought it).
    """
    start = row.start or row.since or context.today
    every = recurrence.read(row.every, start)
    first, last = max(row.since or start, start), row.until or END
    customer, lowest = "", date.min
    if row.contract is not None:
        span = rows.contract(session=session, number=row.contract)
        if span is None or span.status != "approved":
            return []
        customer = span.customer
        lowest = span.start or lowest
        first = max(first, lowest)
        last = min(last, span.end or last, span.termination or last)
    terms = Terms(every, start, first, last, row.moving)
    made = rows.made(session=session, rules=[row.code], equipment=only)
    if row.equipment is None and row.item is None:
        if row.contract is None or every.step:
            return []
        return [Target(row, None, customer, terms, _past(context, made), made, lowest)]
    of: dict[int | None, list[MadeRow]] = {}
    for each in made:
        of.setdefault(each.equipment, []).append(each)
    found = rows.cards(session=session, equipment=only or row.equipment, item=row.item, contract=row.contract)
    return [
        Target(row, card, card.customer, terms, _past(context, its), its, lowest)
        for card in found
        if card.status in LIVE
        for its in [of.get(card.number, [])]
    ]


def _past(context: Context, made: Sequence[MadeRow]) -> Past:
    done = [each.done_at.astimezone(context.zone).date() for each in made if each.is_done and each.done_at]
    waits = any(each.call is not None and not each.is_done for each in made)
    return Past({each.slot for each in made}, max(done, default=None), waits)


def due_of(context: Context, session: Session, target: Target, through: date) -> list[Due]:
    """What falls due until a day and is neither made nor missed. Raises Refused: its counter runs backwards."""
    readings: Sequence[recurrence.Reading] = ()
    if target.terms.every.step and target.card is not None:
        shown = rows.readings(session=session, equipment=target.card.number, meter=target.terms.every.meter)
        readings = recurrence.totals(
            [(at.astimezone(context.zone).date(), value, new) for at, value, new in shown]
        )
    return recurrence.due(target.terms, target.past, through, readings)


class Moved:
    """Days that are not worked, moved: of the technician who goes, else of the company."""

    def __init__(self, context: Context, session: Session, rule: RuleRow) -> None:
        self._today, self._earlier = context.today, rule.holiday == "earlier"
        known = people.workers(session=session, codes=[rule.technician]) if rule.technician else []
        nobody = Worker("", "", [], [], None, None, None, None, True)
        self._coverage: Coverage = coverage_of(context, known[0] if known else nobody)

    def day(self, day: date, target: Target) -> date:
        """The day itself where it is worked, else the nearest one on the side that the plan says."""
        wanted = max(day, self._today)
        lowest, highest = max(target.lowest, self._today), max(target.terms.last, wanted)
        return recurrence.worked_day(wanted, self._works, self._earlier, lowest, highest)

    def _works(self, day: date) -> bool:
        return bool(self._coverage.spans_of(day)) and not self._coverage.is_holiday(day)
