"""Approving, holding, handing over, taking back: what may follow what, and that nothing goes out twice."""

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from svc_tui.errors import BadUsage, NotFound, Refused, SvcError
from svc_tui.services.core.undo import InTheWay
from svc_tui.services.shapes import billing as shapes
from tests.services.billing.books import DAY, Book, called, line
from tests.services.desk import Desk, kept


@pytest.fixture
def book(tmp_path: Path) -> Book:
    desk = Desk(tmp_path / "desk.db", kept(called))
    return Book(desk, [line("10001/1", "1.5"), line("10001/2", "0.25", part="night"), line("10002/1")])


def test_what_is_approved_keeps_its_price_and_goes_out_once(book: Book, tmp_path: Path) -> None:
    billing = book.billing
    assert book.stand() == dict.fromkeys(("work:10001/1", "work:10001/2:night", "work:10002/1"), "proposed")
    billing.approve(["work:10001/1"])
    assert book.stand()["work:10001/1"] == "approved"
    handed = billing.hand_over("c1", tmp_path / "march.csv", "csv")
    (row,) = handed.documents
    assert shapes.hand_over(row) == {
        "number": 1, "customer": "C1", "day": DAY, "until": DAY, "currency": "EUR", "net": Decimal("120.00"),
        "vat": Decimal("26.40"), "total": Decimal("146.40"), "format": "csv", "file_name": "march.csv",
        "at": book.desk.time, "who": "anna", "reversed_at": None, "reversed_by": None, "reversed_why": None,
        "version": 1,
    }  # fmt: skip
    assert book.stand() == dict.fromkeys(("work:10001/2:night", "work:10002/1"), "proposed")
    with pytest.raises(Refused, match="Nothing of C1 up to 2026-03-02 is approved"):
        billing.hand_over("C1", tmp_path / "again.csv", "csv")
    with pytest.raises(Refused, match=r"was handed over with 1\. Take that back first"):
        billing.approve(["work:10001/1"])
    assert sorted(each.name for each in tmp_path.glob("*.csv")) == ["march.csv"]


def test_parts_of_one_work_go_together(book: Book) -> None:
    book.lines = [line("10001/1", part="day"), line("10001/1", part="night"), line("10002/1")]
    book.billing.approve(["work:10001/1:night"])
    assert book.stand() == {
        "work:10001/1:day": "approved", "work:10001/1:night": "approved", "work:10002/1": "proposed",
    }  # fmt: skip
    book.lines[1] = line("10001/1", part="holiday")
    assert book.stand() == {
        "work:10001/1:day": "approved", "work:10001/1:night": "approved", "work:10002/1": "proposed",
    }  # fmt: skip


def test_a_disputed_line_is_taken_out_until_it_is_released(book: Book, tmp_path: Path) -> None:
    billing = book.billing
    billing.hold(["work:10002/1"], "was not there")
    assert billing.approve_all("C1").outcomes[0].number == "work:10001/1"
    assert book.stand()["work:10002/1"] == "held"
    (sums,) = billing.account("C1", DAY).sums
    assert [int(each.net) for each in (sums.proposed, sums.approved, sums.held)] == [0, 140, 80]
    with pytest.raises(Refused, match="is held: was not there"):
        billing.approve(["work:10002/1"])
    assert billing.hand_over("C1", tmp_path / "a.csv", "csv").documents[0].net_minor == 14000
    billing.release(["work:10002/1"])
    assert book.stand() == {"work:10002/1": "proposed"}


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (lambda b: b.approve(["work:10009/1"]), "is nothing that is billed up to 2026-03-02"),
        (lambda b: b.approve(["10001/1"]), "names no line. Write it as work:10423/3"),
        (lambda b: b.hold(["work:10001/1"], "  "), "Say why"),
        (lambda b: b.release(["work:10001/1"]), "neither approved nor held"),
        (lambda b: b.account("C9"), "There is no customer C9"),
        (lambda b: b.reverse(7, "wrong"), "There is no hand-over 7"),
        (lambda b: b.hand_over("C1", Path("x"), "pdf"), "There is no form pdf"),
        (lambda b: b.hand_over("C1", Path("x"), "csv", day=date(2026, 3, 3)), "is yet to come"),
        (lambda b: b.approve_all("C2"), "Nothing of C2 up to 2026-03-02 waits to be approved"),
    ],
)
def test_what_cannot_be_done_is_said(book: Book, act: Callable[[object], object], says: str) -> None:
    with pytest.raises(SvcError, match=says):
        act(book.billing)
    assert set(book.stand().values()) == {"proposed"}


