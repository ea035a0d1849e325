"""Two editors of one record: every noun answers by the same rule, and `was` is the value that really was."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from svc_tui.errors import Conflict, NotFound, Refused
from svc_tui.services.calls.service import Calls
from svc_tui.services.calls.snippets import Macros, Snippets
from svc_tui.services.company.customers import Customers
from svc_tui.services.company.items import Items
from svc_tui.services.company.people import People
from svc_tui.services.contracts.service import Contracts
from svc_tui.services.contracts.templates import Templates
from svc_tui.services.core.context import Context
from svc_tui.services.core.views import Views
from svc_tui.services.equipment.service import EquipmentCards
from svc_tui.services.queues.service import Queues
from svc_tui.services.solutions.service import Solutions
from svc_tui.storage.tables import table
from tests.services.desk import Desk

Set = Callable[..., Any]


@dataclass(frozen=True)
class Noun:
    """A record with a text field, another one, and how it is set."""

    table: str
    row_id: int
    set: Callable[[Context], Set]
    mine: str
    other: str


def _nouns(desk: Desk) -> dict[str, Noun]:
    call = desk.open_call()
    solution = (
        Solutions(desk.context).new({"solution": "Bleed it", "symptom": "Noise", "item": "WSH-40"}).number
    )
    Templates(desk.context).new({"name": "GOLD", "type": "serial", "duration": "12"})
    with desk.store.read() as session:

        def row_id(name: str, column: str, value: Any) -> int:
            t = table(name)
            return int(session.execute(select(t.c.id).where(t.c[column] == value)).scalar_one())

        return {
            "call": Noun("call", row_id("call", "number", call),
                         lambda context: lambda *a, **k: Calls(context).set([call], *a, **k), "reference", "location"),
            "customer": Noun("customer", row_id("customer", "code", "C1"),
                             lambda context: lambda *a, **k: Customers(context).set("C1", *a, **k), "name", "email"),
            "person": Noun("person", row_id("person", "code", "carla"),
                           lambda context: lambda *a, **k: People(context).set("carla", *a, **k), "name", "email"),
            "queue": Noun("queue", row_id("queue", "code", "NORTH"),
                          lambda context: lambda *a, **k: Queues(context).set("NORTH", *a, **k), "name", "email"),
            "item": Noun("item", row_id("item", "code", "WSH-40"),
                         lambda context: lambda *a, **k: Items(context).set("WSH-40", *a, **k), "name",
                         "warranty_template"),
            "card": Noun("equipment", row_id("equipment", "number", 311),
                         lambda context: lambda *a, **k: EquipmentCards(context).set(["311"], *a, **k), "contact",
                         "phone"),
            "contract": Noun("contract", row_id("contract", "number", 58),
                             lambda context: lambda *a, **k: Contracts(context).set([58], *a, **k), "remarks",
                             "description"),
            "solution": Noun("solution", row_id("solution", "number", solution),
                             lambda context: lambda *a, **k: Solutions(context).set([solution], *a, **k), "symptom",
                             "cause"),
        }  # fmt: skip


NOUNS = ("call", "customer", "person", "queue", "item", "card", "contract", "solution")


@pytest.mark.parametrize("name", NOUNS)
def test_what_others_saved_in_between_is_told_with_the_value_that_was(desk: Desk, name: str) -> None:
    noun = _nouns(desk)[name]
    mine, theirs = noun.set(desk.context), noun.set(Context(desk.store, "bruno", lambda: desk.time))
    mine({noun.mine: "First"})
    mine({noun.mine: "Opened with"})
    version = _version(desk, noun)
    _touch(desk, noun)  # a note: the record counts on, none of its fields moved
    with pytest.raises(Conflict) as refused:
        mine({noun.mine: "Mine"}, if_version=version)
    assert refused.value.fields == {noun.mine: ("Opened with", "Opened with", "Mine")}
    assert refused.value.exit_code == 4
    theirs({noun.mine: "Theirs"})
    with pytest.raises(Conflict) as refused:
        mine({noun.mine: "Mine"}, if_version=version)
    assert refused.value.fields == {noun.mine: ("Opened with", "Theirs", "Mine")}
    assert f"version {version + 2}, not {version}" in str(refused.value)


@pytest.mark.parametrize("name", NOUNS)
def test_a_form_keeps_what_only_others_changed(desk: Desk, name: str) -> None:
    noun = _nouns(desk)[name]
    mine, theirs = noun.set(desk.context), noun.set(Context(desk.store, "bruno", lambda: desk.time))
    mine({noun.mine: "Opened with"})
    version, base = _version(desk, noun), {noun.mine: "Opened with"}
    _touch(desk, noun)
    theirs({noun.other: "Theirs"})
    mine({noun.mine: "Mine"}, if_version=version, base=base)
    row = _row(desk, noun)
    assert (row[noun.mine], row[noun.other]) == ("Mine", "Theirs")
    theirs({noun.mine: "Theirs too"})
    with pytest.raises(Conflict) as refused:
        mine({noun.mine: "Mine again"}, if_version=version, base=base)
    assert refused.value.fields == {noun.mine: ("Opened with", "Theirs too", "Mine again")}


def _row(desk: Desk, noun: Noun) -> dict[str, Any]:
    with desk.context.write() as unit:
        return unit.row(noun.table, noun.row_id)


def _version(desk: Desk, noun: Noun) -> int:
    return int(_row(desk, noun)["version"])


def _touch(desk: Desk, noun: Noun) -> None:
    with Context(desk.store, "bruno", lambda: desk.time).write() as unit:
        unit.stamp(noun.table, noun.row_id)
        unit.log(noun.table, noun.row_id, "note", field="activities", new="said so")


# Several things at once


def test_the_members_of_a_queue_come_with_its_fields_or_not_at_all(desk: Desk) -> None:
    queues = Queues(desk.context)
    with pytest.raises(NotFound):
        queues.set("NORTH", {"name": "North wind", "members": "bruno nobody"})
    with pytest.raises(Refused):
        queues.set("NORTH", {"name": "North wind", "members": "bruno gone"})
    with pytest.raises(NotFound):
        queues.new({"code": "WEST", "name": "West", "members": "bruno nobody"})
    stands = queues.find("NORTH")
    assert (stands.name, [each.person for each in stands.members]) == ("Northern team", ["anna"])
    with pytest.raises(NotFound):
        queues.find("WEST")
    queues.set("NORTH", {"name": "North wind", "members": "BRUNO, carla"})
    stands = queues.find("NORTH")
    assert (stands.name, [each.person for each in stands.members]) == ("North wind", ["bruno", "carla"])
    desk.undo.undo()
    stands = queues.find("NORTH")
    assert (stands.name, [each.person for each in stands.members]) == ("Northern team", ["anna"])


def test_members_that_another_added_are_not_taken_out_by_a_form(desk: Desk) -> None:
    queues = Queues(desk.context)
    opened = queues.find("NORTH")
    Queues(Context(desk.store, "bruno", lambda: desk.time)).add_member("NORTH", "carla")
    with pytest.raises(Conflict) as refused:
        queues.set("NORTH", {"members": "anna bruno"}, opened.version, {"members": opened.members})
    assert refused.value.fields == {"members": (["anna"], ["anna", "carla"], ["anna", "bruno"])}


def test_a_view_is_renamed_moved_and_shared_at_once_or_not_at_all(desk: Desk) -> None:
    views = Views(desk.context)
    kept = views.save("Hot", "is:mine", slot=3)
    assert kept.id is not None
    with pytest.raises(Refused):
        views.change(kept.id, {"name": "Ours", "slot": "12", "shared": "yes"})
    views.save("Taken", "is:overdue", shared=True)
    with pytest.raises(Refused, match="Taken already"):
        views.change(kept.id, {"name": "taken", "slot": "4", "shared": "yes"})
    assert views.find("Hot") == kept
    views.change(kept.id, {"name": "Ours", "slot": "4", "shared": "yes"}, kept.version)
    changed = views.find("Ours")
    assert (changed.slot, changed.shared, changed.query) == (4, True, "is:mine")
    with pytest.raises(Conflict):
        views.change(kept.id, {"query": "is:late"}, kept.version)
    desk.undo.undo()
    assert (views.find("Hot").slot, views.find("Hot").shared) == (3, False)


def test_targets_of_a_contract_meet_those_of_another(desk: Desk) -> None:
    contracts = Contracts(desk.context)
    with desk.context.write() as unit:
        version = unit.row("contract", 1)["version"]
    Contracts(Context(desk.store, "bruno", lambda: desk.time)).set([58], {"medium": "1h/3h"})
    with pytest.raises(Conflict) as refused:
        contracts.set([58], {"medium": "2h/6h"}, if_version=version, base={"medium": ""})
    assert refused.value.fields["medium"][1:] == (("1h", "3h"), ("2h", "6h"))


def test_what_counts_no_versions_meets_by_what_was_opened(desk: Desk) -> None:
    customers = Customers(desk.context)
    contact = customers.add_contact("C1", {"name": "Maria", "phone": "1"}).contacts[0]
    customers.set_contact("C1", contact.id, {"phone": "2"})
    customers.set_contact("C1", contact.id, {"email": "m@x.it"}, {"email": None})
    with pytest.raises(Conflict) as refused:
        customers.set_contact("C1", contact.id, {"phone": "3"}, {"phone": "1"})
    assert refused.value.fields == {"phone": ("1", "2", "3")}
    texts, macros = Snippets(desk.context), Macros(desk.context)
    texts.save("Hello", "one")
    texts.save("Hello", "two")
    with pytest.raises(Conflict):
        texts.save("Hello", "three", "one")
    macros.save("Park", [("priority", "low")])
    macros.save("Park", [("priority", "high")])
    with pytest.raises(Conflict):
        macros.save("Park", [("priority", "medium")], [("priority", "low")])
