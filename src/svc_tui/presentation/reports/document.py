"""A result as JSON has it: stable names, figures with their definitions, rows with the filters behind them."""

from collections.abc import Callable
from typing import Any

from svc_tui.domain.reports.result import Line, Result
from svc_tui.presentation.reports.sheet import about, heading

Record = dict[str, Any]


def document(result: Result, translate: Callable[[str], str] = str) -> Record:
    """All of a result.

    `rows` are the groups (or the records of a report that lists them); each has its groups and figures under their
    names, `count` of records, and under `behind` for each figure the filter text and how many records it finds.
    """
    checked, definition = result.checked, result.checked.definition
    found: Record = {
        "report": definition.name,
        "title": translate(definition.title),
        "subject": checked.subject.name,
        "filter": result.selection,
        "date": checked.date,
        "from": result.period.first,
        "to": result.period.last,
        "by": [each.name for each in checked.by],
        "figures": [
            {
                "name": each.name, "title": heading(checked, each),
                "unit": "seconds" if each.unit == "hours" else each.unit, "clock": each.clock or None,
                "definition": about(checked, each),
            }
            for each in checked.figures
        ],
        "computed_at": result.computed_at,
        "count": result.total.count,
        "rows": [_line(result, line) for line in result.lines] if result.records is None else result.records,
        "left_out": result.left_out,
        "total": _line(result, result.total),
        "notes": [translate(each.text).format(**each.values) for each in result.notes],
    }  # fmt: skip
    if result.subtotals:
        found["subtotals"] = [_line(result, line) for line in result.subtotals.values()]
    if result.before is not None and result.before_period is not None:
        period = result.before_period
        found["before"] = {"from": period.first, "to": period.last, **_line(result, result.before)}
    if result.year_before is not None:
        found["year_before"] = _line(result, result.year_before)
    return found


def _line(result: Result, line: Line) -> Record:
    found: Record = {}
    for dimension, value, label in zip(result.checked.by, line.key, line.labels, strict=False):
        found[dimension.name] = value
        if value is not None and label != str(value):
            found[f"{dimension.name}_name"] = label
    figures = result.checked.figures
    return {
        **found,
        **{each.name: line.cells[each.name].value for each in figures},
        "count": line.count,
        "filter": line.filter,
        "behind": {
            each.name: {"filter": line.cells[each.name].filter, "count": line.cells[each.name].rows}
            for each in figures
        },
    }
