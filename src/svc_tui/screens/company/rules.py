"""Rules of routing as a kind of the set-up: sentence and effect are seen before one is saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from svc_tui.bootstrap import Services
from svc_tui.domain.core.text import fold, show_line
from svc_tui.domain.queues.routing import Rule
from svc_tui.errors import N_, SvcError
from svc_tui.language import _, number
from svc_tui.presentation.core.wrapping import wrapped
from svc_tui.presentation.queues.sentence import sentence
from svc_tui.screens.company.steps import steps_of
from svc_tui.screens.core.kind import Column, Kind, Saved
from svc_tui.screens.core.looked import Found
from svc_tui.services.core.fields import Field, read_fields
from svc_tui.services.queues.rules import rule_from, rule_of, said
from svc_tui.storage.queues.routing import RuleRow
from svc_tui.widgets.pens import Line

FIELDS = {
    "name": Field(empty=False),
    "condition": Field(),
    "steps": Field("text", empty=False),
    "position": Field("int"),
    "active": Field("flag", empty=False),
}
WIDE = 78
"""Cells of a line of the preview: the narrowest screen shows it whole."""


@dataclass(frozen=True)
class Shown:
    """A rule with its steps as they are typed: one a line, `queue=NORTH`."""

    name: str
    condition: str
    steps: str
    position: int
    active: bool
    version: int
    sentence: str


def _shown(row: RuleRow) -> Shown:
    steps = "\n".join(f"{what}={value}" for what, value in row.steps)
    return Shown(
        row.name, row.condition, steps, row.position + 1, row.active, row.version, sentence(rule_of(row))
    )


def _rows(services: Services, text: str) -> Sequence[Any]:
    wanted = fold(text)
    shown = [_shown(row) for row in services.rules.all()]
    return [
        each for each in shown if wanted in fold(f"{each.name} {each.condition} {each.steps} {each.sentence}")
    ]


def _values(typed: Mapping[str, Any]) -> dict[str, object]:
    """The values of the form under the names of the service."""
    values: dict[str, object] = {name: typed[name] for name in ("name", "active") if name in typed}
    if "condition" in typed:
        values["when"] = typed["condition"] or ""
    if "steps" in typed:
        values["steps"] = steps_of(typed["steps"])
    if typed.get("position") is not None:
        values["position"] = str(typed["position"])
    return values


def _new(services: Services, values: Mapping[str, object]) -> Saved:
    typed = read_fields(FIELDS, values)
    name = typed.get("name") or ""
    services.rules.save(name, _values(typed), new=True)
    return name, ()


def _change(
    services: Services,
    key: str,
    values: Mapping[str, object],
    _version: int | None,
    base: Mapping[str, Any] | None,
) -> Saved:
    typed = read_fields(FIELDS, values)
    opened = dict(base) if base is not None else None
    if opened is not None:
        if "steps" in opened:
            opened["steps"] = [list(step) for step in steps_of(opened["steps"])]
        if "position" in opened:
            opened["position"] -= 1
    services.rules.save(key, _values(typed), base=opened)
    return typed.get("name") or key, ()


def _preview(services: Services, values: Mapping[str, str], key: str) -> Sequence[Line]:
    """The rule as a sentence, what is wrong with it, else what it would have done."""
    try:
        rule = rule_from(
            values["name"] or "-", {"when": values["condition"], "steps": steps_of(values["steps"])}
        )
    except SvcError as error:
        return [((" ", "text"), (error.text(_), "urgent"))] if values["steps"].strip() else []
    lines: list[Line] = [((" ", "text"), (line, "text")) for line in wrapped(sentence(rule), WIDE)[:2]]
    if wrong := _wrong(services, rule, values, key):
        return [*lines, ((" ", "text"), (wrong, "urgent"))]
    told = services.routing.tried([rule]).say()
    counts = {name: number(int(str(value))) for name, value in told.values.items()}
    return [*lines, ((" ", "text"), (_(told.text).format(**counts), "accent"))]


def _wrong(services: Services, rule: Rule, values: Mapping[str, str], key: str) -> str:
    """The first fault that has to do with the rule, at the place where it would stand; empty where there is none."""
    from svc_tui.domain.queues.routing_checks import concerns

    others = [rule_of(row) for row in services.rules.all() if row.name != key]
    at = int(values["position"]) - 1 if values["position"].strip().isdecimal() else len(others)
    others.insert(max(0, at), rule)
    found = [fault for fault in services.rules.check(others) if concerns(fault, rule.name)]
    return _(said(found[0]).text).format(**said(found[0]).values) if found else ""


def _completed(services: Services, name: str, text: str) -> Sequence[Found] | None:
    """How a condition may go on: the keys and values of the filter, as in the inbox."""
    if name != "condition":
        return None
    return [
        Found(
            f"{text[: each.start]}{each.text}{text[each.end :]}",
            ((show_line(each.text), "text"), (f"  {_(each.help)}" if each.help else "", "muted")),
            near=True,
        )
        for each in services.calls.complete(text, len(text))[:6]
    ]


RULES = Kind(
    "rules",
    N_("Rules of routing"),
    FIELDS,
    (Column("position", 9), Column("name", 16, 1), Column("sentence", 40, 3), Column("active", 6)),
    _rows,
    lambda services, key: _shown(services.rules.find(key)),
    _new,
    _change,
    key="name",
    remove=lambda services, key: services.rules.delete(key),
    fixed_key=False,
    wide=("condition",),
    preview=_preview,
    completed=_completed,
)
