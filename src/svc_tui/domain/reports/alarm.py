"""Conditions for cron and monitors: `overdue>5`, `response_median_s>4h`, `resolution_kept<90`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from svc_tui.domain.query.values import seconds
from svc_tui.domain.reports.subject import Figure
from svc_tui.errors import N_, BadUsage

_CONDITION = re.compile(r"\s*([a-z][a-z0-9_]*)\s*(>=|<=|==|!=|=|>|<)\s*(.+?)\s*%?\s*")
_HOLDS: Mapping[str, Callable[[float, float], bool]] = {
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    "=": lambda one, other: one == other,
    "==": lambda one, other: one == other,
    "!=": lambda one, other: one != other,
}


@dataclass(frozen=True, slots=True)
class Alarm:
    """A condition on a figure of the whole report."""

    text: str
    figure: Figure
    op: str
    limit: float

    def holds(self, value: int | float) -> bool:
        """Does a value fulfil it."""
        return _HOLDS[self.op](value, self.limit)


def alarm(text: str, figures: Mapping[str, Figure]) -> Alarm:
    """The condition of what was typed. Raises BadUsage: it is none, or the report has no such figure."""
    found = _CONDITION.fullmatch(text)
    if found is None:
        raise BadUsage(N_("{text} is no condition. Write overdue>5 or response_median_s>4h."), text=text)
    figure = figures.get(found[1])
    if figure is None:
        message = N_("{text}: the report has no figure {name}. It has {known}.")
        raise BadUsage(message, text=text, name=found[1], known=", ".join(figures))
    limit = _number(found[3])
    if limit is None and figure.unit in ("seconds", "hours"):
        limit = seconds(found[3])
    if limit is None:
        raise BadUsage(N_("{text}: {value} is no number."), text=text, value=found[3])
    return Alarm(text, figure, found[2], limit)


def _number(text: str) -> float | None:
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        return None
    return found if abs(found) < 1e18 else None
