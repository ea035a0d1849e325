"""Rules of routing: what a call must be like, and what is done with it then.

A rule's condition is filter text of calls, its acts are steps: pairs of what is done and its value. The first rule in
order that fits a call is done; a rule never undoes what a person has set since.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from types import MappingProxyType

from svc_tui.domain.calls.keys import CALLS
from svc_tui.domain.core.text import clean_line, code_key, fold
from svc_tui.domain.query.reader import Query, parse
from svc_tui.errors import N_, Refused

Step = tuple[str, str]
"""What is done, and its value."""

STEPS = ("queue", "person", "priority", "type", "tags", "follower", "macro")
"""What a rule may do, in the order in which it is done but for the person, who is chosen last, of the call's queue."""
SEVERAL = ("tags", "follower", "macro")
"""Steps that may stand several times."""
TURN, LOAD, KNOWS = "round robin", "least loaded", "knows"
WAYS = (TURN, LOAD, KNOWS)
"""How a person may be chosen of the members of the call's queue, instead of named."""
FIELDS = MappingProxyType(
    {"queue": "queue", "person": "assignee", "priority": "priority", "type": "type", "tags": "tags"}
)
"""The field of a call that a step sets."""

_WAYS = {
    **{fold(way).replace(" ", ""): way for way in WAYS}, "aturno": TURN, "aturnazione": TURN, "leastload": LOAD,
    "menocarico": LOAD, "conosce": KNOWS,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of routing."""

    name: str
    """What people call it."""
    condition: str = ""
    """Filter text of calls; empty fits every call."""
    steps: tuple[Step, ...] = ()
    """What is done."""
    active: bool = True
    """Is tried."""

    def value(self, what: str) -> str | None:
        """The value of a step that stands once."""
        return next((value for name, value in self.steps if name == what), None)

    def values(self, what: str) -> list[str]:
        """The values of a step that may stand several times, each a word or a name."""
        return [each for name, value in self.steps if name == what for each in parts_of(what, value)]

    @property
    def way(self) -> str | None:
        """How a person is chosen, where none is named."""
        return way_of(self.value("person") or "")


def parts_of(what: str, value: str) -> list[str]:
    """The single values in one: a macro's name stands whole."""
    if what == "macro":
        return [value.strip()]
    return [
        each.strip()
        for each in (value.replace(" ", ",") if what == "tags" else value).split(",")
        if each.strip()
    ]


def way_of(text: str) -> str | None:
    """The way of choosing a person that a text names; None where it is a person's code."""
    return _WAYS.get("".join(char for char in fold(text) if char.isalnum()))


def query_of(rule: Rule) -> Query:
    """The condition as it is read. A rule is asked of a call as it comes in, so no default scope holds."""
    return replace(parse(rule.condition, CALLS), scope="")


def named(step: str) -> str | None:
    """The step that a word means: its name, or what filters and people call that field."""
    word = fold(clean_line(step)).replace("-", "_")
    if word in STEPS:
        return word
    plural = {"followers": "follower", "macros": "macro", "tag": "tags", "persona": "person"}
    if word in plural:
        return plural[word]
    key = CALLS.key(word)
    if key is None:
        return None
    return "person" if key.name == "assignee" else key.name if key.name in FIELDS.values() else None


def read_steps(pairs: Iterable[tuple[str, object]]) -> tuple[Step, ...]:
    """Steps as they are kept.

    Args:
        pairs: What is done and its value, as people typed them; a value may be a list of several.

    Raises:
        Refused: a step that does not exist, stands twice or has no value.
    """
    found: list[Step] = []
    for what, value in pairs:
        name = named(what)
        if name is None:
            near = get_close_matches(fold(what), STEPS, 1, 0.7)
            message = N_("A rule does not know {step}. Its steps are {known}.")
            if near:
                message = N_("A rule does not know {step}. Did you mean {near}?")
            raise Refused(message, step=what, near="".join(near), known=", ".join(STEPS))
        for text in [str(each) for each in value] if isinstance(value, list | tuple) else [str(value)]:
            found.append((name, _read(name, clean_line(text))))
    for name, _value in found:
        if name not in SEVERAL and [each for each, _ in found].count(name) > 1:
            raise Refused(N_("{step} stands twice in the rule. Keep one of them."), step=name)
    return tuple(sorted(found, key=lambda step: STEPS.index(step[0])))


def _read(name: str, text: str) -> str:
    if not text:
        raise Refused(N_("{step} has no value. Write one, or leave the step out."), step=name)
    if name == "person":
        return way_of(text) or text
    if name == "priority":
        key = CALLS.key("priority")
        word = key.word(text) if key else None
        if word is None:
            message = N_("{value} is no priority. Choose low, medium or high.")
            raise Refused(message, value=text)
        return word
    if name == "tags":
        return " ".join(parts_of(name, text.lower()))
    return text


def check_shape(rule: Rule) -> None:
    """A rule has a name and does something. Raises Refused."""
    if not rule.name:
        raise Refused(N_("A rule needs a name: it stands in the history of the calls it sends."))
    if not rule.steps:
        message = N_("The rule {rule} does nothing. Add a step, such as queue=NORTH or priority=high.")
        raise Refused(message, rule=rule.name)


def of_name(rules: Sequence[Rule], name: str) -> Rule | None:
    """The rule of this name, in any case."""
    return next((rule for rule in rules if code_key(rule.name) == code_key(name)), None)
