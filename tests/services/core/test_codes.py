"""Codes and names of records: found in any case, kept once, and never taken for one of other letters."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import String, UniqueConstraint, insert
from sqlmodel import AutoString

from svc_tui.bootstrap import Services
from svc_tui.domain.core.text import code_key
from svc_tui.errors import NotFound, Refused
from svc_tui.services.exchange.outgoing.whole import export_all
from svc_tui.storage import tables
from svc_tui.storage.exchange import incoming as rows
from svc_tui.storage.tables.columns import keys_of
from tests.services.desk import Desk
from tests.services.importing_hands import desk as store
from tests.services.importing_hands import load

OURS = {"setting", "counter", "opportunity_competitor"}
"""Tables whose names the program gives, not a person, or whose names are found in one record alone."""


@pytest.fixture
def services(desk: Desk) -> Services:
    """Everything, on the small company."""
    return Services(desk.context)


def test_case_does_not_count_in_a_code_and_accents_do() -> None:
    same = [
        ("CITTÀ", "città"),
        ("Straße", "STRASSE"),
        ("E\u0300ST", "èst"),
        (" wm ", "WM"),
        ("Σίσυφος", "ΣΊΣΥΦΟΣ"),
    ]
    assert all(code_key(one) == code_key(other) for one, other in same)
    assert code_key("CITTA") != code_key("CITTÀ")
    assert all(code_key(code_key(one)) == code_key(one) for pair in same for one in pair)


def test_every_record_with_a_name_that_is_its_own_keeps_its_key() -> None:
    """A new noun that forgets it would be found in one case alone."""
    for table in tables.every().tables.values():
        unique = {
            column.name
            for column in table.c
            if column.unique and isinstance(column.type, String | AutoString)
        }
        for constraint in table.constraints:
            if isinstance(constraint, UniqueConstraint):
                unique |= {column.name for column in constraint.columns}
        kept = keys_of(table)
        for name in unique & {"code", "name"} if table.name not in OURS else ():
            assert kept.get(f"{name}_key") == name, f"{table.name}.{name} has no key beside it"
            assert f"{name}_key" in unique, f"{table.name}.{name}_key is not unique"


Make = Callable[[Services, str], Any]
Find = Callable[[Services, str], str]


def _view(services: Services, name: str) -> None:
    services.views.save(name, "is:open")


NOUNS: dict[str, tuple[Make, Find]] = {
    "customer": (
        lambda s, code: s.customers.new({"code": code, "name": "X"}),
        lambda s, code: s.customers.find(code).row.code,
    ),
    "item": (lambda s, code: s.items.new({"code": code}), lambda s, code: s.items.find(code).code),
    "person": (lambda s, code: s.people.new({"code": code}), lambda s, code: s.people.find(code).code),
    "queue": (lambda s, code: s.queues.new({"code": code, "name": "X"}), lambda s, code: s.queues.find(code).code),
    "group": (
        lambda s, name: s.items.new_group(name),
        lambda s, name: str(s.items.set("WSH-40", {"group": name}).record.group),
    ),
    "type": (lambda s, name: s.lists.new("type", {"name": name}), lambda s, name: s.lists.find("type", name).name),
    "problem": (
        lambda s, name: s.lists.new("problem", {"name": name}),
        lambda s, name: s.lists.find("problem", name).name,
    ),
    "template": (lambda s, name: s.templates.new({"name": name}), lambda s, name: s.templates.find(name).name),
}  # fmt: skip
AGAIN: dict[str, tuple[Make, Find]] = {
    "view": (_view, lambda s, name: s.views.find(name).name),
    "text": (
        lambda s, name: s.snippets.save(name, "Ciao"),
        lambda s, name: "/".join(each.name for each in s.snippets.list()),
    ),
    "macro": (
        lambda s, name: s.macros.save(name, [("status", "Pending")]),
        lambda s, name: "/".join(each.name for each in s.macros.list()),
    ),
    "synonym": (
        lambda s, name: s.synonyms.add(name, ["borgo"]),
        lambda s, name: "/".join(each.name for each in s.synonyms.list()),
    ),
}  # fmt: skip
"""What is saved under a name, new or again."""


@pytest.mark.parametrize("noun", NOUNS)
def test_a_code_is_found_in_any_case_and_has_no_second_one_beside_it(services: Services, noun: str) -> None:
    make, find = NOUNS[noun]
    make(services, "CITTÀ")
    assert [find(services, typed) for typed in ("CITTÀ", "città", "Città", "CITTA\u0300")] == ["CITTÀ"] * 4
    with pytest.raises(Refused, match="CITTÀ already"):
        make(services, "città")
    with pytest.raises(NotFound):
        find(services, "CITTA")
    make(services, "CITTA")
    assert (find(services, "citta"), find(services, "città")) == ("CITTA", "CITTÀ")


@pytest.mark.parametrize("noun", AGAIN)
def test_what_is_saved_again_in_other_case_is_the_same(services: Services, noun: str) -> None:
    make, find = AGAIN[noun]
    make(services, "CITTÀ")
    make(services, "città")
    assert code_key(find(services, "Città")) == "città"
    make(services, "CITTA")
    assert "CITTA" in find(services, "citta")


def test_the_store_itself_keeps_one(services: Services, desk: Desk) -> None:
    services.customers.new({"code": "CITTÀ", "name": "X"})
    customer = tables.table("customer")
    with pytest.raises(Refused, match="exists already"), desk.store.write(who="anna", at=desk.time) as unit:
        unit.session.execute(insert(customer).values(code="città", name="Y"))


def test_a_view_is_not_renamed_onto_another(services: Services) -> None:
    services.views.save("PERCHÉ", "is:open")
    other = services.views.save("Other", "is:closed")
    assert other.id is not None
    with pytest.raises(Refused, match="PERCHÉ already"):
        services.views.rename(other.id, "perché")
    assert services.views.rename(other.id, "OTHER").name == "OTHER"


def test_a_value_renamed_in_case_alone_stays_one(services: Services) -> None:
    services.lists.new("type", {"name": "CITTÀ"})
    assert services.lists.set("type", "città", {"name": "Città"}).record.name == "Città"
    services.undo.undo()
    assert services.lists.find("type", "CITTÀ").name == "CITTÀ"
    services.undo.redo()
    assert services.lists.find("type", "CITTÀ").name == "Città"


def test_what_names_a_record_keeps_its_code_and_a_filter_finds_it(services: Services, desk: Desk) -> None:
    services.customers.new({"code": "CITTÀ", "name": "Lavanderia"})
    services.queues.new({"code": "ÈST", "name": "East"})
    services.lists.new("type", {"name": "PERCHÉ"})
    desk.calls.new({"customer": "città", "subject": "Élise", "queue": "èst", "type": "perché"})
    for text in ("customer:città", "customer:CITTÀ", "queue:èst", "type:perchÉ", "ÉLISE", "elise"):
        assert [row.customer for row in desk.calls.rows(desk.calls.ids(text).ids)] == ["CITTÀ"], text
    for text in ("customer:citta", "queue:est2", "type:perché2"):
        assert not desk.calls.ids(text).ids, text


def test_a_call_of_another_program_is_found_in_any_case(tmp_path: Path) -> None:
    with store(tmp_path) as services:
        load(services, tmp_path / "a.jsonl", '{"kind": "call", "number": "Inc-È7", "customer": "C1", "subject": "X"}\n',
             create=("customer",))  # fmt: skip
        with services.store.read() as session:
            assert services.calls.row("INC-è7", session).number == "Inc-È7"


def test_lookups_find_names_whatever_the_case_of_their_accents(services: Services) -> None:
    services.customers.new({"code": "K1", "name": "Élise"})
    services.people.new({"code": "éric", "name": "Éric"})
    services.items.new({"code": "ÜBER", "name": "Überhitzer"})
    assert [each.code for each in services.customers.search("ÉLI")] == ["K1"]
    assert [each.code for each in services.customers.search("eli")] == ["K1"]
    assert [each.code for each in services.people.search("ÉRI")] == ["éric"]
    assert [each.code for each in services.items.search("über")] == ["ÜBER"]


# Imports

MAP = 'kind = "customer"\nkey = "code"\n[fields]\ncode = "code"\nname = "name"\n'

PAIRS = {
    "person": ("assignee", "Michael", "Michaël", "MICHAEL"),
    "customer": ("customer", "Citta", "Città", "CITTA"),
    "item": ("item", "Uber", "Über", "UBER"),
    "queue": ("queue", "Est", "Èst", "EST"),
}


@pytest.mark.parametrize("kind", PAIRS)
def test_stubs_whose_codes_differ_by_accents_are_two_and_by_case_one(tmp_path: Path, kind: str) -> None:
    name, plain, accented, loud = PAIRS[kind]
    with store(tmp_path) as services:
        base = {"kind": "call", "customer": "C1", "subject": "X"}
        lines = [
            {**base, "number": str(at), name: code}
            for at, code in enumerate((plain, accented, loud, loud, plain))
        ]
        report = load(services, tmp_path / "a.json", lines, create=("all",))
        assert report.rejected == 0
        with services.store.read() as session:
            made = {row[0] for row in rows.rows_of(session=session, table_name=kind, names=("code",))}
        assert {plain, accented} <= made
        assert loud not in made
        said = [problem for _, problem in report.problems if problem.rule == "case"]
        assert [(problem.value, problem.details) for problem in said] == [(loud, {"code": plain, "count": 2})]
        with services.store.read() as session:
            found = [getattr(services.calls.row(str(at), session), name) for at in range(5)]
        assert found == [plain, accented, plain, plain, plain]


def test_records_whose_codes_differ_by_accents_are_two_and_by_case_one(tmp_path: Path) -> None:
    with store(tmp_path) as services:
        table = "code,name\nCITTA,One\nCITTÀ,Two\ncittà,Three\n"
        report = load(
            services,
            tmp_path / "a.csv",
            table,
            toml=MAP,
        )
        assert (report.rejected, len(report.problems)) == (0, 1)
        names = {row.code: row.name for row in services.customers.list()}
        assert names == {"CITTA": "One", "CITTÀ": "Three"}
        again = load(services, tmp_path / "a.csv", table, map_path=tmp_path / "a.toml")
        assert {row.code for row in services.customers.list()} == {"CITTA", "CITTÀ"}
        assert again.rejected == 0


def test_a_whole_store_with_accents_comes_back_equal(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    with store(tmp_path / "one") as services:
        services.customers.new({"code": "CITTÀ", "name": "X"})
        services.customers.new({"code": "CITTA", "name": "X"})
        services.lists.new("type", {"name": "PERCHÉ"})
        export_all(services.context, tmp_path / "all")
        assert '_key"' not in (tmp_path / "all" / "customer.jsonl").read_text(encoding="utf-8")
    with store(tmp_path / "two") as services:
        report = load(services, tmp_path / "all")
        assert report.problems == []
        assert [services.customers.find(code).row.code for code in ("città", "citta")] == ["CITTÀ", "CITTA"]
        assert services.lists.find("type", "perché").name == "PERCHÉ"


# What is offered first, and what is only near


def test_the_very_code_stands_first_and_a_piece_of_a_word_is_only_near(services: Services) -> None:
    for code in ("AWM", "WM", "WM2"):
        services.items.new({"code": code, "name": "Machine"})
    assert [(each.code, each.near) for each in services.items.search("wm")] == [
        ("WM", False), ("WM2", False), ("AWM", True),
    ]  # fmt: skip
    assert [each.near for each in services.people.search("nna")] == [True]
    first = services.people.search("ann")[0]
    assert (first.code, first.near) == ("anna", False)


def test_a_customer_is_never_guessed_among_several(services: Services) -> None:
    services.customers.new({"code": "C10", "name": "Aurora Due"})
    assert {each.near for each in services.customers.search("auror")} == {True}
    first = services.customers.search("C1")[0]
    assert (first.code, first.near) == ("C1", False)
    assert [each.near for each in services.customers.search("urora Du")] == [True]
    assert [(each.code, each.near) for each in services.customers.search("aurora d")] == [("C10", False)]
