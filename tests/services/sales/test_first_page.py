"""What the list of opportunities asks of the store for its first page, however many there are."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from svc_tui.services.sales.pipeline import Pipeline
from svc_tui.services.sales.service import Opportunities
from tests.services.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Three opportunities, two of them raised from a card."""
    desk = Desk(tmp_path / "desk.db")
    sales = Opportunities(desk.context)
    sales.new({"name": "New drum", "customer": "C1", "amount": "1200", "closes_on": "2026-04-01"})
    for card in ("311", "312"):
        sales.raise_from("equipment", card, {"amount": "9800"})
    return desk


@contextmanager
def asked(desk: Desk) -> Iterator[list[tuple[str, Any]]]:
    """What is selected meanwhile, with its values."""
    said: list[tuple[str, Any]] = []

    def hear(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        if statement.startswith("SELECT"):
            said.append((statement, values))

    event.listen(desk.store.engine, "before_cursor_execute", hear)
    try:
        yield said
    finally:
        event.remove(desk.store.engine, "before_cursor_execute", hear)


def plan(desk: Desk, statement: str, values: Any) -> str:
    """How SQLite goes about it."""
    with desk.store.engine.connect() as connection:
        return "; ".join(
            row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        )


def test_the_first_page_comes_out_of_an_index_in_order(desk: Desk) -> None:
    """The keys by day, those of one day sorted among themselves; their rows in one statement, origins in another."""
    sales = Opportunities(desk.context)
    sales.ids("")
    with asked(desk) as said:
        page = sales.rows(sales.ids("", first=100).ids)
    assert [each.number for each in page] == [1, 3, 2]
    assert [len(each.origin) for each in page] == [0, 1, 1]
    assert len(said) == 3, said
    keys, rows, origins = (plan(desk, *each) for each in said)
    assert "INDEX opportunity_open (status=?)" in keys
    assert "TEMP B-TREE FOR ORDER BY" not in keys
    assert "SCAN" not in rows + origins


def test_the_pipeline_reads_each_opportunity_by_its_status(desk: Desk) -> None:
    """Five statements, whatever is in it; those that were decided are passed over by an index."""
    pipeline = Pipeline(desk.context)
    pipeline.ids("")
    with asked(desk) as said:
        (column,) = pipeline.ids("").columns
    assert len(column.ids) == 3
    assert len(said) <= 5, said
    of_opportunities = [plan(desk, *each) for each in said if "FROM opportunity " in each[0]]
    assert len(of_opportunities) >= 2
    assert all("SEARCH opportunity USING INDEX opportunity_open" in each for each in of_opportunities)
