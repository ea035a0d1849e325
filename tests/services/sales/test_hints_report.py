"""What came of hints, as a report: each figure worked out once more from the exported lines."""

import json
from collections import defaultdict
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from svc_tui.services.exchange.outgoing.whole import export_all
from svc_tui.services.reports.service import Reports
from svc_tui.services.reports.sources import standard
from svc_tui.services.sales.hints import Hints
from svc_tui.services.sales.service import Opportunities
from tests.services.desk import Desk


def test_what_came_of_hints_is_what_the_exported_lines_say(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.db")
    hints, sales, today = Hints(desk.context), Opportunities(desk.context), desk.context.today
    desk.change("item", 1, life=12)
    for number in range(400, 406):
        desk.add(
            "equipment", number=number, item="WSH-40", customer="C2", delivered_at=today - timedelta(days=700),
            warranty_end=today + timedelta(days=number - 398),
        )  # fmt: skip
    sales.new({"name": "By hand", "customer": "C1", "amount": "7"})
    found = [hint for hint in hints.found() if hint.number >= 400]
    raised: set[int] = set()
    for nth, hint in enumerate(found):
        if hint.number in raised:  # the unit's other hint is silent by now
            continue
        raised.add(hint.number)
        number = hints.raise_(hint.id, {"amount": str(100 + nth)}).number
        if hint.number % 3:
            (sales.win if hint.number % 3 == 1 else sales.lose)([number], None)
    for hint in hints.found("old")[:2]:
        hints.raise_(hint.id, {"amount": "55.50"})
    export_all(desk.context, tmp_path / "out")

    def lines(name: str) -> list[dict[str, Any]]:
        return [
            json.loads(line) for line in (tmp_path / "out" / f"{name}.jsonl").read_text("utf-8").splitlines()
        ]

    known = {line["number"]: line for line in lines("opportunity")}
    groups: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for fate in lines("hint_fate"):
        if fate["fate"] == "raised":
            groups[fate["rule"]].append(known[fate["opportunity"]])
    result = Reports(desk.context).run(standard()["hints"])
    assert {line.key[0] for line in result.lines} == set(groups) == {"warranty", "old"}
    for line in result.lines:
        group = groups[str(line.key[0])]
        won = [Decimal(each["amount"]) for each in group if each["status"] == "won"]
        cells = {name: cell.value for name, cell in line.cells.items()}
        assert (cells["opportunities"], cells["won"]) == (len(group), len(won))
        assert cells["lost"] == sum(each["status"] == "lost" for each in group)
        assert Decimal(str(cells["revenue_sum"] or 0)) == sum(won, Decimal(0))
        assert len(sales.ids(line.filter).ids) == len(group)
    assert len(sales.ids("no:hint is:any").ids) == 1
