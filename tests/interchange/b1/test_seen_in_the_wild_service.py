"""The same for equipment, contracts, solutions and activities: what real files do is read as the domain says.

`ROWS` names for each case of the domain document the tests that stand for it.
"""

import importlib
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from svc_tui.interchange.b1 import dtw_out as dtw_write
from svc_tui.interchange.b1 import json_out as b1_write
from svc_tui.interchange.b1.limits import Lost
from svc_tui.interchange.b1.names_service import CARDS, CONTRACTS, SERIALS
from svc_tui.interchange.b1.writing import Ids, Writing
from svc_tui.interchange.core.records import ById, Problem
from tests.interchange.reading import ROME, read

HERE = "tests.interchange.b1.test_seen_in_the_wild_service"
CALLS = "tests.interchange.b1.test_seen_in_the_wild"
STORE = "tests.services.exchange.test_seen_in_the_wild_stored"
IMPORT = "tests.services.exchange.test_importing"
ROWS = {
    "arrays with metadata inside": f"{CALLS}:test_the_set_is_taken_from_the_metadata",
    "metadata, wish or telling keys": f"{CALLS}:test_the_set_is_taken_from_the_wish_else_from_telling_keys",
    "camel case": f"{CALLS}:test_names_are_matched_without_regard_to_case",
    "expanded objects": f"{CALLS}:test_expanded_objects_fill_what_is_missing",
    "cross joins": f"{CALLS}:test_cross_joins_are_refused_by_name",
    "data instead of value": f"{CALLS}:test_four_envelopes_and_data",
    "empty answers": f"{CALLS}:test_an_empty_answer_says_there_is_nothing",
    "the server's error": f"{CALLS}:test_an_error_is_told_in_the_servers_own_words",
    "one page of several": f"{CALLS}:test_a_next_page_is_warned_of",
    "selections": f"{IMPORT}:test_a_selection_updates_a_known_call_and_is_rejected_otherwise",
    "labels on calls": f"{CALLS}:test_labels_where_codes_belong_are_understood_in_both_languages",
    "labels on contracts and cards": f"{HERE}:test_labels_of_contracts_and_cards_are_understood_in_both_languages",
    "a label in another case": f"{STORE}:test_a_label_in_another_case_is_the_entry_and_one_with_another_accent_is_not",
    "status 1": f"{IMPORT}:test_a_status_of_the_company_needs_its_list",
    "solution statuses": f"{HERE}:test_three_solution_statuses_are_known_without_a_list",
    "units without targets": f"{HERE}:test_units_without_times_are_no_target",
    "line numbers of calls": f"{CALLS}:test_line_numbers_are_kept_with_their_gaps",
    "line numbers of contracts": f"{HERE}:test_lines_of_contracts_keep_their_numbers",
    "duration and dates at odds": f"{STORE}:test_a_contract_at_odds_with_itself_is_kept_as_it_is_and_told_once",
    "closed without number or date": f"{CALLS}:test_a_closed_call_without_number_or_closing_date_is_taken",
    "closed by a solution alone": f"{STORE}:test_a_closed_call_with_a_solution_needs_no_resolution",
    "wrong members": f"{HERE}:test_sides_that_are_no_member_are_sales",
    "wrong members on calls": f"{CALLS}:test_members_of_the_wrong_enumeration_take_the_nearest",
    "aliases on calls": f"{CALLS}:test_aliases_are_accepted",
    "aliases elsewhere": f"{HERE}:test_aliases_of_contracts_templates_and_activities",
    "misspelt names": f"{HERE}:test_misspelt_names_go_back_as_they_came",
    "unknown fields": f"{HERE}:test_unknown_fields_and_lists_are_kept_and_told_once",
    "line breaks and none": f"{CALLS}:test_line_breaks_empty_texts_and_codes_that_mean_none",
    "empty maker serials": f"{STORE}:test_two_cards_without_a_maker_serial_are_no_duplicates",
    "SQL extracts": f"{CALLS}:test_an_sql_extract_with_database_names_is_read",
    "counts that are 0": f"{HERE}:test_counts_are_ignored_and_hours_serve_where_the_target_is_missing",
    "passwords": f"{CALLS}:test_a_field_that_holds_a_password_is_kept_and_never_told",
    "several partners": f"{STORE}:test_partners_of_a_card_are_the_owner_first_and_no_doubles",
}
"""Case -> module:test."""
CONTRACT: dict[str, Any] = {
    "ContractID": 58, "CustomerCode": "C1", "Status": "scs_Approved", "ContractType": "ct_SerialNumber",
    "StartDate": "2024-01-01T00:00:00Z", "EndDate": "2024-12-31T00:00:00Z", "ResponseTime": 4,
    "ResponseUnit": "boru_Hour", "ResolutionTime": 2, "ResolutionUnit": "rsu_Days",
}  # fmt: skip
CARD: dict[str, Any] = {
    "EquipmentCardNum": 311,
    "CustomerCode": "C1",
    "ItemCode": "W40",
    "InternalSerialNum": "S1",
}


