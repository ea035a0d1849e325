"""A report as rows and columns. What is shown is what leaves: every form has these rows, in this order."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, overload

from svc_tui.domain.core.buckets import UNITS
from svc_tui.domain.reports.definition import Checked, Definition
from svc_tui.domain.reports.periods import Period
from svc_tui.domain.reports.result import Line, Result
from svc_tui.domain.reports.subject import Dimension, Figure, Value
from svc_tui.language import _, day_short, duration_words, hours_words, money, number, tenths
from svc_tui.presentation.core.values import as_line

Cell = str | int | float | bool | Decimal | datetime | date | None | Sequence[Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column."""

    name: str
    """Stable name."""
    title: str
    """Words above it."""
    unit: str = ""
    """count, percent, seconds, number of a figure; empty of a word."""

    @property
    def right(self) -> bool:
        """Numbers stand at the right."""
        return bool(self.unit)


class RecordRows(Sequence[Sequence[Cell]]):
    """The rows of records, made when somebody goes through them: there may be more than memory holds."""

    def __init__(self, records: Sequence[Mapping[str, Any]], columns: Sequence[Column]) -> None:
        self._records, self._columns = records, columns

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        return map(self.of, self._records)

    @overload
    def __getitem__(self, place: int) -> Sequence[Cell]: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Sequence[Cell]]: ...

    def __getitem__(self, place: int | slice) -> Sequence[Cell] | Sequence[Sequence[Cell]]:
        if isinstance(place, slice):
            return [self.of(record) for record in self._records[place]]
        return self.of(self._records[place])

    def of(self, record: Mapping[str, Any]) -> Sequence[Cell]:
        """The row of a record."""
        return [_amount(record.get(each.name), each.unit) for each in self._columns]


def _amount(value: Cell, unit: str) -> Cell:
    """Money is kept as text, and is a number all the same."""
    return Decimal(value) if unit == "money" and isinstance(value, str) and value else value


@dataclass(frozen=True, slots=True)
class Sheet:
    """All of a report that is a table."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    total: Sequence[Cell] | None
    """The last row: all records."""

    def all_rows(self) -> Iterator[Sequence[Cell]]:
        """Its rows and the last one, one after another."""
        yield from self.rows
        if self.total is not None:
            yield self.total


def sheet_of(result: Result, titles: Callable[[str], str] = str) -> Sheet:
    """The rows and columns of a result.

    Args:
        result: The result.
        titles: Words for the names of records' fields.
    """
    if result.records is not None:
        names = result.checked.definition.columns
        columns = [Column(name, titles(name), _unit_of(result.checked, name)) for name in names]
        return Sheet(columns, RecordRows(result.records, columns), None)
    if result.checked.definition.cross:
        return _crossed(result)
    columns = [
        *(Column(each.name, _(each.title)) for each in result.checked.by),
        *(Column(each.name, heading(result.checked, each), each.unit) for each in result.checked.figures),
    ]
    rows = [[*labels_of(result, line), *(line.cells[each.name].value for each in result.checked.figures)]
            for line in result.lines]  # fmt: skip
    heads = [_("all"), *("" for _each in result.checked.by[1:])] if result.checked.by else []
    total = [*heads, *(result.total.cells[each.name].value for each in result.checked.figures)]
    return Sheet(columns, rows, total) if result.checked.by else Sheet(columns, [total], None)


def _unit_of(checked: Checked, name: str) -> str:
    """How a column of records reads: as the measure of its name, where there is one."""
    if name.endswith("_s"):
        return "seconds"
    measured = next((each.unit for each in checked.subject.measures if each.name == name), "")
    return "money" if measured == "money" else ""


def _crossed(result: Result) -> Sheet:
    """The first group down, the second across, the first figure in each cell."""
    figure = result.checked.figures[0]
    first, second = result.checked.by
    tops = across(result)
    names = {line.key[1]: labels_of(result, line)[1] for line in result.lines}
    cells = {line.key: line.cells[figure.name].value for line in result.lines}
    columns = [
        Column(first.name, _(first.title)),
        *(Column(f"{second.name}:{'' if each is None else each}", names[each], figure.unit) for each in tops),
        Column(figure.name, _("all"), figure.unit),
    ]
    rows: list[list[Cell]] = []
    for key in down(result):
        whole = result.subtotals[key]
        label = label_of(first, key, whole.labels[0])
        rows.append([label, *(cells.get((key, each)) for each in tops), whole.cells[figure.name].value])
    return Sheet(columns, rows, None)


def down(result: Result) -> list[Value]:
    """The groups of the rows of a cross table."""
    return list(dict.fromkeys(line.key[0] for line in result.lines))


def across(result: Result) -> list[Value]:
    """The groups of its columns."""
    values = [line.key[1] for line in result.lines]
    known = {value for value in values if value is not None}
    ordered: list[Value] = sorted(
        known, key=lambda each: (each, "") if isinstance(each, int) else (0, str(each))
    )
    return ordered + ([None] if None in values else [])


def heading(checked: Checked, figure: Figure) -> str:
    """The words above a figure: of a statistic also what it measures."""
    if not figure.measure or figure.kind == "ratio":
        return _(figure.title)
    return f"{_(checked.subject.measure(figure.measure).title)} {_(figure.title)}"


def labels_of(result: Result, line: Line) -> list[str]:
    """The names of a line's groups."""
    return [
        label_of(dimension, key, label)
        for dimension, key, label in zip(result.checked.by, line.key, line.labels, strict=True)
    ]


