"""From the proposal to the file on the command line: approve, hold, hand over, take back, close."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from svc_tui.services.work.service import Works
from tests.cli.running import Shell
from tests.services.billing.priced import priced
from tests.services.desk import Desk

DAY = "2026-03-02"


@pytest.fixture
def call(desk: Desk) -> str:
    """A call of C2 that no contract covers, with two lines of work."""
    priced(desk)
    number = desk.open_call(serial="SN-000936", customer="C2")
    Works(desk.context).log([number], "1h30 seal")
    Works(desk.context).log([number], "30m tested")
    return number


def test_a_month_ends_with_a_file_and_a_disputed_line_stays_out(
    svc: Shell, call: str, tmp_path: Path
) -> None:
    assert svc("billing", "hold", f"work:{call}/2", "--because", "was not there", "--until", DAY).code == 0
    assert svc("billing", "approve", "--customer", "C2", "--until", DAY).code == 0
    to = tmp_path / "march.csv"
    said = svc("billing", "hand-over", "C2", "--to", str(to), "--until", DAY)
    assert (said.code, said.out) == (0, "1\n")
    with to.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert [(each["record"], each["net"], each["total"]) for each in found] == [
        ("line", "120.00", ""), ("vat", "120.00", "146.40"), ("total", "120.00", "146.40"),
    ]  # fmt: skip
    assert svc("billing", "propose", "C2", "--until", DAY, "--json").json == []
    again = svc("billing", "hand-over", "C2", "--to", str(tmp_path / "b.csv"), "--until", DAY)
    assert (again.code, "is approved" in again.err) == (1, True)
    (row,) = svc("billing", "list", "C2", "--json").json
    assert (row["number"], row["total"], row["format"], row["until"]) == (1, "146.40", "csv", DAY)


def test_what_was_handed_over_comes_back_by_a_reversal_alone(svc: Shell, call: str, tmp_path: Path) -> None:
    svc("billing", "approve", f"work:{call}/1", "--until", DAY)
    svc("billing", "hand-over", "C2", "--to", str(tmp_path / "a.json"), "--until", DAY)
    assert svc("undo").code == 4
    assert svc("billing", "reverse", "1").code == 2
    assert svc("billing", "reverse", "9", "--because", "wrong").code == 3
    assert svc("billing", "reverse", "1", "--because", "wrong").code == 0
    told = svc("billing", "show", "1", "--json").json
    assert (told["reversed_why"], [each["status"] for each in told["lines"]]) == ("wrong", ["reversed"])
    proposed = [each["source"] for each in svc("billing", "propose", "C2", "--until", DAY, "--json").json]
    assert proposed == [f"work:{call}/1", f"work:{call}/2"]


def test_a_correction_of_what_was_handed_over_is_a_line_below_zero(
    svc: Shell, call: str, tmp_path: Path
) -> None:
    svc("billing", "approve", f"work:{call}/1", "--until", DAY)
    svc("billing", "hand-over", "C2", "--to", str(tmp_path / "a.csv"), "--until", DAY)
    assert svc("call", "work", "correct", call, "1", "30m", "too much").code == 0
    found = svc("billing", "propose", "C2", "--json").json
    assert [(each["source"], each["net"]) for each in found] == [
        (f"work:{call}/2", "40.00"), (f"work:{call}/3", "-40.00"),
    ]  # fmt: skip


@pytest.mark.usefixtures("call")
def test_a_closed_period_is_said_and_opened(svc: Shell, tmp_path: Path) -> None:
    assert svc("billing", "close", DAY).err == f"Closed up to {DAY}\n"
    assert svc("setup", "show", "--json").json["billing_closed"] == DAY
    assert svc("billing", "hand-over", "C2", "--to", str(tmp_path / "a.csv"), "--date", DAY).code == 1
    week_ago = date.today() - timedelta(days=7)  # noqa: DTZ011
    typed = f"{week_ago.day}/{week_ago.month}"
    assert svc("billing", "close", typed).err == f"Closed up to {week_ago}\n"
    assert svc("setup", "set", f"billing_from={typed}").code == 0
    assert svc("setup", "show", "--json").json["billing_from"] == str(week_ago)
    assert svc("billing", "propose", "C2", "--until", "eom").code == 0
    assert svc("billing", "close", "none").code == 0
    assert svc("billing", "hand-over", "C2", "--to", str(tmp_path / "a.txt")).code == 2