def load(tmp_path: Path, value: object, **wanted: Any) -> tuple[list[Any], list[Problem]]:
    return read(tmp_path / "a.json", json.dumps(value), **wanted)


def rules(problems: list[Problem]) -> set[str]:
    return {one.rule for one in problems if one.severity != "note"}


@pytest.mark.parametrize("row", ROWS)
def test_every_case_of_the_domain_has_its_test(row: str) -> None:
    module, _, name = ROWS[row].partition(":")
    assert callable(getattr(importlib.import_module(module), name))


@pytest.mark.parametrize(
    ("label", "status"),
    [
        ("Active", "approved"),
        ("attivo", "approved"),
        ("On Hold", "on_hold"),
        ("Bozza", "draft"),
        ("F", "on_hold"),
    ],
)
def test_labels_of_contracts_and_cards_are_understood_in_both_languages(
    tmp_path: Path, label: str, status: str
) -> None:
    (record,), problems = load(tmp_path, {**CONTRACT, "Status": label})
    assert record.values["status"] == status
    assert rules(problems) == ({"label"} if len(label) > 1 else set())
    (record,), problems = load(tmp_path, {**CARD, "StatusOfSerialNumber": "In Repair Lab"})
    assert (record.values["status"], rules(problems)) == ("in_lab", {"label"})
    records, (problem,) = load(tmp_path, {**CONTRACT, "Status": "whatever"})
    assert (records, problem.column, problem.value, problem.severity) == ([], "Status", "whatever", "reject")


def test_characters_and_numbers_of_di_are_members_too(tmp_path: Path) -> None:
    for value, status in (("T", "terminated"), (3, "loaned"), ("sns_InLab", "in_lab")):
        (record,), problems = load(tmp_path, {**CARD, "StatusOfSerialNumber": value})
        assert (record.values["status"], rules(problems)) == (status, set())


def test_three_solution_statuses_are_known_without_a_list(tmp_path: Path) -> None:
    for number, status in ((-3, "Review"), (-2, "Internal"), (-1, "Publish"), (1, ById(1))):
        (record,), _ = load(tmp_path, {"SolutionCode": 15, "Solution": "Replace it", "Status": number})
        assert record.values["status"] == status


def test_units_without_times_are_no_target(tmp_path: Path) -> None:
    (record,), problems = load(tmp_path, {**CONTRACT, "ResponseTime": None, "ResolutionTime": None})
    assert (record.values["response"], record.values["resolution"]) == (None, None)
    assert rules(problems) == {"no-target"}


def test_lines_of_contracts_keep_their_numbers(tmp_path: Path) -> None:
    lines = [{"LineNum": number, "InternalSerialNum": f"S{number}"} for number in (1, 3, 4, 6)]
    (record,), _ = load(tmp_path, {**CONTRACT, "ServiceContract_Lines": lines})
    assert [line["line"] for line in record.values["lines"]] == [1, 3, 4, 6]


