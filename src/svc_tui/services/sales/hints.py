"""Hints at chances: found by the rules, raised as opportunities, put off or dismissed; what became of them.

What a rule is stands in `domain.sales.hints`; which rules look for what is set up in `hint_rules`.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING

from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.core.text import clean_line
from svc_tui.domain.sales import hints as rules
from svc_tui.domain.sales.hints import Hint, Set
from svc_tui.domain.sla.coverage import seconds_of
from svc_tui.errors import N_, NotFound, Refused, SvcError
from svc_tui.language import _
from svc_tui.services.core.acts import Opening, run
from svc_tui.services.core.context import Context
from svc_tui.services.core.fields import Values
from svc_tui.services.core.outcomes import Outcomes, worded
from svc_tui.services.sales import typed
from svc_tui.services.sales.edit import Written
from svc_tui.services.sales.hint_rules import named, set_up
from svc_tui.services.sales.raising import OpportunityRaising
from svc_tui.services.sla.clocks import coverage_under
from svc_tui.storage.contracts.terms import hours_of
from svc_tui.storage.engine import read_models as reading
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.sales import hints as reads
from svc_tui.storage.sales.hints import FateRow, Finder
from svc_tui.storage.sales.rows import Origin

if TYPE_CHECKING:
    from svc_tui.storage.session import Session

REASON_MAX = 254


@dataclass(frozen=True)
class Outcome:
    """What became of the hints of a rule."""

    rule: Set
    found: int
    """Stand now; nobody has decided about them."""
    put_off: int = 0
    dismissed: int = 0
    raised: int = 0
    open: int = 0
    """Of the opportunities raised."""
    won: int = 0
    lost: int = 0
    amounts: tuple[tuple[str, Decimal], ...] = ()
    """What was won, by currency."""


@dataclass
class _Open:
    """A hint in a unit of work."""

    unit: UnitOfWork
    hint: Hint


class Hints:
    """Chances that the program finds, in the name of the context's person."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def found(self, rule: str = "", limit: int | None = None) -> list[Hint]:
        """The hints that stand, of a rule or of all that are switched on: what ends first, then what is worth most.

        Raises:
            NotFound: there is no such rule.
        """
        with self._context.store.read() as session:
            finder = self._finder(session)
            each = [finder.found(one, limit) for one in self._asked(session, rule)]
        return list(islice(merge(*each, key=lambda hint: hint.order), limit))

    def find(self, name: str) -> Hint:
        """The hint of a stable name. Raises NotFound: there is none, or none any more."""
        with self._context.store.read() as session:
            return self._hint(session, name)

    def count(self, rule: str = "") -> int:
        """How many hints stand."""
        return sum(self.counts(rule).values())

    def counts(self, rule: str = "") -> dict[str, int]:
        """How many hints stand, by rule. Raises NotFound: there is no such rule."""
        with self._context.store.read() as session:
            finder = self._finder(session)
            return {one.rule.name: finder.count(one) for one in self._asked(session, rule)}

    def fates(self, rule: str = "") -> list[FateRow]:
        """What was decided, the newest first; of a rule where one is named."""
        with self._context.store.read() as session:
            return reads.fates(session=session, where={"rule": rule} if rule else None)

    def outcomes(self) -> list[Outcome]:
        """What became of the hints of each rule, and how many stand now."""
        with self._context.store.read() as session:
            finder, sets = self._finder(session), set_up(session)
            decided: dict[str, Counter[str]] = {name: Counter() for name in sets}
            for fate in reads.fates(session=session):
                decided.setdefault(fate.rule, Counter()).update((fate.fate, f"is {fate.status}"))
            amounts = reads.won(session=session)
            return [
                _outcome(one, finder.count(one) if one.active else 0, decided[name], amounts.get(name, ()))
                for name, one in sets.items()
            ]

    # --- acts

    def raise_(self, name: str, values: Mapping[str, object] | None = None) -> Written:
        """Make an opportunity of a hint, filled with what its record knows; one undo takes it back.

        Args:
            name: Its stable name.
            values: What the opportunity is to have otherwise, as it is typed; `amount` where none is known.

        Raises:
            NotFound: there is no such hint any more.
            Refused: nobody said an amount (OP-01), or a value does not fit.
        """
        given = typed.read(self._context, values) if values else {}
        with self._context.write() as unit:
            hint = self._hint(unit.session, name)
            origin = Origin(hint.record, str(hint.number))
            raising = OpportunityRaising(self._context)
            one = raising.raise_on(unit, origin, {**_filled(hint), **given}, again=True)
            self._decide(unit, hint, rules.RAISED, opportunity=one.number)
            unit.call_it(N_("Opportunity {number} raised from a hint"), number=one.number)
        told = note(N_("Opportunity {number} raised from a hint"), number=one.number)
        return Written(one.number, told, tuple(one.warnings))

    def put_off(self, names: Sequence[str], until: date) -> Outcomes:
        """Let hints come back on a day. Raises Refused: the day is not to come, or the only one refused it."""
        if until <= self._context.today:
            raise Refused(
                N_("{day} is not to come. Give the day on which the hint is to come back."), day=until
            )

        def act(one: _Open) -> Note:
            self._decide(one.unit, one.hint, rules.PUT_OFF, until=until)
            return note(N_("Hint {number} put off until {day}"), number=one.hint.id, day=until)

        return self._act(names, (N_("Hint {numbers} put off"), N_("Hints {numbers} put off")), act)

    def dismiss(self, names: Sequence[str], reason: str) -> Outcomes:
        """Let hints never come back. Raises Refused: no reason, or the only one refused it."""
        said = clean_line(reason)
        if not said or len(said) > REASON_MAX:
            raise Refused(
                N_("Say in one line of at most {most} signs why the hint is none; it never comes back."),
                most=REASON_MAX,
            )

        def act(one: _Open) -> Note:
            self._decide(one.unit, one.hint, rules.DISMISSED, reason=said)
            return note(N_("Hint {number} dismissed"), number=one.hint.id)

        return self._act(names, (N_("Hint {numbers} dismissed"), N_("Hints {numbers} dismissed")), act)

    def recall(self, names: Sequence[str]) -> Outcomes:
        """Forget what was decided about hints: they stand again where their rules still find them.

        Raises:
            NotFound: nothing was decided about the only one.
        """

        def open_(unit: UnitOfWork, _context: Context, text: str) -> tuple[UnitOfWork, str, int]:
            rule, number = rules.read_id(text)
            row_id = _row_id(unit.session, rule.name, rule.record, number)
            if row_id is None:
                raise NotFound(N_("Nothing was decided about {id}."), id=text)
            return unit, text.strip(), row_id

        def act(one: tuple[UnitOfWork, str, int]) -> Note:
            unit, name, row_id = one
            unit.delete("hint_fate", row_id)
            return note(N_("Hint {number} recalled"), number=name)

        opening = Opening(open_, lambda one: one[1], lambda _one: ())
        return run(
            self._context,
            names,
            opening,
            (N_("Hint {numbers} recalled"), N_("Hints {numbers} recalled")),
            act,
        )

    def _act(self, names: Sequence[str], title: tuple[str, str], act: Callable[[_Open], Note]) -> Outcomes:
        opening = Opening(
            lambda unit, _context, text: _Open(unit, self._hint(unit.session, text)),
            lambda one: one.hint.id,
            lambda _one: (),
        )
        return run(self._context, names, opening, title, act)

    def _decide(self, unit: UnitOfWork, hint: Hint, fate: str, **more: object) -> None:
        """Write down what became of a hint; what was decided before it is over."""
        usual: Values = {"opportunity": None, "until": None, "reason": ""}
        values = {**usual, **more, "fate": fate, "customer": hint.customer, "who": unit.who, "at": unit.at}
        row_id = _row_id(unit.session, hint.rule, hint.record, hint.number)
        if row_id is None:
            unit.insert(
                "hint_fate", {"rule": hint.rule, "record": hint.record, "number": hint.number, **values}
            )
        else:
            unit.update("hint_fate", row_id, values)
        record = reading.find_id(unit.session, hint.record, "number", hint.number)
        if fate != rules.RAISED and record is not None:  # an opportunity stands in its history anyway
            said = more.get("reason") or more.get("until")
            unit.log(hint.record, record, "changed", field="hint", new=f"{hint.rule} {fate}: {said}")

    # --- looking

    def _asked(self, session: "Session", rule: str) -> list[Set]:
        asked = named(rule).name if rule else ""
        return [one for name, one in set_up(session).items() if one.active and asked in ("", name)]

    def _hint(self, session: "Session", name: str) -> Hint:
        rule, number = rules.read_id(name)
        found = self._finder(session).found(set_up(session)[rule.name], only=number)
        if not found:
            message = N_(
                "There is no hint {id} any more: what it was about has changed, or somebody decided about it."
            )
            raise NotFound(message, id=name)
        return found[0]

    def _finder(self, session: "Session") -> Finder:
        context = self._context
        return Finder(session, context.today, context.zone, lambda reported: self._outside(session, reported))

    def _outside(self, session: "Session", reported: Mapping[int, Sequence[datetime]]) -> dict[int, int]:
        """How many calls of each contract came outside its hours; none where the hours cannot be read."""
        hours, found = hours_of(session=session, numbers=list(reported)), dict[int, int]()
        for number, instants in reported.items():
            try:
                coverage = coverage_under(hours[number], self._context.company, self._context.now())
            except SvcError:
                continue
            if coverage is None:
                continue
            seconds = sorted(map(seconds_of, instants))
            meter = coverage.meter(seconds[0], seconds[-1] + 1)
            found[number] = sum(meter(at + 1) == meter(at) for at in seconds)
        return found


def _outcome(
    rule: Set, found: int, decided: Mapping[str, int], amounts: Sequence[tuple[str, Decimal]]
) -> Outcome:
    return Outcome(
        rule, found, decided[rules.PUT_OFF], decided[rules.DISMISSED], decided[rules.RAISED], decided["is open"],
        decided["is won"], decided["is lost"], tuple(amounts),
    )  # fmt: skip


def _filled(hint: Hint) -> Values:
    """What a hint adds to what its record knows: what the opportunity is called, and why it was raised."""
    reason = worded(hint.reason, _)
    return {"name": worded(hint.offer, _), "remarks": f"{reason[:1].upper()}{reason[1:]}."}


def _row_id(session: "Session", rule: str, record: str, number: int) -> int | None:
    where = {"rule": rule, "record": record, "number": number}
    return next((row.id for row in reads.fates(session=session, where=where)), None)
