"""Reports of contracts and equipment: against the exported lines where these say enough, and each against its list."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from svc_tui.domain.reports.definition import Definition
from svc_tui.domain.reports.result import Line, Result
from svc_tui.services.calls.service import Calls
from svc_tui.services.core.context import Context
from svc_tui.services.exchange.outgoing.whole import export_all
from svc_tui.services.reports.service import Reports
from svc_tui.services.reports.sources import sources, standard
from svc_tui.services.solutions.service import Solutions
from tests.services.reports import stores

Record = dict[str, Any]
TODAY = stores.NOW.date()


class Asking:
    """The demo company with what was exported of it."""

    def __init__(self, folder: Path) -> None:
        self.context: Context = stores.demo(folder / "store.db", 120)
        self.reports = Reports(self.context)
        calls, solutions = Calls(self.context), Solutions(self.context)
        of_open = [row.number for row in calls.rows(calls.ids("is:open no:solutions").ids[:3])]
        solutions.attach([1, 2], of_open[:2])
        solutions.missed(1, of_open[2])
        out = folder / "out"
        export_all(self.context, out)
        self.lines = {
            kind: [json.loads(line) for line in (out / f"{kind}.jsonl").read_text("utf-8").splitlines()]
            for kind in ("call", "contract", "equipment", "item", "plan_rule", "solution")
        }

    def count(self, subject: str, text: str) -> int:
        return len(sources()[subject].lists(self.context).ids(text).ids)


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    found = Asking(tmp_path_factory.mktemp("reports"))
    yield found
    found.context.store.close()


def opens(asking: Asking, result: Result) -> None:
    """Behind each figure are as many records as make it."""
    subject = result.checked.subject.name
    lines: list[Line] = [*result.lines, result.total, *result.subtotals.values()]
    cells = {line.filter: line.count for line in lines}
    cells |= {cell.filter: cell.rows for line in lines for cell in line.cells.values()}
    for text, rows in cells.items():
        assert asking.count(subject, text) == rows, text


OTHERS = [name for name, each in standard().items() if each.subject != "call"]


@pytest.mark.parametrize("name", OTHERS)
def test_each_figure_of_each_report_opens_its_records(asking: Asking, name: str) -> None:
    result = asking.reports.run(name)
    opens(asking, result)
    if result.records is not None:
        assert len(result.records) == result.total.count


@pytest.mark.parametrize(
    ("subject", "by"),
    [
        (name, each.name)
        for name in ("contract", "equipment", "solution")
        for each in sources()[name].subject.dimensions
    ],
)
def test_each_group_opens_its_records(asking: Asking, subject: str, by: str) -> None:
    about = sources()[subject].subject
    sums = tuple(f"{each.stem}_sum{'_s' if each.unit == 'seconds' else ''}" for each in about.measures)
    made = Definition("x", "X", subject, by=(by,), figures=(about.counts[0].name, *sums))
    result = asking.reports.run(made)
    opens(asking, result)
    assert sum(line.count for line in result.lines) == result.total.count == len(asking.lines[subject])


def ends(contract: Record) -> date | None:
    days = [date.fromisoformat(contract[name]) for name in ("end", "termination") if contract[name]]
    return min(days) if contract["end"] else None


def covering(contract: Record) -> bool:
    end = ends(contract)
    begun = contract["start"] is not None and date.fromisoformat(contract["start"]) <= TODAY
    return bool(contract["status"] == "approved" and begun and end and end >= TODAY)


def _within(contract: Record, days: int) -> bool:
    end = ends(contract)
    return end is not None and covering(contract) and end <= TODAY + timedelta(days=days)


def test_contracts_agree_with_the_exported_lines(asking: Asking) -> None:
    contracts = asking.lines["contract"]
    calls = Counter(call["contract"] for call in asking.lines["call"])
    planned = {rule["contract"] for rule in asking.lines["plan_rule"]}
    after = {each["renews"] for each in contracts if each["status"] != "terminated"}
    holds: dict[str, Callable[[Record], bool]] = {
        "contracts": lambda each: True, "covering": covering, "ending": lambda each: _within(each, 30),
        "ending_90d": lambda each: _within(each, 90), "renewal": lambda each: covering(each) and each["renewal"],
        "renewed": lambda each: each["number"] in after,
        "expired": lambda each: each["status"] != "terminated" and ends(each) is not None and ends(each) < TODAY,  # type: ignore[operator]
        "terminated": lambda each: each["status"] == "terminated",
        "exhausted": lambda each: each["units"] is not None and each["used"] >= each["units"],
        "called": lambda each: calls[each["number"]] > 0, "preventive": lambda each: each["number"] in planned,
    }  # fmt: skip
    own = {each.name for each in sources()["contract"].subject.counts}
    assert set(holds) == {
        name for name in own if not name.startswith("preventive_")
    }  # those are told by their plans
    result = asking.reports.run(
        Definition("x", "X", "contract", by=("month",), figures=(*holds, "value_sum", "calls_sum", *WORKED))
    )
    lines = [line for call in asking.lines["call"] for line in call["work"] if line["contract"] is not None]
    groups: dict[str | None, list[Record]] = defaultdict(list)
    for each in contracts:
        end = ends(each)
        groups[None if end is None else f"{end:%Y-%m}"].append(each)
    assert {line.key[0] for line in result.lines} == groups.keys()
    for line in [*result.lines, result.total]:
        among = groups[line.key[0]] if line.key else contracts  # type: ignore[index]
        for name, each in holds.items():
            assert line.cells[name].value == sum(map(each, among)), (name, line.key)
        worth = [Decimal(each["value"]) for each in among if each["value"]]
        assert line.cells["value_sum"].value == (float(sum(worth)) if worth else None)
        called = [calls[each["number"]] for each in among if calls[each["number"]]]
        assert line.cells["calls_sum"].value == (sum(called) if called else None)
        own = {each["number"] for each in among}
        for name, kind in WORKED.items():
            times = [each["seconds"] for each in lines if each["contract"] in own and each["kind"] == kind]
            assert line.cells[name].value == (sum(times) if times else None), (name, line.key)


WORKED = {"labour_sum_s": "labour", "travel_sum_s": "travel"}


def test_solutions_agree_with_the_calls_they_are_attached_to(asking: Asking) -> None:
    calls = asking.lines["call"]
    attached = Counter(number for call in calls for number in call["solutions"])
    ended = Counter(
        number for call in calls if call["status_class"] == "closed" for number in call["solutions"]
    )
    misses = Counter(each["solution"] for call in calls for each in call["misses"])
    assert sum(attached.values()) > sum(ended.values()) > 0
    result = asking.reports.run(
        Definition("x", "X", "solution", by=("number",),
                   figures=("attached_sum", "ended_sum", "ended_share", "misses_sum", "helpful", "missed"))
    )  # fmt: skip
    assert {line.key[0] for line in result.lines} == {each["number"] for each in asking.lines["solution"]}
    for line in result.lines:
        number = line.key[0]
        of = attached[number]
        assert {name: cell.value for name, cell in line.cells.items()} == {
            "attached_sum": of or None, "ended_sum": ended[number] or None,
            "ended_share": round(100 * ended[number] / of, 1) if of else None,
            "misses_sum": misses[number] or None, "helpful": int(ended[number] > 0), "missed": int(misses[number] > 0),
        }, number  # fmt: skip
    opens(asking, result)


def test_units_agree_with_the_exported_lines(asking: Asking) -> None:
    cards = asking.lines["equipment"]
    calls = Counter(call["equipment"] for call in asking.lines["call"])
    troubled = {call["equipment"] for call in asking.lines["call"] if call["status_class"] != "closed"}
    groups_of = {item["code"]: item["group"] for item in asking.lines["item"]}

    def warranty(card: Record) -> bool:
        start, end = card["warranty_start"], card["warranty_end"]
        return end is not None and end >= str(TODAY) and (start is None or start <= str(TODAY))

    holds: dict[str, Callable[[Record], bool]] = {
        "units": lambda card: True, "live": lambda card: card["status"] in ("active", "loaned"),
        "in_warranty": warranty, "in_lab": lambda card: card["status"] == "in_lab",
        "loaned": lambda card: card["status"] == "loaned",
        "overdue_loans": lambda card: card["status"] == "loaned" and (card["due_back"] or "9") < str(TODAY),
        "called": lambda card: calls[card["number"]] > 0, "troubled": lambda card: card["number"] in troubled,
        "repeated": lambda card: calls[card["number"]] >= 3,
    }  # fmt: skip
    result = asking.reports.run(
        Definition(
            "x", "X", "equipment", by=("item_group",), figures=(*holds, "covered", "uncovered", "calls_max")
        )
    )
    for line in [*result.lines, result.total]:
        among = [card for card in cards if not line.key or groups_of[card["item"]] == line.key[0]]
        for name, each in holds.items():
            assert line.cells[name].value == sum(map(each, among)), (name, line.key)
        covered, uncovered = line.cells["covered"].value, line.cells["uncovered"].value
        assert (covered or 0) + (uncovered or 0) == line.cells["live"].value
        assert line.cells["calls_max"].value == (
            max((calls[card["number"]] for card in among), default=0) or None
        )
