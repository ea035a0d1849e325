"""Customers, items, people, queues, views and set-up from the command line."""

from datetime import date

import pytest

from tests.cli.running import Shell
from tests.services.desk import Desk

PROMISED = {
    "customer": "code name kind phone email addresses contacts territory technician active",
    "item": "code name group kind serial_managed warranty_template",
    "person": "code name user_id employee_id email roles active",
    "queue": "code name manager members inactive open unassigned overdue waiting oldest_at",
}


@pytest.mark.parametrize("noun", PROMISED)
def test_lists_and_shows_give_every_promised_name(svc: Shell, desk: Desk, noun: str) -> None:
    rows = svc(noun, "list", "--json").json
    assert [name for name in PROMISED[noun].split() if name not in rows[0]] == []
    shown = svc(noun, "show", rows[0]["code"].lower(), "--json")
    assert shown.json["code"] == rows[0]["code"]
    assert rows[0]["code"] in svc(noun, "list").out
    assert svc(noun, "list", "--csv").out.startswith("code,")
    missing = svc(noun, "show", rows[0]["code"] + "x")
    assert missing.code == 3
    assert rows[0]["code"] in missing.err  # the nearest one
    assert svc(noun, "set", rows[0]["code"], "nosuch=1").code == 2
    assert svc(noun, "set", rows[0]["code"]).code == 2


def test_a_customer_is_written_down_found_and_changed(svc: Shell, desk: Desk) -> None:
    new = svc(
        "customer", "new", "C9", "name=Officine Riva", "phone=+39 0341 55.66.77", "credit_limit=1500,50"
    )
    assert (new.code, new.out) == (0, "C9\n")
    assert svc("customer", "contact", "c9", "name=Rita Sala", "mobile=333 1234567").code == 0
    assert svc("customer", "address", "C9", "street=Via Roma 1", "city=Lecco", "country=IT").code == 0
    shown = svc("customer", "show", "C9", "--json").json
    assert (shown["contacts"][0]["name"], shown["addresses"][0]["city"]) == ("Rita Sala", "Lecco")
    assert shown["credit_limit"] == "1500.50"
    for text in ("333-1234567", "0341 556677", "riva", "c9", "rita"):
        assert "Officine Riva" in svc("customer", "find", text).out, text
    contact = shown["contacts"][0]["id"]
    assert svc("customer", "contact", "C9", "--id", contact, "position=Boss").code == 0
    assert svc("customer", "contact", "C9", "--id", contact, "--remove").code == 0
    assert svc("customer", "show", "C9", "--json").json["contacts"] == []
    assert svc("customer", "new", "C9", "name=Again").code == 1
    assert svc("customer", "new", "C10").code == 1
    assert svc("customer", "set", "C9", "credit_limit=much").code == 1


@pytest.mark.parametrize(("noun", "codes", "change"), [
    ("customer", ("C1", "C2"), "territory=Valtellina"),
    ("person", ("anna", "bruno"), "phone=0342 1234"),
])  # fmt: skip
def test_several_are_changed_as_one_act_all_or_none(
    svc: Shell, desk: Desk, noun: str, codes: tuple[str, str], change: str
) -> None:
    field = change.partition("=")[0]

    def stands() -> list[object]:
        return [svc(noun, "show", code, "--json").json[field] for code in codes]

    before = stands()
    assert svc(noun, "set", codes[0], "nobody", change).code == 3
    assert stands() == before
    assert svc(noun, "set", *codes, change).code == 0
    assert stands() == [change.partition("=")[2]] * 2
    assert ", ".join(codes) in svc("undo").err
    assert stands() == before


def test_a_save_over_anothers_is_4_and_shows_three_sides(svc: Shell, desk: Desk) -> None:
    version = svc("customer", "show", "C1", "--json").json["version"]
    assert svc("customer", "set", "C1", "territory=North", who="bruno").code == 0
    lost = svc("customer", "set", "C1", "territory=South", "--if-version", version)
    assert lost.code == 4
    assert "North" in lost.err
    assert "South" in lost.err
    assert svc("customer", "show", "C1", "--json").json["territory"] == "North"


