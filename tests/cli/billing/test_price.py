"""`svc-tui price`: what a script and a person get."""

from pathlib import Path

import pytest

from tests.cli.running import Shell
from tests.services.desk import Desk


@pytest.fixture
def priced(svc: Shell, desk: Desk) -> Shell:
    """A company with a list, a tax and a price."""
    for words in (
        ("book", "new", "BASE", "currency=eur"), ("vat", "new", "STD", "rates=22"),
        ("set", "BASE", "WSH-40", "950", "--discount", "10"),
    ):  # fmt: skip
        said = svc("price", *words)
        assert said.code == 0, said.err
    assert svc("setup", "set", "price_list=base", "vat=std").code == 0
    return svc


def test_a_price_is_set_listed_and_asked_for(priced: Shell) -> None:
    said = priced("price", "set", "BASE", "wsh-40", "990.5", "--from", "2099-01-01")
    assert said.out == "2\n"
    assert "Price 1 ends on 2098-12-31." in said.err
    listed = priced("price", "list", "item:wsh-40", "--json").json
    assert [(each["what"], each["amount"], each["currency"], each["valid_until"]) for each in listed] == [
        ("WSH-40", "950", "EUR", "2098-12-31"), ("WSH-40", "990.5", "EUR", None),
    ]  # fmt: skip
    held = priced("price", "show", "WSH-40", "--customer", "C1", "--on", "2099-01-01", "--json").json
    assert (held["amount"], held["number"], held["vat"], held["why"]) == (
        "990.5",
        2,
        "22",
        "the company's price list",
    )
    now = priced("price", "show", "WSH-40", "--customer", "C1")
    assert now.code == 0
    assert "950" in now.out
    assert priced("undo").code == 0
    assert priced("price", "list", "--count").out == "1\n"


def test_where_no_price_holds_it_says_what_to_write_and_ends_with_1(priced: Shell) -> None:
    said = priced("price", "show", "km", "--customer", "C1")
    assert said.code == 1
    assert "svc-tui price set BASE km AMOUNT" in said.out
    assert priced("price", "show", "PMP", "--customer", "C1").code == 3
    assert priced("price", "show", "km", "--customer", "nobody").code == 3


def test_prices_are_corrected_ended_and_taken_away(priced: Shell) -> None:
    assert "1: amount changed" in priced("price", "change", "1", "amount=940").err
    assert "Price 1 ends on 2098-12-31" in priced("price", "end", "1", "--on", "2098-12-31").err
    assert priced("price", "end", "1", "--on", "someday").code == 2
    assert priced("price", "change", "1").code == 2
    assert priced("price", "change", "1", "amount=-1").code == 1
    assert priced("price", "remove", "1").code == 0
    assert priced("price", "remove", "1").code == 3
    assert priced("price", "list", "is:any", "--count").out == "0\n"


def test_prices_come_from_a_csv_by_a_mapping_and_only_once(priced: Shell, tmp_path: Path) -> None:
    table, mapping = tmp_path / "p.csv", tmp_path / "p.toml"
    table.write_text(
        "Listino;Articolo;Prezzo;Dal;Cliente\nBASE;km;0,75;;\nbase;wsh-40;1020,50;01/02/2027;\nBASE;labour;-5;;\n"
        "BASE;WSH-40;900;;C1\nNONE;km;1;;\nBASE;travel;;;\n"
    )
    mapping.write_text(
        'kind = "price"\nkey = "row"\ndates = ["%d/%m/%Y"]\n[fields]\nprice_list = "Listino"\nwhat = "Articolo"\n'
        'amount = "Prezzo"\ncustomer = "Cliente"\nvalid_from = "Dal"\n'
    )
    said = priced("price", "import", str(table), "--map", str(mapping))
    assert said.code == 1, said.err
    assert "price: 3 new, 0 changed, 0 the same, 3 rejected" in said.err
    for sentence in ("A price is not below zero", "There is no price list NONE", "amount is missing"):
        assert sentence in said.err
    listed = {
        (each["what"], each["customer"], each["valid_from"]): each
        for each in priced("price", "list", "--json").json
    }
    assert listed["km", None, None]["amount"] == "0.75"
    assert listed["WSH-40", None, None]["valid_until"] == "2027-01-31"
    assert listed["WSH-40", None, "2027-02-01"]["amount"] == "1020.50"
    assert listed["WSH-40", "C1", None]["amount"] == "900"
    again = priced("price", "import", str(table), "--map", str(mapping))
    assert "price: 0 new, 0 changed, 3 the same, 3 rejected" in again.err


def test_own_lines_and_csv_of_prices_are_read_again(priced: Shell, tmp_path: Path) -> None:
    assert priced("price", "hours", "new", "night", "hours=Mo-Su 22:00-06:00").code == 0
    assert priced("price", "set", "BASE", "labour:night", "120", "--step", "15m").code == 0
    for name in ("p.jsonl", "p.csv"):
        assert priced("export", "price", "--to", str(tmp_path / name)).code == 0
        before = priced("price", "list", "is:any", "--json").json
        said = priced("import", str(tmp_path / name), "--kind", "price")
        assert said.code == 0, said.err
        assert priced("price", "list", "is:any", "--json").json == before
    for each in ("1", "2"):
        assert priced("price", "remove", each).code == 0
    assert priced("import", str(tmp_path / "p.csv"), "--kind", "price").code == 0
    assert [each["what"] for each in priced("price", "list", "--json").json] == ["WSH-40", "labour:night"]
