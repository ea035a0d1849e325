"""What can be said of a rule's condition without any call: whether it can fit, and fits what is known.

Only the obvious is seen: a value that does not exist, parts that exclude each other. What is not known may be.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from svc_tui.domain.calls.keys import CALLS
from svc_tui.domain.core.text import code_key, fold
from svc_tui.domain.query.keys import Key
from svc_tui.domain.query.tree import And, Node, Not, Or, Term, Test, leaves

Codes = Callable[[Key, str], frozenset[str]]
"""The codes or names of a list that a value names, folded; empty where there is none."""
State = Mapping[str, str | None]
"""What is known of a call by its fields: a value, none, or `SOMEBODY`."""
SOMEBODY = "@somebody"
"""There is a value, nobody knows which."""
HELD = frozenset({"queue", "assignee", "priority", "type", "tags"})
"""Fields that a rule sets."""

_NEVER = frozenset({"closed"})
_ALWAYS = frozenset({"open", "any"})
_FLAGS = {"covered": ("covered", "yes"), "uncovered": ("covered", "no"), "unassigned": ("assignee", None)}


@dataclass(frozen=True, slots=True)
class _Limit:
    """What a part of a condition leaves of a field's values."""

    key: str
    values: frozenset[str | None]
    but: bool = False
    """All but these."""


class Conditions:
    """Reads conditions by what the lists of the company hold."""

    def __init__(self, codes: Codes) -> None:
        self._codes = codes

    def unknown(self, node: Node) -> list[tuple[str, str]]:
        """Each value that no list holds: the key and the value."""
        found = []
        for leaf in leaves(node):
            key = CALLS.key(leaf.key) if isinstance(leaf, Term) else None
            if key is None or not isinstance(leaf, Term) or key.kind not in ("ref", "name"):
                continue
            found += [
                (key.name, test.text)
                for test in leaf.tests
                if test.op == "=" and not self._codes(key, test.text)
            ]
        return found

    # --- what excludes itself

    def clash(self, node: Node) -> str | None:
        """The parts that no call can fulfil at once, as they are typed; None where that is not obvious."""
        if isinstance(node, Or):
            found = [self.clash(part) for part in node.parts]
            return found[0] if found and all(found) else None
        parts = list(_together(node))
        seen: list[tuple[_Limit, Node]] = []
        for part in parts:
            if isinstance(part, Or) and (clash := self.clash(part)):
                return clash
            if self.fits(part, {"closed_at": None}) is False:
                return str(part)
            limit = self._limit(part)
            if limit is None:
                if any(_opposite(part, other) for other in parts):
                    return f"{part} {Not(part)}"
                continue
            if not limit.but and not limit.values:
                return str(part)
            for other, node_ in seen:
                if other.key == limit.key and _exclude(other, limit):
                    return f"{node_} {part}"
            seen.append((limit, part))
        return None

    def _limit(self, node: Node) -> _Limit | None:
        if isinstance(node, Not):
            inner = self._limit(node.part)
            return None if inner is None else _Limit(inner.key, inner.values, not inner.but)
        if not isinstance(node, Term):
            return None
        if node.key == "is":
            if len(node.tests) != 1 or node.tests[0].text not in _FLAGS:
                return None
            name, value = _FLAGS[node.tests[0].text]
            return _Limit(name, frozenset({value}))
        if node.key in ("has", "no"):
            key = CALLS.key(node.tests[0].text)
            if len(node.tests) != 1 or key is None or key.kind not in ("ref", "name"):
                return None
            return _Limit(key.name, frozenset({None}), node.key == "has")
        key = CALLS.key(node.key)
        if key is None or key.kind not in ("ref", "name", "enum", "flag"):
            return None
        values = set[str | None]()
        for test in node.tests:
            found = self._values(key, test)
            if found is None:
                return None
            values |= found
        return _Limit(key.name, frozenset(values))

    def _values(self, key: Key, test: Test) -> frozenset[str | None] | None:
        """The values that a test admits; None where they are not known."""
        if test.op == "none":
            return frozenset({None})
        if test.op == "me":
            return None
        if key.kind == "enum":
            return frozenset(_ranked(key, test))
        if key.kind == "flag":
            return frozenset({test.text})
        return frozenset(self._codes(key, test.text))

    # --- what fits

    def fits(self, node: Node, state: State) -> bool | None:
        """Whether a call of which only this is known fits; None where that is open. Calls that are routed are open."""
        if isinstance(node, Not):
            inner = self.fits(node.part, state)
            return None if inner is None else not inner
        if isinstance(node, And | Or):
            found = [self.fits(part, state) for part in node.parts]
            decides = isinstance(node, Or)
            if decides in found:
                return decides
            return None if None in found else not decides
        if not isinstance(node, Term):
            return None
        found = [self._fits(node.key, test, state) for test in node.tests]
        if node.key == "no":
            found = [None if each is None else not each for each in found]
        return True if True in found else None if None in found else False

    def _fits(self, name: str, test: Test, state: State) -> bool | None:
        if name == "is":
            if test.text in _ALWAYS or test.text in _NEVER:
                return test.text in _ALWAYS
            if test.text == "unassigned" and "assignee" in state:
                return state["assignee"] is None
            return None
        if name in ("has", "no"):
            return state[test.text] is not None if test.text in state else None
        if name not in state:
            return None
        value, key = state[name], CALLS.key(name)
        if test.op == "none":
            return value is None
        if value is None:
            return False if test.op != "me" else None
        if key is None or value == SOMEBODY or test.op == "me":
            return None
        if key.kind == "tags":
            return True if fold(test.text) in value.split() else None
        if key.kind == "enum":
            return value in _ranked(key, test)
        return code_key(value) in self._codes(key, test.text)


def without_fields(node: Node) -> Node:
    """The parts of a condition that no rule changes."""
    return And(tuple(part for part in _together(node) if not names_of(part) & HELD))


def names_of(node: Node) -> frozenset[str]:
    """The fields that a condition speaks of."""
    found = set[str]()
    for leaf in leaves(node):
        if not isinstance(leaf, Term):
            continue
        if leaf.key == "is":
            found |= {_FLAGS[test.text][0] for test in leaf.tests if test.text in _FLAGS}
        elif leaf.key in ("has", "no"):
            found |= {test.text for test in leaf.tests}
        else:
            found.add(leaf.key)
    return frozenset(found)


def _together(node: Node) -> list[Node]:
    """The parts that must all hold."""
    return [each for part in node.parts for each in _together(part)] if isinstance(node, And) else [node]


def _opposite(one: Node, other: Node) -> bool:
    return isinstance(other, Not) and other.part == one


def _exclude(one: _Limit, other: _Limit) -> bool:
    """No value is left to both."""
    if one.but and other.but:
        return False
    if one.but or other.but:
        kept, taken = (other, one) if one.but else (one, other)
        return kept.values <= taken.values
    return not one.values & other.values


def _ranked(key: Key, test: Test) -> list[str]:
    words = list(key.words)
    rank, upper = words.index(test.text), words.index(test.upper) if test.upper else 0
    return {
        "<": words[:rank], "<=": words[: rank + 1], ">": words[rank + 1 :], ">=": words[rank:],
        "..": words[min(rank, upper) : max(rank, upper) + 1],
    }.get(test.op, [test.text])  # fmt: skip
