"""`svc-tui report` as a script uses it: forms, files, periods, conditions, and what it says to bad input."""

import csv
import io
import json
import tomllib
from pathlib import Path

import pytest

from tests.cli.running import Shell
from tests.services.desk import Desk


@pytest.fixture
def filled(svc: Shell, desk: Desk) -> Shell:
    """Three calls: one answered, one closed, one left alone."""
    first = desk.open_call(subject="First")
    second = desk.open_call(subject="Second")
    desk.open_call(subject="Third", customer="C2", serial="", queue="NORTH")
    desk.later(hours=2)
    desk.calls.respond([first])
    desk.calls.resolve([second], "Cleaned")
    desk.later(hours=1)
    desk.calls.close([second])
    desk.store.close()
    return svc


def test_a_list_and_what_a_report_is_made_of(filled: Shell) -> None:
    names = [each["name"] for each in filled("report", "list", "--json").json]
    assert {"calls", "queues", "response", "closure", "monitor", "mine", "backlog"} <= set(names)
    shown = filled("report", "show", "response")
    assert tomllib.loads(shown.out)["by"] == ["answered_by"]
    assert "Response time: first response minus reported, wall clock." in shown.out
    assert filled("report", "show", "response", "--json").json["subject"] == "call"


def test_json_states_selection_rows_moment_and_definitions(filled: Shell) -> None:
    found = filled("report", "run", "response", "--format", "json").json
    assert (found["report"], found["subject"], found["filter"], found["count"]) == (
        "response",
        "call",
        "is:any",
        3,
    )
    assert found["computed_at"].endswith("Z")
    assert found["by"] == ["answered_by"]
    assert [(row["answered_by"], row["calls"]) for row in found["rows"]] == [("anna", 2), (None, 1)]
    wall = next(each for each in found["figures"] if each["name"] == "response_median_s")
    assert (wall["unit"], wall["clock"]) == ("seconds", "wall")
    assert wall["definition"].startswith("Response time: first response minus reported")
    assert found["notes"] == [
        "Not in response times: 1 without a first response.",
        "Not in covered response times: 1 without a first response or a response target of a contract.",
        "Not in waits: 2 of which no history says who first handled them.",
        'Not in "response in time": 1 without a first response or a response target.',
    ]
    for row in found["rows"]:
        for name, behind in row["behind"].items():
            said = filled("call", "list", behind["filter"], "--count")
            assert int(said.out) == behind["count"], (name, behind)


def test_the_backlog_has_a_row_a_day(filled: Shell) -> None:
    found = filled(
        "report", "run", "backlog", "--from", "2026-03-01", "--to", "2026-03-03", "--format", "json"
    ).json
    assert [(row["day"], row["open_before"], row["opened"], row["closed"], row["open"]) for row in found["rows"]] == [
        ("2026-03-01", 0, 0, 0, 0), ("2026-03-02", 0, 3, 1, 2), ("2026-03-03", 2, 0, 0, 2),
    ]  # fmt: skip


def test_what_is_shown_is_what_leaves(filled: Shell, tmp_path: Path) -> None:
    asked = (
        "report",
        "run",
        "queues",
        "--figures",
        "calls,open,overdue",
    )  # no ages: they grow while one looks
    shown = filled(*asked).out.splitlines()
    assert shown[0].startswith("Service calls by queue")
    assert shown[1] == "/ is:any"
    rows = list(csv.reader(io.StringIO(filled(*asked, "--format", "csv").out)))
    assert rows[0][:3] == ["queue", "calls", "open"]
    assert rows[-1][:2] == ["all", "3"]
    told = filled(*asked, "--format", "markdown").out
    assert "| Queue | Calls |" in told
    for name in ("x.csv", "x.json", "x.md", "x.txt"):
        assert filled(*asked, "--out", str(tmp_path / name)).code == 0
    assert list(csv.reader((tmp_path / "x.csv").open())) == rows
    assert json.loads((tmp_path / "x.json").read_text())["count"] == 3
    assert (tmp_path / "x.md").read_text().splitlines()[:-1] == told.splitlines()[:-1]


