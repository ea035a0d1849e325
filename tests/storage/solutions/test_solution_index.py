"""The index of solutions is what their text says, after whatever was done to them, and can be made anew."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from svc_tui.errors import Refused
from svc_tui.services.core.context import Context
from svc_tui.services.core.undo import UndoService
from svc_tui.services.solutions.synonyms import table_of
from svc_tui.storage.engine.store import Store
from svc_tui.storage.solutions import index as solution_index
from svc_tui.storage.solutions import search as solution_search

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "index.db")


def add(store: Store, number: int, **values: object) -> int:
    with store.write(who="anna", at=NOW) as unit:
        return unit.insert("solution", {"number": number, "created_at": NOW, **values})


def found(store: Store, text: str) -> list[int]:
    with store.read() as session:
        lexicon = solution_search.Lexicon(session)
        return [hit.id for hit in solution_search.search(session, lexicon, text, ["en"]).hits]


def change_and_refuse(store: Store, row_id: int) -> None:
    with store.write(who="anna", at=NOW) as unit:
        unit.update("solution", row_id, {"solution": "Bend the pipe"})
        raise Refused("no")


def problems(store: Store) -> list[str]:
    with store.read() as session:
        return solution_index.problems(session)


def test_text_is_found_as_soon_as_it_is_written_and_no_longer_than_it_stands(store: Store) -> None:
    one = add(store, 1, solution="Replace the gasket", symptom="Water drips from the valve")
    assert found(store, "dripping valves") == [one]
    with store.write(who="anna", at=NOW) as unit:
        unit.update("solution", one, {"symptom": "Drum does not turn"})
    assert found(store, "dripping valves") == []
    assert found(store, "drum turning") == [one]
    with store.write(who="anna", at=NOW) as unit:
        unit.delete("solution", one)
    assert found(store, "gasket drum") == []
    assert problems(store) == []


def test_the_word_as_it_was_typed_comes_before_its_other_endings(store: Store) -> None:
    forms = ("valve", "valves", "valving", "valved")
    ids = {form: add(store, place, symptom=f"The {form} drips") for place, form in enumerate(forms, 1)}
    for form in forms:
        assert set(found(store, form)) == set(ids.values())
        assert found(store, form)[0] == ids[form]


def test_every_other_ending_finds_however_many_there_are(store: Store) -> None:
    endings = "o i a e are ano ava avano ando ato ata ati ate"
    for place, ending in enumerate(endings.split(), 1):
        add(store, place, language="it", symptom=f"sblocc{ending}")
    with store.read() as session:
        lexicon = solution_search.Lexicon(session)
        hits = solution_search.search(session, lexicon, "sbloccare", ["it"]).hits
    assert len(hits) == len(endings.split())


def test_endings_come_off_by_the_languages_of_the_search(store: Store) -> None:
    add(store, 1, symptom="rat")
    add(store, 2, symptom="rate")
    with store.read() as session:
        lexicon = solution_search.Lexicon(session)
        known = {
            language: lexicon.look_up(session, ["rate"], [language])["rate"].forms
            for language in ("it", "en")
        }
    assert known == {"it": ("rate", "rat"), "en": ("rate",)}


def test_synonyms_stand_for_all_endings_of_both_words(store: Store) -> None:
    one = add(store, 1, symptom="Gaskets worn")
    table = table_of([(1, "seal", "gasket")])
    with store.read() as session:
        lexicon = solution_search.Lexicon(session)
        hits = solution_search.search(session, lexicon, "seals", ["en"], synonyms=table).hits
    assert [hit.id for hit in hits] == [one]


def test_undo_and_a_refused_act_leave_the_index_with_the_text(store: Store) -> None:
    one = add(store, 1, solution="Replace the gasket")
    with store.write(who="anna", at=NOW) as unit:
        unit.update("solution", one, {"solution": "Tighten the screw"})
    UndoService(Context(store, "anna", lambda: NOW)).undo()
    assert (found(store, "gasket"), found(store, "screw")) == ([one], [])
    with pytest.raises(Refused):
        change_and_refuse(store, one)
    assert (found(store, "gasket"), found(store, "pipe")) == ([one], [])
    assert problems(store) == []


def test_a_merged_solution_is_not_found(store: Store) -> None:
    one, two = add(store, 1, solution="Replace the gasket"), add(store, 2, solution="Change the gasket")
    assert set(found(store, "gasket")) == {one, two}
    with store.write(who="anna", at=NOW) as unit:
        unit.update("solution", two, {"merged_into": 1})
    assert found(store, "gasket") == [one]
    assert problems(store) == []


def test_what_is_loaded_in_bulk_is_found(store: Store) -> None:
    with store.write(who="anna", at=NOW, undoable=False) as unit:
        rows = [
            {"number": n, "solution": f"Answer {n}", "symptom": f"fault code E-{n}"} for n in range(1, 1200)
        ]
        unit.load("solution", rows)
    assert len(found(store, "E777")) == 1
    assert problems(store) == []


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM solution_fts WHERE rowid = 1",
        "INSERT INTO solution_fts(rowid, symptom) VALUES (99, 'ghost')",
        "UPDATE solution_fts SET solution = 'something els' WHERE rowid = 1",
        "DELETE FROM solution_fts_words",
    ],
)
def test_a_check_sees_where_index_and_text_differ_and_making_it_anew_heals(store: Store, damage: str) -> None:
    one = add(store, 1, solution="Replace the gasket", symptom="Water drips")
    with store.engine.execution_options(write=True).begin() as connection:
        connection.exec_driver_sql(damage)
    assert store.problems() != []
    store.index_anew()
    assert store.problems() == []
    assert found(store, "gaskets") == [one]