def test_filters_work_on_every_list(svc: Shell, desk: Desk) -> None:
    assert [row["code"] for row in svc("person", "list", "roles:technician", "is:active", "--json").json] == [
        "bruno",
        "carla",
    ]
    assert [row["code"] for row in svc("queue", "list", "-manager:carla", "--json").json] == ["NORTH"]
    assert [row["code"] for row in svc("customer", "list", "hotel", "--json").json] == ["C2"]
    assert [row["code"] for row in svc("customer", "list", "sort:-code", "--limit", "1", "--json").json] == [
        "C3"
    ]


def test_queues_and_members(svc: Shell, desk: Desk) -> None:
    desk.open_call(queue="NORTH")
    row = svc("queue", "show", "north", "--json").json
    assert (row["open"], row["unassigned"], row["members"]) == (1, 1, ["anna"])
    assert row["oldest_at"] == "2026-03-02T08:00:00Z"
    assert svc("queue", "member", "NORTH", "bruno", "carla", "--absent-from", "2026-08-01").code == 0
    assert svc("queue", "member", "NORTH", "anna", "--remove").code == 0
    assert svc("queue", "show", "NORTH", "--json").json["members"] == ["bruno", "carla"]
    assert svc("queue", "member", "NORTH", "gone").code == 1
    shown = svc("queue", "show", "NORTH", "--json").json
    assert shown["absences"][0] == {
        "person": "bruno", "absent_from": "2026-08-01", "absent_to": None, "stand_in": None,
    }  # fmt: skip
    assert svc("queue", "absence", "bruno", "--back").code == 0
    assert (
        svc("queue", "absence", "NORTH", "carla", "--from", "24/12", "--to", "+1w", "--stand-in", "anna").code
        == 0
    )
    assert svc("queue", "set", "NORTH", "hours=Mo-Fr 8-18", "position=2", "absences=").code == 0
    shown = svc("queue", "show", "NORTH", "--json").json
    assert (shown["hours"], shown["position"], shown["absences"]) == ("Mo-Fr 08:00-18:00", 2, [])
    assert svc("queue", "absence", "bruno").code == 2
    assert svc("queue", "absence", "bruno", "--from", "24/12", "--stand-in", "bruno").code == 1
    assert svc("person", "set", "bruno", "skills=Pumps, WSH-40").code == 0
    assert svc("person", "show", "bruno", "--json").json["skills"] == ["pumps", "wsh-40"]
    assert [row["code"] for row in svc("person", "list", "skills:pumps", "--json").json] == ["bruno"]
    assert svc("queue", "member", "NORTH", "bruno", "--absent-from", "soon").code == 2
    assert svc("queue", "new", "EAST").code == 1
    assert svc("queue", "new", "EAST", "name=Eastern team").out == "EAST\n"
    assert svc("queue", "show", "EAST", "--json").json["manager"] == "anna"


def test_items_and_groups(svc: Shell, desk: Desk) -> None:
    assert svc("item", "group", "Ovens", "--number", "104").out == "Ovens\n"
    assert svc("item", "new", "OVN-1", "name=Oven", "group=ovens").out == "OVN-1\n"
    assert svc("item", "show", "OVN-1", "--json").json["group"] == "Ovens"
    assert svc("item", "group", "Ovens", "--remove").code == 1
    assert svc("item", "set", "OVN-1", "group=", "kind=labour").code == 0
    assert svc("item", "group", "Ovens", "--remove").code == 0
    assert [row["name"] for row in svc("item", "groups", "--json").json] == ["Laundry"]
    assert svc("item", "set", "OVN-1", "kind=toy").code == 1


def test_views(svc: Shell) -> None:
    assert svc("view", "save", "Late north", "queue:north", "is:overdue", "-who:anna", "--key", "1").code == 0
    first = svc("view", "list", "--json").json[0]
    assert (first["slot"], first["name"], first["query"]) == (
        1,
        "Late north",
        "queue:north is:overdue -who:anna",
    )
    assert svc("view", "rename", "late north", "North").code == 0
    assert svc("view", "move", "North", "--key", "9").code == 0
    rows = svc("view", "list", "--json").json
    assert [row["name"] for row in rows if row["slot"] in (1, 9)] == ["All open", "North"]
    assert svc("view", "delete", "v1").code == 2
    assert svc("view", "delete", "North").code == 0
    assert svc("view", "delete", "North").code == 3
    assert svc("view", "save", "X", "--columns", "number,nosuch").code == 1