def test_groups_periods_figures_and_a_cross_table(filled: Shell) -> None:
    def run(*words: str) -> list[list[str]]:
        said = filled("report", "run", "calls", *words, "--format", "csv")
        assert said.code == 0, said.err
        return list(csv.reader(io.StringIO(said.out)))

    assert run("--by", "customer", "--figures", "calls") == [
        ["customer", "calls"], ["Lavanderia Bianchi", "2"], ["Hotel Aurora", "1"], ["all", "3"],
    ]  # fmt: skip
    assert run("--by", "customer", "--figures", "calls", "--top", "1", "customer:C2")[1:] == [
        ["Hotel Aurora", "1"], ["all", "1"],
    ]  # fmt: skip
    assert run("--by", "who,customer", "--cross", "--figures", "calls")[0] == [
        "assignee", "customer:C1", "customer:C2", "calls",
    ]  # fmt: skip
    assert run("--by", "day", "--figures", "calls", "--period", "2026-02")[-1] == ["all", "0"]
    assert len(run("--by", "day", "--figures", "calls", "--from", "2026-03-01", "--to", "2026-03")) == 33
    assert run("--by", "month", "--date", "closed_at", "--figures", "calls")[1:] == [
        ["2026-03", "1"], ["none", "2"], ["all", "3"],
    ]  # fmt: skip
    assert run("--period", "2026-03")[0][0] == "number"


def test_a_condition_ends_with_one_and_says_why(filled: Shell) -> None:
    def ask(condition: str) -> tuple[int, str]:
        said = filled("report", "run", "monitor", "--fail-if", condition, "--format", "json")
        return said.code, said.err

    assert ask("open>2")[0] == 0
    code, words = ask("open>1")
    assert code == 1
    assert words == "open>1: it is 2. Behind it: is:open is:open\n"
    assert ask("open=2")[0] == 1
    assert filled("report", "run", "response", "--fail-if", "response_median_s>1h").code == 1
    assert filled("report", "run", "response", "--fail-if", "response_median_s>3h").code == 0
    nothing = filled("report", "run", "closure", "customer:C2", "--fail-if", "closure_mean_s>1h")
    assert nothing.code == 1
    assert "no value" in nothing.err


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (
            "queues quee:north",
            2,
            "In the filter quee:north, at sign 1: No key quee: searched as text. Did you mean",
        ),
        ("queues queue:nowhere", 2, "In the filter queue:nowhere, at sign 1: nowhere is no value of queue:."),
        (
            "queues is:opne",
            2,
            "In the filter is:opne, at sign 4: opne is no value of is:. Did you mean open?",
        ),
        ("queues --from 2026-04-01 --to 2026-03-01", 2, "The period ends on 2026-03-01, before it begins on"),
        ("queues --period 2026-13", 2, "2026-13 is no period."),
        ("backlog --to 9999-12-31", 2, "9999-12-31 is too far away. A period lies between 1900 and 2999."),
        ("backlog --from 0001-01-01", 2, "0001-01-01 is too far away."),
        ("queues --period 0001", 2, "0001-01-01 is too far away."),
        ("queues --from yesteryear", 2, "yesteryear is no day."),
        ("queues --period week --from today", 2, "Give --period, or --from and --to, not both."),
        ("queues --by colour", 1, "Report queues: by knows no colour. There are customer,"),
        ("queues --by queue,month,customer", 1, "Report queues: by takes two different groups at most."),
        ("queues --cross", 1, "Report queues: a cross table needs two groups."),
        ("queues --figures cals", 1, "Report queues: figures knows no cals. Did you mean calls?"),
        ("queues --sort nothing", 1, "Report queues: sort knows no nothing."),
        ("queues --date seen_at", 1, "Report queues: date knows no seen_at."),
        (
            "backlog --by queue",
            1,
            "Report backlog: by knows no queue. There are day, week, month, quarter, year.",
        ),
        ("queus", 3, "There is no report queus. Did you mean queues?"),
        ("queues --format pdf", 2, "There is no form pdf."),
        ("queues --out x.doc", 2, "x.doc does not say its form."),
        ("queues --chart --format json", 2, "A chart is text. Leave json away."),
        ("my-overdue --chart", 2, "Report my-overdue has no groups to draw. Part it, such as --by queue."),
        ("queues --fail-if overdue", 2, "overdue is no condition."),
        ("queues --fail-if late>5", 2, "late>5: the report has no figure late."),
        ("queues --fail-if overdue>many", 2, "overdue>many: many is no number."),
    ],
)
def test_bad_input_is_told_with_its_place(filled: Shell, words: str, code: int, sentence: str) -> None:
    said = filled("report", "run", *words.split())
    assert said.err.startswith(sentence), said.err
    assert (said.code, said.out) == (code, "")