def test_sides_that_are_no_member_are_sales(tmp_path: Path) -> None:
    (record,), problems = load(tmp_path, {**CARD, "ServiceBPType": "et_Customer"})
    assert (record.extra["ServiceBPType"], rules(problems)) == ("et_Sales", {"nearest"})
    (record,), problems = load(tmp_path, {**CARD, "ServiceBPType": "et_Purchasing"})
    assert (record.extra["ServiceBPType"], rules(problems)) == ("et_Purchasing", set())


def test_aliases_of_contracts_templates_and_activities(tmp_path: Path) -> None:
    contract = {**CONTRACT, "ContactPersonCode": 4, "Service_Contract_Lines": [
        {"LineNum": 0, "InternalSerialNum": "S1", "ItemDescription": "Washer", "EndDate": "2024-06-30"}]}  # fmt: skip
    (record,), problems = load(tmp_path, contract)
    assert rules(problems) == set()
    assert record.values["contact"] == ById(4)
    assert record.values["lines"][0]["end"] == date(2024, 6, 30)
    assert record.values["lines"][0]["item_name"] == "Washer"
    (record,), problems = load(tmp_path, {**CARD, "ContactPersonCode": 4})
    assert (record.values["contact"], rules(problems)) == (ById(4), set())
    template = {"TmpltName": "GOLD", "CntrctType": "S", "SunEnabled": "Y", "SunStrart": 1000, "SunEnd": 1200}
    (record,), problems = load(tmp_path, template)
    assert (record.values["type"], rules(problems)) == ("serial", set())
    assert "Su 10:00-12:00" in record.values["coverage"]
    for word in ("cn_Note", "Note"):
        (record,), _ = load(tmp_path, {"ActivityCode": 9, "ActivityType": word, "ServiceCall": 7})
        assert (record.values["kind"], record.values["call"]) == ("note", ById(7))
    (record,), _ = load(tmp_path, {"ClgCode": 9, "Action": "C", "parentType": 191, "parentId": 7, "ENDTime": 930,
                                   "endDate": "2024-01-02"})  # fmt: skip
    assert (record.values["kind"], record.values["call"]) == ("phone", ById(7))
    assert record.values["ends_at"].isoformat() == "2024-01-02T08:30:00+00:00"


def test_misspelt_names_go_back_as_they_came(tmp_path: Path) -> None:
    serial = {"DocEntry": 1, "ItemCode": "W", "MfrSerialNo": "M", "MFrWarrantyEnd": "2026-01-31T00:00:00Z"}
    odd = {
        "VisOredr": 1,
        "Transfered": "tNO",
        "TotalAmounSystem": 2.5,
        "CurrentStageNo": 1,
        "CurrentStageNumber": 1,
    }
    (record,), _ = load(tmp_path, {**serial, **odd})
    assert record.values["warranty_end"] == date(2026, 1, 31)
    written = b1_write.record(Writing(SERIALS, Ids(), ROME, Lost()), record.values, record.extra)
    assert {name: written[name] for name in {**serial, **odd}} == {**serial, **odd}
    (record,), _ = load(tmp_path, {**CARD, "Defaultterritory": 3})
    written = b1_write.record(
        Writing(CARDS, Ids(lists={("territory", "North"): 3}), ROME, Lost()),
        {**record.values, "territory": "North"}, record.extra,
    )  # fmt: skip
    assert written["Defaultterritory"] == 3


def test_unknown_fields_and_lists_are_kept_and_told_once(tmp_path: Path) -> None:
    rows = [
        {**CONTRACT, "ContractID": number, "RenewalType": "auto", "ItemPrices": [{"Price": 1}]}
        for number in (1, 2)
    ]
    records, problems = load(tmp_path, rows)
    assert all(one.extra == {"RenewalType": "auto", "ItemPrices": [{"Price": 1}]} for one in records)
    assert [(one.column, one.details["count"]) for one in problems] == [("RenewalType", 2), ("ItemPrices", 2)]


