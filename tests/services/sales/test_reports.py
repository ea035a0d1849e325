"""Reports of opportunities, each figure worked out once more from the exported lines by plain Python."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from svc_tui.domain.reports.definition import Definition
from svc_tui.services.company.lists import Lists
from svc_tui.services.company.settings import CompanySettings
from svc_tui.services.exchange.outgoing.whole import export_all
from svc_tui.services.reports.service import Reports
from svc_tui.services.reports.sources import sources, standard
from svc_tui.services.sales.service import Opportunities
from tests.services.desk import Desk, kept

Told = dict[str, Any]
NAMES = ("pipeline", "forecast", "won-lost", "won-lost-by-seller", "time-in-stage", "revenue-from-calls")


def fill(desk: Desk) -> None:
    """Sixty of all sorts, seeded: four stages, three currencies, won, lost, late, from calls and contracts."""
    random, sales = Random(7), Opportunities(desk.context)
    for name in ("Price", "Service"):
        Lists(desk.context).new("opportunity_reason", {"name": name})
    calls = [desk.open_call() for _ in range(5)]
    today = desk.context.today
    for nth in range(60):
        begun = today - timedelta(days=random.randint(0, 200))
        number = sales.new(
            {
                "name": f"Sale {nth}", "customer": random.choice(("C1", "C2")), "started_on": begun.isoformat(),
                "owner": random.choice(("anna", "bruno", "")), "currency": random.choice(("EUR", "EUR", "KWD", "JPY")),
                "amount": str(random.randint(1, 90_000)), "percent": random.choice(("6", "33.33", "0.5")),
                "closes_on": random.choice(("", (begun + timedelta(days=random.randint(0, 300))).isoformat())),
                "origin": random.choice(("", f"call:{random.choice(calls)}", "contract:58")),
            }
        ).number  # fmt: skip
        for stage in ("Qualified", "Quoted", "Lead")[: random.randint(0, 3)]:
            begun += timedelta(days=random.randint(0, (today - begun).days))
            sales.stage(number, stage, on=begun)
        if random.random() < 0.5:
            decide = random.choice((sales.win, sales.lose))
            decide(number, random.choice(("Price", "Service", None)), begun)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk.db", kept(fill))


@pytest.fixture
def lines(desk: Desk, tmp_path: Path) -> list[Told]:
    export_all(desk.context, tmp_path / "out")
    text = (tmp_path / "out" / "opportunity.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def cents(values: Iterable[Decimal]) -> Decimal | None:
    found = [value.quantize(Decimal("0.01"), ROUND_HALF_UP) for value in values]
    return sum(found, Decimal(0)) if found else None


def oracle(name: str, group: list[Told], own: str, today: date) -> Any:
    mine = [line for line in group if line["currency"] == own]
    amounts = {id(line): Decimal(line["amount"]) for line in mine}
    won = [line for line in group if line["status"] == "won"]
    decided = [line for line in group if line["status"] != "open"]
    late = [line for line in group if line["status"] == "open" and line["closes_on"]
            and date.fromisoformat(line["closes_on"]) < today]  # fmt: skip
    return {
        "opportunities": len(group), "won": len(won), "lost": len(decided) - len(won), "overdue": len(late),
        "open": len(group) - len(decided),
        "hit_rate": round(100 * len(won) / len(decided), 1) if decided else None,
        "worth_sum": cents(amounts.values()),
        "weight_sum": cents(amounts[id(line)] * Decimal(line["percent"]) / 100 for line in mine),
        "revenue_sum": cents(amounts[id(line)] for line in mine if line["status"] == "won"),
    }[name]  # fmt: skip


@pytest.mark.parametrize("own", ["EUR", "JPY"])
@pytest.mark.parametrize(
    "name", ["pipeline", "forecast", "won-lost", "won-lost-by-seller", "revenue-from-calls"]
)
def test_each_figure_is_what_plain_python_finds(desk: Desk, lines: list[Told], name: str, own: str) -> None:
    CompanySettings(desk.context).set({"currency": own})
    definition = standard()[name]
    result = Reports(desk.context).run(definition)
    (by,) = definition.by
    kept = {
        "pipeline": lambda line: line["status"] == "open", "forecast": lambda line: line["status"] == "open",
        "won-lost": lambda line: line["status"] != "open",
        "won-lost-by-seller": lambda line: line["status"] != "open",
        "revenue-from-calls": lambda line: line["status"] == "won"
        and any(each.startswith("call:") for each in line["origin"]),
    }[name]  # fmt: skip
    groups: defaultdict[Any, list[Told]] = defaultdict(list)
    for line in filter(kept, lines):
        day = line[definition.date or "closes_on"]
        groups[(day and day[:7]) if by == "month" else line[by]].append(line)
    assert {part.key[0] for part in result.lines} == set(groups)
    parts = [(part, groups[part.key[0]]) for part in result.lines]
    parts.append((result.total, [each for one in groups.values() for each in one]))
    for part, group in parts:
        for figure, cell in part.cells.items():
            if figure != "revenue_mean":
                value = cell.value if cell.value is None else Decimal(str(cell.value))
                wanted = oracle(figure, group, own, desk.context.today)
                assert value == (wanted if wanted is None else Decimal(str(wanted))), (part.key, figure)


def test_time_in_stages_is_the_days_of_their_lines(desk: Desk, lines: list[Told]) -> None:
    result = Reports(desk.context).run(standard()["time-in-stage"])
    spent: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for line in lines:
        for each in line["stages"]:
            last = date.fromisoformat(each["closed_on"]) if each["closed_on"] else desk.context.today
            days = (last - date.fromisoformat(each["started_on"])).days
            spent[each["stage"]][line["number"]] = spent[each["stage"]].get(line["number"], 0) + days
    assert {part.key[0]: part.cells["total_s"].value for part in result.lines} == {
        stage: 86400 * sum(days.values()) for stage, days in spent.items()
    }
    sales = Opportunities(desk.context)
    for part in result.lines:
        assert len(sales.ids(part.filter).ids) == part.count == len(spent[str(part.key[0])])


def test_each_group_and_figure_opens_its_opportunities(desk: Desk) -> None:
    subject, sales = sources()["opportunity"].subject, Opportunities(desk.context)
    figures = (*(each.name for each in subject.counts), "worth_sum", "weight_sum", "revenue_max")
    every = len(sales.ids("is:any").ids)
    assert every == 60
    for dimension in subject.dimensions:
        result = Reports(desk.context).run(
            Definition("x", "X", "opportunity", filter="is:any", by=(dimension.name,), figures=figures)
        )
        assert sum(line.count for line in result.lines) == result.total.count == every
        for line in [*result.lines, result.total]:
            assert len(sales.ids(line.filter).ids) == line.count, line.filter
            for cell in line.cells.values():
                assert len(sales.ids(cell.filter).ids) == cell.rows, cell.filter


def test_what_is_in_another_currency_is_said_under_the_table(desk: Desk) -> None:
    result = Reports(desk.context).run(standard()["pipeline"])
    assert any("another currency" in note.text for note in result.notes)
