"""Kinds of records: each registered in every layer, each table of one; who adds one is told what is missing."""

from collections.abc import Set
from pathlib import Path

import pytest

from svc_tui.cli.core.main import NOUNS
from svc_tui.errors import NotFound
from svc_tui.interchange.core.fields import FIELDS
from svc_tui.screens.shell.doors import DOORS
from svc_tui.services.core.find import id_of
from svc_tui.services.core.kinds import Below, Home, RecordKind, homes, kinds
from svc_tui.services.exchange.incoming.kinds import INCOMING
from svc_tui.services.exchange.incoming.whole_kinds import NOT_MOVED, below
from svc_tui.storage.engine.upkeep import COUNTED
from svc_tui.storage.query.offers import _STATEMENTS
from tests.kinds import NONE, TABLES, lacks
from tests.services.desk import Desk


@pytest.fixture
def counters(tmp_path: Path) -> Set[str]:
    """The running numbers of a new store."""
    from svc_tui.storage.exchange.whole import rows_of

    with Desk(tmp_path / "desk.db").store.read() as session:
        return {name for (name,) in rows_of(session=session, table_name="counter", names=("name",))}


def test_every_kind_is_registered_in_every_layer_or_named_as_not(counters: Set[str]) -> None:
    missing = [sentence for kind in kinds().values() for sentence in lacks(kind, counters)]
    assert not missing, "\n".join(missing)


def test_the_views_of_each_place_stand_on_its_first_keys() -> None:
    """`v 1`, `v 2` and so on, without a gap: what the key bar promises is there."""
    slots = {place: [view.slot for view in views] for place, views in homes().items()}
    assert slots == {place: list(range(1, 1 + len(found))) for place, found in slots.items()}


def test_what_is_named_as_not_registered_is_not() -> None:
    assert NONE["offers"] & _STATEMENTS.keys() == set()
    assert NONE["counts"] & set(COUNTED) == set()
    assert NONE["fields"] & FIELDS.keys() == set()
    assert NONE["incoming"] & INCOMING.keys() == set()
    assert NONE["cli"] & NOUNS.keys() == set()
    assert NONE["door"] & DOORS.keys() == set()
    assert set().union(*NONE.values()) <= kinds().keys()


def test_every_table_is_of_one_kind_or_of_none() -> None:
    told = [name for kind in kinds().values() for name in (kind.table, *(each.table for each in kind.below))]
    shared = {each.table for kind in kinds().values() for each in below(kind)} - set(told)
    assert len(told) == len(set(told))
    assert shared == {"attachment"}
    assert {*told, *shared}.isdisjoint(NOT_MOVED)
    assert {*told, *shared, *NOT_MOVED} == TABLES


def test_who_adds_a_kind_is_told_what_is_missing(counters: Set[str]) -> None:
    """A ride, taught to nobody yet."""
    ride = RecordKind(
        "ride", ("number",), rank=150, numbered=True, has_history=True,
        below=(Below("stops", "ride_stop", "ride", "number"),),
        home=Home("rides", ()), listing=kinds()["call"].listing,
    )  # fmt: skip
    assert lacks(ride, counters) == [
        "storage/tables: no table ride",
        "storage/tables: no ride_stop.ride below ride",
        "storage/sqlite/steps: no counter ride",
        "storage/query/offers.py: a shell completes no ride",
        "storage/engine/upkeep.py: what a store holds counts no ride",
        "services: ride is said by no kind.py of a noun's folder",
        "services: ride stands at the place of call when everything is moved",
        "services: the place rides begins with no view",
        "interchange/core/fields.py: no fields of ride",
        "services/exchange/incoming/kinds.py: no ride",
        "cli/core/main.py: no noun ride",
        "cli/core/completion.py: a filter of ride is not completed",
        "screens/shell/doors.py: no door to ride",
        "screens/shell/places.py: no place rides",
        "commands: no place rides in PLACES",
        "commands: no command go.rides",
    ]


def test_kinds_stand_after_what_they_refer_to() -> None:
    """But for references that come late: everything that is moved can be written as it is read."""
    from svc_tui.storage.exchange.whole import references

    order = list(kinds())
    early = [
        (name, target)
        for name in order
        for target in references(name).values()
        if target in order and order.index(target) > order.index(name)
    ]
    assert early == []


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("call", "10001"),
        ("contract", "K-58"),
        ("contract", "58"),
        ("customer", "c1"),
        ("equipment", "#314"),
        ("equipment", "sn-000934"),
    ],
)  # fmt: skip
def test_a_record_of_any_kind_is_found_by_what_people_type(tmp_path: Path, kind: str, typed: str) -> None:
    desk = Desk(tmp_path / "desk.db")
    desk.open_call()
    assert id_of(desk.context, kind, typed) > 0


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("call", "There is no call x."),
        ("contract", "There is no contract x."),
        ("solution", "There is no solution x."),
        ("contract_template", "There is no contract template x."),
        ("queue", "There is no record x."),
    ],
)
def test_where_there_is_none_the_kind_says_so(tmp_path: Path, kind: str, said: str) -> None:
    with pytest.raises(NotFound) as error:
        id_of(Desk(tmp_path / "desk.db").context, kind, "x")
    assert error.value.text() == said
