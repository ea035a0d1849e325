"""The demo company's opportunities: of all sorts, alive on any day, in both languages."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from svc_tui.bootstrap import open_services
from svc_tui.services.demo.making import Made, make


@pytest.mark.parametrize(
    ("language", "at"),
    [("en", datetime(2026, 8, 15, 22, 10, tzinfo=UTC)), ("it", datetime(2028, 2, 29, 8, 0, tzinfo=UTC))],
)
def test_every_stage_state_and_origin_is_there_on_any_day(
    tmp_path: Path, language: str, at: datetime
) -> None:
    path = tmp_path / "demo.db"
    make(path, Made(60, 1, language, at), lambda _what, _done, _all: None)
    services = open_services(store=path, who="anna", now=lambda: at, env={})
    sales = services.opportunities
    rows = list(sales.all_rows("is:any"))
    assert 30 <= len(rows) <= 40
    assert {row.stage for row in sales.all_rows()} == {"Lead", "Qualified", "Quoted", "Negotiation", "Order"}
    for text in ("is:won origin:call", "is:lost has:reason", "is:overdue", "origin:equipment", "origin:contract is:won",
                 "closes:<60d", "no:closes", "no:origin", "has:competitor", "is:mine"):  # fmt: skip
        assert sales.ids(text).ids, text
    for row in rows:
        lines = sales.sheet(row.number).stages
        days = [day for line in lines for day in (line.started_on, line.closed_on) if day is not None]
        assert days == sorted(days)
        assert days[-1] <= services.today
        assert (lines[-1].closed_on, lines[-1].stage) == (row.closed_on, row.stage)
        for kind, key in row.origin:
            assert row.number in [each.number for each in sales.raised_from(kind, key)]
    open_one = next(iter(sales.all_rows("stage:Lead")))
    sales.stage(open_one.number, "Quoted")  # they can be worked with
    sales.win(open_one.number, services.lists.list("opportunity_reason")[0].name)
    assert services.store.problems() == []
    services.close()
