"""A report as a workbook, read back with another library, and as a page of HTML."""

from datetime import datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest

from tests.cli.running import Shell
from tests.services.desk import Desk

EVIL = '=HYPERLINK("http://x","y")<script>alert(1)</script>'


@pytest.fixture
def filled(svc: Shell, desk: Desk) -> Shell:
    first = desk.open_call(subject=EVIL)
    desk.open_call(subject="Second", customer="C2", serial="")
    desk.later(hours=2, minutes=30)
    desk.calls.respond([first])
    desk.store.close()
    return svc


def test_a_workbook_has_real_dates_durations_and_shares(filled: Shell, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    assert filled("report", "run", "response", "--out", str(path)).code == 0
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Report", "Chart", "About"]
    page = book["Report"]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:L2"
    names = [cell.value for cell in page[1]]
    values = dict(zip(names, list(page[2]), strict=True))
    assert values["Answered by"].value == "anna"
    assert values["Calls"].value == 2
    assert values["Response Median"].value == timedelta(hours=2, minutes=30)
    assert values["Response in time"].number_format == "0.0 %"
    assert page.max_row == 3
    about = [row[0].value for row in book["About"].iter_rows()]
    assert "/ is:any" in about
    assert any(str(line).startswith("Response Median (response_median_s): Response time:") for line in about)


def test_records_in_a_workbook_are_text_and_dates_never_formulas(filled: Shell, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    assert filled("report", "run", "calls", "--out", str(path)).code == 0
    page = openpyxl.load_workbook(path)["Report"]
    names = [cell.value for cell in page[1]]
    first = dict(zip(names, list(page[2]), strict=True))
    assert first["Subject"].value == EVIL
    assert first["Subject"].data_type == "s"
    assert first["Reported"].value == datetime(2026, 3, 2, 9, 0)  # noqa: DTZ001  (a sheet has no zones: Rome's)


def test_a_workbook_needs_a_file(filled: Shell, tmp_path: Path) -> None:
    said = filled("report", "run", "queues", "--format", "xlsx")
    assert (said.code, said.err) == (2, "A workbook goes to a file. Name one with --out FILE.\n")
    assert filled("report", "run", "queues", "--format", "xlsx", "--out", str(tmp_path)).code == 1
    assert filled("report", "run", "queues", "--out", str(tmp_path / "none" / "x.xlsx")).code == 1


class Reading(HTMLParser):
    """Collects what a page is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href")]
        if tag not in ("meta", "rect", "line", "polyline"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize(
    ("report", "drawn"),
    [("queues", "rect"), ("backlog", "polyline"), ("rush-hours", "rect"), ("calls", "td")],
)
def test_a_page_is_whole_and_asks_no_network(filled: Shell, report: str, drawn: str) -> None:
    said = filled("report", "run", report, "--format", "html", "--period", "2026-03-01..2026-03-05")
    assert said.code == 0, said.err
    page = Reading()
    page.feed(said.out)
    assert page.open == []
    assert {"table", "h1", drawn} <= set(page.tags)
    assert ("svg" in page.tags) is (report != "calls")
    assert page.links == []
    assert "script" not in page.tags
    assert "default-src 'none'" in said.out
    assert report != "calls" or "&lt;script&gt;" in said.out