def test_counts_are_ignored_and_hours_serve_where_the_target_is_missing(tmp_path: Path) -> None:
    row = {**CONTRACT, "CTR1Count": 0, "ResolutionTime": None, "ResTmHours": 16,
           "ServiceContract_Lines": [{"LineNum": 0, "InternalSerialNum": "S1"}]}  # fmt: skip
    (record,), problems = load(tmp_path, row)
    assert (record.values["resolution"], len(record.values["lines"])) == ("16h", 1)
    assert ("CTR1Count" in record.extra, rules(problems)) == (False, set())


# One window a day, and the files of the workbench


def test_hours_of_seven_days_are_read_and_the_end_of_the_day_is_2400(tmp_path: Path) -> None:
    days = {"MondayEnabled": "tYES", "MondayStart": "09:00:00", "MondayEnd": "23:59:00", "TuesdayEnabled": "tNO",
            "WednesdayStart": "00:00:00", "WednesdayEnd": "00:00:00", "IncludeHolidays": "tYES"}  # fmt: skip
    (record,), problems = load(tmp_path, {**CONTRACT, **days})
    assert record.values["coverage"] == "Mo 09:00-24:00; Th-Fr 08:00-17:00; Sa-Su 00:00-24:00; PH on"
    assert rules(problems) == {"no-length"}


def test_days_with_several_windows_are_named_on_the_way_out() -> None:
    lost = Lost()
    given = {"number": 1, "coverage": "Mo-Tu 09:00-13:00,14:00-18:00; We 22:00-06:00; Sa 10:00-24:00"}
    written = b1_write.record(Writing(CONTRACTS, Ids(), ROME, lost), given, None)
    assert (written["MondayStart"], written["MondayEnd"]) == ("09:00:00", "18:00:00")
    assert (written["WednesdayStart"], written["WednesdayEnd"]) == ("22:00:00", "06:00:00")
    assert (written["SaturdayEnd"], written["SundayEnabled"]) == ("23:59:00", "tNO")
    told = {problem.rule: problem.text() for problem in lost.problems()}
    assert "on Mo, Tu the hours" in told["windows"]
    assert "on We the end" in told["midnight"]


def test_what_was_kept_of_lines_contacts_and_addresses_goes_back(tmp_path: Path) -> None:
    partner = {
        "CardCode": "C1", "CardName": "One", "CardType": "cCustomer",
        "ContactEmployees": [{"InternalCode": 4, "Name": "M. Rossi", "FirstName": "Mario", "LastName": "Rossi",
                              "Phone1": "02 2", "U_Shoe": "44"}],
        "BPAddresses": [{"AddressName": "HQ", "AddressType": "bo_BillTo", "Street": "Via Roma", "StreetNo": "7"}],
    }  # fmt: skip
    (record,), _ = load(tmp_path, {"odata.metadata": "$metadata#BusinessPartners", "value": [partner]})
    assert record.values["contacts"][0]["name"] == "Mario Rossi"
    assert record.values["addresses"][0]["street"] == "Via Roma 7"
    from svc_tui.interchange.b1.names import PARTNERS

    written = b1_write.record(Writing(PARTNERS, Ids(), ROME, Lost()), record.values, record.extra)
    for name in ("ContactEmployees", "BPAddresses"):
        (line,) = partner[name]
        assert {key: written[name][0][key] for key in line} == line


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("rows", [1, 2])
def test_a_workbench_file_is_read_in_any_delimiter_and_encoding(
    tmp_path: Path, encoding: str, mark: str, rows: int
) -> None:
    lines = [
        ["SolutionCode", "ItemCode", "Status", "Owner", "Solution", "Symptom", "Cause"],
        ["SltCode", "ItemCode", "StatusNum", "Owner", "Subject", "Symptom", "Cause"],
        ["15", "WSH-40", "1", "4", "Replace door sensor", "Stops after warm-up", "Temperatur è alta"],
    ]
    text = "\r\n".join(mark.join(line) for line in (lines if rows == 2 else [lines[0], lines[2]])) + "\r\n"
    (record,), problems = read(tmp_path / "a.csv", text.encode(encoding))
    assert (record.kind, record.row, record.key) == ("solution", rows + 1, "15")
    assert (record.values["cause"], record.values["owner"]) == ("Temperatur è alta", ById(4))
    assert rules(problems) == set()