def test_setup(svc: Shell, desk: Desk) -> None:
    number = desk.open_call(reported_at=desk.time)
    due = desk.row(number)["resolve_by"]
    assert svc("setup", "add", "status", "Awaiting part", "status_class=waiting").code == 0
    assert svc("call", "status", number, "awaiting part").code == 0
    assert svc("setup", "change", "status", "Awaiting part", "name=Waits for part").code == 0
    assert svc("call", "show", number, "--json").json["status"] == "Waits for part"
    assert svc("setup", "remove", "status", "Waits for part").code == 1
    assert svc("setup", "change", "status", "Open", "name=Offen").code == 1
    assert svc("setup", "list", "statsu").code == 2
    assert [row["name"] for row in svc("setup", "list", "origin", "--json").json] == [
        "Telephone",
        "E-mail",
        "Web",
    ]
    assert svc("call", "status", number, "Open").code == 0
    assert due is not None
    assert svc("setup", "set", "zone=Mars/Base").code == 1
    assert svc("setup", "set", "colour=red").code == 2
    assert svc("setup", "set", "pending_pauses=no", "name=Riunite").code == 0
    shown = svc("setup", "show", "--json").json
    assert (shown["pending_pauses"], shown["name"]) == (False, "Riunite")


def test_a_part_of_a_day_is_closed_and_closed_anew(svc: Shell, desk: Desk) -> None:
    assert svc("setup", "close", "2026-12-24", "13:00-24:00", "2026-12-25", "--name", "Feast").code == 0
    assert svc("setup", "closed", "--json").json == [
        {"day": "2026-12-24", "hours": "13:00-24:00", "name": "Feast"},
        {"day": "2026-12-25", "hours": None, "name": "Feast"},
    ]
    assert svc("setup", "close", "2026-12-24 9-10,12:00-23:59").code == 0
    assert svc("setup", "closed", "--plain").out.splitlines()[1].split("\t") == [
        "2026-12-24",
        "09:00-10:00,12:00-24:00",
        "Feast",
    ]
    refused = svc("setup", "close", "13:00-24:00")
    assert (refused.code, "column 1 has no date before it" in refused.err) == (1, True)
    assert svc("undo").code == 0
    assert svc("setup", "closed", "--json").json[0]["hours"] == "13:00-24:00"
    assert svc("setup", "open", "2026-12-24").code == 0


def test_a_closed_date_moves_due_dates_and_opening_it_moves_them_back(svc: Shell, desk: Desk) -> None:
    number = desk.open_call()
    before = desk.row(number)["resolve_by"]
    closed = svc("setup", "close", "2026-03-03..2026-03-04", "--name", "Move of the office")
    assert closed.code == 0
    assert "1 " in closed.err
    assert desk.row(number)["resolve_by"].date() == date(2026, 3, 5)
    assert [row["day"] for row in svc("setup", "closed", "--json").json] == ["2026-03-03", "2026-03-04"]
    assert svc("setup", "open", "2026-03-03..2026-03-04").code == 0
    assert desk.row(number)["resolve_by"] == before
    assert svc("setup", "open", "2026-03-03").code == 3
    assert svc("setup", "close", "someday").code == 2
    assert svc("undo").code == 0
    assert desk.row(number)["resolve_by"].date() == date(2026, 3, 5)


def test_a_status_is_added_with_its_class(svc: Shell, desk: Desk) -> None:
    assert svc("setup", "add", "status", "Awaiting user", "class=waiting").code == 0
    number = desk.open_call()
    assert svc("call", "status", number, "Awaiting user").code == 0
    assert desk.row(number)["status_class"] == "waiting"


def test_a_canned_text_flags_what_is_no_field(svc: Shell, desk: Desk) -> None:
    number = desk.open_call()
    assert svc("text", "save", "hello", "Unit {serial}, {nosuch}").code == 0
    said = svc("text", "show", "hello", number)
    assert said.out == "Unit SN-000931, {nosuch}\n"
    assert "{nosuch}" in said.err


