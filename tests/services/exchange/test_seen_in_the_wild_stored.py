"""What real B1 files do beyond the schema, as the store keeps it: facts enter, rules only tell, bad rows say why."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from svc_tui.bootstrap import Services
from svc_tui.services.exchange.incoming.run import Importing, Report
from svc_tui.storage.exchange import incoming as rows
from tests.services.importing_hands import calls, desk, load

CARD: dict[str, Any] = {
    "EquipmentCardNum": 1,
    "CustomerCode": "C1",
    "ItemCode": "W40",
    "InternalSerialNum": "SN-1",
}
CONTRACT: dict[str, Any] = {
    "ContractID": 58, "CustomerCode": "C1", "ContractType": "ct_SerialNumber", "Status": "scs_Approved",
    "StartDate": "2011-01-01", "EndDate": "2017-12-31", "DurationOfCoverage": 24, "ResolutionTime": 2,
    "ResolutionUnit": "rsu_Days", "MondayEnabled": "tYES",
    "ServiceContract_Lines": [{"LineNum": 1, "InternalSerialNum": "SN-1", "EndDate": "2013-12-31"}],
}  # fmt: skip
CALL: dict[str, Any] = {
    "ServiceCallID": 7, "Subject": "Stops", "CustomerCode": "C1", "Status": -3, "CreationDate": "2024-03-15",
}  # fmt: skip


def table(services: Services, name: str) -> list[dict[str, Any]]:
    """Every row of a table."""
    with services.store.read() as session:
        columns = sorted(rows.columns(name))
        found = rows.rows_of(session=session, table_name=name, names=columns)
        return [dict(zip(columns, row, strict=True)) for row in found]


def told(report: Report, severity: str = "reject") -> list[str]:
    """Problems as the command line says them."""
    return [
        f"{problem.place()}: {problem.value}: {problem.text()}"
        for _, problem in report.problems
        if problem.severity == severity
    ]


def rules(report: Report) -> dict[str, int]:
    """The rules that were warned of, with their counts."""
    return {
        problem.rule: problem.details["count"] for _, problem in report.problems if problem.severity == "warn"
    }


def test_a_label_in_another_case_is_the_entry_and_one_with_another_accent_is_not(tmp_path: Path) -> None:
    with desk(tmp_path) as services:
        with services.context.write(undoable=False) as unit:
            rows.add(unit, "list_entry", [{"list": "type", "name": name} for name in ("Perché", "Perche")])
        calls = [
            {**CALL, "ServiceCallID": n, "CallType": label} for n, label in ((1, "PERCHÉ"), (2, "perche"))
        ]
        assert load(services, tmp_path / "c.json", calls).rejected == 0
        assert [call["type"] for call in table(services, "call")] == ["Perché", "Perche"]


def test_a_contract_at_odds_with_itself_is_kept_as_it_is_and_told_once(tmp_path: Path) -> None:
    with desk(tmp_path) as services:
        report = load(services, tmp_path / "a.json", [CONTRACT, {**CONTRACT, "ContractID": 59}])
        assert report.rejected == 0
        assert rules(report)["CT-02"] == 2
        (contract, _), (line, _) = table(services, "contract"), table(services, "contract_line")
        assert (contract["duration"], contract["end"], line["end"]) == (
            24,
            date(2017, 12, 31),
            date(2013, 12, 31),
        )


def test_a_closed_call_with_a_solution_needs_no_resolution(tmp_path: Path) -> None:
    closed = {
        **CALL,
        "Status": -1,
        "Resolution": "",
        "ServiceCallSolutions": [{"LineNum": 2, "SolutionID": 15}],
    }
    with desk(tmp_path) as services:
        report = load(services, tmp_path / "a.json", closed)
        assert "SC-20" not in rules(report)
        assert [row["line"] for row in table(services, "call_solution")] == [2]
        assert (calls(services)["7"]["closed_at"], calls(services)["7"]["extra"]) == (
            None,
            {"ServiceCallID": 7},
        )
        load(services, tmp_path / "s.json", {"SolutionCode": 15, "Solution": "Replace it", "Status": -3})
        (solution,) = table(services, "solution")
        assert (solution["solution"], solution["status"]) == ("Replace it", "Review")


def test_two_cards_without_a_maker_serial_are_no_duplicates(tmp_path: Path) -> None:
    cards = [{**CARD, "EquipmentCardNum": number, "InternalSerialNum": f"SN-{number}", "ManufacturerSerialNum": ""}
             for number in (1, 2)]  # fmt: skip
    with desk(tmp_path) as services:
        report = load(services, tmp_path / "a.json", cards)
        assert (report.rejected, rules(report)) == (0, {})
        assert [row["manufacturer_serial"] for row in table(services, "equipment")] == [None, None]


def test_partners_of_a_card_are_the_owner_first_and_no_doubles(tmp_path: Path) -> None:
    partners = [{"BPCode": code} for code in ("C2", "C1", "C2", "C3")]
    with desk(tmp_path) as services:
        load(services, tmp_path / "a.json", {**CARD, "CustomerEquipmentCardBusinessPartners": partners})
        (card,) = table(services, "equipment")
        assert (card["customer"], card["extra"]) == ("C1", None)
        assert [row["customer"] for row in table(services, "equipment_customer")] == ["C2", "C3"]


# Facts and rules


def test_facts_that_break_a_rule_enter_and_each_rule_is_told_once(tmp_path: Path) -> None:
    cards = [{**CARD, "EquipmentCardNum": number} for number in (1, 2)]
    contract = {**CONTRACT, "StartDate": "2018-01-01", "TerminationDate": "2016-01-01", "Renewal": "tNO",
                "ReminderTime": 2, "RemindUnit": "reu_Weeks", "DurationOfCoverage": None}  # fmt: skip
    activity = {
        "ActivityCode": 9,
        "StartDate": "2024-01-02",
        "EndDueDate": "2024-01-01",
        "Activity": "cn_Meeting",
    }
    with desk(tmp_path) as services:
        report = load(services, tmp_path / "a.json", cards)
        assert (report.rejected, rules(report)) == (0, {"EQ-03": 1})
        report = load(services, tmp_path / "b.json", contract)
        assert report.rejected == 0
        assert {"CT-03", "CT-06", "CT-11"} <= rules(report).keys()
        report = load(services, tmp_path / "c.json", activity)
        assert (report.rejected, rules(report)) == (0, {"SC-25": 1})


def test_what_cannot_be_read_is_rejected_with_row_column_value_and_reason(tmp_path: Path) -> None:
    bad = [
        {**CONTRACT, "EndDate": "31.31.2024"}, {**CONTRACT, "ContractID": 60, "EndDate": None},
        {**CONTRACT, "ContractID": 61, "ResponseTime": "soon"}, {**CONTRACT, "ContractID": 62, "MondayStart": "25:00"},
        {**CONTRACT, "ContractID": 63, "ServiceContract_Lines": [{"LineNum": 0, "StartDate": "x"}]},
        {**CONTRACT, "ContractID": None}, {**CONTRACT, "ContractID": 64, "RemindUnit": "reu_Years", "ReminderTime": 1},
    ]  # fmt: skip
    with desk(tmp_path) as services:
        assert told(load(services, tmp_path / "a.json", bad)) == [
            "row 1, EndDate: 31.31.2024: This is no date in the form YYYY-MM-DD.",
            "row 2, EndDate: : end is missing; the record cannot stand without it.",
            "row 3, ResponseTime: soon: This is no whole number.",
            "row 4, MondayStart: 25:00: This is no time of day; one is 13:37:00 or 1337.",
            "row 5, ServiceContract_Lines.startdate: x: This is no date in the form YYYY-MM-DD.",
            "row 6, ContractID: : number is missing; the record cannot stand without it.",
            "row 7, ReminderTime: 1 reu_Years: This is none of reu_Days, reu_Weeks, reu_Month.",
        ]
        assert table(services, "contract") == []


# What refers to what


def test_files_in_any_order_enter_in_the_order_in_which_they_name_each_other(tmp_path: Path) -> None:
    files = {
        "1-activities": {"ActivityCode": 9, "Activity": "cn_Note", "HandledByEmployee": 12, "ParentObjectType": 191,
                         "ParentObjectId": 7},
        "2-calls": {**CALL, "DocNum": 70, "InternalSerialNum": "sn 1", "ItemCode": "W40", "ContractID": 58,
                    "TechnicianCode": 12, "BPTerritory": 3, "BelongsToAQueue": "tYES", "Queue": "NORTH"},
        "3-contracts": CONTRACT,
        "4-cards": CARD,
        "5-employees": {"EmployeeID": 12, "FirstName": "Bruno", "LastName": "Riva", "ApplicationUserID": 4},
        "6-users": {"InternalKey": 4, "UserCode": "bruno", "UserName": "Bruno R"},
        "7-territories": {"TerritoryID": 3, "Description": "North", "Parent": -2},
        "8-queues": {"QueueID": "NORTH", "Description": "Northern", "QueueManager": 4,
                     "QueueMembers": [{"MemberUserID": 4}]},
    }  # fmt: skip
    paths = []
    for name, content in files.items():
        paths.append(tmp_path / f"{name}.json")
        paths[-1].write_text(json.dumps(content))
    with desk(tmp_path) as services:
        report = Importing(services.context).run(paths)
        assert told(report) == []
        call = calls(services)["70"]
        assert (call["equipment"], call["contract"], call["technician"]) == (1, 58, "bruno")
        assert (call["territory"], call["queue"]) == ("North", "NORTH")
        (line,), (activity,) = table(services, "contract_line"), table(services, "activity")
        assert (line["equipment"], activity["call_id"], activity["who"]) == (1, call["id"], "bruno")
        assert services.people.find("bruno").roles == ["dispatcher", "technician"]
        assert report.made == {"customer": 1, "item": 1}
        assert not Importing(services.context).run(paths).entered


def test_a_child_file_brings_a_known_record_up_to_date_and_another_is_rejected(tmp_path: Path) -> None:
    lines = (
        "ParentKey,LineNum,InternalSerialNum,ItemCode\nContractID,Line,InternalSN,ItemCode\n58,4,SN-9,W40\n"
    )
    with desk(tmp_path) as services:
        load(services, tmp_path / "a.json", CONTRACT)
        assert load(services, tmp_path / "ServiceContract_Lines.csv", lines).rejected == 0
        assert [(row["line"], row["serial"]) for row in table(services, "contract_line")] == [(4, "SN-9")]
        report = load(services, tmp_path / "ServiceContract_Lines.csv", lines.replace("58,", "99,"))
        assert told(report) == [
            "row 3, CustomerCode: : customer is missing; the record cannot stand without it."
        ]


def test_the_card_of_a_call_is_found_by_serial_item_and_customer(tmp_path: Path) -> None:
    cards = [
        {**CARD, "EquipmentCardNum": 1, "StatusOfSerialNumber": "sns_Terminated"},
        {**CARD, "EquipmentCardNum": 2, "CustomerEquipmentCardBusinessPartners": [{"BPCode": "C5"}]},
        {**CARD, "EquipmentCardNum": 3, "ItemCode": "D10"},
    ]
    told_as = [
        ("C1", "W40", "sn1", 2),
        ("C1", "D10", "SN-1", 3),
        ("C5", "W40", "SN-1", 2),
        ("C9", "W40", "SN-1", None),
    ]
    with desk(tmp_path) as services:
        load(services, tmp_path / "a.json", cards)
        load(services, tmp_path / "b.json", [
            {**CALL, "ServiceCallID": nth, "CustomerCode": customer, "ItemCode": item, "InternalSerialNum": serial}
            for nth, (customer, item, serial, _) in enumerate(told_as, 1)
        ])  # fmt: skip
        found = calls(services)
        assert [found[str(nth)]["equipment"] for nth in range(1, 5)] == [card for *_, card in told_as]


def test_a_card_that_names_one_of_another_page_keeps_its_number(tmp_path: Path) -> None:
    with desk(tmp_path) as services:
        report = load(services, tmp_path / "a.json", {**CARD, "ReplaceSN": 99})
        assert (report.rejected, rules(report)) == (0, {"no-card": 1})
        (card,) = table(services, "equipment")
        assert (card["replaces"], card["extra"]) == (None, {"ReplaceSN": 99})
        ring = [
            {**CARD, "EquipmentCardNum": 5, "ReplaceSN": 6},
            {**CARD, "EquipmentCardNum": 6, "ReplaceSN": 5},
        ]
        assert load(services, tmp_path / "b.json", ring).rejected == 1


def test_lists_that_come_later_name_what_was_known_by_number(tmp_path: Path) -> None:
    territories = {"odata.metadata": "$metadata#Territories", "value": [
        {"TerritoryID": 3, "Description": "North", "Parent": -2, "U_Zone": "a"},
        {"TerritoryID": 4, "Description": "North", "Parent": 3},
    ]}  # fmt: skip
    with desk(tmp_path) as services:
        load(services, tmp_path / "a.json", {**CARD, "Defaultterritory": 3})
        load(services, tmp_path / "b.json", {"CardCode": "C1", "CardName": "One", "Territory": 4})
        load(services, tmp_path / "c.json", {"SolutionCode": 1, "Solution": "x", "Status": 9})
        load(services, tmp_path / "t.json", territories)
        load(services, tmp_path / "s.json", {"odata.metadata": "$metadata#ServiceCallSolutionStatus",
                                             "value": [{"StatusId": 9, "Name": "Tested"}]})  # fmt: skip
        (card,), (customer,), (solution,) = (
            table(services, name) for name in ("equipment", "customer", "solution")
        )
        # Two territories of one name are told apart by their number.
        assert (card["territory"], customer["territory"], solution["status"]) == (
            "North",
            "North (4)",
            "Tested",
        )
        kept = {
            row["name"]: row["extra"] for row in table(services, "list_entry") if row["list"] == "territory"
        }
        assert kept == {"North": {"Parent": -2, "U_Zone": "a"}, "North (4)": {"Parent": 3}}
        assert not load(services, tmp_path / "t.json", territories).entered


def test_own_fields_of_built_in_values_are_kept(tmp_path: Path) -> None:
    with desk(tmp_path) as services:
        load(services, tmp_path / "o.json", {"OriginID": -1, "Name": "Web", "U_Key": "w"})
        (web,) = [
            row for row in table(services, "list_entry") if (row["list"], row["name"]) == ("origin", "Web")
        ]
        assert web["extra"] == {"U_Key": "w"}


def test_a_group_that_comes_later_is_named_on_the_lines_of_contracts(tmp_path: Path) -> None:
    lines = [{"LineNum": 0, "ItemGroup": 103, "ItemGroupName": "Washers"}]
    with desk(tmp_path) as services:
        load(
            services,
            tmp_path / "a.json",
            {**CONTRACT, "ContractType": "ct_ItemGroup", "ServiceContract_Lines": lines},
        )
        assert [row["item_group"] for row in table(services, "contract_line")] == ["103"]
        load(services, tmp_path / "g.json", {"Number": 103, "GroupName": "Washers"})
        assert [row["item_group"] for row in table(services, "contract_line")] == ["Washers"]
