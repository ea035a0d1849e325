"""Questions to the clock in plain values: every form they may take, and a sentence for every one that fails."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.sla.question import due_report
from svc_tui.errors import Refused

ASKED: dict[str, Any] = {
    "hours": "Mo-Fr 09:00-18:00",
    "zone": "Europe/Rome",
    "at": "2026-03-02T09:00",
    "budget": "8h",
}


def ask(**values: Any) -> dict[str, Any]:
    return due_report({**ASKED, **values})


def test_the_answer_holds_exactly_the_stable_names() -> None:
    assert ask(budget="10h") == {
        "due_at": "2026-03-03T09:00:00Z",
        "elapsed_s": 36000,
        "flags": [],
        "spans": [
            {
                "start": "2026-03-02T08:00:00Z",
                "end": "2026-03-02T17:00:00Z",
                "seconds": 32400,
                "kind": "covered",
            },
            {
                "start": "2026-03-02T17:00:00Z",
                "end": "2026-03-03T08:00:00Z",
                "seconds": 54000,
                "kind": "closed",
            },
            {
                "start": "2026-03-03T08:00:00Z",
                "end": "2026-03-03T09:00:00Z",
                "seconds": 3600,
                "kind": "covered",
            },
        ],
    }


@pytest.mark.parametrize(
    "at", ["2026-03-02 09:00", "2026-03-02T08:00:00Z", "2026-03-02T10:00:00+02:00", "20260302T090000"]
)
def test_an_instant_in_any_writing(at: str) -> None:
    assert ask(at=at)["due_at"] == "2026-03-02T16:00:00Z"


@pytest.mark.parametrize(
    "pauses",
    [
        ["2026-03-02T10:00/2026-03-02T12:00"],
        "2026-03-02T10:00/2026-03-02T12:00",
        [["2026-03-02T09:00:00Z", "2026-03-02T11:00:00Z"]],
        ["2026-03-02T10:00", "2026-03-02T12:00"],
        [{"from": "2026-03-02T10:00", "to": "2026-03-02T12:00"}],
        ["2026-03-02T10:00/2026-03-02T11:00", "2026-03-02T11:00/2026-03-02T12:00"],
    ],
)
def test_pauses_in_any_writing(pauses: Any) -> None:
    answer = ask(pauses=pauses)
    assert (answer["due_at"], answer["elapsed_s"]) == ("2026-03-03T09:00:00Z", 8 * 3600)
    assert [span["seconds"] for span in answer["spans"] if span["kind"] == "paused"] == [7200]


@pytest.mark.parametrize("closed", [["2026-03-02"], "2026-03-02", "2026-03-02, 2026-12-25"])
def test_closed_dates_fall_out_unless_holidays_are_included(closed: Any) -> None:
    assert ask(closed=closed)["due_at"] == "2026-03-03T16:00:00Z"
    assert ask(closed=closed, hours="Mo-Fr 09:00-18:00; PH on")["due_at"] == "2026-03-02T16:00:00Z"


@pytest.mark.parametrize(
    "closed",
    [
        ["2026-12-24 13:00-24:00", "2026-12-25"],
        "2026-12-24 13:00-24:00, 2026-12-25",
        "2026-12-24 13-24 2026-12-25",
        ["2026-12-25", "2026-12-24 13:00-16:00,15:30-23:59"],
    ],
)
def test_a_closed_part_of_a_day_falls_out_alone(closed: Any) -> None:
    answer = ask(at="2026-12-24T10:00", budget="5h", closed=closed)
    assert answer["due_at"] == "2026-12-28T10:00:00Z"
    assert next((span["seconds"], span["kind"]) for span in answer["spans"]) == (3 * 3600, "covered")


def test_elapsed_counts_to_until_and_spans_explain_the_due_date() -> None:
    answer = ask(until="2026-03-02T12:00", pauses=["2026-03-02T10:00/2026-03-02T11:00"])
    assert answer["elapsed_s"] == 2 * 3600
    assert answer["due_at"] == "2026-03-02T17:00:00Z"
    assert sum(span["seconds"] for span in answer["spans"] if span["kind"] == "covered") == 8 * 3600
    assert ask(until="2026-03-01T12:00")["elapsed_s"] == 0


def test_without_a_budget_only_the_time_is_counted() -> None:
    answer = due_report({"hours": "24/7", "at": "2026-03-02T00:00", "until": "2026-03-02T01:00"})
    assert (answer["due_at"], answer["elapsed_s"], answer["flags"]) == (None, 3600, [])


@pytest.mark.parametrize(
    ("budget", "due"),
    [("0h", "2026-03-09T08:00:00Z"), ("2d", "2026-03-11T08:00:00Z"), (0, "2026-03-09T08:00:00Z")],
)
def test_budgets_on_a_saturday(budget: Any, due: str) -> None:
    answer = ask(at="2026-03-07T15:00", budget=budget)
    assert answer["due_at"] == due


@pytest.mark.parametrize("hours", ["off", "Mo-Su off", "PH off"])
@pytest.mark.parametrize("budget", ["0h", "1h", "2d"])
def test_a_contract_that_covers_no_hour_is_never_due(hours: str, budget: str) -> None:
    assert ask(hours=hours, budget=budget) == {
        "due_at": None,
        "elapsed_s": None,
        "flags": ["never"],
        "spans": [],
    }
    assert ask(hours=hours, until="2026-04-01T00:00")["elapsed_s"] == 0


def test_w12_due_after_the_contract_ends_is_flagged() -> None:
    answer = ask(at="2026-03-27T16:00", budget="4h", end="2026-03-27")
    assert (answer["due_at"], answer["flags"]) == ("2026-03-30T09:00:00Z", ["after_contract_end"])
    assert ask(at="2026-03-27T14:00", budget="4h", end="2026-03-27")["flags"] == []


def test_due_as_the_contract_ends_is_within_it() -> None:
    answer = ask(hours="24/7", at="2026-03-27T20:00", budget="4h", end="2026-03-27")
    assert (answer["due_at"], answer["flags"]) == ("2026-03-27T23:00:00Z", [])


def test_w12b_no_covered_minute_remains() -> None:
    answer = ask(at="2026-03-27T18:30", budget="1h", end="2026-03-27")
    assert (answer["due_at"], answer["flags"], answer["spans"]) == (None, ["no_coverage_left"], [])


def test_a_pause_without_an_end_leaves_no_due_date() -> None:
    answer = ask(pauses=["2026-03-02T10:00/"], until="2026-03-05T10:00")
    assert (answer["due_at"], answer["elapsed_s"], answer["flags"]) == (None, 3600, ["paused"])
    assert ask(pauses=["2026-03-02T17:00/2026-03-05T17:00"])["due_at"] == "2026-03-02T16:00:00Z"
    assert ask(pauses=["2026-03-02T18:00/"])["due_at"] == "2026-03-02T16:00:00Z"


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({"hours": None}, "hours"),
        ({"hours": ""}, "no hours"),
        ({"hours": "Mo-Fr 9-9"}, "column 9"),
        ({"hours": 7}, "hours"),
        ({"zone": "Europe/Roma"}, "Europe/Roma"),
        ({"at": None}, '"at" is missing'),
        ({"at": "yesterday"}, "yesterday"),
        ({"at": "9999-12-31T23:59:59-10:00"}, "9999"),
        ({"at": 1700000000}, "quotes"),
        ({"budget": None}, "budget"),
        ({"budget": 5}, "unit"),
        ({"budget": "5 apples"}, "5 apples"),
        ({"closed": ["2026-02-30"]}, "2026-02-30"),
        ({"closed": ["2026-12-24 13:00-12:00"]}, "column 12 ends before it begins"),
        ({"closed": ["2026-12-24 22:00-06:00"]}, "column 12 ends before it begins"),
        ({"closed": ["2026-12-24 13:00-25:00"]}, '"13:00-25:00" at column 12 is no part of a day'),
        ({"closed": ["13:00-24:00"]}, "column 1 has no date before it"),
        ({"closed": ["2026-12-24 13:00"]}, "13:00"),
        ({"closed": 5}, "closed"),
        ({"closed": [5]}, "5"),
        ({"pauses": 5}, "pauses"),
        ({"pauses": ["2026-03-02T10:00"]}, "FROM/TO"),
        ({"pauses": ["2026-03-02T12:00/2026-03-02T10:00"]}, "before it begins"),
        ({"pauses": [["2026-03-02T12:00"]]}, "no pause"),
        ({"pauses": [None]}, "no pause"),
        ({"until": "never"}, "never"),
        ({"end": "soon"}, "soon"),
    ],
)
def test_what_cannot_be_read_is_named(values: dict[str, Any], word: str) -> None:
    with pytest.raises(Refused) as caught:
        ask(**values)
    assert word in caught.value.text()


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.sampled_from([*ASKED, "pauses", "closed", "until", "end"]), ANYTHING)
def test_any_value_is_answered_or_refused(name: str, value: Any) -> None:
    try:
        answer = ask(**{name: value})
    except Refused:
        return
    assert set(answer) == {"due_at", "elapsed_s", "flags", "spans"}
