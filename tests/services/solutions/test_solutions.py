"""Solutions through the service: found, suggested, written, reviewed, merged, with whatever people type."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from svc_tui.domain.solutions.words import keys_of
from svc_tui.errors import Conflict, NotFound, Refused
from svc_tui.services.solutions.service import Solutions
from svc_tui.services.solutions.synonyms import Synonyms, table_of
from tests.amounts import many
from tests.services.desk import Desk


@pytest.fixture
def solutions(desk: Desk) -> Solutions:
    """Number 15 of the desk, and four more."""
    found = Solutions(desk.context)
    with desk.context.write() as unit:
        unit.raise_number("solution", 15)
        unit.insert("item", {"code": "WSH-60", "name": "Washer 60 kg", "group": "Laundry"})
        unit.insert("item", {"code": "OVN-1", "name": "Oven"})
        unit.insert("list_entry", {"list": "problem", "name": "Leak", "active": True})
        unit.insert("list_entry", {"list": "problem", "name": "Old", "active": False})
    for values in (
        {"solution": "Change the gasket", "symptom": "Water drips from the valve", "item": "WSH-60"},
        {
            "solution": "Clean the filter",
            "symptom": "Water stays in the drum",
            "problem": "leak",
            "item": "OVN-1",
        },
        {"solution": "Cambiare la guarnizione", "symptom": "Perdita d'acqua dalla valvola"},
        {
            "solution": "Set the clock",
            "symptom": "Display shows E-12",
            "description": "Hold the key for 12 seconds.",
        },
    ):
        found.new(values)
    return found


def numbers(solutions: Solutions, words: str, **more: str) -> list[int]:
    return [hit.row.number for hit in solutions.search(words, **more)]  # type: ignore[arg-type]


@settings(max_examples=many(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80) | st.text(alphabet="\"*:()-^+{}[]~ aNEARORNOT'\\;%_", max_size=40))
def test_any_string_may_be_searched(solutions: Solutions, text: str) -> None:
    assert len(solutions.search(text)) <= 20
    assert len(solutions.find(text)) <= 20


@pytest.mark.parametrize("piece", ["x", "pump ", '"', "E-1 ", "\N{COMBINING ACUTE ACCENT}"])
def test_a_megabyte_may_be_searched(solutions: Solutions, piece: str) -> None:
    assert len(solutions.search(piece * (1_000_000 // len(piece)))) <= 20


def test_words_find_by_ending_slip_code_and_language(solutions: Solutions) -> None:
    assert numbers(solutions, "dripping valves")[0] == 16
    assert numbers(solutions, "gaskte")[0] == 16
    assert numbers(solutions, "err 12")[0] == 19
    assert numbers(solutions, "guarnizioni cambiate")[0] == 18
    assert numbers(solutions, "PERDITA d\N{RIGHT SINGLE QUOTATION MARK}acqua")[0] == 18
    assert numbers(solutions, "quux") == []


def test_same_item_counts_more_and_filters_leave_out(solutions: Solutions) -> None:
    assert numbers(solutions, "water", item="WSH-60") == [16, 17]
    assert numbers(solutions, "water", item="OVN-1") == [17, 16]
    assert numbers(solutions, "water", filters="item:WSH-60") == [16]
    assert [hit.row.number for hit in solutions.find("water problem:leak")] == [17]
    assert [hit.row.number for hit in solutions.find("group:laundry")] == [15, 16]


def test_nothing_typed_lists_what_is_most_useful_for_the_item(solutions: Solutions) -> None:
    assert numbers(solutions, "", item="OVN-1")[0] == 17
    assert numbers(solutions, "   ", item="WSH-40")[:2] == [15, 16]


def test_a_call_is_suggested_what_closed_its_like(solutions: Solutions, desk: Desk) -> None:
    for _ in range(3):
        call = desk.open_call(subject="Drum is still")
        desk.calls.attach_solution([call], 19)
        desk.calls.close([call])
    now = desk.open_call(subject="Water drips out of a valve")
    found = solutions.suggest(now)
    assert [(each.row.number, each.tie, each.closed) for each in found] == [
        (16, "group", 0),
        (19, "item", 3),
        (15, "item", 0),
    ]
    assert solutions.suggest_for(item="WSH-40", subject="")[0].row.number == 19
    solutions.missed(19, now)
    desk.calls.attach_solution([now], 15)
    left = [each.row.number for each in solutions.suggest(now)]
    assert left[0] == 16
    assert not {15, 19} & set(left)
    with pytest.raises(NotFound):
        solutions.suggest("99999")


def test_writing_keeps_the_rules(solutions: Solutions, desk: Desk) -> None:
    assert solutions.find_number(16).owner == "anna"
    assert solutions.find_number(17).problem == "Leak"
    with pytest.raises(Refused, match="254"):
        solutions.new({"solution": "x" * 255})
    with pytest.raises(Refused):
        solutions.new({"symptom": "No line"})
    with pytest.raises(Refused):
        solutions.new({"solution": "x", "problem": "Old"})
    with pytest.raises(NotFound):
        solutions.set([16], {"item": "NONE"})
    version = solutions.find_number(16).version
    solutions.set([16], {"cause": "Worn"})
    with pytest.raises(Conflict):
        solutions.set([16], {"cause": "Old"}, if_version=version)
    assert numbers(solutions, "worn") == [16]


@pytest.mark.parametrize("typed", ["999", "many", "-15", "", "1" * 16])
def test_what_names_no_solution_is_said_and_nothing_is_written(
    solutions: Solutions, desk: Desk, typed: str
) -> None:
    call = desk.open_call()
    for act in (
        lambda: solutions.find_number(typed),
        lambda: solutions.set([typed], {"symptom": "Leaks"}),
        lambda: solutions.attach([typed], [call]),
        lambda: solutions.merge(typed, 15),
        lambda: solutions.merge(15, typed),
    ):
        with pytest.raises(NotFound, match="There is no solution"):
            act()
    assert not solutions.delete([typed, 15]).outcomes[0].done
    with pytest.raises(NotFound, match="There is no call 999"):
        solutions.from_call("999")


def test_counting_use_makes_no_conflict_for_who_edits(solutions: Solutions, desk: Desk) -> None:
    version = solutions.find_number(16).version
    call = desk.open_call()
    solutions.attach([16, 17], [call])
    desk.calls.close([call])
    row = solutions.find_number(16)
    assert (row.used, row.version, row.last_used_at) == (1, version, desk.time)
    desk.calls.reopen([call])
    assert solutions.find_number(16).used == 0


def test_others_may_close_with_it_before_a_close_is_undone(solutions: Solutions, desk: Desk) -> None:
    one, two = desk.open_call(), desk.open_call()
    solutions.attach([16], [one, two])
    desk.calls.close([one])
    desk.as_person("bruno").close([two])
    desk.undo.undo()
    assert solutions.find_number(16).used == 1


def test_stale_are_unused_unreviewed_or_followed_by_a_reopening(solutions: Solutions, desk: Desk) -> None:
    def stale() -> list[int]:
        return [row.number for row in solutions.lines(solutions.ids("is:stale sort:number").ids)]

    assert stale() == []
    call = desk.open_call()
    solutions.attach([16], [call])
    desk.calls.close([call])
    desk.later(hours=1)
    desk.calls.reopen([call])
    assert stale() == [16]
    desk.later(hours=1)
    solutions.review([16])
    assert stale() == []
    desk.time += timedelta(days=364)
    assert stale() == []
    desk.time += timedelta(days=3)
    assert stale() == [15, 16, 17, 18, 19]


def test_three_twins_are_named_beside_the_one_that_is_written(solutions: Solutions) -> None:
    twin = {"symptom": "Drum turns only backwards", "solution": "Swap the phases"}
    made = [int(solutions.new(twin).number) for _ in range(4)]
    for number in made:
        found = solutions.similar({**twin, "number": number})
        assert {hit.row.number for hit in found} == {*made} - {number}


def test_merging_keeps_links_and_the_number_leads_on(solutions: Solutions, desk: Desk) -> None:
    one, two = desk.open_call(), desk.open_call()
    solutions.attach([16], [one])
    solutions.attach([16, 18], [two])
    desk.calls.close([one, two])
    solutions.merge(16, 18)
    merged, stays = solutions.find_number(16), solutions.find_number(18)
    assert (merged.merged_into, merged.used) == (18, 0)
    assert (stays.used, stays.item) == (2, "WSH-60")
    assert 16 not in numbers(solutions, "gasket guarnizione")
    third = desk.open_call()
    solutions.attach([16], [third])
    assert [each.number for each in desk.calls.sheet(third).solutions] == [18]
    with pytest.raises(Refused):
        solutions.merge(18, 18)
    with pytest.raises(Refused):
        solutions.merge(18, 16)
    desk.undo.undo()
    desk.undo.undo()
    desk.undo.undo()
    assert (solutions.find_number(16).used, solutions.find_number(18).used) == (2, 1)


def test_deleting_a_used_one_warns_and_comes_back_whole(solutions: Solutions, desk: Desk) -> None:
    call = desk.open_call()
    solutions.attach([16], [call])
    desk.calls.close([call])
    done = solutions.delete([16])
    assert call in str(done.warnings[0])
    with pytest.raises(NotFound):
        solutions.find_number(16)
    desk.undo.undo()
    assert solutions.find_number(16).used == 1
    assert numbers(solutions, "gasket")[0] == 16


def test_versions_tell_who_changed_what(solutions: Solutions, desk: Desk) -> None:
    solutions.set([16], {"cause": "Worn", "symptom": "Water drips"})
    first, second = solutions.versions(16)
    assert first.event == "created"
    assert {change[0] for change in second.changes} == {"cause", "symptom"}
    assert ("cause", "", "Worn") in second.changes


def test_from_a_call_long_texts_go_on_in_the_steps(solutions: Solutions, desk: Desk) -> None:
    call = desk.open_call(subject="Drum is loud", description="word " * 80)
    desk.calls.close([call], "tighten " * 60)
    draft = solutions.from_call(call)
    assert len(draft["symptom"]) <= 254
    assert draft["symptom"].startswith("Drum is loud. word")
    assert len(draft["solution"]) <= 254
    assert ("tighten " * 60).strip() in draft["description"]
    written = solutions.new_from_call(call, {"solution": "Tighten"})
    row = solutions.find_number(written.number)
    assert (row.solution, row.used, row.item) == ("Tighten", 1, "WSH-40")
    desk.undo.undo()
    with pytest.raises(NotFound):
        solutions.find_number(written.number)


def test_a_line_of_synonyms_grows_and_holds_words_of_a_length(solutions: Solutions, desk: Desk) -> None:
    synonyms = Synonyms(desk.context)
    synonyms.add("leak", ["drip", "x" * 60])
    for name, words in (
        ("leak", ["x" * 61]),
        ("x" * 61, ["drip"]),
        ("leak", []),
        ("leak", [" , "]),
        ("", ["drip"]),
    ):
        with pytest.raises(Refused):
            synonyms.add(name, words)
    assert synonyms.add("LEAK", ["seep, drip", "Leak"]).words == ("drip", "x" * 60, "seep")
    assert [row.name for row in synonyms.list()] == ["leak"]
    with pytest.raises(NotFound, match="no synonyms of flood"):
        synonyms.remove("flood")


def test_synonyms_work_both_ways_and_of_several_words(solutions: Solutions, desk: Desk) -> None:
    synonyms = Synonyms(desk.context)
    synonyms.add("seal", ["gasket"])
    synonyms.add("pcb", ["display board"])
    assert numbers(solutions, "seals")[0] == 16
    assert numbers(solutions, "pcb")[0] == 19
    with pytest.raises(Refused):
        synonyms.add("alone", [])
    table = table_of([(1, "A/C", "air conditioner, clima")])
    (key,) = keys_of("clima", ["it"])
    assert {"air", "conditioner"} <= set(table[key])


def test_the_prompt_of_a_call_offers_suggestions_numbers_and_words(solutions: Solutions, desk: Desk) -> None:
    call = desk.open_call(subject="Water drips")
    assert solutions.fitting(call)[0].code == "16"
    assert solutions.fitting(call, "19")[0].code == "19"
    assert [choice.code for choice in solutions.fitting(call, "display")] == ["19"]
