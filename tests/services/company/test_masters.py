"""People, customers, items, queues, lists, views, settings: what their services promise."""

from datetime import UTC, date, datetime

import pytest

from svc_tui.bootstrap import Services, open_services
from svc_tui.domain.core.merging import three_way
from svc_tui.domain.core.phones import looks_like_phone, phone_key
from svc_tui.domain.sla.closures import closures_of_day
from svc_tui.errors import BadUsage, Conflict, NotFound, Refused
from svc_tui.services.core.coded import Choice, nearest_first
from svc_tui.services.core.context import Context
from svc_tui.services.core.kinds import homes
from tests.services.desk import Desk


@pytest.fixture
def services(desk: Desk) -> Services:
    """Everything, on the small company."""
    return Services(desk.context)


def other(desk: Desk, code: str = "bruno") -> Services:
    """The same store in the hands of someone else."""
    return Services(Context(desk.store, code, lambda: desk.time))


# Two editors


def test_three_way_keeps_both_where_they_do_not_meet() -> None:
    base = {"name": "A", "phone": "1", "email": None}
    merged = three_way(base, {**base, "phone": "2"}, {"name": "B", "phone": "1", "email": None})
    assert merged.values == {"name": "B"}
    assert merged.clashes == {}


def test_three_way_names_what_both_changed() -> None:
    merged = three_way({"name": "A"}, {"name": "B"}, {"name": "C"})
    assert merged.clashes == {"name": ("A", "B", "C")}
    assert three_way({"name": "A"}, {"name": "B"}, {"name": "B"}).clashes == {}


def test_a_form_loses_nothing_of_anothers_work(services: Services, desk: Desk) -> None:
    opened = services.customers.find("C1").row
    base = {"territory": opened.territory, "email": opened.email}
    other(desk).customers.set("C1", {"territory": "North"})
    saved = services.customers.set("C1", {"territory": None, "email": "a@b.it"}, opened.version, base)
    assert (saved.record.row.territory, saved.record.row.email) == ("North", "a@b.it")
    with pytest.raises(Conflict) as caught:
        services.customers.set("C1", {"territory": "South"}, opened.version, base)
    assert caught.value.fields == {"territory": (None, "North", "South")}
    assert services.customers.find("C1").row.territory == "North"


def test_without_a_form_an_old_version_is_a_conflict_with_the_value_of_then(
    services: Services, desk: Desk
) -> None:
    version = services.items.set("WSH-40", {"name": "Washer"}).record.version
    other(desk).items.set("WSH-40", {"name": "Washer L"})
    other(desk).items.set("WSH-40", {"name": "Washer XL"})
    with pytest.raises(Conflict) as caught:
        services.items.set("WSH-40", {"name": "Mine"}, version)
    assert caught.value.fields == {"name": ("Washer", "Washer XL", "Mine")}


# Callers


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("+39 02 555-0101", "39025550101"),
        ("0039 02/5550101", "39025550101"),
        ("02 555 0101 ext. 12", "025550101"),
        ("", None),
        (None, None),
        ("none", None),
    ],
)
def test_phone_numbers_are_their_digits(text: str | None, key: str | None) -> None:
    assert phone_key(text) == key


def test_what_looks_like_a_phone_number() -> None:
    assert looks_like_phone("+39 (02) 555.01")
    assert not looks_like_phone("123")
    assert not looks_like_phone("C10020")


@pytest.mark.parametrize(
    "typed", ["0341556677", "+39 0341 556677", "00390341556677", "341-556677", "56677", "officine", "C9"]
)
def test_a_caller_is_found_however_the_number_is_written(services: Services, typed: str) -> None:
    services.customers.new({"code": "C9", "name": "Officine Riva", "phone": "0341 55.66.77"})
    assert [choice.code for choice in services.customers.search(typed)] == ["C9"]


def test_search_treats_wildcards_as_letters(services: Services) -> None:
    services.customers.new({"code": "C9", "name": "100% Bar_Uno"})
    assert [choice.code for choice in services.customers.search("100%")] == ["C9"]
    assert [choice.code for choice in services.customers.search("%")] == ["C9"]
    assert services.customers.search("%aurora") == ()


