"""Calls sent their way by rules: when they are made, by hand, and tried on past ones without writing.

The first rule that fits is done. What a person has set of a call since it was made stays as it is; so does what was
chosen as it was written down. The call's history names the rule (event `routed`), then tells what it changed.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from svc_tui.domain.calls import rules
from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.core.text import code_key
from svc_tui.domain.query.reader import Query
from svc_tui.domain.queues.routing import FIELDS, Rule, query_of
from svc_tui.errors import N_, NotFound, Refused, SvcError, either
from svc_tui.language import _
from svc_tui.language import number as written
from svc_tui.services.calls.open_call import OpenCall
from svc_tui.services.core.acts import Opening, run
from svc_tui.services.core.context import Context
from svc_tui.services.core.outcomes import Outcomes
from svc_tui.services.queues.doing import GUARDED, UNCHANGED, Doing, wants
from svc_tui.services.queues.rules import rule_of
from svc_tui.services.sla.left import Lefts, asks_left_of
from svc_tui.storage.calls import routing as reads
from svc_tui.storage.calls.lists import CallRow, rows
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.query.translator import Viewer
from svc_tui.storage.queues.routing import RuleRow
from svc_tui.storage.queues.routing import rules as kept_rules

if TYPE_CHECKING:
    from svc_tui.storage.session import Session

ONCE = ("follower", "macro")
"""Steps that leave no field by which to tell whether a person took them back: a rule does them once on a call."""
TRIED = 500
"""So many of the last calls a rule is tried on."""


@dataclass(frozen=True, slots=True)
class Found:
    """A rule with its condition read."""

    rule: Rule
    query: Query
    asks_words: bool


@dataclass(frozen=True, slots=True)
class TriedCall:
    """What a rule would have done to a past call."""

    call: CallRow
    rule: str
    """Its name."""
    moves: tuple[str, ...]
    """The fields that would be others than they are now."""


@dataclass(frozen=True)
class Planned:
    """What a rule would do to a call."""

    number: str
    rule: Rule | None
    """The first that fits; none where none does, or the call is closed."""
    fields: tuple[str, ...] = ()
    """The fields that it would change."""
    kept: Mapping[str, str] = field(default_factory=dict)
    """Those that it leaves because a person set them, and who."""


@dataclass(frozen=True)
class Tried:
    """What rules would have done to the last calls, as these stand now."""

    of: int
    """So many calls were looked at."""
    calls: tuple[TriedCall, ...] = ()
    """Those that a rule fits, the newest first."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """How many of them each rule took."""

    @property
    def there(self) -> int:
        """How many of them are as the rule wants them already."""
        return sum(not each.moves for each in self.calls)

    def say(self) -> Note:
        """In a sentence."""
        moved = len(self.calls) - self.there
        if not moved and not self.there:
            return note(N_("would have moved none of the last {all}"), all=self.of)
        if not self.there:
            return note(N_("would have moved {count} of the last {all}"), count=moved, all=self.of)
        text = N_("would have moved {count} of the last {all}; already so: {there}")
        return note(text, count=moved, all=self.of, there=self.there)


def found_of(rule: Rule) -> Found:
    """A rule with its condition read."""
    query = query_of(rule)
    return Found(rule, query, reads.asks_words(query))


def _read(session: "Session") -> tuple[Found, ...]:
    return tuple(found_of(rule_of(row)) for row in kept_rules(session=session, active=True))


def rules_of(context: Context, unit: UnitOfWork) -> tuple[Found, ...]:
    """The rules that are tried, read again only after the set-up has changed."""
    rows = context.beside_company("routing", lambda: kept_rules(session=unit.session, active=True))
    return tuple(found_of(rule_of(row)) for row in rows)


def rehearse(context: Context, session: "Session", rows: Sequence[RuleRow]) -> None:
    """Ask the rules about no call, so that their words and their question are known when a call is made."""
    Fits(context, session, [found_of(rule_of(row)) for row in rows]).first([0])


class Fits:
    """Which rule fits which call."""

    def __init__(self, context: Context, session: "Session", found: Sequence[Found]) -> None:
        self._context, self._session, self._found = context, session, found
        self._lefts = Lefts(context)

    def first(self, ids: Collection[int]) -> dict[int, Found]:
        """The first rule that fits each call; calls that none fits are left out."""
        left, chosen = list(ids), dict[int, Found]()
        for asks_left, group in groupby(self._found, lambda each: bool(asks_left_of(each.query))):
            together = list(group)
            # The time left of all calls is worked out for a rule that asks for it, and only when it comes to that.
            for part in [[each] for each in together] if asks_left else [together]:
                if not left:
                    return chosen
                conditions = [(each.query, self._viewer(each)) for each in part]
                fitting = reads.first_fitting(session=self._session, conditions=conditions, ids=left)
                chosen |= {call_id: part[place] for call_id, place in fitting.items()}
                left = [call_id for call_id in left if call_id not in fitting]
        return chosen

    def _viewer(self, found: Found) -> Viewer:
        return self._lefts.viewer(found.query, self._session, ordered=False)


# --- a new call


def on_new(context: Context, unit: UnitOfWork, number: str, chosen: Collection[str]) -> list[Note]:
    """Send a new call by the rules. Returns what is to be told of it.

    Args:
        context: Who wrote it down.
        unit: The unit of work in which it was written.
        number: The call.
        chosen: Its fields that were chosen as it was written down: they stay.
    """
    found = rules_of(context, unit)
    if not found:
        return []
    call = OpenCall(unit, context, number)
    if any(each.asks_words for each in found):
        reads.index_now(unit, call.id)
    first = Fits(context, unit.session, found).first([call.id]).get(call.id)
    if first is None:
        return []
    sent = _sent(call, first.rule, chosen)
    if isinstance(sent, SvcError):
        text = N_("Rule {rule} was not done: {why}")
        return [note(text, rule=first.rule.name, why=sent.text(_))]
    return [sent, *call.warnings] if sent else []


def _sent(call: OpenCall, rule: Rule, chosen: Collection[str]) -> Note | SvcError | None:
    """A rule done on a call that is new; what it refuses leaves no trace, and the call is made all the same."""
    held = dict.fromkeys(chosen, "")
    if "assignee" in held:  # who gets it was decided
        held["queue"] = ""
    elif (
        "queue" in held
        and (queue := rule.value("queue"))
        and code_key(queue) != code_key(call.row.queue or "")
    ):
        held["assignee"] = ""
    doing = Doing(call, rule, held, fresh=True)
    try:
        with call.unit.attempt():
            told = doing.do()
    except SvcError as error:
        return error
    return told if doing.done or told.text != UNCHANGED else None


def on_imported(context: Context, unit: UnitOfWork, ids: Sequence[int]) -> Mapping[str, int]:
    """Send calls that an import made by the rules, but for what the file says. Returns how many each rule took."""
    found, counts = rules_of(context, unit), dict[str, int]()
    for start in range(0, len(ids) if found else 0, reads.CHUNK):
        part = ids[start : start + reads.CHUNK]
        numbers = reads.numbers_of(session=unit.session, ids=part)
        for call_id, each in sorted(Fits(context, unit.session, found).first(part).items()):
            call = OpenCall(unit, context, numbers[call_id])
            told = [name for name in FIELDS.values() if getattr(call.row, name) and name != "tags"]
            chosen = [name for name in told if name != "priority" or call.row.priority != "low"]
            if call.row.is_open and isinstance(_sent(call, each.rule, chosen), Note):
                counts[each.rule.name] = counts.get(each.rule.name, 0) + 1
            unit.rest()
    return counts


# --- by hand, and tried


class Routing:
    """Rules at work, in the name of the context's person."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def route(self, numbers: Sequence[str], *, again: bool = False) -> Outcomes:
        """Send calls by the rules, as one act with one undo.

        Args:
            numbers: The calls, as typed.
            again: Also what a person has set of them since they were made, and what their rule did already.

        Raises:
            Refused: there is no rule.
        """
        plan = dict[str, tuple[Found | None, dict[str, str], str]]()
        sent = Counter[str]()

        def opened(unit: UnitOfWork, context: Context, typed: str) -> OpenCall:
            if not plan:
                plan.update(self._plan(unit.session, rules_of(context, unit), numbers, again=again))
            call = OpenCall(unit, context, typed.removeprefix("#"))
            if call.number not in plan:  # typed in another case
                plan.update(self._plan(unit.session, rules_of(context, unit), [call.number], again=again))
            return call

        def act(call: OpenCall) -> Note:
            rules.check_open(call.number, call.row.is_open, call.row.closed_at)
            first, held, last = plan.get(call.number) or (None, {}, "")
            if first is None:
                return note(N_("{number}: no rule fits"), number=call.number)
            rule = first.rule
            if last and code_key(last) == code_key(rule.name) and not again:
                rule = replace(rule, steps=tuple(step for step in rule.steps if step[0] not in ONCE))
            doing = Doing(call, rule, held, fresh=False, again=again)
            told = doing.do()
            sent[rule.name] += doing.done
            return told

        opening = Opening(opened, lambda call: call.number, lambda call: call.warnings, "calls", _listed)
        outcomes = run(self.context, numbers, opening, N_("{calls} routed"), act)
        return replace(outcomes, together=_summed(sent, len(outcomes.outcomes)))

    def planned(self, numbers: Sequence[str], *, again: bool = False) -> list[Planned]:
        """What `route` would do to calls; nothing is written. Raises NotFound, Refused as it does."""
        named = list(dict.fromkeys(str(number).strip().removeprefix("#") for number in numbers))
        with self.context.store.read() as session:
            plan = self._plan(session, _read(session), named, again=again)
            keys = reads.of_numbers(session=session, numbers=named)
            by_key = {
                row.id: row for row in rows(session=session, ids=list(keys.values()), now=self.context.now())
            }
        found = []
        for number in named:
            if number not in keys:
                raise NotFound(
                    N_("There is no call {number}. Search it with / or look at the number again."),
                    number=number,
                )
            row, (first, held, _last) = by_key[keys[number]], plan[number]
            wanted = wants(row, first.rule) if first and row.is_open else []
            rule = first.rule if first and row.is_open else None
            kept = {name: held[name] for name in wanted if name in held}
            found.append(Planned(number, rule, tuple(name for name in wanted if name not in held), kept))
        return found

    def _plan(
        self, session: "Session", found: Sequence[Found], numbers: Sequence[str], *, again: bool
    ) -> dict[str, tuple[Found | None, dict[str, str], str]]:
        """For each call its rule, what people hold of it, and the rule that sent it before."""
        if not found:
            raise Refused(N_("There is no rule to route by. Write one: svc-tui queue rules set NAME ..."))
        typed = [str(each).strip().removeprefix("#") for each in numbers]
        ids = reads.of_numbers(session=session, numbers=typed)
        first = Fits(self.context, session, found).first(list(ids.values()))
        held = {} if again else reads.held(session=session, ids=first.keys(), fields=GUARDED)
        last = reads.routed_by(session=session, ids=first.keys())
        return {number: (first.get(key), held.get(key, {}), last.get(key, "")) for number, key in ids.items()}

    def tried(self, rules: Sequence[Rule] | None = None, *, last: int = TRIED) -> Tried:
        """What rules, or those that stand, would have done to the last calls; nothing is written.

        The calls are judged as they stand now.
        """
        with self.context.store.read() as session:
            given = None if rules is None else [found_of(rule) for rule in rules if rule.active]
            found = _read(session) if given is None else given
            ids = reads.latest(session=session, count=last)
            first = Fits(self.context, session, found).first(ids)
            fitting = [call_id for call_id in ids if call_id in first]
            shown = rows(session=session, ids=fitting, now=self.context.now())
        calls = tuple(
            TriedCall(row, first[row.id].rule.name, tuple(wants(row, first[row.id].rule))) for row in shown
        )
        counts = {each.rule.name: 0 for each in found}
        for call in calls:
            counts[call.rule] += 1
        return Tried(len(ids), calls, counts)


def _summed(sent: Mapping[str, int], count: int) -> Note | None:
    """What the rules did to many calls."""
    rules_ = {name: written(done) for name, done in sent.items() if done}
    done = sum(sent.values())
    if not done:
        return None
    text = either(done, N_("{count} call sent: {rules}"), N_("{count} calls sent: {rules}"))
    if count > done:
        text = either(
            done,
            N_("{count} call sent: {rules}; as they were: {others}"),
            N_("{count} calls sent: {rules}; as they were: {others}"),
        )
    told = ", ".join(f"{name} {done}" for name, done in rules_.items())
    return note(text, count=done, rules=told, others=count - done)


def _listed(numbers: Sequence[str]) -> str:
    if len(numbers) <= 3:
        return ", ".join(numbers)
    return f"{numbers[0]} … {numbers[-1]} ({len(numbers)})"
