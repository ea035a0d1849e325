"""What is wrong with rules of routing, each with its place and the way out; one that is not tried may be anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.core.text import code_key
from svc_tui.domain.query.keys import Key
from svc_tui.domain.query.tree import And
from svc_tui.domain.queues.conditions import SOMEBODY, Conditions, State, without_fields
from svc_tui.domain.queues.routing import FIELDS, Rule, query_of
from svc_tui.errors import N_


class Known(Protocol):
    """What the company has."""

    def codes(self, key: Key, text: str) -> frozenset[str]:
        """The codes or names of a list that a value of a filter names, folded."""
        ...

    def stands(self, what: str, name: str) -> bool | None:
        """Whether a queue, person, type or macro may be chosen; None where there is none."""
        ...

    def near(self, what: str, name: str) -> str:
        """What was probably meant; empty where nothing is near."""
        ...

    def serving(self, queue: str) -> bool:
        """Whether anybody is a member of the queue."""
        ...


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong."""

    rule: str
    """Name of the rule."""
    place: str
    """Where: `when`, a step, or empty for the rule itself."""
    note: Note
    """What, and the way out."""
    other: str = ""
    """The other rule that takes part."""


_GONE = {
    "queue": N_("There is no queue {value}. Write it down first, or name another."),
    "person": N_("There is no person {value}. Name another, or a way: round robin, least loaded, knows."),
    "follower": N_("There is no person {value}. Name another."),
    "type": N_("The list type has no value {value}. Choose another, or add it in the set-up."),
    "macro": N_("There is no macro {value}. Write it down first, or name another."),
}
_MEANT = N_("There is no {what} {value}. Did you mean {near}?")
_OFF = {
    "queue": N_("The queue {value} is inactive. Choose another, or activate it in the set-up."),
    "person": N_("{value} is no longer active. Choose another person."),
    "follower": N_("{value} is no longer active. Choose another person."),
    "type": N_("{value} is no longer used in the list type. Choose another."),
}


def faults(rules: Sequence[Rule], known: Known) -> list[Fault]:
    """Everything that is wrong with these rules, in their order."""
    tried = [rule for rule in rules if rule.active]
    conditions = Conditions(known.codes)
    found = []
    for at, rule in enumerate(tried):
        found += [Fault(rule.name, place, told) for place, told in _condition(rule, conditions, known)]
        found += [Fault(rule.name, place, told) for place, told in _steps(rule, known)]
        found += _hidden(rule, tried[:at])
        found += _back_and_forth(rule, tried[at + 1 :], conditions)
    return found


def _condition(rule: Rule, conditions: Conditions, known: Known) -> list[tuple[str, Note]]:
    query = query_of(rule)
    found = [("when", note(warning.message, **warning.values)) for warning in query.warnings]
    for name, value in conditions.unknown(query.tree):
        near = known.near(name, value)
        text = N_("It can never fit: {name} has no value {value}. Write one that exists.")
        if near:
            text = N_("It can never fit: {name} has no value {value}. Did you mean {near}?")
        found.append(("when", note(text, name=name, value=value, near=near)))
    if not found and (clash := conditions.clash(query.tree)):
        text = N_("It can never fit: no call that comes in is {parts}. Take a part out.")
        found.append(("when", note(text, parts=clash)))
    if query.sort:
        text = N_("A condition has no order. Take {parts} out.")
        found.append(("when", note(text, parts=" ".join(map(str, query.sort)))))
    return found


def _steps(rule: Rule, known: Known) -> list[tuple[str, Note]]:
    found = []
    for what in ("queue", "person", "type", "follower", "macro"):
        if what == "person" and rule.way:
            continue
        for value in rule.values(what) if what in ("follower", "macro") else filter(None, [rule.value(what)]):
            stands = known.stands(what, value)
            if stands is None and (near := known.near(what, value)):
                found.append((what, note(_MEANT, what=what, value=value, near=near)))
            elif stands is None:
                found.append((what, note(_GONE[what], value=value)))
            elif not stands:
                found.append((what, note(_OFF[what], value=value)))
    queue = rule.value("queue")
    if rule.way and queue and known.stands("queue", queue) and not known.serving(queue):
        text = N_("{queue} has no member to choose from. Add one, or name a person.")
        found.append(("person", note(text, queue=queue)))
    return found


def _hidden(rule: Rule, before: Sequence[Rule]) -> list[Fault]:
    """The first rule that fits is done: one behind a rule that fits the same never is."""
    tree = query_of(rule).tree
    for other in before:
        fits = query_of(other).tree
        if fits == And():
            text = N_("It is never tried: {other} stands before it and fits every call. Move it up.")
        elif fits == tree:
            text = N_("It is never tried: {other} stands before it with the same condition. Join the two.")
        else:
            continue
        return [Fault(rule.name, "", note(text, other=other.name), other.name)]
    return []


def _back_and_forth(rule: Rule, behind: Sequence[Rule], conditions: Conditions) -> list[Fault]:
    """Two rules that each make the other fit: run again, they send a call from one queue to the other and back."""
    tree, state = query_of(rule).tree, _left_behind(rule)
    if not state or conditions.fits(tree, state) is not False:
        return []  # what it has done fits it still: it stays the first
    found = []
    for other in behind:
        theirs, after = query_of(other).tree, _left_behind(other)
        both = And((without_fields(tree), without_fields(theirs)))
        if (
            _differ(state, after)
            and conditions.fits(theirs, state) is not False
            and conditions.fits(tree, {**state, **after}) is not False
            and not conditions.clash(both)
        ):
            text = N_(
                "It sends a call where {other} takes it, and {other} sends it back. Narrow one of the two conditions."
            )
            found.append(Fault(rule.name, "", note(text, other=other.name), other.name))
    return found


def _left_behind(rule: Rule) -> State:
    """What is known of a call after the rule."""
    state = {
        field: value
        for step, field in FIELDS.items()
        if step != "tags" and (value := rule.value(step)) is not None
    }
    if rule.way:
        state["assignee"] = SOMEBODY
    if tags := rule.values("tags"):
        state["tags"] = " ".join(tags)
    return state


def _differ(one: State, other: State) -> bool:
    return any(
        code_key(one[name] or "") != code_key(other[name] or "")
        for name in one.keys() & other.keys() & {"queue", "assignee", "priority", "type"}
    )


def concerns(fault: Fault, name: str) -> bool:
    """Whether a fault has to do with the rule of this name."""
    return code_key(name) in (code_key(fault.rule), code_key(fault.other))
