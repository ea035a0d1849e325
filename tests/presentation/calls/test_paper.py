"""The pages of a call: what an order says before the work, what a report says after it, and who signs."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from svc_tui.domain.core.paper import Signatures, Table
from svc_tui.presentation.calls.paper import call_paper
from tests.presentation.rows import (
    NOW,
    ROME,
    call_facts,
    customer_sheet,
    paper_text,
    terms,
    value,
    work_line,
    work_totals,
)

BEGAN = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
"""Half past midnight in Rome, on the second of March."""


def lines(what: str, **values: Any) -> list[str]:
    return paper_text(call_paper(call_facts(**values), what, now=NOW, zone=ROME))


def test_an_order_says_who_where_what_and_by_when_and_leaves_lines_for_the_work() -> None:
    paper = call_paper(
        call_facts(
            contact="Ada", description="Rings twice.\nCourtyard.", technician="bruno", respond_by=BEGAN, under=terms(),
            card=value(address=None, location="Basement", warranty_end=date(2027, 1, 31)),
        ),
        "order", now=NOW, zone=ROME,
    )  # fmt: skip
    found = paper_text(paper)
    assert found[:2] == ["Service order 10423", "Door does not lock"]
    for line in (
        "Address: Via Borsieri 19, 20159 Milano", "Contact: Ada", "Phone: 02 555 0101", "Item: WSH-40 Washer",
        "Serial: SN-000931", "Place: Basement", "Warranty to: 31 Jan 2027", "Technician: bruno", "Priority: high",
        "Reported: Mon 2 Mar 2026 09:00", "Respond by: Mon 2 Mar 2026 00:30", "Rings twice.", "Courtyard.",
        "Contract: Covered by K-58 (serial) to 31 Dec: parts, labour, travel.",
    ):  # fmt: skip
        assert line in found, line
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    assert [(table.title, len(table.rows), table.blank > 2) for table in tables] == [
        ("Work", 0, True), ("Parts", 0, True),
    ]  # fmt: skip
    assert isinstance(paper.blocks[-1], Signatures)
    assert paper.foot == "Printed Mon 2 Mar 2026 09:00"


def test_a_report_says_what_was_done_who_pays_and_what_it_comes_to() -> None:
    work = [
        work_line(starts_at=BEGAN, ends_at=BEGAN.replace(minute=50), seconds=1200, note="seal changed"),
        work_line("part", line=2, quantity="2", item="PMP-3", serial_in="P-2", billable=True, who=None),
    ]
    totals = work_totals(labour_s=1200, parts=Decimal(2), included_s=1200)
    found = lines("report", work=work, totals=totals, resolution="New seal.")
    assert found[0] == "Service report 10423"
    assert "1 | 2 Mar 2026 | 00:30–00:50 | anna | labour | 0h20 | seal changed | included" in found
    assert "2 | 2 Mar 2026 |  |  | part | 2 x PMP-3 | in P-2 | to bill" in found
    assert "Together: labour 0h20, parts 2, included 0h20" in found
    assert found[found.index("Resolution") + 1] == "New seal."
    assert "Parts" not in found


@pytest.mark.parametrize(("unchanged", "said"), [(True, "Unchanged since"), (False, "Changed since")])
def test_a_signed_report_has_the_name_and_says_whether_it_still_reads_so(unchanged: bool, said: str) -> None:
    signed = value(name="M. Rossi", at=BEGAN, sha256="ab" * 32, unchanged=unchanged)
    found = lines("report", signed=signed)
    assert found[-4:] == [
        "M. Rossi", "Customer", f"Mon 2 Mar 2026 00:30. {said} it was signed.", f"SHA-256 {'ab' * 32}",
    ]  # fmt: skip
    assert "M. Rossi" not in lines("order", signed=signed)


def test_the_card_says_where_the_unit_stands_before_the_customer_does() -> None:
    card = value(address="Porto 3, Trieste", location=None, warranty_end=None)
    assert "Address: Porto 3, Trieste" in lines("order", card=card)
    both = customer_sheet(("bill_to", "Office 1"), ("ship_to", "Works 2"))
    assert "Address: Works 2" in lines("order", customer=both)
    assert not [line for line in lines("order", customer=None) if line.startswith("Address")]


def test_italian(speak: Callable[[str], None]) -> None:
    speak("it")
    found = lines("order", technician="bruno")
    assert found[0] == "Ordine di assistenza 10423"
    assert "Priorità: alta" in found
