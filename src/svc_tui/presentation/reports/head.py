"""The lines above a report's table: what it is, of which days, how many records; its filter and how it is parted."""

from collections.abc import Callable, Sequence
from datetime import datetime

from svc_tui.domain.core.text import show_line
from svc_tui.domain.reports.result import Result
from svc_tui.language import _, number
from svc_tui.presentation.core.query_line import query_spans
from svc_tui.presentation.core.spans import Line, Span
from svc_tui.presentation.core.wrapping import wrapped
from svc_tui.presentation.reports.grid import Behind
from svc_tui.presentation.reports.sheet import foot_lines, period_words
from svc_tui.presentation.reports.shelf import title

Ends = tuple[Line, Line]
"""What stands at the left of a line and at its right."""


def head_parts(result: Result) -> tuple[Ends, Ends]:
    """The two lines."""
    checked = result.checked
    definition = checked.definition
    count = f"{_(checked.subject.title)}: {number(result.total.count)} "
    within = period_words(result.period) or _("all time")
    if checked.date != checked.subject.dates[0]:
        within = f"{checked.date} {within}"
    first: Ends = (
        ((" ", "text"), (title(definition), "title")),
        ((f"{within}   ", "text"), (count, "muted")),
    )
    text = definition.filter
    scope = checked.subject.any_scope if result.selection.startswith(checked.subject.any_scope) else ""
    query: list[Span] = [(" / ", "accent"), *query_spans(text)]
    if scope and scope not in text.split():
        query.append(((" " if text else "") + scope, "muted"))
    right: list[Span] = []
    if checked.by:
        joint = _(" across ") if definition.cross else ", "
        right += [(_("by") + " ", "muted"), (joint.join(_(each.title) for each in checked.by) + " ", "text")]
    if result.before_period is not None:
        against = period_words(result.before_period)
        right += [("  " + _("against") + " ", "muted"), (f"{against} ", "text")]
    return first, (tuple(query), tuple(right))


def behind_line(result: Result, behind: Behind | None) -> Line:
    """What the cell under the cursor opens."""
    if behind is None or (not behind.count and not behind.record):
        return ((" " + _("No record is behind it."), "muted"),)
    if behind.record:
        return ((" " + _("{number} opens.").format(number=show_line(behind.record)), "muted"),)
    noun = _(result.checked.subject.title)
    return ((f" {noun}: {number(behind.count)}   ", "text"), *query_spans(behind.filter))


def notes(result: Result, when: Callable[[datetime], str], width: int) -> Sequence[Line]:
    """What must be known of the figures, in as few lines as they take."""
    text = " ".join(foot_lines(result, when)[1:])
    return [((f" {line}", "muted"),) for line in wrapped(text, width - 2)]
