"""The list of reports, and the lines above and below one that is open."""

from dataclasses import replace
from datetime import date

from svc_tui.domain.reports.definition import Definition
from svc_tui.domain.reports.periods import Period
from svc_tui.presentation.reports.grid import Behind
from svc_tui.presentation.reports.head import behind_line, head_parts, notes
from svc_tui.presentation.reports.shelf import QUESTIONS, about_lines, entries
from svc_tui.services.reports.sources import standard
from tests.presentation.reports.results import MARCH, hours, queues, when


def text(*spans: tuple[str, str]) -> str:
    return "".join(words for words, _role in spans)


def test_the_usual_questions_come_first_with_their_keys_then_own_reports_then_all_by_title() -> None:
    mine, theirs = Definition("late", "Ärger", "call"), Definition("ours", "Zebras", "call")
    asked = {"queues": ("Where do they wait?", "W")}
    found = entries(
        [standard()["queues"], standard()["ageing"], mine, theirs], {"late": "mine", "ours": "shared"}, asked
    )
    assert [(each.key, each.title, each.report) for each in found] == [
        ("W", "Where do they wait?", "queues"),
        ("", "Ärger", "late"),
        ("", "Zebras", "ours"),
        ("", "Age of open calls", "ageing"),
        ("", "Service calls by queue", "queues"),
    ]
    assert [text(*each.cells(alone=True)[2:]) for each in found[:3]] == [
        "Service calls by queue", "yours", "everybody's",
    ]  # fmt: skip
    assert len(found[0].cells(alone=False)) == 2


def test_every_usual_question_has_its_report() -> None:
    assert set(QUESTIONS.values()) <= standard().keys()


def test_a_report_says_what_it_is_made_of_before_it_is_run() -> None:
    assert [text(*line) for line in about_lines(standard()["load"])] == [
        " Load by person  load", " Who has how much to do.", " filter is:open", " by assignee",
    ]  # fmt: skip
    assert text(*about_lines(Definition("", "", "call"))[0]) == " A report without a name"


def test_above_the_table_stand_title_period_and_count_filter_groups_and_what_it_is_held_against() -> None:
    (left, right), (query, by) = head_parts(queues(period=MARCH, selection="is:any"))
    assert text(*left) == " By queue"
    assert text(*right).endswith("   Calls: 1,236 ")
    assert "Mar" in text(*right)
    assert text(*query) == " / is:any"
    assert text(*by) == "by Queue "
    held = queues(before=queues().total, before_period=Period(date(2026, 2, 1), date(2026, 2, 28)))
    assert "against" in text(*head_parts(held)[1][1])
    assert text(*head_parts(hours())[1][1]) == "by Weekday across Hour "


def test_a_scope_that_the_filter_says_stands_once_and_another_date_is_named() -> None:
    found = queues(selection="is:any queue:NORTH", definition={"filter": "is:any queue:NORTH"})
    assert text(*head_parts(found)[1][0]) == " / is:any queue:NORTH"
    closed = queues(definition={"date": "closed_at"})
    assert "closed_at all time" in text(*head_parts(closed)[0][1])


def test_below_it_stands_what_opens_and_what_must_be_known() -> None:
    found = queues()
    assert text(*behind_line(found, Behind("queue:=NORTH", 1234))) == " Calls: 1,234   queue:=NORTH"
    assert text(*behind_line(found, Behind("", 1, "K-58"))) == " K-58 opens."
    assert text(*behind_line(found, Behind("is:open", 0))) == text(*behind_line(found, None))
    told = [text(*line) for line in notes(replace(found, left_out=3), when, 40)]
    assert all(len(line) <= 40 for line in told)
    assert (
        " ".join(line.strip() for line in told)
        == "Not shown: 3 more. Times are wall-clock times. Computed 08:00."
    )
