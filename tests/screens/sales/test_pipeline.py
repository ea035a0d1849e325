"""The pipeline: a column for each stage with its figures; opportunities move between them, and back."""

import pytest

from svc_tui.services.sales.pipeline import Pipeline
from svc_tui.services.sales.service import Opportunities
from tests.screens.running import press, running, said
from tests.screens.sales.test_sales import desk as desk
from tests.screens.sales.test_sales import path_of
from tests.services.desk import MONDAY_9, Desk


async def test_each_stage_has_its_count_amount_and_weight(desk: Desk) -> None:
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        lines = await press(pilot, "8", "v", "p")
        assert lines[2].split() == ["Lead", "1", "Quoted", "2", "Order", "1"]
        assert lines[3].split() == ["9,800", "EUR", "43,471", "EUR", "700", "USD"]
        assert lines[4].split() == [
            "weighted",
            "588",
            "EUR",
            "weighted",
            "21,735",
            "EUR",
            "weighted",
            "630",
            "USD",
        ]
        assert lines[5].startswith("> 1 ")
        assert lines[6].startswith("  Second boiler, Lavand")


async def test_the_same_keys_go_to_the_pipeline_and_back(desk: Desk) -> None:
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        await press(pilot, "8", "v", "p")
        lines = await press(pilot, "v", "p")
        assert any(line.startswith("   No.") for line in lines)
        lines = await press(pilot, "v", "p", "v", "2")
        assert lines[1].startswith(" / owner:@me")
        assert lines[2].split() == ["Lead", "1", "Quoted", "2"]


async def test_an_opportunity_moves_on_and_undo_brings_it_back(desk: Desk) -> None:
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        await press(pilot, "8", "v", "p")
        lines = await press(pilot, "L")
        assert said(pilot).startswith("Opportunity 1: Qualified")
        assert lines[2].split() == ["Qualified", "1", "Quoted", "2", "Order", "1"]
        lines = await press(pilot, "u")
        assert lines[2].split() == ["Lead", "1", "Quoted", "2", "Order", "1"]
        await press(pilot, "right", "w", "enter")
        assert "won" in said(pilot)


async def test_a_figure_lists_its_stage_and_the_pane_tells_every_currency(desk: Desk) -> None:
    Opportunities(desk.context).set(1, {"currency": "USD"})
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        lines = await press(pilot, "8", "v", "p", "right", "up")
        assert any("2 opportunities: 43,471 EUR, weighted 21,735 EUR" in line for line in lines)
        lines = await press(pilot, "enter")
        assert lines[1].startswith(' / is:open stage:"Quoted"')
        assert lines[2].split() == ["Quoted", "2"]


@pytest.mark.parametrize("text", ["", "is:any", "is:lost", "sort:-amount", "no-such-word"])
def test_the_columns_hold_what_the_list_holds(desk: Desk, text: str) -> None:
    listing = Pipeline(desk.context).ids(text)
    sales = Opportunities(desk.context)
    assert sorted(listing.ids) == sorted(sales.ids(text).ids)
    for column in listing.columns:
        rows = sales.rows(column.ids)
        assert {row.stage for row in rows} == {column.stage}
        assert sum(each.count for each in column.sums) == len(rows)
