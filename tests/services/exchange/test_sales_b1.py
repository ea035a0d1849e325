"""Opportunities and their stages from and to SAP Business One: lines, origins, activities; what it has no place for."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from svc_tui.services.activities.service import Activities
from svc_tui.services.exchange.incoming.run import Importing
from svc_tui.services.exchange.outgoing.sets import export_sets
from svc_tui.services.sales.service import Opportunities
from svc_tui.services.sales.stages import SalesStages
from tests.services.desk import Desk

STAGES = [
    {"SequenceNo": 1, "Name": "Contact", "Stageno": 1, "ClosingPercentage": 10.0, "Cancelled": "tNO"},
    {"SequenceNo": 7, "Name": "Tender", "Stageno": 2, "ClosingPercentage": 37.5, "Cancelled": "tNO"},
]
ONE: dict[str, Any] = {
    "SequentialNo": 61, "OpportunityName": "Two boilers", "CardCode": "C1", "SalesPerson": -1, "DataOwnershipfield": 12,
    "Territory": -1, "Source": 3, "InterestLevel": -1, "StartDate": "2026-01-10", "PredictedClosingDate": "2026-04-14",
    "ClosingType": "sos_Days", "ClosingPercentage": 37.5, "MaxLocalTotal": 5500.5, "WeightedSumLC": 2062.69,
    "CurrentStageNo": 7.0, "Status": "sos_Open", "ReasonForClosing": None, "ClosingDate": None, "Remarks": "Two floors",
    "OpportunityType": "boOpSales", "U_SvcOrigin": "contract:58 equipment:311 call:99999", "U_Web": "x",
    "SalesOpportunitiesLines": [
        {"LineNum": 0, "SalesPerson": -1, "StartDate": "2026-01-10", "ClosingDate": "2026-02-01", "StageKey": 1,
         "PercentageRate": 10, "MaxLocalTotal": 5000, "Status": "so_Closed", "DocumentType": "bodt_MinusOne"},
        {"LineNum": 3, "StartDate": "2026-02-01", "ClosingDate": "2026-02-01", "StageKey": 7, "PercentageRate": 37.5,
         "MaxLocalTotal": 5500.5, "Status": "so_Open", "DataOwnershipfield": 12},
    ],
    "SalesOpportunitiesCompetition": [{"RowNo": 1, "Competition": 4}], "SalesOpportunitiesPartners": [],
}  # fmt: skip


def bring(desk: Desk, folder: Path, **sets: Any) -> list[str]:
    folder.mkdir()
    for name, rows in sets.items():
        (folder / f"{name}.json").write_text(
            json.dumps({"odata.metadata": f"$metadata#{name}", "value": rows}), encoding="utf-8"
        )
    report = Importing(desk.context).run([folder])
    return [problem.text() for _file, problem in report.problems if problem.severity == "reject"]


def read(folder: Path, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / f"{name}.json").read_text("utf-8"))["value"]
    return found


def test_lines_origins_people_and_activities_come_in(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.db")
    said = {"ActivityCode": 5, "Activity": "cn_Task", "CardCode": "C1", "Details": "Send the tender",
            "SalesOpportunityId": 61, "Closed": "tNO"}  # fmt: skip
    rejected = bring(
        desk, tmp_path / "in", SalesStages=STAGES, SalesOpportunities=[ONE], Activities=[said],
        SalesOpportunitySourcesSetup=[{"SequenceNo": 3, "Description": "Fair"}],
    )  # fmt: skip
    assert rejected == []
    stages = {each.name: f"{each.percent:f}" for each in SalesStages(desk.context).list()}
    assert (stages["Contact"], stages["Tender"], "Lead" in stages) == ("10.00", "37.50", False)
    sheet = Opportunities(desk.context).sheet(61)
    row: Any = sheet.row
    assert (row.name, row.stage, f"{row.amount:f}", row.currency) == (
        "Two boilers",
        "Tender",
        "5500.500",
        "EUR",
    )
    assert (row.started_on, row.closes_on, row.status, row.source) == (
        date(2026, 1, 10), date(2026, 4, 14), "open", "Fair",
    )  # fmt: skip
    assert [str(each) for each in row.origin] == ["contract:58", "equipment:311"]
    assert [(each.line, each.stage, each.started_on, each.closed_on) for each in sheet.stages] == [
        (0, "Contact", date(2026, 1, 10), date(2026, 2, 1)), (3, "Tender", date(2026, 2, 1), None),
    ]  # fmt: skip
    assert [each.number for each in sheet.activities] == [5]
    assert Activities(desk.context).find(5).customer == "C1"


def test_out_it_is_as_it_came_and_what_b1_cannot_hold_is_told(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.db")
    sets = {"SalesStages": STAGES, "SalesOpportunities": [ONE],
            "SalesOpportunitySourcesSetup": [{"SequenceNo": 3, "Description": "Fair"}]}  # fmt: skip
    assert bring(desk, tmp_path / "in", **sets) == []
    sales = Opportunities(desk.context)
    sales.new({"name": "In francs", "customer": "C2", "amount": "10", "currency": "CHF", "item": "WSH-40"})
    written = export_sets(desk.context, tmp_path / "out", "b1", "opportunity")
    rules = {each.rule for each in written.warnings}
    assert {"origin", "currency", "opportunity-item"} <= rules
    (one, _other) = read(tmp_path / "out", "SalesOpportunities")
    for name in ("SequentialNo", "OpportunityName", "CardCode", "DataOwnershipfield", "Source", "MaxLocalTotal",
                 "U_Web",
                 "ClosingPercentage", "CurrentStageNo", "Status", "SalesPerson", "ClosingType", "Remarks",
                 "SalesOpportunitiesCompetition"):  # fmt: skip
        assert one[name] == ONE[name], name
    assert one["U_SvcOrigin"] == "contract:58 equipment:311"
    assert one["StartDate"] == "2026-01-10T00:00:00Z"
    first, last = one["SalesOpportunitiesLines"]
    assert (first["LineNum"], first["StageKey"], first["Status"], first["DocumentType"]) == (
        0, 1, "so_Closed", "bodt_MinusOne",
    )  # fmt: skip
    assert (last["LineNum"], last["ClosingDate"], last["PercentageRate"], last["Status"]) == (
        3,
        None,
        37.5,
        "so_Open",
    )
    again = Importing(desk.context).run([tmp_path / "out"])
    assert not again.entered  # the same once more changes nothing


def test_won_and_lost_travel_with_their_reasons(tmp_path: Path) -> None:
    desk, other = Desk(tmp_path / "one.db"), Desk(tmp_path / "two.db")
    decided = {**ONE, "Status": "sos_Missed", "ReasonForClosing": "4", "ClosingDate": "2026-02-20T00:00:00Z"}
    reasons = [{"SequenceNo": 4, "Description": "Price"}]
    sets = {"SalesStages": STAGES, "SalesOpportunities": [decided], "SalesOpportunityReasonsSetup": reasons}
    assert bring(desk, tmp_path / "in", **sets) == []
    row = Opportunities(desk.context).find(61)
    assert (row.status, row.reason, row.closed_on) == ("lost", "Price", date(2026, 2, 20))
    export_sets(desk.context, tmp_path / "out", "b1", "all")
    report = Importing(other.context).run([tmp_path / "out"])
    assert [problem.text() for _file, problem in report.problems if problem.severity == "reject"] == []
    assert Opportunities(other.context).find(61).reason == "Price"


def test_an_amount_that_is_none_is_said_and_one_below_nought_rejected(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.db")
    rows = [{**ONE, "MaxLocalTotal": None}, {**ONE, "SequentialNo": 62, "MaxLocalTotal": -4}]
    rejected = bring(desk, tmp_path / "in", SalesStages=STAGES, SalesOpportunities=rows)
    assert len(rejected) == 1
    assert Opportunities(desk.context).find(61).amount == 0


def test_a_mapped_csv_brings_opportunities(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.db")
    call = desk.open_call()
    (tmp_path / "map.toml").write_text(
        'kind = "opportunity"\nkey = "no"\ndates = ["%d/%m/%Y"]\n[fields]\nnumber = "no"\nname = "what"\n'
        'customer = "who"\namount = "worth"\nclosed_on = "closed"\nstarted_on = "begun"\n'
        'stage = { column = "phase", values = { Offerta = "Quoted" } }\n'
        'status = { column = "state", values = { Vinta = "won", "" = "open" } }\n'
        'origin = { template = "call:{call}" }\n',
        encoding="utf-8",
    )
    (tmp_path / "rows.csv").write_text(
        "no,what,who,worth,phase,state,closed,begun,call\n"
        f"7,Boiler,C1,1200.50,Offerta,Vinta,02/03/2026,10/02/2026,{call}\n8,Dryer,C1,-3,Offerta,,,,{call}\n"
        f'9,Pump,C1,"1.234,50",Offerta,,,,{call}\n10,Mill,C1,1e3,Offerta,,,,{call}\n'
        f'11,Oven,C1,٣,Offerta,,,,{call}\n12,Tank,C1,"1,234",Offerta,,,,{call}\n',
        encoding="utf-8",
    )
    report = Importing(desk.context).run([tmp_path / "rows.csv"], map_path=tmp_path / "map.toml")
    assert len([each for _file, each in report.problems if each.severity == "reject"]) == 4
    assert Opportunities(desk.context).find(9).amount == Decimal("1234.50")
    sheet = Opportunities(desk.context).sheet(7)
    assert (f"{sheet.row.amount:f}", sheet.row.status, sheet.row.closed_on) == (
        "1200.500",
        "won",
        date(2026, 3, 2),
    )
    assert [str(each) for each in sheet.row.origin] == [f"call:{call}"]
    assert [(each.stage, each.started_on, each.closed_on) for each in sheet.stages] == [
        ("Quoted", date(2026, 2, 10), date(2026, 3, 2))
    ]