def test_the_line_of_time_of_a_customer(svc: Shell, desk: Desk) -> None:
    number = desk.open_call()
    desk.calls.note([number], "Will call back", kind="phone", closed=True)
    found = svc("customer", "timeline", "c1", "--json").json
    assert [each["event"] for each in found] == ["phone", "responded", "opened", "written", "started"]
    assert found[0]["kind"] == "activity"
    assert found[0]["call"] == number
    assert found[0]["at"].endswith("Z")
    narrowed = svc(
        "customer", "timeline", "C1", "call", "back", "--kind", "phone", "--who", "anna", "--plain"
    )
    assert len(narrowed.out.splitlines()) == 2
    assert svc("customer", "timeline", "C1", "--count", "--limit", "2").out == "2\n"
    gone = svc("customer", "timeline", "C9", "--json")
    assert (gone.code, gone.out) == (3, "")
    assert svc("customer", "timeline", "C1", "--kind", "phon").code == 2


def test_a_customer_shows_all_that_hangs_on_it(svc: Shell, desk: Desk) -> None:
    desk.open_call()
    assert svc("customer", "set", "C1", "credit_limit=10", "balance=20", "blocked=Unpaid").code == 0
    shown = svc("customer", "show", "C1", "--json").json
    assert (shown["calls"], shown["open_calls"], shown["equipment"], shown["over_limit"]) == (1, 1, 5, True)
    assert [each["number"] for each in shown["contracts"]] == [58]
    assert shown["history"][-1]["field"] == "blocked"
    text = svc("customer", "show", "C1").out
    assert "Do not serve: Unpaid" in text
    assert "Above the credit limit: 20.00 of 10.00 are open." in text
    assert "-- Timeline" in text
    made = svc("call", "new", "customer=C1", "subject=Leak")
    assert "not to be served: Unpaid" in made.err
    assert "credit limit" in made.err
    copied = svc("call", "duplicate", "10001")
    assert "not to be served: Unpaid" in copied.err


def test_customers_are_merged(svc: Shell, desk: Desk) -> None:
    desk.open_call()
    tried = svc("customer", "merge", "C1", "C3", "--into", "C2", "--dry-run", "--json").json
    assert (tried["into"], tried["merged"], tried["dry_run"], tried["moved"]["call"]) == (
        "C2",
        ["C1", "C3"],
        True,
        1,
    )
    assert svc("customer", "show", "C1", "--json").json["active"]
    assert (
        "C1 merged into C2: 1 call, 5 units, 1 contract" in svc("customer", "merge", "C1", "--into", "c2").err
    )
    assert svc("customer", "show", "C1", "--json").json["merged_into"] == "C2"
    assert svc("customer", "merge", "C2", "--into", "C2").code == 1
    assert svc("customer", "merge", "C9", "--into", "C2").code == 3
    assert svc("undo").code == 0
    assert svc("customer", "show", "C1", "--json").json["active"]


def test_an_import_counts_calls_of_customers_who_are_not_to_be_served(svc: Shell, desk: Desk) -> None:
    svc("customer", "set", "C1", "blocked=Unpaid")
    svc("customer", "set", "C2", "credit_limit=10", "balance=20")
    assert svc("customer", "merge", "C3", "--into", "C2").code == 0
    file = svc.home / "calls.jsonl"
    file.write_text(
        "".join(
            f'{{"kind": "call", "number": "2000{index}", "customer": "{code}", "subject": "Leak"}}\n'
            for index, code in enumerate(("C1", "C2", "c3", "C3"))
        )
    )
    read = svc("import", str(file))
    assert "above the limit (4)" in read.err + read.out
    assert svc("call", "show", "20002", "--json").json["customer"] == "C2"
    assert svc("call", "list", "customer:C3", "--count").out == "3\n"


def test_an_imported_activity_of_a_call_stands_in_the_past_of_its_customer(svc: Shell, desk: Desk) -> None:
    number = desk.open_call()
    file = svc.home / "said.jsonl"
    said = '{"kind": "phone", "number": 77, "call": "%s", "subject": "Rang", "starts_at": "2026-03-02T08:30:00Z"}'
    file.write_text(said % number)
    assert svc("import", str(file), "--kind", "activity").code == 0
    found = svc("customer", "timeline", "C1", "--kind", "activity", "--json").json
    assert [each["activity"] for each in found] == [77]