def test_an_inactive_customer_is_no_caller(services: Services) -> None:
    services.customers.set("C2", {"active": "no"})
    assert services.customers.search("aurora") == ()
    assert services.customers.list("aurora")[0].code == "C2"


# Serials


@pytest.mark.parametrize("typed", ["SN-000931", "sn931", "SN 000 931", "931", "00931", "mf-77-311", "77311"])
def test_a_card_is_found_by_the_tail_of_either_serial(services: Services, typed: str) -> None:
    assert services.equipment.by_serial(typed)[0].number == 311


def test_two_characters_of_a_serial_are_too_few_and_live_cards_come_first(services: Services) -> None:
    assert services.equipment.by_serial("31") == ()
    services_ = services.equipment
    statuses = [card.status for card in services_.by_serial("SN-00093", limit=20)]
    assert (len(statuses), statuses[0], statuses[-1]) == (6, "active", "terminated")  # by their beginning
    found = services_.search("0936")
    assert (found[0].code, found[0].label, found[0].hint) == (
        "SN-000936",
        "WSH-40 Washer 40 kg",
        "Hotel Aurora, active",
    )


def test_whole_serials_stand_before_tails(services: Services, desk: Desk) -> None:
    for number, serial, status in (
        (401, "X931", "active"),
        (402, "931", "terminated"),
        (403, "Y-931", "returned"),
    ):
        desk.add("equipment", number=number, serial=serial, serial_key=serial.lower().replace("-", ""),
                 item="WSH-40", customer="C1", status=status)  # fmt: skip
    assert [card.number for card in services.equipment.by_serial("931")] == [402, 401, 311, 403]


# Queues


def test_qu_01_code_description_and_manager(services: Services) -> None:
    for values in (
        {"name": "No code"},
        {"code": "Q"},
        {"code": "Q" * 21, "name": "Long"},
        {"code": "north", "name": "Again"},
    ):
        with pytest.raises(Refused):
            services.queues.new(values)
    assert services.queues.new({"code": "Q", "name": "New"}).record.manager == "anna"
    with pytest.raises(Refused):
        services.queues.set("Q", {"manager": ""})
    with pytest.raises(Refused):
        services.queues.set("Q", {"manager": "gone"})


def test_qu_02_an_inactive_queue_is_not_offered(services: Services) -> None:
    assert "OLD" not in [choice.code for choice in services.queues.search("")]
    assert "OLD" in [row.code for row in services.queues.list()]


def test_qu_03_deactivating_a_queue_with_open_calls_warns(services: Services, desk: Desk) -> None:
    desk.open_call(queue="NORTH")
    saved = services.queues.set("NORTH", {"inactive": "yes"})
    assert saved.record.inactive
    assert "1" in str(saved.warnings[0])
    assert services.queues.set("SOUTH", {"inactive": "yes"}).warnings == ()


# Codes and what is left empty


@pytest.mark.parametrize(("kind", "name"), [("people", "N-1"), ("items", "")])
def test_what_is_left_empty_in_a_new_record_is_as_if_nobody_spoke_of_it(
    services: Services, kind: str, name: str
) -> None:
    records = getattr(services, kind)
    assert records.new({"code": "N-1", "name": ""}).record.name == name
    assert records.new({"code": "N-2"}).record.name == name.replace("1", "2")


@pytest.mark.parametrize(
    ("kind", "code"), [("people", "bruno"), ("queues", "NORTH"), ("customers", "C1"), ("items", "WSH-40")]
)
def test_a_code_is_no_field_that_is_set(services: Services, kind: str, code: str) -> None:
    with pytest.raises(BadUsage, match="code"):
        getattr(services, kind).set(code, {"code": "X"})
    assert getattr(services, kind).find(code)


# Lists