def test_names_of_the_database_alone_are_enough(tmp_path: Path) -> None:
    head = "ContractID;CstmrCode;Status;CntrcType;StartDate;EndDate;ResponsVal;ResponsUnt;MonEnabled;MonStart;MonEnd"
    text = f"{head}\n58;C1;A;S;20240101;20241231;2;D;Y;900;1730\n"
    (record,), problems = read(tmp_path / "octr.csv", text)
    assert rules(problems) == set()
    assert (record.values["resolution"], record.values["start"]) == ("2d", date(2024, 1, 1))
    assert record.values["coverage"].startswith("Mo 09:00-17:30")


def test_a_child_file_is_told_by_its_columns_and_joined_by_its_parent(tmp_path: Path) -> None:
    text = "ParentKey,LineNum,MemberUserID\nqueueID,LineNum,member\nNORTH,0,7\nSOUTH,0,8\nNORTH,1,9\n"
    records, problems = read(tmp_path / "any.csv", text)
    assert problems == []
    assert [(one.kind, one.key, one.values["members"]) for one in records] == [
        ("queue", "NORTH", [ById(7), ById(9)]), ("queue", "SOUTH", [ById(8)]),
    ]  # fmt: skip
    _, (problem,) = read(tmp_path / "any.csv", "ParentKey,LineNum,SolutionID\n,0,15\n")
    assert (problem.row, problem.column, problem.severity) == (2, "ParentKey", "reject")


def test_two_header_rows_dates_and_times_of_the_workbench(tmp_path: Path) -> None:
    given = {"number": 58, "customer": "C1", "start": date(2024, 1, 1), "coverage": "Mo 09:00-24:00", "renewal": True,
             "lines": [{"line": 3, "serial": "S1", "end": date(2024, 6, 30)}]}  # fmt: skip
    one = b1_write.record(Writing(CONTRACTS, Ids(), ROME, Lost()), given, {"U_Floor": "=1+1"})
    written = dtw_write.write(CONTRACTS, [one], tmp_path, Lost())
    assert written == {"ServiceContracts.csv": 1, "ServiceContract_Lines.csv": 1}
    first, second, row = (
        line.split(",") for line in (tmp_path / "ServiceContracts.csv").read_text().splitlines()
    )
    cells = dict(zip(first, row, strict=True))
    assert (cells["StartDate"], cells["MondayStart"], cells["MondayEnd"]) == ("20240101", "0900", "2359")
    assert (cells["Renewal"], cells["U_Floor"]) == ("tYES", "'=1+1")
    assert dict(zip(first, second, strict=True))["SundayStart"] == "SunStrart"
    head = (tmp_path / "ServiceContract_Lines.csv").read_text().splitlines()
    assert head[0].startswith("ParentKey,LineNum,ManufacturerSerialNum,InternalSerialNum")
    assert head[1].startswith("ContractID,Line,ManufSN,InternalSN")
    assert head[2].startswith("58,3,,S1")


def test_one_object_alone_in_an_envelope_is_no_line(tmp_path: Path) -> None:
    out = io.StringIO()
    b1_write.write([{**CARD}], out, "CustomerEquipmentCards")
    (record,), problems = read(tmp_path / "a.json", out.getvalue())
    assert (record.key, problems) == ("311", [])
