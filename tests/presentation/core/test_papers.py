"""What all pages to hand over share: who hands it over, where the customer is, when it was printed."""

import pytest

from svc_tui.presentation.core.papers import address_of, letterhead, paper
from tests.presentation.rows import HOSTILE, NOW, ROME, company_head, customer_sheet


def test_the_head_has_what_the_company_set_up_and_nothing_where_it_did_not() -> None:
    head = letterhead(company_head())
    assert head.name == "Assistenza Rossi"
    assert [line for line in head.lines if line] == [
        "Via Roma 1, 39100 Bolzano", "VAT no. IT01234567890", "0471 1234 · info@rossi.example",
    ]  # fmt: skip
    bare = letterhead(company_head(name="", address=None, vat_number=None, phone=None, email="a@b.example"))
    assert [line for line in bare.lines if line] == ["a@b.example"]
    assert all(line.isprintable() for line in letterhead(company_head(address=HOSTILE)).lines)


@pytest.mark.parametrize(
    ("addresses", "kind", "found"),
    [
        ((("bill_to", "Office"), ("ship_to", "Works")), "ship_to", "Works"),
        ((("bill_to", "Office"), ("ship_to", "Works")), "bill_to", "Office"),
        ((("bill_to", "Office"),), "ship_to", "Office"),
        ((("ship_to", ""),), "ship_to", ""),
    ],
)
def test_the_address_of_the_kind_asked_for_else_any(
    addresses: tuple[tuple[str, str], ...], kind: str, found: str
) -> None:
    assert address_of(customer_sheet(*addresses), kind) == found


def test_a_page_says_when_it_was_printed() -> None:
    made = paper(company_head(), "Title", "", (), now=NOW, zone=ROME)
    assert (made.foot, made.language) == ("Printed Mon 2 Mar 2026 09:00", "en")
    assert "HTML" in made.lacking