def test_ls_01_values_in_use_and_built_in_ones_stay(services: Services, desk: Desk) -> None:
    services.lists.new("type", {"name": "Repair"})
    desk.open_call(type="Repair")
    with pytest.raises(Refused, match="1"):
        services.lists.remove("type", "Repair")
    for act in (
        lambda: services.lists.remove("status", "Open"),
        lambda: services.lists.set("status", "Open", {"name": "Neu"}),
        lambda: services.lists.set("status", "Closed", {"active": "no"}),
        lambda: services.lists.set("status", "Closed", {"status_class": "open"}),
        lambda: services.lists.new("type", {"name": "repair"}),
        lambda: services.lists.new("status", {"name": "Classless"}),
    ):
        with pytest.raises(Refused):
            act()
    with pytest.raises(BadUsage):
        services.lists.list("colour")
    services.lists.new("type", {"name": "Unused"})
    services.lists.remove("type", "Unused")
    with pytest.raises(NotFound):
        services.lists.find("type", "Unused")


def test_sc_14_an_inactive_value_is_not_offered_and_stays_on_calls(services: Services, desk: Desk) -> None:
    services.lists.new("type", {"name": "Repair"})
    number = desk.open_call(type="Repair")
    services.lists.set("type", "Repair", {"active": "no"})
    assert services.lists.list("type", everything=False) == ()
    assert desk.row(number)["type"] == "Repair"
    with pytest.raises(Refused):
        desk.open_call(type="Repair")


def test_a_renamed_value_goes_to_its_calls_and_undo_takes_it_back(services: Services, desk: Desk) -> None:
    services.lists.new("status", {"name": "Awaiting", "status_class": "waiting"})
    number = desk.open_call()
    desk.calls.status([number], "Awaiting")
    services.lists.set("status", "Awaiting", {"name": "Waits"})
    assert desk.row(number)["status"] == "Waits"
    assert [row.number for row in desk.calls.rows(desk.calls.ids("status:Waits").ids)] == [number]
    services.undo.undo()
    assert desk.row(number)["status"] == "Awaiting"
    assert services.lists.find("status", "Awaiting").name == "Awaiting"


def test_the_class_of_a_status_in_use_moves_between_open_and_waiting_only(
    services: Services, desk: Desk
) -> None:
    services.lists.new("status", {"name": "Visit", "status_class": "open"})
    number = desk.open_call()
    desk.calls.status([number], "Visit")
    services.lists.set("status", "Visit", {"status_class": "waiting"})
    assert desk.row(number)["status_class"] == "waiting"
    with pytest.raises(Refused):
        services.lists.set("status", "Visit", {"status_class": "closed"})


def test_a_closed_date_is_opened_once_and_several_together_or_not_at_all(services: Services) -> None:
    first, second = date(2026, 12, 24), date(2026, 12, 25)
    services.lists.close_days([*closures_of_day(first, "13:00-24:00"), *closures_of_day(second, "")])
    with pytest.raises(NotFound, match="2026-12-26 is not a closed date"):
        services.lists.open_days([first, date(2026, 12, 26)])
    assert [row.day for row in services.lists.closed()] == [first, second]
    services.lists.open_days([first])
    assert [row.day for row in services.lists.closed()] == [second]


def test_an_item_group_has_one_name_and_its_acts_are_called_by_what_they_did(services: Services) -> None:
    services.items.new_group("Ovens")
    for name in ("ovens", " Ovens ", ""):
        with pytest.raises(Refused):
            services.items.new_group(name)
    services.items.remove_group("ovens")
    assert "Ovens" not in [group.name for group in services.items.groups()]
    assert [services.undo.undo().title for _ in range(2)] == [
        "Item group {name} removed",
        "Item group {name} added",
    ]


# Settings


def test_settings_are_read_anew_after_a_change_by_anyone(services: Services, desk: Desk) -> None:
    assert services.context.company.name == ""
    other(desk).settings.set({"name": "Riunite", "zone": "Europe/London"})
    assert services.context.company.name == "Riunite"
    assert services.zone.key == "Europe/London"
    services.settings.set({"name": ""})
    assert services.context.company.name == ""


def test_pending_pauses_is_the_status_own_switch(services: Services) -> None:
    services.settings.set({"pending_pauses": "no"})
    assert services.lists.find("status", "Pending").pauses_clock is False
    assert services.context.company.pending_pauses is False


