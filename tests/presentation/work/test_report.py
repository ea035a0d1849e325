"""The report of work that a customer signs: what was done, by whom, who pays, and whether it is as it was signed."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from rich.cells import cell_len

from svc_tui.presentation.work.report import WIDTH, printings, report_text, signature_lines
from tests.presentation.rows import HOSTILE, PILED, ROME, WIDE, call, value, work_line, work_totals

BEGAN = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
"""Half past midnight in Rome, on the second of March."""


def report(
    *lines: dict[str, Any], company: str = "Assistenza Rossi", totals: Any = None, **values: Any
) -> list[str]:
    found = value(company=company, values=call(**values), lines=lines, totals=totals or work_totals())
    return report_text(found, ROME).splitlines()


def test_a_report_has_who_what_and_the_sums() -> None:
    lines = [
        work_line(
            starts_at=BEGAN, ends_at=BEGAN.replace(hour=23, minute=50), seconds=1200, note="seal changed"
        ),
        work_line("travel", line=2, km="24", seconds=2400, billable=True),
        work_line(
            "part", line=3, quantity="2.00", item="PMP-3", item_name="Pump", serial_in="P-2", serial_out="P-1"
        ),
    ]
    totals = work_totals(
        labour_s=1200, travel_s=2400, km=Decimal(24), parts=Decimal(2), included_s=1200, billable_s=2400
    )
    assert report(
        *lines, totals=totals, contact="Ada", location="Basement", resolution="Seal changed.\nTested."
    ) == [
        "Assistenza Rossi",
        "Report of work, call 10423",
        "=" * 72,
        "Customer  Lavanderia Bianchi",
        "Contact   Ada",
        "Unit      WSH-40 Washer SN-000931",
        "Place     Basement",
        "Reported  2 Mar 2026 09:00",
        "Subject   Door does not lock",
        "-" * 72,
        " 1  2 Mar 2026 00:30-00:50, anna, labour 0h20, included",
        "    seal changed",
        " 2  2 Mar 2026, anna, travel 24 km 0h40, to bill",
        " 3  2 Mar 2026, anna, part 2 x PMP-3 Pump, included",
        "    in P-2, out P-1",
        "-" * 72,
        "Together: labour 0h20, travel 24 km 0h40, parts 2, included 0h20, to",
        "bill 0h40",
        "",
        "Resolution",
        "Seal changed.",
        "Tested.",
    ]


def test_the_same_in_italian(speak: Callable[[str], None]) -> None:
    speak("it")
    lines = report(work_line(), totals=work_totals(labour_s=5400, included_s=5400))
    assert lines[1] == "Rapporto di lavoro, chiamata 10423"
    assert " 1  2 mar 2026, anna, manodopera 1h30, compreso" in lines
    assert lines[-1] == "Insieme: manodopera 1h30, compreso 1h30"


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        pytest.param({"contact": None}, "Contact", id="no contact"),
        pytest.param({"location": ""}, "Place", id="no place"),
        pytest.param({"item": "", "item_name": "", "serial": ""}, "Unit", id="no unit"),
        pytest.param({"resolution": ""}, "Resolution", id="not resolved"),
    ],
)
def test_what_is_not_there_has_no_line(values: dict[str, Any], missing: str) -> None:
    assert not any(line.startswith(missing) for line in report(work_line(), **values))


def test_no_work_no_company_and_no_customers_name() -> None:
    lines = report(company="", customer_name="")
    assert lines[0] == "Report of work, call 10423"
    assert "Customer  C1" in lines
    assert "Unit      WSH-40 Washer M-7" in report(serial=None, manufacturer_serial="M-7")
    assert lines[-1] == "-" * 72
    assert not any("Together" in line for line in lines)


@pytest.mark.parametrize(
    ("values", "line"),
    [
        pytest.param({"who": None}, " 1  2 Mar 2026, labour 1h30, included", id="by nobody we know"),
        pytest.param({"ends_at": None}, " 1  anna, labour 1h30, included", id="at no time"),
        pytest.param({"seconds": -900, "billable": True}, " 1  2 Mar 2026, anna, labour -0h15, to bill", id="back"),
        pytest.param({"line": 100}, "100  2 Mar 2026, anna, labour 1h30, included", id="the hundredth line"),
    ],
)  # fmt: skip
def test_a_line_says_when_who_how_much_and_who_pays(values: dict[str, Any], line: str) -> None:
    assert line in report(work_line(**values))


def test_work_in_the_night_of_summer_time_has_the_hours_of_the_wall() -> None:
    at = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    line = work_line(starts_at=at, ends_at=at.replace(hour=1, minute=0), seconds=1800)
    assert any("29 Mar 2026 01:30-03:00" in each for each in report(line))


@pytest.mark.parametrize(
    "text", ["word " * 60, WIDE * 30, PILED * 9, "x" * 300], ids=["long", "wide", "piled", "word"]
)
def test_long_texts_are_broken_within_the_page(text: str) -> None:
    lines = report(
        work_line(note=text, who=text), subject=text, location=text, resolution=text, customer_name=text
    )
    assert all(cell_len(line) <= WIDTH for line in lines)
    assert not any(line != line.rstrip() for line in lines)


def test_it_is_printed_the_same_each_time_and_nothing_in_it_acts() -> None:
    texts = dict.fromkeys(
        ("number", "customer_name", "contact", "item", "serial", "location", "subject"), HOSTILE
    )
    line = work_line(
        "part", note=HOSTILE, who=HOSTILE, item=HOSTILE, item_name=HOSTILE, quantity="1", serial_in=HOSTILE
    )
    lines = report(line, company=HOSTILE, resolution=HOSTILE, **texts)
    assert all(each.isprintable() for each in lines)
    assert report(line, company=HOSTILE, resolution=HOSTILE, **texts) == lines


def test_what_was_signed_with_the_longer_september_is_printed_so_too() -> None:
    at = datetime(2026, 9, 30, 8, tzinfo=UTC)
    found = value(
        company="", values=call(reported_at=at), lines=[work_line(ends_at=at)], totals=work_totals()
    )
    now, then = printings(found, ROME)
    assert "Reported  30 Sep 2026 10:00" in now
    assert "Reported  30 Sept 2026 10:00" in then
    assert " 1  30 Sept 2026, anna" in then


@pytest.mark.parametrize(
    ("unchanged", "english", "italian"),
    [
        (
            True,
            "Signed by Ada, 2 Mar 2026 00:30. Unchanged since it was signed.",
            "Firmato da Ada, 2 mar 2026 00:30. Invariato dalla firma.",
        ),
        (
            False,
            "Signed by Ada, 2 Mar 2026 00:30. Changed since it was signed.",
            "Firmato da Ada, 2 mar 2026 00:30. Cambiato dopo la firma.",
        ),
    ],
)
def test_a_signature_says_whose_when_and_whether_it_still_holds(
    speak: Callable[[str], None], unchanged: bool, english: str, italian: str
) -> None:
    signed = value(name="Ada", at=BEGAN, sha256="0" * 64, unchanged=unchanged)
    assert signature_lines(signed, ROME) == ["", english, "SHA-256 " + "0" * 64]
    speak("it")
    assert signature_lines(signed, ROME)[1] == italian
    hostile = signature_lines(value(name=HOSTILE, at=BEGAN, sha256="0", unchanged=True), ROME)
    assert all(line.isprintable() for line in hostile)