def test_the_farthest_periods_are_counted_all_the_same(filled: Shell) -> None:
    for words in ("--from 1900-01-01 --to 1900-01-03", "--from 2999-12-30 --to 2999-12-31"):
        for report in ("backlog", "queues", "time-in-status", "rush-hours"):
            said = filled("report", "run", report, *words.split(), "--format", "json")
            assert said.code == 0, said.err


def test_a_column_that_no_record_has_is_refused_before_anything_is_kept(filled: Shell) -> None:
    said = filled("report", "copy", "calls", "mine-own", "columns=number,colour")
    assert said.code == 2
    assert said.err.startswith("Report mine-own: there is no column colour. There are number, subject,")
    assert filled("report", "show", "mine-own").code == 3


def test_nothing_found_is_a_table_with_its_header(filled: Shell) -> None:
    said = filled("report", "run", "queues", "customer:C3")
    assert said.code == 0
    assert said.out.splitlines()[3].split()[:2] == ["Queue", "Calls"]
    assert "Calls: 0." in said.out
    assert filled("report", "run", "my-overdue", "--format", "csv").out.startswith("number,left_s")


def test_a_chart_stands_in_place_of_the_table(filled: Shell, tmp_path: Path) -> None:
    said = filled("report", "run", "queues", "--chart", "--sort", "-closed")
    lines = said.out.splitlines()
    assert lines[0] == "Service calls by queue"
    assert lines[3:6] == ["Closed", "NORTH     0", f"no queue  1  {'█' * 66}"]
    assert filled("report", "run", "queues", "customer:C3", "--chart").out.count("Nothing to draw") == 1
    plain = filled("--ascii", "report", "run", "rush-hours", "--chart").out
    assert plain.isascii()
    assert "#" in plain
    filled("report", "run", "queues", "--chart", "--out", str(tmp_path / "chart.txt"))
    assert "█" in (tmp_path / "chart.txt").read_text()


def test_headings_stand_on_several_lines_where_room_is_short() -> None:
    from svc_tui.presentation.reports.sheet import Column
    from svc_tui.presentation.reports.table import _heads

    titles, own = ["Who", "Response Median", "Calls"], [4, 4, 2]
    columns = [Column("x", title, unit) for title, unit in zip(titles, ("", "seconds", "count"), strict=True)]
    assert _heads(columns, own, None) == ([titles], [4, 15, 5])
    assert _heads(columns, own, 24) == ([["", "Response", ""], ["Who", "Median", "Calls"]], [4, 8, 5])


def test_a_number_is_never_cut_for_want_of_room() -> None:
    from svc_tui.presentation.reports.sheet import Column
    from svc_tui.presentation.reports.table import LEAST, _heads

    columns = [Column("queue", "Queue"), *(Column(f"f{at}", f"Figure {at}", "count") for at in range(9))]
    _lines, widths = _heads(columns, [20, *[9] * 9], 80)
    assert widths == [LEAST, *[9] * 9]
