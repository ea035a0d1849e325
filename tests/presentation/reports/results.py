"""Results of reports on calls as the engine hands them over; what is not said is the usual."""

from datetime import UTC, date, datetime
from typing import Any

from svc_tui.domain.reports.definition import Definition, check
from svc_tui.domain.reports.periods import Period
from svc_tui.domain.reports.result import Cell, Line, Result
from svc_tui.domain.reports.subject import Value
from svc_tui.services.calls.reports import SUBJECT

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
"""Monday, 09:00 in Rome."""
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
FEBRUARY = Period(date(2026, 2, 1), date(2026, 2, 28))
FIGURES = ("calls", "response_kept", "response_median_s", "reopened_mean")
"""A count, a share, a duration and a number."""
EVIL = '=HYPERLINK("http://x","y")<script>alert(1)</script>'
Figures = dict[str, int | float | None]


def when(at: datetime) -> str:
    """How an instant reads."""
    return f"{at:%H:%M}"


def figures(
    calls: int = 0, kept: float | None = None, median: int | None = None, mean: float | None = None
) -> Figures:
    """The values of the usual figures."""
    return dict(zip(FIGURES, (calls, kept, median, mean), strict=True))


def line(key: Value | tuple[Value, ...], values: Figures, label: str | tuple[str, ...] | None = None) -> Line:
    """A group with its figures; it is called as its key unless a label is given."""
    keys = key if isinstance(key, tuple) else (key,)
    plain = tuple("" if each is None else str(each) for each in keys)
    labels = plain if label is None else label if isinstance(label, tuple) else (label,)
    count, text = int(values.get("calls") or 0), " ".join(f"is:{each}" for each in plain)
    cells = {name: Cell(value, count, f"{text} has:{name}") for name, value in values.items()}
    return Line(keys, labels, count, text, cells)


def result(
    *lines: Line, total: Figures | None = None, by: tuple[str, ...] = ("queue",), title: str = "By queue",
    period: Period | None = None, names: tuple[str, ...] = FIGURES, definition: dict[str, Any] | None = None,
    selection: str = "is:any", **values: Any,
) -> Result:  # fmt: skip
    """A result with these groups."""
    asked = Definition(
        "mine", title, "call", **({"by": by, "figures": names, "sort": "-calls"} | (definition or {}))
    )
    checked = check(asked, {"call": SUBJECT})
    whole = line((), total or dict.fromkeys(names))
    return Result(checked, selection, period or Period(), NOW, whole, lines, **values)


def queues(**values: Any) -> Result:
    """Two queues: one with all figures, one where nobody answered yet."""
    return result(
        line("washers", figures(1234, 87.5, 9000, 1.25), "Washers & dryers"), line(None, figures(2)),
        total=figures(1236, 87.5, 9000, 1.25), **values,
    )  # fmt: skip


def hours(**values: Any) -> Result:
    """A cross table: weekdays down, hours across, a Monday evening without a call."""
    found: dict[str, Any] = {
        "subtotals": {1: line(1, {"calls": 7}), 7: line(7, {"calls": 4})}, "total": {"calls": 11},
    }  # fmt: skip
    return result(
        line((1, 9), {"calls": 7}), line((7, 17), {"calls": 1}), line((7, 9), {"calls": 3}),
        by=("weekday", "hour"), names=("calls",), title="Rush hours",
        definition={"cross": True, "chart": "heat", **values}, **found,
    )  # fmt: skip


def months(**values: Any) -> Result:
    """What was open over time."""
    names = ("open_before", "opened", "closed", "open")
    return result(
        line("2026-01", dict(zip(names, (0, 4, 1, 3), strict=True))),
        line("2026-02", dict(zip(names, (3, 5, 2, 6), strict=True))),
        by=("month",), names=names, title="Backlog", total=dict(zip(names, (0, 9, 3, 6), strict=True)),
        definition={"flow": True, "chart": "line", "sort": "", **values},
    )  # fmt: skip


def records(*found: dict[str, Any], columns: tuple[str, ...] = ("subject", "reported_at", "age_s", "covered"),
            total: Figures | None = None, names: tuple[str, ...] = ("calls",)) -> Result:  # fmt: skip
    """A report that lists its records."""
    return result(
        by=(), names=names, title="Calls", total=total or {"calls": len(found)}, records=found,
        definition={"columns": columns, "sort": ""},
    )  # fmt: skip