def test_what_has_no_price_is_not_approved_and_not_zero(book: Book) -> None:
    book.lines[0] = replace(book.lines[0], charged=None, net=None)
    with pytest.raises(Refused, match="work:10001/1 has no price"):
        book.billing.approve(["work:10001/1"])
    assert len(book.billing.approve_all("C1").done) == 2
    assert [each.source for each in book.billing.account("C1", DAY).unpriced] == ["work:10001/1"]


def test_a_reversal_brings_lines_back_and_says_why(book: Book, tmp_path: Path) -> None:
    billing = book.billing
    billing.approve_all("C1")
    billing.hand_over("C1", tmp_path / "a.csv", "csv")
    with pytest.raises(BadUsage):
        billing.reverse(1, "")
    book.as_person("bruno").reverse("1", "wrong customer")
    assert set(book.stand().values()) == {"proposed"}
    sheet = billing.sheet(1)
    assert (sheet.row.reversed_by, sheet.row.reversed_why) == ("bruno", "wrong customer")
    assert {each.status for each in sheet.lines} == {"reversed"}
    with pytest.raises(Refused, match="taken back already by bruno: wrong customer"):
        billing.reverse(1, "again")
    billing.approve_all("C1")
    assert billing.hand_over("C1", tmp_path / "b.csv", "csv").documents[0].number == 2


def test_a_hand_over_is_not_undone_but_reversed(book: Book, tmp_path: Path) -> None:
    billing, undo = book.billing, book.desk.undo
    billing.approve_all("C1")
    billing.hand_over("C1", tmp_path / "a.csv", "csv")
    with pytest.raises(InTheWay, match="billing reverse 1"):
        undo.undo()
    billing.reverse(1, "wrong")
    undo.undo()
    assert (book.stand(), billing.sheet(1).row.reversed_at) == ({}, None)
    undo.redo()
    assert set(book.stand().values()) == {"proposed"}


def test_nothing_stands_twice_after_an_undo(book: Book, tmp_path: Path) -> None:
    """A reversal is taken back while somebody approved its lines anew."""
    billing = book.billing
    billing.approve(["work:10001/1"])
    billing.hand_over("C1", tmp_path / "a.csv", "csv")
    billing.reverse(1, "wrong")
    book.as_person("bruno").approve(["work:10001/1"])
    with pytest.raises(InTheWay, match="approved or held again since"):
        book.desk.undo.undo()
    book.as_person("bruno").release(["work:10001/1"])
    book.desk.undo.undo()
    assert "work:10001/1" not in book.stand()


@pytest.mark.parametrize(
    "change",
    [
        {"quantity": Decimal("2")}, {"net": Decimal("1.00")}, {"customer": "C2"}, {"day": date(2026, 3, 1)}, None,
    ],
)  # fmt: skip
def test_what_changed_since_it_was_approved_is_refused(
    book: Book, tmp_path: Path, change: dict[str, object] | None
) -> None:
    billing = book.billing
    billing.approve_all("C1")
    if change is None:
        del book.lines[0]
    else:
        book.lines[0] = replace(book.lines[0], **change)  # type: ignore[arg-type]
    with pytest.raises(Refused, match=r"Changed since they were approved: work:10001/1\. "):
        billing.hand_over("C1", tmp_path / "a.csv", "csv")
    assert not list(tmp_path.glob("*.csv"))
    assert [each.source for each in billing.account("C1", DAY).lines if each.moved] == ["work:10001/1"]
    billing.release(["work:10001/1"])
    assert billing.hand_over("C1", tmp_path / "a.csv", "csv").documents[0].net_minor == 10000


