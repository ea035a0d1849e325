"""Rules of routing as a company keeps them: listed, checked, written down one by one or all at once.

What they do to calls stands in `routing`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.core.text import clean_line, code_key
from svc_tui.domain.queues.routing import Rule, check_shape, read_steps
from svc_tui.domain.queues.routing_checks import Fault, concerns, faults
from svc_tui.errors import N_, NotFound, Refused
from svc_tui.language import _
from svc_tui.services.core.context import Context
from svc_tui.services.core.editing import settle
from svc_tui.services.core.fields import NO, YES, Given
from svc_tui.services.core.outcomes import worded
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.queues import routing as rows
from svc_tui.storage.queues.routing import RuleRow

if TYPE_CHECKING:
    from svc_tui.storage.session import Session

SETTABLE = ("name", "when", "position", "active")
"""What can be set of a rule beside its steps."""


class Faulty(Refused):
    """Rules that cannot be saved, and everything that is wrong with them."""

    def __init__(self, found: Sequence[Fault]) -> None:
        first = found[0]
        told = said(first)
        super().__init__(told.text, **told.values)
        self.faults = tuple(found)


def said(fault: Fault) -> Note:
    """A fault as a sentence that says where it is."""
    text = N_("Rule {rule}, {place}: {what}") if fault.place else N_("Rule {rule}: {what}")
    return note(text, rule=fault.rule, place=fault.place, what=worded(fault.note, _))


@dataclass(frozen=True)
class Changed:
    """What saving rules has changed."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    """What is wrong with rules that stood already."""

    @property
    def any(self) -> bool:
        """Whether anything has."""
        return bool(self.new or self.changed or self.gone)


def rule_of(row: RuleRow) -> Rule:
    """A kept rule as the rules of the domain know it."""
    return Rule(row.name, row.condition, row.steps, row.active)


class RoutingRules:
    """The rules in their order."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def all(self) -> list[RuleRow]:
        """All of them, in the order in which they are tried."""
        with self.context.store.read() as session:
            return rows.rules(session=session)

    def find(self, name: str) -> RuleRow:
        """One by its name, in any case. Raises NotFound."""
        return found_in(self.all(), name)

    def check(self, rules: Sequence[Rule] | None = None) -> list[Fault]:
        """What is wrong with rules, or with those that stand."""
        with self.context.store.read() as session:
            wanted = [rule_of(row) for row in rows.rules(session=session)] if rules is None else list(rules)
            return faults(wanted, rows.Lists(session))

    # --- writing

    def save(
        self, name: str, values: Mapping[str, object], *, base: Given | None = None, new: bool = False
    ) -> Changed:
        """Write a rule down, or change what is said of it; what is wrong with it is refused.

        Args:
            name: The rule; where there is none of that name it is new.
            values: `when`, `position` (from 1), `active`, `name`, and steps by their names; an empty one is taken out.
                `steps` are all of them at once.
            base: The values that a form opened with.
            new: There must be none of that name yet.

        Raises:
            Faulty: it can never match, goes nowhere ...
            Conflict: someone else changed it in between.
        """
        with self.context.write() as unit:
            present = rows.rules(session=unit.session)
            row = _named(present, name)
            if new and row is not None:
                raise Refused(N_("There is a rule {name} already."), name=row.name)
            rule, position = _with(row, name, values, len(present))
            check_shape(rule)
            if (other := _named(present, rule.name)) is not None and other is not row:
                raise Refused(N_("There is a rule {name} already."), name=other.name)
            if base is not None and row is not None:
                rule, position = _merged(unit, row, rule, position, base)
            ordered = [each for each in present if each is not row]
            ordered.insert(position, RuleRow(0, rule.name, 0, rule.condition, rule.steps, rule.active, 0))
            self._refuse([rule_of(each) for each in ordered], rule.name, unit.session)
            if row is None:
                unit.insert("routing_rule", _columns(rule, position))
                known = Changed(new=(rule.name,))
            else:
                moved = unit.update("routing_rule", row.id, _columns(rule, position))
                known = Changed(changed=(rule.name,) if moved else ())
            for at, each in enumerate(ordered):
                if each.id:
                    unit.update("routing_rule", each.id, {"position": at}, log=False)
            unit.call_it(N_("Rule {name} saved"), name=rule.name)
        return known

    def replace(self, rules: Sequence[Rule]) -> Changed:
        """Make these the rules, in this order; what is not among them is taken away.

        Raises:
            Faulty: one of them cannot be; nothing is saved.
        """
        names = [code_key(rule.name) for rule in rules]
        for rule in rules:
            check_shape(rule)
            if names.count(code_key(rule.name)) > 1:
                raise Refused(N_("Two rules are called {name}. Give one another name."), name=rule.name)
        with self.context.write() as unit:
            self._refuse(rules, None, unit.session)
            present = {code_key(row.name): row for row in rows.rules(session=unit.session)}
            new, changed = [], []
            for name in present.keys() - set(names):
                unit.delete("routing_rule", present[name].id)
            for at, rule in enumerate(rules):
                row = present.get(code_key(rule.name))
                if row is None:
                    unit.insert("routing_rule", _columns(rule, at))
                    new.append(rule.name)
                elif unit.update("routing_rule", row.id, _columns(rule, at)):
                    changed.append(rule.name)
            gone = tuple(row.name for key, row in present.items() if key not in names)
            unit.call_it(N_("Rules of routing replaced"))
        return Changed(tuple(new), tuple(changed), gone)

    def delete(self, name: str) -> None:
        """Take a rule away. Raises NotFound."""
        with self.context.write() as unit:
            row = found_in(rows.rules(session=unit.session), name)
            unit.delete("routing_rule", row.id)
            unit.call_it(N_("Rule {name} deleted"), name=row.name)

    def _refuse(self, rules: Sequence[Rule], name: str | None, session: "Session") -> None:
        found = faults(rules, rows.Lists(session))
        if name is not None:
            found = [fault for fault in found if concerns(fault, name)]
        if found:
            raise Faulty(found)


