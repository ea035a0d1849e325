"""The open lines of a customer as a page shows them: what stands how, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from svc_tui.domain.billing.lines import Charged, Line, Source
from svc_tui.domain.billing.totals import Totals, totals
from svc_tui.domain.core.notes import note
from svc_tui.presentation.billing import account as page

TODAY = date(2026, 3, 31)
CHARGED = Charged(Decimal("78"), "EUR", Decimal(0), Decimal(22), "STD")
LINE = Line(
    Source("work", "10423/3"), "C1", "labour", date(2026, 3, 2), "Changed the seal", Decimal("1.50"), "h", CHARGED,
    Decimal("117.00"), note("no contract covers the call"), "work-not-included", call="10423",
)  # fmt: skip


@dataclass
class Stands:
    line: Line = LINE
    status: str = "proposed"
    why: str = ""
    moved: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        return str(self.line.source)


@dataclass
class Sums:
    proposed: Totals
    approved: Totals
    held: Totals
    currency: str = "EUR"


@dataclass
class Account:
    lines: tuple[Stands, ...] = ()
    sums: tuple[Sums, ...] = ()
    unpriced: tuple[Stands, ...] = ()
    customer: str = "C1"
    until: date = TODAY


def words(line: Sequence[tuple[str, str]]) -> str:
    return "".join(text for text, _role in line)


def row(stands: Stands) -> list[str]:
    return [text for text, _role in page.cells(stands, "no contract covers the call", TODAY)]


def test_a_row_says_how_a_line_stands() -> None:
    assert row(Stands())[0] == "to do"
    assert row(Stands(status="approved"))[0] == "approved"
    assert row(Stands(status="held", why="disputed"))[0] == "held"
    assert row(Stands(status="approved", moved=("quantity",)))[0] == "changed"
    assert row(Stands())[2:] == ["work:10423/3", "Changed the seal", "1.5 h", "117.00 EUR"]


def test_what_has_no_price_is_no_zero() -> None:
    free = replace(LINE, charged=None, net=None)
    assert (row(Stands(free))[0], row(Stands(free))[-1]) == ("no price", "")
    assert any("svc-tui price set" in words(line) for line in page.detail(Stands(free), "why"))


def test_the_reason_stands_where_nobody_wrote_a_text() -> None:
    assert row(Stands(replace(LINE, text="")))[3] == "no contract covers the call"


def test_the_detail_says_price_rule_and_dispute() -> None:
    told = "\n".join(
        words(line) for line in page.detail(Stands(status="held", why="says it was warranty"), "why")
    )
    assert "work-not-included" in told
    assert "1.5 h at 78 EUR of list STD, VAT 22 %" in told
    assert "Held: says it was warranty" in told
    dearer = replace(LINE, charged=replace(CHARGED, discount=Decimal(10)))
    assert "less 10 %" in "\n".join(words(line) for line in page.detail(Stands(dearer), "why"))


def test_the_head_keeps_currencies_and_standings_apart() -> None:
    none = totals("EUR", [])
    approved = totals("EUR", [(Decimal("117.00"), Decimal(22))])
    told = [words(line) for line in page.head(Account((Stands(),), (Sums(none, approved, none),)), "Rosa")]
    assert "C1 Rosa" in told[0]
    assert "approved 117.00" in told[1]
    assert "with VAT 142.74" in told[1]
    assert "Nothing is to be billed" in words(page.head(Account(), "Rosa")[-1])
    assert "2 lines have no price" in words(
        page.head(Account((Stands(),), (), (Stands(), Stands())), "Rosa")[-1]
    )


def test_the_question_names_what_goes_out() -> None:
    none = totals("EUR", [])
    approved = totals("EUR", [(Decimal("117.00"), Decimal(22))])
    asked = page.question(
        Account((Stands(status="approved"), Stands()), (Sums(none, approved, none),)), "a.xml"
    )
    assert asked == "Hand over 1 line, 142.74 EUR with VAT, to a.xml?"
