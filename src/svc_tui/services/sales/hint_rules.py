"""The rules of hints as they are set up: switched on or off, with thresholds of the company's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from svc_tui.domain.core.text import fold
from svc_tui.domain.sales.hints import RULES, Rule, Set
from svc_tui.errors import N_, NotFound, Refused
from svc_tui.language import _
from svc_tui.services.core.context import Context
from svc_tui.services.core.editing import settle
from svc_tui.services.core.fields import Field, Given, Values, read_fields
from svc_tui.storage.sales.hints import RuleRow, rule_rows

if TYPE_CHECKING:
    from svc_tui.storage.session import Session

THRESHOLDS = ("calls", "days", "used", "left")
FIELDS = {**{name: Field("int") for name in THRESHOLDS}, "active": Field("flag", empty=False)}


@dataclass(frozen=True, slots=True)
class RuleSheet:
    """A rule as people read and change it; a number that it does not know is none."""

    rule: str
    title: str
    about: str
    """What it finds, with its numbers."""
    active: bool
    calls: int | None
    days: int | None
    used: int | None
    left: int | None
    version: int
    """0: it is as it comes."""


@dataclass(frozen=True)
class SavedRule:
    """A rule that was changed."""

    sheet: RuleSheet
    changed: tuple[str, ...]


def set_up(session: "Session") -> dict[str, Set]:
    """Every rule as it is set up, by name."""
    rows = rule_rows(session=session)
    return {name: _set(rule, rows.get(name)) for name, rule in RULES.items()}


def _set(rule: Rule, row: RuleRow | None) -> Set:
    if row is None:
        return Set(rule)
    typed = ((name, getattr(row, name)) for name in rule.thresholds)
    return Set(rule, row.active, {name: value for name, value in typed if value is not None})


class HintRules:
    """Rules by their stable names."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def all(self) -> list[RuleSheet]:
        """All of them, what is dear first."""
        with self._context.store.read() as session:
            rows = rule_rows(session=session)
            return [_sheet(rule, rows.get(name)) for name, rule in RULES.items()]

    def find(self, name: str) -> RuleSheet:
        """One, in any case. Raises NotFound, with the nearest."""
        with self._context.store.read() as session:
            rule = named(name)
            return _sheet(rule, rule_rows(session=session).get(rule.name))

    def set(
        self,
        name: str,
        values: Mapping[str, object],
        if_version: int | None = None,
        base: Given | None = None,
    ) -> SavedRule:
        """Switch one on or off, or set its numbers; an empty number is as it comes.

        Raises:
            NotFound: there is no such rule.
            Refused: it has no such number, or the number is out of range.
            Conflict: someone else changed it in between.
        """
        rule = named(name)
        typed = read_fields(
            FIELDS, {key: value for key, value in values.items() if not _void(rule, key, value)}
        )
        for key, value in typed.items():
            _check(rule, key, value)
        with self._context.write() as unit:
            row = rule_rows(session=unit.session).get(rule.name)
            stands = _sheet(rule, row)
            before = {key: getattr(stands, key) for key in FIELDS}
            known = {**before, "id": row.id if row else 0, "version": stands.version}
            opened = None if base is None else {key: base[key] for key in FIELDS if key in base}
            wanted = settle(unit, "hint_rule", known, typed, rule.name, if_version, opened)
            changed = {key: value for key, value in wanted.items() if value != before[key]}
            if changed and row is None:
                unit.insert("hint_rule", {"rule": rule.name, **changed})
            elif changed and row is not None:
                unit.update("hint_rule", row.id, changed)
            unit.call_it(N_("Hints {name}: {fields} changed"), name=rule.name, fields=", ".join(changed))
        return SavedRule(self.find(rule.name), tuple(changed))


def _void(rule: Rule, key: str, value: object) -> bool:
    """A form hands in empty what a rule does not know."""
    return key in THRESHOLDS and key not in rule.thresholds and value in (None, "")


def _check(rule: Rule, key: str, value: int | None) -> None:
    if key not in THRESHOLDS:
        return
    if key not in rule.thresholds:
        raise Refused(
            N_("The rule {rule} has no {name}. It has {known}."), rule=rule.name, name=key,
            known=", ".join(rule.thresholds),
        )  # fmt: skip
    threshold = rule.thresholds[key]
    if value is not None and not threshold.low <= value <= threshold.high:
        message = N_("{name}: {value} is not from {low} to {high}. Leave it empty for {usual}.")
        raise Refused(
            message, name=key, value=value, low=threshold.low, high=threshold.high, usual=threshold.usual
        )


def named(name: str) -> Rule:
    """A rule by its name in any case. Raises NotFound, with the nearest."""
    wanted = fold(name.strip()).replace("-", "_")
    if wanted in RULES:
        return RULES[wanted]
    near = get_close_matches(wanted, RULES, 1)
    if near:
        raise NotFound(N_("There is no rule {name}. Did you mean {near}?"), name=name, near=near[0])
    raise NotFound(N_("There is no rule {name}. There are {known}."), name=name, known=", ".join(RULES))


def _sheet(rule: Rule, row: RuleRow | None) -> RuleSheet:
    stands = _set(rule, row)
    numbers: Values = {name: stands[name] if name in rule.thresholds else None for name in THRESHOLDS}
    return RuleSheet(
        rule.name, _(rule.title), _(rule.about).format(**stands.values), stands.active,
        version=row.version if row else 0, **numbers,
    )  # fmt: skip
