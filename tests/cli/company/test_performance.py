"""`svc-tui customer performance`: the page of a customer has the figures that `report run` prints."""

from pathlib import Path

import pytest

from tests.cli.running import Shell
from tests.interchange.documents.reading import read_html, sheets
from tests.services.desk import Desk


@pytest.fixture
def served(svc: Shell, desk: Desk) -> Shell:
    """Two calls of C1, one answered late and one in time, and one of C2."""
    late, kept, _other = desk.open_call(), desk.open_call(), desk.open_call(serial="SN-000936")
    desk.calls.respond([kept])
    desk.later(days=3)
    desk.calls.respond([late])
    return svc


PERIOD = ("--from", "2026-03-01", "--to", "2026-03-31")


def test_its_numbers_are_those_of_the_report_on_promises(served: Shell) -> None:
    figures = "calls,response_met,response_missed,response_running,response_paused,response_untargeted,response_kept"
    found = served(
        "report", "run", "promises", "customer:=C1", *PERIOD, "--figures", figures, "--format", "json"
    ).json
    total = found["total"]
    assert (total["calls"], total["response_met"], total["response_missed"]) == (2, 1, 1)
    lines = served("customer", "performance", "C1", *PERIOD).out.splitlines()
    (row,) = [line.split() for line in lines if line.startswith("Response ") and len(line.split()) == 9]
    assert row == ["Response", "1", "1", "50", "%", "0", "0", "0", "2"]
    names = figures.split(",")[1:6]
    assert [int(each) for each in (*row[1:3], *row[5:8])] == [total[name] for name in names]


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_it_goes_to_standard_output_in_any_form(served: Shell, form: str) -> None:
    said = served("customer", "performance", "c1", *PERIOD, "--format", form)
    assert (said.code, said.err) == (0, "")
    begins = {"text": "Service performance", "markdown": "# Service performance", "html": "<!DOCTYPE html>"}
    assert any(line.startswith(begins[form]) for line in said.out.splitlines())
    if form == "html":
        assert read_html(said.out).all("h1") == ["Service performance, Lavanderia Bianchi"]


def test_a_pdf_in_italian(served: Shell, tmp_path: Path) -> None:
    out = tmp_path / "page.pdf"
    assert served("--language", "it", "customer", "performance", "C1", *PERIOD, "--out", str(out)).code == 0
    found = " ".join(sheets(out.read_bytes()))
    assert "Prestazioni del servizio, Lavanderia Bianchi" in found
    assert "50 %" in found


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["C9"], 3, "There is no customer C9"),
        (["C1", "--from", "2026-03-31", "--to", "2026-03-01"], 2, "Turn them round"),
        (["C1", "--period", "soon"], 2, "soon is no period"),
    ],
)
def test_what_cannot_be_is_said(served: Shell, words: list[str], code: int, said: str) -> None:
    answer = served("customer", "performance", *words)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err


def test_a_customer_without_calls_has_a_page_all_the_same(served: Shell) -> None:
    said = served("customer", "performance", "C3", "--period", "all")
    assert said.code == 0
    assert "Bar Centrale" in said.out
