"""The stages of opportunities: a list of the set-up that opportunities follow by name."""

from pathlib import Path

import pytest

from svc_tui.errors import NotFound, Refused
from svc_tui.services.sales.service import Opportunities
from svc_tui.services.sales.stages import SalesStages
from tests.services.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk.db")


def test_a_store_begins_with_stages_whose_percentages_rise(desk: Desk) -> None:
    stages = SalesStages(desk.context).list()
    assert [each.name for each in stages] == ["Lead", "Qualified", "Quoted", "Negotiation", "Order"]
    assert [each.percent for each in stages] == sorted(each.percent for each in stages)


def test_a_stage_is_added_changed_and_removed(desk: Desk) -> None:
    stages = SalesStages(desk.context)
    assert stages.new({"name": "Visited", "percent": "30"}).record.position == 6
    with pytest.raises(Refused, match="already"):
        stages.new({"name": "VISITED", "percent": "1"})
    with pytest.raises(Refused, match="already"):
        stages.set("Visited", {"name": "lead"})
    with pytest.raises(Refused):
        stages.new({"name": "x"})
    stages.set("visited", {"position": "2", "percent": "37,5"})
    assert f"{stages.find('Visited').percent:f}" == "37.50"
    stages.remove("Visited")
    with pytest.raises(NotFound):
        stages.find("Visited")
    desk.undo.undo()
    assert stages.find("visited").position == 2


def test_a_new_name_goes_to_every_opportunity_and_back(desk: Desk) -> None:
    stages, sales = SalesStages(desk.context), Opportunities(desk.context)
    number = sales.new({"name": "x", "customer": "C1", "amount": "1", "stage": "quoted"}).number
    with pytest.raises(Refused, match="stage of 1 opportunity"):
        stages.remove("Quoted")
    stages.set("Quoted", {"name": "Offer"})
    sheet = sales.sheet(number)
    assert (sheet.row.stage, [each.stage for each in sheet.stages]) == ("Offer", ["Offer"])
    desk.undo.undo()
    assert sales.find(number).stage == "Quoted"


def test_what_is_not_active_is_not_chosen(desk: Desk) -> None:
    stages, sales = SalesStages(desk.context), Opportunities(desk.context)
    stages.set("Lead", {"active": "no"})
    number = sales.new({"name": "x", "customer": "C1", "amount": "1"}).number
    assert sales.find(number).stage == "Qualified"
    with pytest.raises(Refused, match="not used any more"):
        sales.stage(number, "Lead")