def test_words_that_were_mended_are_no_change(book: Book, tmp_path: Path) -> None:
    book.billing.approve_all("C1")
    book.lines[0] = replace(book.lines[0], text="Pump replaced")
    assert book.billing.hand_over("C1", tmp_path / "a.csv", "csv").documents


def test_currencies_are_documents_of_their_own(book: Book, tmp_path: Path) -> None:
    book.lines[0] = line("10001/1", currency="CHF", vat="8.1")
    book.billing.approve_all("C1")
    handed = book.billing.hand_over("C1", tmp_path / "a.csv", "csv")
    assert [path.name for path in handed.paths] == ["a-CHF.csv", "a-EUR.csv"]
    assert [(row.currency, row.total_minor) for row in handed.documents] == [("CHF", 8648), ("EUR", 12200)]


def test_a_closed_period_stays_as_it_is(book: Book, tmp_path: Path) -> None:
    billing = book.billing
    billing.approve_all("C1")
    billing.close(date(2026, 2, 28))
    with pytest.raises(Refused, match="2026-02-28 lies in a period that is closed up to 2026-02-28"):
        billing.hand_over("C1", tmp_path / "a.csv", "csv", day=date(2026, 2, 28))
    billing.hand_over("C1", tmp_path / "a.csv", "csv")
    billing.close(DAY)
    with pytest.raises(Refused, match="in a period that is closed"):
        billing.reverse(1, "wrong")
    billing.close(None)
    assert billing.reverse(1, "wrong").reversed_why == "wrong"


def test_a_file_that_cannot_stand_marks_nothing(book: Book, tmp_path: Path) -> None:
    billing = book.billing
    billing.approve_all("C1")
    (tmp_path / "there.csv").write_text("mine", encoding="utf-8")
    for place in (tmp_path / "there.csv", tmp_path / "no" / "such.csv"):
        with pytest.raises(Refused):
            billing.hand_over("C1", place, "csv")
    assert (tmp_path / "there.csv").read_text(encoding="utf-8") == "mine"
    assert set(book.stand().values()) == {"approved"}
    assert billing.hand_overs() == ()


def test_an_act_that_fails_takes_its_files_away(book: Book, tmp_path: Path) -> None:
    """The second currency's file is there already, so the first one's does not stay."""
    book.lines[0] = line("10001/1", currency="CHF")
    book.billing.approve_all("C1")
    (tmp_path / "a-EUR.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(Refused, match="exists already"):
        book.billing.hand_over("C1", tmp_path / "a.csv", "csv")
    assert not (tmp_path / "a-CHF.csv").exists()
    assert set(book.stand().values()) == {"approved"}


def test_the_file_has_what_was_handed_over(book: Book, tmp_path: Path) -> None:
    book.lines.append(line("10002/2", "-0.5", text="=1+1"))
    book.billing.approve_all("C1")
    book.billing.hand_over("C1", tmp_path / "a.csv", "csv")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    lines = [(each["source"], each["quantity"], each["net"]) for each in found if each["record"] == "line"]
    assert lines == [
        ("work:10001/1", "1.5", "120.00"), ("work:10001/2:night", "0.25", "20.00"), ("work:10002/1", "1", "80.00"),
        ("work:10002/2", "-0.5", "-40.00"),
    ]  # fmt: skip
    assert found[3]["text"] == "'=1+1"
    assert [(each["record"], each["net"], each["vat"], each["total"]) for each in found[4:]] == [
        ("vat", "180.00", "39.60", "219.60"), ("total", "180.00", "39.60", "219.60"),
    ]  # fmt: skip


def test_who_pays_what_was_merged(book: Book, tmp_path: Path) -> None:
    """What was handed over to a customer that turned out to be another one stays handed over."""
    from svc_tui.services.company.merging import CustomerMerge

    book.billing.approve(["work:10001/1"])
    CustomerMerge(book.desk.context).merge(["C1"], "C2")
    book.lines = [replace(each, customer="C2") for each in book.lines]
    assert {each.source: each.status for each in book.billing.account("C2", DAY).lines}[
        "work:10001/1"
    ] == "approved"


def test_missing_lines_end_as_not_found(book: Book) -> None:
    with pytest.raises(NotFound):
        book.billing.approve(["fee:58/2026-01-01"])
