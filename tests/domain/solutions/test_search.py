"""The search of solutions without a store: words, codes, likeness, ranking, passages, suggestions."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.solutions.likeness import likeness, rarity, runs
from svc_tui.domain.solutions.passage import best_passage
from svc_tui.domain.solutions.ranking import Asked, Entry, boosted, scores, weighted
from svc_tui.domain.solutions.suggesting import Candidate, suggested
from svc_tui.domain.solutions.words import asked, keys_of, language_of, languages_of, marked_stems, terms

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def words(text: str, language: str = "en") -> list[str]:
    return [word for word, _parts in asked(text, language)]


@pytest.mark.parametrize(
    "text", ["E-12", "e12", "E 12", "Err 12", "ERR. 12", "errore 12", "Error: 12", "code 12", "E.12"]
)
def test_codes_however_written_are_one(text: str) -> None:
    assert words(text) == ["e12"]
    assert "e12" in terms(f"Shows {text} after start", "en")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("WSH-40", "wsh40"),
        ("F/12", "f12"),
        ("SN_77-b", "sn77b"),
        ("Perch\N{LATIN SMALL LETTER E WITH ACUTE} LENTO", "perche lento"),
    ],
)
def test_case_accents_and_signs_do_not_count(one: str, other: str) -> None:
    assert words(one, "it") == words(other, "it")


@pytest.mark.parametrize(
    ("whole", "written"),
    [
        ("230v", ["230V", "230 V", "230-v", "230\N{NO-BREAK SPACE}V", "230 volt", "230 Volts"]),
        ("16a", ["16A", "16 A", "16 amp", "16 ampere"]),
        ("2d5bar", ["2.5 bar", "2,5bar", "2,5 BAR"]),
        ("1500w", ["1500W", "1.500 W", "1,500W"]),
        ("80c", ["80C", "80 \N{DEGREE SIGN}C", "80\N{DEGREE SIGN}C", "80\N{MASCULINE ORDINAL INDICATOR}C"]),
        ("5min", ["5min", "5 min", "5 minutes", "5 minuti", "5-minute", "5 Mins"]),
        ("10s", ["10s", "10 s", "10 sec", "10 seconds", "10 secondi"]),
        ("3h", ["3h", "3 h", "3 hours", "3 hrs", "3 ore"]),
        ("3m", ["3m", "3 m"]),
        ("47uf", ["47uF", "47 \N{MICRO SIGN}F"]),
        ("10kohm", ["10 kOhm", "10k\N{OHM SIGN}"]),
        ("f21b", ["F21b", "F-21/b", "F 21 B", "f21-b", "F.21.b"]),
        ("e12c", ["Err 12/c", "E-12C", "error 12 c", "codice 12c"]),
    ],
)
def test_number_and_unit_and_code_and_letter_are_one_together_or_apart(
    whole: str, written: list[str]
) -> None:
    for text in written:
        assert words(text) == [whole], text
        assert whole in terms(f"Trips at {text}, then stops", "en"), text


def test_a_measure_and_a_code_with_a_letter_keep_what_they_are_made_of() -> None:
    assert "230" in terms("a 230V supply", "en")
    assert {"f21", "f21b"} <= set(terms("display F21b", "en"))
    assert {"f21", "21", "f21b"} <= set(terms("display F-21/b", "en"))
    assert words("220-240V") == ["220v", "240v"]
    assert words("3x400V") == words("3 x 400 V") == ["3", "400v"]
    assert words("12/24 V DC") == words("12/24Vdc") == ["12v", "24v", "dc"]


def test_a_unit_written_to_its_number_is_no_word_of_its_own() -> None:
    assert "h" not in terms("1000H service", "en")
    assert asked("1000H service", "en")[0] == ("1000h", ("1000",))


def test_what_only_looks_like_a_measure_or_a_letter_of_a_code_is_none() -> None:
    assert words("400 V e 230 V", "it") == ["400v", "230v"]
    assert words("E12 l'acqua", "it") == ["e12", "acqua"]
    assert words("F21 e F22", "it") == ["f21", "f22"]
    assert words("2.5 bar") != words("25 bar")
    assert words("3 volte", "it")[0] == "3"
    assert terms("?q=b%2C", "en")[-1] == "2c"
    assert words("firmware 2.4.1") == ["firmware", "2", "4", "1"]


def test_codes_keep_their_parts_and_plain_words_are_no_codes() -> None:
    assert terms("hand-brake of WSH-40", "en") == ["handbrake", "hand", "brake", "wsh40", "wsh", "40"]
    assert "a12" not in terms("a 12 metri", "it")
    assert words("pump 3 leaks") == ["pump", "3", "leaks"]


def test_other_endings_have_a_stem_in_common_by_language() -> None:
    assert len({keys_of(word, ["en"]) for word in ("leaks", "leaking", "leaked")}) == 1
    assert keys_of("bloccato", ["it"]) == keys_of("bloccata", ["it"]) == keys_of("bloccati", ["it"])
    assert not keys_of("rate", ["en"]) & keys_of("rat", ["en", "it"])
    assert keys_of("leaking", ["xx"]) == {"leaking"}
    assert keys_of("e12", ["en"]) == {"e12"}
    assert marked_stems("e12") == frozenset()


def test_stop_words_go_unless_nothing_else_is_left() -> None:
    assert words("how do I reset the pump") == ["reset", "pump"]
    assert words("who is it") == ["who", "is", "it"]


def test_the_language_is_told_by_small_words_then_by_endings() -> None:
    assert language_of("why does the pump leak") == "en"
    assert language_of("la pompa perde acqua dalla valvola") == "it"
    assert language_of("sostituzione pompa lavatrice") == "it"
    assert language_of("replace hydraulic pump seal") == "en"
    assert language_of("replace pump", "it") == "it"
    assert languages_of("the pump") == ("en",)
    assert set(languages_of("pump")) == {"en", "it"}


@given(st.text(max_size=200))
def test_any_text_has_words_and_terms(text: str) -> None:
    for language in ("en", "it", ""):
        assert all(term and " " not in term for term in terms(text, language))
        assert all(word for word, _parts in asked(text, language))
    assert language_of(text) in ("en", "it")


@given(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20))
def test_likeness_is_between_nothing_and_all(one: str, other: str) -> None:
    found = likeness(one, [one, other], {}, 100)
    assert found[one] == pytest.approx(1)
    assert 0 <= found[other] <= 1 + 1e-9


def test_slips_and_short_forms_are_like_what_was_meant() -> None:
    held = {run: 1 for word in ("steering", "starting", "cylinder") for run in runs(word)}
    slip = likeness("steerring", ["steering", "starting"], held, 100)
    assert slip["steering"] > 0.5 > slip["starting"]
    short = likeness("cyl", ["cylinder", "steering"], held, 100)
    assert short["cylinder"] > 0.4
    assert short["steering"] == 0


def test_what_few_hold_says_more() -> None:
    assert rarity(1, 100) > rarity(10, 100) > rarity(100, 100) > 0


def entry(key: int, symptom: str, description: str = "") -> Entry:
    return Entry(key, (tuple(symptom.split()), (), (), tuple(description.split())))


def best(entries: list[Entry], *asked_for: Asked) -> int:
    found = scores(entries, asked_for)
    return entries[found.index(max(found))].id


def test_ranking_by_field_neighbours_rarity_and_likeness() -> None:
    pump, leak = Asked("pump", {"pump": 1.0, "pumpe": 0.3}, 1.0), Asked("leak", {"leak": 1.0}, 2.0)
    assert best([entry(1, "a b", "pump c"), entry(2, "pump b", "a c")], pump) == 2
    assert best([entry(1, "pump a leak"), entry(2, "a pump leak")], pump, leak) == 2
    assert best([entry(1, "pump a"), entry(2, "leak a")], pump, leak) == 2
    assert best([entry(1, "pumpe a"), entry(2, "pump a")], pump) == 2
    assert scores([entry(1, "nothing")], [pump]) == [0]


def test_a_known_word_stands_for_itself_and_like_ones_help_less() -> None:
    alike = {"pump": 1.0, "pumps": 0.8, "dump": 0.1}
    known, unknown = weighted(alike, "pump", True), weighted(alike, "pumpx", False)
    assert known["pump"] == 1
    assert known["pumps"] < unknown["pumps"] < 1
    assert "dump" not in known


def test_same_item_over_same_group_over_much_used() -> None:
    plain = boosted(1.0, same_item=False, same_group=False, used=12)
    group = boosted(1.0, same_item=False, same_group=True, used=12)
    assert 1.0 < plain < group < boosted(1.0, same_item=True, same_group=False, used=0)


def test_the_passage_holds_the_hits_and_nothing_is_lost_of_it() -> None:
    steps = (
        "Begin here. " + "filler words " * 60 + "then tighten the inlet valve until it holds. " + "more " * 80
    )
    found = best_passage({"symptom": "Drum stops", "description": steps}, {"valve": 1.0, "inlet": 1.0}, "en")
    assert found.field == "description"
    assert [text for text, hit in found.spans if hit] == ["inlet", "valve"]
    assert len(found.text) <= 170
    assert found.text.strip(". ") in " ".join(steps.split())
    assert found.text.startswith("... words filler ")
    assert found.text.endswith("more ...")
    assert best_passage({"symptom": "Drum stops"}, {}).text == "Drum stops"


def test_a_measure_is_marked_whole_however_it_is_written() -> None:
    for symptom, marked in (
        ("Needs 230 V here", "230 V"),
        ("Needs 230V here", "230V"),
        ("Shows F-21/b", "F-21/b"),
    ):
        found = best_passage({"symptom": symptom}, {"230v": 1.0, "f21b": 1.0}, "en")
        assert [text for text, hit in found.spans if hit] == [marked]


@given(st.text(max_size=400), st.lists(st.sampled_from(["a", "b", "pump", "12"]), max_size=3))
def test_any_text_has_a_passage(text: str, likes: list[str]) -> None:
    assert best_passage({"symptom": text, "cause": ""}, dict.fromkeys(likes, 1.0)).field in (
        "symptom",
        "cause",
    )


def test_suggestions_by_tie_then_closed_calls_then_freshness() -> None:
    found = suggested(
        [
            Candidate(1, "words", words=0.1),
            Candidate(2, "problem", closed=50),
            Candidate(3, "group", closed=1),
            Candidate(4, "item", closed=1, last=NOW - timedelta(days=400)),
            Candidate(5, "item", closed=1, last=NOW),
            Candidate(6, "item", closed=12),
        ],
        NOW,
        most=6,
    )
    assert [each.number for each in found] == [6, 5, 4, 3, 2]
    assert len(suggested(found, NOW)) == 3


def test_words_lift_a_suggestion_by_a_step_and_review_holds_it_back() -> None:
    spoken = Candidate(1, "group", words=0.9)
    assert suggested([Candidate(2, "item"), spoken], NOW)[0] == spoken
    assert suggested([Candidate(3, "item", in_review=True), Candidate(4, "item")], NOW)[0].number == 4