def _named(present: Sequence[RuleRow], name: str) -> RuleRow | None:
    return next((row for row in present if code_key(row.name) == code_key(clean_line(name))), None)


def found_in(present: Sequence[RuleRow], name: str) -> RuleRow:
    """The rule of this name. Raises NotFound."""
    row = _named(present, name)
    if row is None:
        known = ", ".join(row.name for row in present)
        if not known:
            raise NotFound(N_("There is no rule {name}; there is none at all yet."), name=name)
        raise NotFound(N_("There is no rule {name}. There are: {known}."), name=name, known=known)
    return row


def _columns(rule: Rule, position: int) -> dict[str, Any]:
    return {
        "name": rule.name, "position": position, "condition": rule.condition,
        "steps": [list(step) for step in rule.steps], "active": rule.active,
    }  # fmt: skip


def rule_from(name: str, values: Mapping[str, object], before: Rule | None = None) -> Rule:
    """A rule as people typed it, over what it was. Raises Refused, with the step that cannot be."""
    before = before or Rule(clean_line(name))
    called = clean_line(str(values.get("name") or before.name))
    condition = clean_line(str(values["when"] or "")) if "when" in values else before.condition
    active = _yes(values["active"]) if "active" in values else before.active
    try:
        if "steps" in values:
            steps = read_steps(values["steps"])  # type: ignore[arg-type]
        else:
            typed = {key: value for key, value in values.items() if key not in SETTABLE}
            given = read_steps((key, value) for key, value in typed.items() if value not in ("", [], None))
            touched = {what for what, _value in given} | {_step(key) for key in typed}
            steps = read_steps([*(step for step in before.steps if step[0] not in touched), *given])
    except Refused as error:
        raise Refused(N_("Rule {rule}: {what}"), rule=called, what=error.text(_)) from None
    return Rule(called, condition, steps, active)


def _step(name: str) -> str:
    return read_steps([(name, "low")])[0][0]


def _yes(value: object) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word not in YES | NO:
        raise Refused(N_("{name}: {value} is neither yes nor no."), name="active", value=value)
    return word in YES


def _with(row: RuleRow | None, name: str, values: Mapping[str, object], count: int) -> tuple[Rule, int]:
    """The rule as it is wanted, and its place from 0."""
    rule = rule_from(name, values, rule_of(row) if row else None)
    position = row.position if row else count
    if values.get("position") not in (None, ""):
        typed = str(values["position"]).strip()
        if not typed.isdecimal() or not int(typed):
            message = N_("position: {value} is no place in the list. Type a number from 1.")
            raise Refused(message, value=typed)
        position = int(typed) - 1
    return rule, min(position, count if row is None else count - 1)


def _merged(unit: UnitOfWork, row: RuleRow, rule: Rule, position: int, base: Given) -> tuple[Rule, int]:
    """The rule over what somebody else saved since the form opened. Raises Conflict."""
    stands = {"name": row.name, "position": row.position, "condition": row.condition,
              "steps": [list(step) for step in row.steps], "active": row.active, "id": row.id}  # fmt: skip
    kept = settle(unit, "routing_rule", stands, _columns(rule, position), name=row.name, base=base)
    values = {**stands, **kept}
    steps = tuple((str(what), str(value)) for what, value in values["steps"])
    return Rule(values["name"], values["condition"], steps, values["active"]), int(values["position"])