@pytest.mark.parametrize(
    ("name", "value"),
    [("zone", "Rome"), ("country", "XX"), ("subdivision", "Nowhere"), ("fallback_response", "soon"),
     ("fallback_coverage", "always"), ("attachment_mb", "0"), ("pending_pauses", "perhaps")],
)  # fmt: skip
def test_a_setting_that_cannot_be_is_refused(services: Services, name: str, value: str) -> None:
    with pytest.raises(Refused):
        services.settings.set({name: value})
    assert services.settings.values()[name] != value


def test_a_fallback_target_gives_calls_without_contract_a_due_date(services: Services, desk: Desk) -> None:
    number = desk.open_call(serial="SN-000936", customer="C2")
    assert desk.row(number)["respond_by"] is None
    services.settings.set({"fallback_response": "4h"})
    assert desk.row(number)["respond_by"] == datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


# Views


def test_the_views_that_come_along_lie_on_the_keys_from_1_on() -> None:
    for home, views in homes().items():
        assert [view.slot for view in views] == [*range(1, len(views) + 1)], home


def test_views_of_ones_own_stand_over_everybodys(services: Services, desk: Desk) -> None:
    assert services.views.by_slot(1).name == "All open"
    services.views.save("Team", "queue:north", slot=1, shared=True)
    assert other(desk).views.by_slot(1).name == "Team"
    services.views.save("Mine", "is:mine", ["number", "subject:30"], slot=1)
    assert (services.views.by_slot(1).name, services.views.by_slot(1).columns) == (
        "Mine",
        ["number", "subject:30"],
    )
    assert other(desk).views.by_slot(1).name == "Team"
    with pytest.raises(NotFound):
        services.views.by_slot(9)


def test_a_view_is_overwritten_by_its_name_and_by_its_key(services: Services) -> None:
    first = services.views.save("Mine", "is:mine", slot=2)
    assert services.views.save("mine", "is:mine -queue:north", slot=3).id == first.id
    assert services.views.save("Another", "is:overdue", slot=3).id == first.id
    assert [view.name for view in services.views.list() if view.id] == ["Another"]


def test_views_change_places(services: Services) -> None:
    one = services.views.save("One", "a", slot=1)
    two = services.views.save("Two", "b", slot=2)
    assert one.id is not None
    services.views.move(one.id, 2)
    assert [services.views.by_slot(slot).name for slot in (1, 2)] == ["Two", "One"]
    services.views.rename(one.id, "Uno")
    services.views.set_columns(one.id, ["number"])
    assert services.views.by_slot(2).columns == ["number"]
    services.undo.undo()
    assert services.views.by_slot(2).columns is None
    assert two.id is not None
    services.views.delete(two.id)
    assert services.views.by_slot(1).name == "All open"


def test_another_persons_view_is_out_of_reach(services: Services, desk: Desk) -> None:
    mine = services.views.save("Mine", "is:mine")
    assert mine.id is not None
    for act in (other(desk).views.delete, lambda key: other(desk).views.rename(key, "x")):
        with pytest.raises(NotFound):
            act(mine.id)


# Who works


def test_the_first_user_of_a_new_store_is_written_down_and_an_unknown_one_later_is_not(
    tmp_path: object,
) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "new.db"
    assert open_services(store=path, who="anna", env={}).people.find("anna").roles[-1] == "administrator"
    with pytest.raises(NotFound, match="anna"):
        open_services(store=path, who="bruno", env={})
    assert open_services(store=path, env={"SVC_TUI_USER": "ANNA"}).me == "anna"


def test_what_people_type_is_cleaned(services: Services) -> None:
    services.people.new({"code": "eva", "name": "Eva\x1b]52;c;aaaa\x07 \r\nRossi"})
    assert services.people.find("eva").name == "Eva]52;c;aaaa  Rossi"
    with pytest.raises(Refused):
        services.people.new({"code": "x" * 26})
    with pytest.raises(Refused):
        services.people.set("eva", {"roles": "king"})


def test_what_begins_as_typed_is_offered_before_what_only_holds_it() -> None:
    found = [Choice("NORTH", "North: Lecco, Sondrio"), Choice("RESO", "Returns"), Choice("SOUTH", "South")]
    assert [each.code for each in nearest_first(found, "so")] == ["SOUTH", "NORTH", "RESO"]
    assert [each.code for each in nearest_first(found, "")] == ["NORTH", "RESO", "SOUTH"]