def label_of(dimension: Dimension, value: Value, label: str) -> str:
    """What a group is called."""
    if value is None:
        return _(dimension.empty)
    if dimension.unit == "weekday" and isinstance(value, int):
        return _WEEKDAY[value - 1]()
    if dimension.unit == "hour" and isinstance(value, int):
        return f"{value:02d}"
    if dimension.unit in UNITS:
        return str(value)
    if dimension.name == "covered":
        return _("yes") if value else _("no")
    return label or str(value)


_WEEKDAY: Sequence[Callable[[], str]] = (
    lambda: _("Mon"), lambda: _("Tue"), lambda: _("Wed"), lambda: _("Thu"), lambda: _("Fri"), lambda: _("Sat"),
    lambda: _("Sun"),
)  # fmt: skip


def shown(value: Cell, unit: str, when: Callable[[datetime], str] | None = None) -> str:
    """A cell as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float | Decimal) and unit:
        if unit == "seconds":
            return duration_words(int(value))
        if unit == "hours":
            return hours_words(int(value))
        if unit == "count":
            return number(int(value))
        if unit == "money":
            return money(value)
        return f"{tenths(float(value))} %" if unit == "percent" else tenths(float(value))
    if isinstance(value, datetime) and when is not None:
        return when(value)
    return as_line(value)


def title_of(definition: Definition) -> str:
    """What a report is called; one that nobody named yet says so."""
    return _(definition.title) if definition.title else _("A report without a name")


def head_lines(result: Result) -> list[str]:
    """What stands above the table: title, selection, period."""
    title = title_of(result.checked.definition)
    within = period_words(result.period)
    return [f"{title}   {within}" if within else title, f"/ {result.selection}"]


def foot_lines(result: Result, when: Callable[[datetime], str]) -> list[str]:
    """What stands under it: how many, what is left out, which clock, the periods before, the moment."""
    found: list[str] = []
    noun = _(result.checked.subject.title)
    found.append(_("{noun}: {count}.").format(noun=noun, count=number(result.total.count)))
    if result.records is not None:
        figures = ((each, result.total.cells[each.name].value) for each in result.checked.figures)
        told = [
            f"{heading(result.checked, each)} {shown(value, each.unit)}"
            for each, value in figures
            if value is not None
        ]
        found += [f"{', '.join(told)}."] if told else []
    if result.left_out:
        found.append(_("Not shown: {count} more.").format(count=number(result.left_out)))
    clocks = {figure.clock for figure in result.checked.figures}
    if {"wall", "covered"} <= clocks:
        found.append(_("Times are wall-clock times, or covered time where they say so."))
    elif "wall" in clocks:
        found.append(_("Times are wall-clock times."))
    elif "covered" in clocks:
        found.append(_("Times are covered time."))
    found += [_(each.text).format(**each.values) for each in result.notes]
    if result.before is not None and result.before_period is not None:
        against = _("Against {period}: {changes}.")
        found.append(
            against.format(period=period_words(result.before_period), changes=_changes(result, result.before))
        )
    if result.year_before is not None:
        found.append(
            _("Against the year before: {changes}.").format(changes=_changes(result, result.year_before))
        )
    found.append(_("Computed {moment}.").format(moment=when(result.computed_at)))
    return found


def period_words(period: Period) -> str:
    """From which day to which; nothing of all time."""
    if period.first is None and period.last is None:
        return ""
    first, last = (day_short(each) if each else "" for each in (period.first, period.last))
    return first if first == last else f"{first} - {last}".strip()


def _changes(result: Result, other: Line) -> str:
    """The difference of each figure of the total: `Calls +12, Response Median -0h08`."""
    found: list[str] = []
    for figure in result.checked.figures:
        now, then = result.total.cells[figure.name].value, other.cells[figure.name].value
        if now is None or then is None:
            continue
        change = round(now - then, 2)
        sign = "+" if change > 0 else ""
        words = tenths(change) if figure.unit == "percent" else shown(change, figure.unit)
        found.append(f"{heading(result.checked, figure)} {sign}{words}")
    return ", ".join(found) or _("nothing to compare")


def about(checked: Checked, figure: Figure) -> str:
    """What a figure is, in words."""
    words = _(figure.about)
    if figure.kind == "ratio":
        return words
    return f"{_(checked.subject.measure(figure.measure).about)} {words}" if figure.measure else words


def definitions(checked: Checked) -> list[str]:
    """Each figure in words, a line each."""
    return [f"{heading(checked, each)} ({each.name}): {about(checked, each)}" for each in checked.figures]
