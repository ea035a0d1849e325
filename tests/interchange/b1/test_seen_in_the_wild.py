"""What real exports and hand-written clients do beyond the schema: each case is read as the domain says."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from svc_tui.errors import Refused
from svc_tui.interchange.b1 import names as b1_names
from svc_tui.interchange.core.records import ById, Problem
from tests.interchange.reading import read

CALL: dict[str, Any] = {
    "ServiceCallID": 1042, "DocNum": 1042, "Subject": "Unit stops", "CustomerCode": "C10020", "Status": -3,
    "Priority": "scp_High", "CreationDate": "2024-03-15T00:00:00Z", "CreationTime": "16:00:00",
}  # fmt: skip


def load(tmp_path: Path, value: object, **wanted: Any) -> tuple[list[Any], list[Problem]]:
    return read(tmp_path / "a.json", json.dumps(value), **wanted)


def rules(problems: list[Problem]) -> set[str]:
    return {one.rule for one in problems if one.severity != "note"}


@pytest.mark.parametrize(
    "metadata",
    [
        "https://h:50000/b1s/v1/$metadata#ServiceCallStatus/@Element",
        "$metadata#ServiceCallStatus/$entity",
        "$metadata#ServiceCallStatus",
        "$metadata#ServiceCallStatus(StatusId,Name)",
        "https://h/b1s/v1/ServiceCallStatusService_GetServiceCallStatusList",
        "$metadata#Collection(SAPB1.ServiceCallStatusParams)",
    ],
)
def test_the_set_is_taken_from_the_metadata(tmp_path: Path, metadata: str) -> None:
    for key in ("odata.metadata", "@odata.context"):
        (record,), _ = load(tmp_path, [{key: metadata, "StatusId": 1, "Name": "Waiting"}])
        assert (record.kind, record.external_id, record.values["name"]) == ("status", 1, "Waiting")


def test_the_set_is_taken_from_the_wish_else_from_telling_keys(tmp_path: Path) -> None:
    (record,), _ = load(tmp_path, [{"StatusId": 1, "Name": "Waiting"}], kind="ServiceCallSolutionStatus")
    assert record.kind == "solution_status"
    (record,), _ = load(tmp_path, {"OriginID": 5, "Name": "Fax"})
    assert record.kind == "origin"
    with pytest.raises(Refused, match="--kind"):
        load(tmp_path, [{"StatusId": 1, "Name": "Waiting"}])


def test_a_set_that_is_not_read_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Orders is not among"):
        load(tmp_path, [{"odata.metadata": "$metadata#Orders/@Element", "DocEntry": 1}])
    with pytest.raises(Refused, match="SalesPersons is not among"):
        load(tmp_path, [{"SalesEmployeeCode": 1}])


@pytest.mark.parametrize("wrap", ["value", "array", "object", "lines", "data"])
def test_four_envelopes_and_data(tmp_path: Path, wrap: str) -> None:
    second = {**CALL, "ServiceCallID": 1043, "DocNum": 1043}
    content = {
        "value": json.dumps({"@odata.context": "$metadata#ServiceCalls", "value": [CALL, second]}),
        "array": json.dumps([CALL, second]),
        "object": json.dumps(CALL, indent=1),
        "lines": json.dumps(CALL) + "\n" + json.dumps(second) + "\n",
        "data": json.dumps({"data": [CALL, second]}),
    }[wrap]
    records, problems = read(tmp_path / "a", content)
    assert problems == []
    assert [one.key for one in records] == (["1042"] if wrap == "object" else ["1042", "1043"])
    assert records[0].values["reported_at"] == datetime(2024, 3, 15, 15, 0, tzinfo=UTC)


def test_names_are_matched_without_regard_to_case(tmp_path: Path) -> None:
    (record,), problems = load(tmp_path, {key[0].lower() + key[1:]: value for key, value in CALL.items()})
    assert problems == []
    assert record.values["subject"] == "Unit stops"
    assert record.external_id == 1042


def test_expanded_objects_fill_what_is_missing(tmp_path: Path) -> None:
    call = {**CALL, "CustomerCode": None, "BusinessPartner": {"CardCode": "C7", "CardName": "Seven"},
            "Item": {"ItemCode": "WSH-40", "ItemName": "Washer"}, "ItemCode": "MINE"}  # fmt: skip
    (record,), _ = load(tmp_path, call)
    assert (record.values["customer"], record.values["customer_name"]) == ("C7", "Seven")
    assert (record.values["item"], record.values["item_name"]) == ("MINE", "Washer")


@pytest.mark.parametrize(
    "row",
    [{"BusinessPartners/ContactEmployees": {}, "ServiceCalls": {}}, {"ServiceCalls": CALL, "Items": {}}],
)
def test_cross_joins_are_refused_by_name(tmp_path: Path, row: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="cross join"):
        load(tmp_path, {"value": [row]})


def test_an_empty_answer_says_there_is_nothing(tmp_path: Path) -> None:
    answers: tuple[object, ...] = ([{"value": ""}], {"value": []}, [])
    for nothing in answers:
        records, (problem,) = load(tmp_path, nothing)
        assert records == []
        assert problem.severity == "note"
        assert "nothing to import" in problem.text()


def test_an_error_is_told_in_the_servers_own_words(tmp_path: Path) -> None:
    error = {"error": {"code": 301, "message": {"lang": "en-us", "value": "Invalid session."}}}
    with pytest.raises(Refused, match=r"Invalid session\..*301"):
        load(tmp_path, error)


def test_a_next_page_is_warned_of(tmp_path: Path) -> None:
    for key in ("odata.nextLink", "@odata.nextLink"):
        records, problems = load(
            tmp_path, {"value": [CALL], key: "ServiceCalls?$skip=20", "odata.count": "21"}
        )
        assert len(records) == 1
        assert rules(problems) == {"page"}


def test_a_selection_without_mandatory_fields_says_only_what_it_has(tmp_path: Path) -> None:
    (record,), _ = load(
        tmp_path, {"ServiceCallID": 5, "ServiceCallActivities": [{"LineNum": 1, "ActivityCode": 9}]}
    )
    assert set(record.values) == {"number"}
    assert record.extra["ServiceCallActivities"] == [{"LineNum": 1, "ActivityCode": 9}]


@pytest.mark.parametrize(("label", "status"), [("Open", "Open"), ("Aperto", "Open"), ("chiuso", "Closed")])
def test_labels_where_codes_belong_are_understood_in_both_languages(
    tmp_path: Path, label: str, status: str
) -> None:
    (record,), problems = load(tmp_path, {**CALL, "Status": label, "Priority": "High"})
    assert (record.values["status"], record.values["priority"]) == (status, "high")
    assert rules(problems) == {"label"}


def test_only_built_in_ids_of_statuses_mean_something_by_themselves(tmp_path: Path) -> None:
    for number, status in ((-3, "Open"), (-2, "Pending"), (-1, "Closed"), (1, ById(1))):
        (record,), _ = load(tmp_path, {**CALL, "Status": number})
        assert record.values["status"] == status


def test_the_built_in_ids_of_origins_mean_something_by_themselves(tmp_path: Path) -> None:
    for number, origin in ((-3, "E-mail"), (-2, "Telephone"), (-1, "Web"), (1, ById(1))):
        (record,), _ = load(tmp_path, {**CALL, "Origin": number})
        assert record.values["origin"] == origin


def test_line_numbers_are_kept_with_their_gaps(tmp_path: Path) -> None:
    lines = [{"LineNum": number, "SolutionID": 10 + number} for number in (1, 3, 4, 6)]
    (record,), _ = load(tmp_path, {**CALL, "ServiceCallSolutions": lines})
    assert record.values["solutions"] == [(1, 11), (3, 13), (4, 14), (6, 16)]
    assert record.extra["ServiceCallSolutions"] == lines


def test_a_closed_call_without_number_or_closing_date_is_taken(tmp_path: Path) -> None:
    call = {**CALL, "Status": -1, "DocNum": None, "ClosingDate": None, "Resolution": ""}
    (record,), problems = load(tmp_path, call)
    assert record.values["number"] == "1042"
    assert record.values["closed_at"] is None
    assert rules(problems) == {"no-closing-date"}


def test_members_of_the_wrong_enumeration_take_the_nearest(tmp_path: Path) -> None:
    for word, status in (("scs_Open", "Open"), ("scs_Closed", "Closed")):
        (record,), problems = load(tmp_path, {**CALL, "Status": word})
        assert record.values["status"] == status
        assert rules(problems) == {"label"}


def test_aliases_are_accepted(tmp_path: Path) -> None:
    call = {
        "ServiceCallID": 1, "Subject": "x", "CustomerCode": "C", "ContactPersonCode": 4, "Assignee": 7,
        "CreateDate": "2024-03-15", "CloseDate": "2024-03-16", "ResolutionByDate": "2024-03-17",
        "ResolutionByTime": "10:30:00", "ItemGroup": 103, "BPShipAddr": "Via Roma 1",
    }  # fmt: skip
    (record,), problems = load(tmp_path, call)
    assert rules(problems) == set()
    assert (record.values["contact"], record.values["assignee"]) == (ById(4), ById(7))
    assert record.values["item_group"] == ById(103)
    assert record.values["closed_at"] == datetime(2024, 3, 15, 23, 0, tzinfo=UTC)
    assert record.values["resolve_by"] == datetime(2024, 3, 17, 9, 30, tzinfo=UTC)
    assert record.extra["BPShipToAddress"] == "Via Roma 1"


def test_misspelt_real_names_are_kept_as_they_are(tmp_path: Path) -> None:
    (record,), problems = load(tmp_path, {"CardCode": "C1", "CardName": "One", "BPChanelName": "X"})
    assert problems == []
    assert record.extra == {"BPChanelName": "X"}
    (record,), problems = load(tmp_path, {**CALL, "EntitledforService": "tYES", "BPeMail": "a@b.invalid"})
    assert problems == []
    assert record.extra["EntitledforService"] == "tYES"


def test_unknown_fields_are_kept_and_told_once_for_each_name(tmp_path: Path) -> None:
    calls = [
        {**CALL, "ServiceCallID": number, "DueDate": "2024-01-01", "U_Floor": "2", "U_None": None}
        for number in (1, 2, 3)
    ]
    records, problems = load(tmp_path, calls)
    assert records[0].extra["DueDate"] == "2024-01-01"
    assert records[0].extra["U_Floor"] == "2"
    assert "U_None" in records[0].extra
    assert [(one.column, one.severity, one.details["count"]) for one in problems] == [
        ("DueDate", "warn", 3), ("U_Floor", "note", 3), ("U_None", "note", 3),
    ]  # fmt: skip


def test_line_breaks_empty_texts_and_codes_that_mean_none(tmp_path: Path) -> None:
    call = {**CALL, "Resolution": "one\rtwo\r\rthree", "ContactCode": 0, "TechnicianCode": -1, "Queue": "",
            "Description": None}  # fmt: skip
    (record,), _ = load(tmp_path, call)
    assert record.values["resolution"] == "one\ntwo\nthree"
    assert {record.values[name] for name in ("contact", "technician", "queue", "description")} == {None}


def test_an_sql_extract_with_database_names_is_read(tmp_path: Path) -> None:
    content = (
        "callID\tDocNum\tsubject\tcustomer\tstatus\tpriority\tcreateDate\tcreateTime\tresolOnDat\tresolOnTim\tassignee\n"
        "7\t70\tStops\tC1\t-3\tH\t2014-07-17 00:00:00\t1304\t2014-07-18 00:00:00.000\t813\tNULL\n"
        "8\t80\tLeaks\tC1\t-1\tL\t17/07/2014\t\tNULL\tNULL\t3\n"
    )
    records, problems = read(tmp_path / "oscl.txt", content.encode("utf-16"))
    assert problems == []
    assert [one.values["number"] for one in records] == ["70", "80"]
    first, second = (one.values for one in records)
    assert first["reported_at"] == datetime(2014, 7, 17, 11, 4, tzinfo=UTC)
    assert first["resolved_at"] == datetime(2014, 7, 18, 6, 13, tzinfo=UTC)
    assert (first["priority"], first["assignee"], second["assignee"]) == ("high", None, ById(3))
    assert second["reported_at"] == datetime(2014, 7, 16, 22, 0, tzinfo=UTC)


def test_two_header_rows_are_one_header(tmp_path: Path) -> None:
    content = "ServiceCallID,Subject,CustomerCode\ncallID,subject,customer\n1,Stops,C1\n"
    (record,), _ = read(tmp_path / "a.csv", content)
    assert (record.row, record.values["subject"]) == (3, "Stops")


def test_counts_of_children_are_ignored(tmp_path: Path) -> None:
    (record,), problems = load(tmp_path, {**CALL, "SCL1Count": 0})
    assert problems == []
    assert "SCL1Count" not in record.extra


def test_a_field_that_holds_a_password_is_kept_and_never_told(tmp_path: Path) -> None:
    (record,), problems = load(tmp_path, {**CALL, "U_Contrasenha": "geheim"})
    assert record.extra["U_Contrasenha"] == "geheim"
    assert all("geheim" not in one.text() + one.value for one in problems)
    assert b1_names.is_secret("U_Contrasenha")
    assert not b1_names.is_secret("U_Floor")


def test_partners_bring_contacts_and_addresses(tmp_path: Path) -> None:
    partner = {
        "CardCode": "C1", "CardName": "One", "CardType": "cCustomer", "Phone1": "+39 02 1", "Valid": "tYES",
        "ContactEmployees": [{"InternalCode": 4, "Name": "Rossi", "Phone1": "02 2", "Active": "tYES"}],
        "BPAddresses": [{"AddressName": "HQ", "AddressType": "bo_BillTo", "Street": "Via Roma", "City": "Milano"}],
    }  # fmt: skip
    (record,), problems = load(tmp_path, {"odata.metadata": "$metadata#BusinessPartners", "value": [partner]})
    assert problems == []
    assert (record.values["kind"], record.values["active"]) == ("customer", True)
    assert record.values["contacts"][0]["number"] == 4
    assert (record.values["addresses"][0]["kind"], record.values["addresses"][0]["city"]) == (
        "bill_to",
        "Milano",
    )


def test_users_and_employees_are_people_with_ids_of_their_own(tmp_path: Path) -> None:
    (user,), _ = load(tmp_path, {"InternalKey": 4, "UserCode": "anna", "UserName": "Anna B", "Locked": "tNO"})
    assert (user.kind, user.values["user_id"], user.values["code"], user.values["active"]) == (
        "person",
        4,
        "anna",
        True,
    )
    employee = {
        "EmployeeID": 12,
        "FirstName": "Bruno",
        "LastName": "Riva",
        "ApplicationUserID": 5,
        "Active": "tYES",
    }
    (found,), _ = load(tmp_path, employee)
    assert (found.values["employee_id"], found.values["user_id"], found.values["name"]) == (
        12,
        5,
        "Bruno Riva",
    )


def test_items_groups_and_queues_are_read(tmp_path: Path) -> None:
    (item,), _ = load(
        tmp_path,
        {"ItemCode": "A", "ItemName": "Washer", "ItemsGroupCode": 103, "ManageSerialNumbers": "tYES"},
    )
    assert (item.values["group"], item.values["serial_managed"]) == (ById(103), True)
    (group,), _ = load(tmp_path, {"Number": 103, "GroupName": "Washers"})
    assert (group.kind, group.external_id, group.values["name"]) == ("item_group", 103, "Washers")
    members = [{"QueueID": "N", "MemberUserID": 7}, {"QueueID": "N", "MemberUserID": 7}]
    (queue,), _ = load(
        tmp_path, {"QueueID": "N", "Description": "North", "Inactive": "tNO", "QueueMembers": members}
    )
    assert (queue.values["members"], queue.values["inactive"]) == ([ById(7)], False)


def test_a_bad_date_or_time_names_its_property(tmp_path: Path) -> None:
    records, (problem,) = load(tmp_path, {**CALL, "CreationTime": "25:00:00"})
    assert records == []
    assert (problem.row, problem.column) == (1, "CreationDate")
    assert "16:00" not in problem.value
