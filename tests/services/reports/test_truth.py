"""Every report against an independent computation over the exported lines, and every figure against its own rows."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from svc_tui.domain.reports.definition import Definition
from svc_tui.domain.reports.periods import Period, period
from svc_tui.domain.reports.result import Line, Result
from svc_tui.services.calls.service import Calls
from svc_tui.services.core.context import Context
from svc_tui.services.exchange.outgoing.whole import export_all
from svc_tui.services.reports.service import Asked, Reports
from svc_tui.services.reports.sources import sources, standard
from tests.amounts import many
from tests.services.reports import oracle, stores

STORES = ("demo", *(f"anything {seed}" for seed in range(1, many(2, 5) + 1)))
OF_CALLS = [name for name, each in standard().items() if each.subject == "call"]
MOST_FILTERS = many(12, 100)
"""So many figures of a report are opened, chosen anew for each report."""


class Asking:
    """A store with its calls as they were exported."""

    def __init__(self, name: str, folder: Path) -> None:
        kind, _, seed = name.partition(" ")
        path = folder / "store.db"
        self.context: Context = stores.demo(path) if kind == "demo" else stores.anything(path, int(seed))
        self.reports = Reports(self.context)
        self.calls = Calls(self.context)
        out = folder / "out"
        export_all(self.context, out)
        self.exported = oracle.calls_of(out, stores.NOW, self.context.zone.key)

    def found(self, text: str) -> list[oracle.Call]:
        """The exported calls that the list finds for a filter."""
        ids = self.calls.ids(text)
        assert not ids.query.warnings, text
        numbers = {row.number for row in self.calls.rows(ids.ids)}
        return [call for call in self.exported if call["number"] in numbers]


@pytest.fixture(scope="module", params=STORES)
def asking(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    found = Asking(request.param, tmp_path_factory.mktemp("reports"))
    yield found
    found.context.store.close()


def agrees(result: Result, line: Line, calls: list[oracle.Call]) -> None:
    """A line has the figures of these calls."""
    assert line.count == len(calls), line
    for figure in result.checked.figures:
        assert line.cells[figure.name].value == oracle.figure(figure.name, calls), (figure.name, line.key)


def grouped(asking: Asking, result: Result, calls: list[oracle.Call]) -> None:
    """All lines of a result, its total and its subtotals have the figures of these calls."""
    by = [each.name for each in result.checked.by]
    agrees(result, result.total, calls)
    expected = oracle.groups(by, calls, result.checked.date) if by else {}
    lines = {line.key: line for line in result.lines}
    if not result.left_out:
        assert expected.keys() <= lines.keys()
    for key, line in lines.items():
        agrees(result, line, expected.get(key, []))
    for key, among in oracle.groups(by[:1], calls, result.checked.date).items() if len(by) > 1 else ():
        agrees(result, result.subtotals[key[0]], among)


def opens(asking: Asking, result: Result, lines: list[Line]) -> None:
    """What is behind a figure are as many calls as make it."""
    cells = [(line.filter, line.count) for line in lines if not result.checked.definition.flow]
    cells += [(cell.filter, cell.rows) for line in lines for cell in line.cells.values()]
    for text, rows in Random(1).sample(cells, min(MOST_FILTERS, len(cells))):
        assert len(asking.calls.ids(text).ids) == rows, text


@pytest.mark.parametrize("name", OF_CALLS)
def test_a_report_agrees_with_the_exported_lines_and_its_figures_with_their_calls(
    asking: Asking, name: str
) -> None:
    definition = standard()[name]
    for within in (Period(), period("2026-10", asking.context.today)):
        result = asking.reports.run(name, Asked(period=within))
        if definition.flow:
            follows(asking, result)
        elif definition.stay:
            stayed(result, definition.stay, asking.found(result.selection))
        else:
            found = asking.found(result.selection)
            grouped(asking, result, found)
            inside(within, result, found)
            if result.records is not None:
                assert {each["number"] for each in result.records} == {call["number"] for call in found}
        opens(asking, result, [*result.lines, result.total, *result.subtotals.values()])
        earlier(asking, result)


def earlier(asking: Asking, result: Result) -> None:
    """The period before has the figures of its own calls, and each opens them."""
    for line in (result.before, result.year_before):
        if line is None:
            continue
        if not (result.checked.definition.flow or result.checked.definition.stay):
            agrees(result, line, asking.found(line.filter))
        opens(asking, result, [line])


def test_time_spent_and_what_came_are_set_beside_the_period_before(asking: Asking) -> None:
    october, september = (period(each, asking.context.today) for each in ("2026-10", "2026-09"))
    for name in ("time-in-status", "backlog"):
        result, before = (asking.reports.run(name, Asked(period=each)) for each in (october, september))
        assert (result.before_period, result.before) == (september, before.total)
    flow = asking.reports.run("backlog", Asked(period=october))
    assert flow.before is not None
    assert flow.before.cells["open"].value == flow.total.cells["open_before"].value


def stayed(result: Result, field: str, calls: list[oracle.Call]) -> None:
    """The time in each value of a field; of one call they sum to its life."""
    times: dict[object, list[int]] = {}
    lives: list[int] = []
    became = [value for call in calls for value in oracle.entered(call, field)]
    for call in calls:
        spent = oracle.spent(call, field)
        for value, seconds in spent.items():
            times.setdefault(value, []).append(seconds)
        end = max(call["reported_at"], call["closed_at"] or call["now"])
        lives.append(int((end - call["reported_at"]).total_seconds()))
        assert sum(spent.values()) == lives[-1]
    assert {line.key[0] for line in result.lines} == times.keys()
    for line in [*result.lines, result.total]:
        expected = oracle.spent_figures(times[line.key[0]] if line.key else lives)
        expected["entered"] = became.count(line.key[0]) if line.key else len(became)
        assert {name: cell.value for name, cell in line.cells.items()} == expected, line.key
    assert (
        sum(line.cells["total_s"].value or 0 for line in result.lines) == result.total.cells["total_s"].value
    )


def inside(within: Period, result: Result, calls: list[oracle.Call]) -> None:
    """The calls of a period have their date in it, and those of all time are all of the filter."""
    for call in calls:
        day = oracle.group("day", call, result.checked.date)
        if within.first is not None and within.last is not None:
            assert str(within.first) <= day <= str(within.last)


def follows(asking: Asking, result: Result) -> None:
    """What is open at the end of each day, and why."""
    before: int | None = None
    for line in result.lines:
        begin, end = oracle.ends_of(str(line.key[0]), asking.context.zone.key)
        figures = {name: cell.value for name, cell in line.cells.items()}
        assert figures["open_before"] == oracle.open_at(asking.exported, begin)
        assert figures["open"] == oracle.open_at(asking.exported, end)
        assert figures["opened"] - figures["closed"] == figures["open"] - figures["open_before"]  # type: ignore[operator]
        assert before in (None, figures["open_before"])
        before = figures["open"]  # type: ignore[assignment]


def test_what_stands_may_go_by_another_date(asking: Asking) -> None:
    found = asking.reports.run(
        "backlog", Asked(period=period("2026-10", asking.context.today), date="resolved_at")
    )
    for line in found.lines:
        _begin, end = oracle.ends_of(str(line.key[0]), asking.context.zone.key)
        assert line.cells["open"].value == oracle.open_at(asking.exported, end, "resolved_at")
    opens(asking, found, list(found.lines))


SUBJECT = sources()["call"].subject


@pytest.mark.parametrize("by", [each.name for each in SUBJECT.dimensions])
def test_each_group_agrees_and_opens(asking: Asking, by: str) -> None:
    for date in SUBJECT.dates if by in ("day", "week", "month", "quarter", "year") else SUBJECT.dates[:1]:
        made = Definition(
            "x", "X", "call", by=(by,), date=date, figures=("calls", "closure_median_s", "response_kept")
        )
        result = asking.reports.run(made)
        grouped(asking, result, asking.exported)
        opens(asking, result, list(result.lines))


def test_each_figure_agrees_and_opens(asking: Asking) -> None:
    names = tuple(SUBJECT.figures)
    kinds = ("mean", "median", "p90", "max", "sum")
    tails = {stem: "" if stem in ("reopened", "reassigned", "parts") else "_s" for stem in oracle.MEASURES}
    statistics = {f"{stem}_{kind}{tail}" for stem, tail in tails.items() for kind in kinds}
    assert set(names) == {*oracle.COUNTS, *oracle.SHARES, *statistics}
    result = asking.reports.run(Definition("x", "X", "call", by=("priority",), figures=names))
    grouped(asking, result, asking.exported)
    for line in [*result.lines, result.total]:
        for cell in line.cells.values():
            assert len(asking.calls.ids(cell.filter).ids) == cell.rows, cell


def test_two_groups_and_their_sums(asking: Asking) -> None:
    made = Definition("x", "X", "call", by=("queue", "month"), cross=True, figures=("calls", "age_median_s"))
    result = asking.reports.run(made)
    grouped(asking, result, asking.exported)
    assert sum(line.count for line in result.lines) == result.total.count == len(asking.exported)
    assert sum(line.count for line in result.subtotals.values()) == result.total.count


def test_the_states_of_a_target_sum_to_all_calls(asking: Asking) -> None:
    for target in ("response", "resolution"):
        states = ("met", "missed", "running", "paused", "untargeted")
        made = Definition(
            "x", "X", "call", by=("queue",), figures=tuple(f"{target}_{each}" for each in states)
        )
        result = asking.reports.run(made)
        for line in [*result.lines, result.total]:
            assert sum(cell.value or 0 for cell in line.cells.values()) == line.count


@pytest.mark.parametrize(
    "text", ["queue:north", "is:open -who:anna", "priority:high OR is:overdue", "sort:closed_at"]
)
def test_any_report_takes_a_filter(asking: Asking, text: str) -> None:
    for name in ("queues", "calls", "response"):
        result = asking.reports.run(name, Asked(filter=text))
        expected = {row.number for row in asking.calls.rows(asking.calls.ids(f"is:any ({text})").ids)}
        values = asking.found(result.selection)
        assert {call["number"] for call in values} == expected
        grouped(asking, result, values)
