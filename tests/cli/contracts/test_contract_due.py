"""`svc-tui contract due` as a script calls it: one question, many questions, exit codes, and what it imports."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from svc_tui.cli.contracts.contract import app

OFFICE = ["due", "--hours", "Mo-Fr 09:00-18:00", "--zone", "Europe/Rome"]
MONDAY = ["--at", "2026-03-02T09:00", "--budget", "8h"]
run = CliRunner().invoke


def test_one_question_as_json() -> None:
    result = run(
        app,
        [
            *OFFICE,
            *MONDAY,
            "--pause",
            "2026-03-02T10:00/2026-03-02T12:00",
            "--pause",
            "2026-03-02T16:00/2026-03-03T10:00",
            "--json",
        ],
    )
    answer = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (0, "")
    assert answer["due_at"] == "2026-03-03T12:00:00Z"
    assert (answer["elapsed_s"], answer["flags"]) == (28800, [])
    assert [span["kind"] for span in answer["spans"]] == ["covered", "paused", "covered", "paused", "covered"]


@pytest.mark.parametrize(
    "closed",
    [
        ["--closed", "2026-05-01", "--closed", "2026-05-04"],
        ["--closed", "2026-05-01", "2026-05-04"],
        ["--closed", "2026-05-01,2026-05-04"],
    ],
)
def test_closed_dates_in_any_number(closed: list[str]) -> None:
    result = run(app, [*OFFICE, *closed, "--at", "2026-04-30 16:00", "--budget", "4h", "--json"])
    assert json.loads(result.stdout)["due_at"] == "2026-05-05T09:00:00Z"


@pytest.mark.parametrize(
    "closed",
    [
        ["--closed", "2026-12-24 13:00-24:00", "--closed", "2026-12-25"],
        ["--closed", "2026-12-24", "13:00-24:00", "2026-12-25"],
        ["--closed", "2026-12-24 13:00-24:00,2026-12-25"],
    ],
)
def test_w26_half_a_day_is_closed(closed: list[str]) -> None:
    result = run(app, [*OFFICE, *closed, "--at", "2026-12-24 10:00", "--budget", "5h"])
    lines = result.stdout.splitlines()
    assert lines[0] == "Due Mon 11:00 28 Dec, Europe/Rome."
    assert lines[-3:-1] == [
        "  Thursday 24 December 2026: closed, 13:00-18:00 fall out",
        "  Friday 25 December 2026: closed",
    ]


def test_hours_that_may_belong_to_several_dates_are_refused() -> None:
    asked = [*OFFICE, "--at", "2026-12-24 10:00", "--budget", "5h"]
    result = run(app, [*asked, "--closed", "2026-12-24", "13:00-24:00", "--closed", "2026-12-25"])
    assert result.exit_code == 2
    assert '--closed "2026-12-24 13:00-24:00"' in result.stderr


def test_a_page_to_read() -> None:
    result = run(app, [*OFFICE, "--closed", "2026-05-01", "--at", "2026-04-30 16:00", "--budget", "4h"])
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert lines[0] == "Due Mon 11:00 4 May, Europe/Rome."
    assert "covered" in lines[1]
    assert "2h00" in lines[1]
    assert lines[-2:] == ["  Friday 1 May 2026: closed", "Sum of the covered time: 4h00."]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--hours", "off", *MONDAY], "Never due: the contract covers no hour."),
        ([*OFFICE[1:], *MONDAY, "--pause", "2026-03-02T09:00/"], "Paused without an end"),
        ([*OFFICE[1:], *MONDAY, "--end", "2026-03-01"], "without one more covered minute"),
        ([*OFFICE[1:], *MONDAY[:2], "--budget", "10h", "--end", "2026-03-02"], "the promise stands"),
        (
            [*OFFICE[1:], *MONDAY[:2], "--until", "2026-03-02T12:30"],
            "Covered time until Mon 12:30 2 Mar: 3h30.",
        ),
    ],
)
def test_the_page_says_why_there_is_no_date(arguments: list[str], line: str) -> None:
    result = run(app, ["due", *arguments])
    assert result.exit_code == 0
    assert line in result.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["due"], 2, "--hours"),
        (["due", "--hours", "24/7", "--budget", "1h"], 2, '"at" is missing'),
        (["due", "--hours", "24/7", "--at", "2026-03-02"], 2, '"budget" is missing'),
        ([*OFFICE, "--at", "x", "--budget", "1h"], 1, "x is no instant"),
        (["due", "--hours", "Mo 9-9", *MONDAY], 1, "column 6"),
        (["due", "--hours", "24/7", "--zone", "Mars/Base", *MONDAY], 1, "Mars/Base"),
        (["due", "--batch", "no-such-file"], 1, "no-such-file cannot be read"),
        (["due", "--nonsense"], 2, "nonsense"),
        (["due", "K-58", *OFFICE[1:], *MONDAY], 2, "not both"),
        (["due", "58", *OFFICE[1:], *MONDAY], 2, "not both"),
    ],
)
def test_refusals_go_to_stderr(arguments: list[str], code: int, words: str) -> None:
    result = run(app, arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert words in result.stderr


def question(**values: object) -> str:
    return json.dumps({"hours": "24/7", "at": "2026-03-02T09:00Z", "budget": "1h", **values})


def test_a_bad_line_does_not_stop_the_others() -> None:
    lines = [question(), "{broken", question(zone="Mars/Base"), "", "[1]", question(budget="2h", id=7)]
    result = run(app, ["due", "--batch", "-"], input="\n".join(lines))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert [answer.get("due_at") for answer in answers] == [
        "2026-03-02T10:00:00Z",
        None,
        None,
        None,
        "2026-03-02T11:00:00Z",
    ]
    assert [answer.get("line") for answer in answers] == [None, 2, 3, 5, None]
    assert "Mars/Base" in answers[2]["error"]


def test_bytes_that_are_no_text_spoil_their_own_line_alone() -> None:
    result = run(app, ["due", "--batch", "-"], input=b'{"hours": "\xe8\x1b"}\n' + question().encode())
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert "error" in answers[0]
    assert answers[1]["due_at"] == "2026-03-02T10:00:00Z"


def test_no_byte_of_an_argument_acts_on_the_terminal() -> None:
    result = run(app, ["due", "--hours", "24/7", "--zone", "\x1b[31mRed", *MONDAY])
    assert "\x1b" not in result.stderr


def test_a_file_with_a_mark_and_windows_lines(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_bytes("\ufeff".encode() + f"{question()}\r\n{question(budget='0h')}\r\n".encode())
    result = run(app, ["due", "--batch", str(file)])
    assert result.exit_code == 0
    assert [json.loads(line)["elapsed_s"] for line in result.stdout.splitlines()] == [3600, 0]


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """3,000 questions of as many weeks."""
    file = tmp_path_factory.mktemp("due") / "questions.jsonl"
    begin = datetime(2026, 1, 1)  # noqa: DTZ001  (written without a zone on purpose)
    with file.open("w") as out:
        for number in range(3000):
            at = begin + timedelta(minutes=number * 170)
            opens, closes = 6 * 60 + number % 240, 15 * 60 + number % 300
            hours = f"Mo-Fr {opens // 60:02}:{opens % 60:02}-12:00,13:00-{closes // 60:02}:{closes % 60:02}"
            zone = ("Europe/Rome", "America/New_York", "Australia/Sydney")[number % 3]
            asked = {
                "hours": hours,
                "zone": zone,
                "at": at.isoformat(),
                "budget": ("5h", "2d", "40h")[number % 3],
            }
            out.write(json.dumps({**asked, "closed": ["2026-05-01", "2026-12-25"]}) + "\n")
    return file


def test_a_batch_of_3000_is_quick_and_loads_no_store(
    questions: Path, record_property: Callable[[str, object], None]
) -> None:
    script = (
        "import sys\nfrom svc_tui.cli.contracts.contract import app\napp(standalone_mode=False)\n"
        "heavy = {'sqlmodel', 'sqlalchemy', 'textual', 'holidays', 'babel'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {heavy}' if heavy else 0)\n"
    )
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", script, "due", "--batch", str(questions)],
        capture_output=True,
        text=True,
        check=False,
    )
    record_property("seconds", time.perf_counter() - began)
    assert (done.returncode, done.stderr) == (0, "")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == 3000
    assert all(answer["due_at"] for answer in answers)
