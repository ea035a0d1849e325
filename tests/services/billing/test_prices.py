"""Prices set from a day on, ended, asked; what cannot be is refused with its cure, and nothing half written."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from svc_tui.domain.billing.prices import NoPrice, Priced, what_of
from svc_tui.domain.billing.prices_charges import Charge
from svc_tui.errors import Conflict, NotFound, Refused, SvcError
from svc_tui.services.billing.price_book import PriceBook
from svc_tui.services.billing.price_setup import LabourRates, PriceLists, Vats
from svc_tui.services.billing.prices import PriceRecords
from svc_tui.services.company.customers import Customers
from svc_tui.services.company.settings import CompanySettings
from svc_tui.services.contracts.service import Contracts
from svc_tui.services.core.history import History
from tests.services.desk import Desk, kept

TODAY = date(2026, 3, 2)


def priced(desk: Desk) -> None:
    """A company with prices: EUR and CHF, tax, three kinds of hours."""
    context = desk.context
    PriceLists(context).new({"code": "BASE", "name": "Standard", "currency": "eur"})
    PriceLists(context).new({"code": "SWISS", "currency": "CHF"})
    Vats(context).new({"code": "STD", "rates": "22 from 2013-10-01; 21"})
    Vats(context).new({"code": "EXEMPT", "rates": "0", "category": "E"})
    for code, hours, factor, position in (
        ("holiday", "Su,PH 00:00-24:00", "2", "1"), ("night", "Mo-Sa 20:00-06:00", "1.5", "2"), ("day", "", "1", "3"),
    ):  # fmt: skip
        LabourRates(context).new({"code": code, "hours": hours, "factor": factor, "position": position})
    CompanySettings(context).set({"price_list": "base", "vat": "std"})
    prices = PriceRecords(context)
    prices.set("BASE", "labour", "80", {"minimum": "30m", "step": "15m"})
    prices.set("BASE", "km", "0.75")
    prices.set("BASE", "WSH-40", "950")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The company with prices."""
    return Desk(tmp_path / "desk.db", kept(priced))


def _amount(
    prices: PriceRecords, what: str = "WSH-40", customer: str = "C1", day: date = TODAY, under: str = ""
) -> str:
    found = prices.holding(what, customer, under, day).found
    assert isinstance(found, Priced), str(found.why)
    return f"{found.charged.price} {found.charged.currency}"


def _told(charges: list[Charge]) -> list[str]:
    return [
        f"{each.what} {each.quantity} {each.unit} "
        + (str(each.priced.charged.price) if isinstance(each.priced, Priced) else "none")
        for each in charges
    ]


def _days(
    prices: PriceRecords, filter_text: str = "item:WSH-40 is:any"
) -> list[tuple[str, date | None, date | None]]:
    return [(row.amount, row.valid_from, row.valid_until) for row in prices.matching(filter_text).rows]


def test_a_new_price_leaves_what_was_done_until_now_at_its_own(desk: Desk) -> None:
    prices = PriceRecords(desk.context)
    saved = prices.set("base", "wsh-40", "990")
    assert [str(each) for each in saved.warnings] == ["Price 3 ends on 2026-03-01."]
    assert _days(prices) == [("950", None, date(2026, 3, 1)), ("990", TODAY, None)]
    assert _amount(prices, day=date(2026, 2, 23)) == "950 EUR"
    assert _amount(prices) == "990 EUR"


def test_the_same_again_makes_nothing_new(desk: Desk) -> None:
    prices = PriceRecords(desk.context)
    assert prices.set("BASE", "WSH-40", "950").record.number == 3
    assert len(_days(prices)) == 1


def test_a_price_of_a_day_before_ends_where_the_next_one_begins(desk: Desk) -> None:
    prices = PriceRecords(desk.context)
    prices.set("BASE", "WSH-40", "990", {"valid_from": "2026-06-01"})
    prices.set("BASE", "WSH-40", "970", {"valid_from": "2026-04-01"})
    assert _days(prices) == [
        ("950", None, date(2026, 3, 31)), ("970", date(2026, 4, 1), date(2026, 5, 31)),
        ("990", date(2026, 6, 1), None),
    ]  # fmt: skip


def test_undo_takes_the_new_price_and_the_end_of_the_old_one_back(desk: Desk) -> None:
    prices = PriceRecords(desk.context)
    number = prices.set("BASE", "WSH-40", "990", {"valid_from": "2026-06-01"}).record.number
    told = History(desk.context).of("price", str(number))
    assert [entry.event for entry in told] == ["created"]
    desk.undo.undo()
    assert _days(prices) == [("950", None, None)]
    desk.undo.redo()
    assert _days(prices) == [("950", None, date(2026, 5, 31)), ("990", date(2026, 6, 1), None)]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("BASE", "WSH-40", "-5"), "A price is not below zero: -5."),
        (("BASE", "WSH-40", "1.2345678"), "has more than 6 decimals. Write it as 1.234568."),
        (("BASE", "WSH-40", "dear"), "dear is no amount."),
        (("BASE", "WSH-40", "1.250"), "can be read in two ways"),
        (("BASIS", "WSH-40", "5"), "There is no price list BASIS. Did you mean BASE?"),
        (("BASE", "WSH-4", "5"), "There is no item WSH-4. Did you mean WSH-40?"),
        (("BASE", "labour:nigth", "5"), "There is no kind of hours nigth. Did you mean night?"),
        (("BASE", "km", "5", {"unit": "h"}), "km is priced per km. Leave the unit out."),
        (("BASE", "km", "5", {"discount": "101"}), "101 is no percent from 0 to 100"),
        (("BASE", "km", "5", {"minimum": "0"}), "0 is no minimum or step in km."),
        (("BASE", "km", "5", {"customer": "C9"}), "There is no customer C9."),
        (
            ("BASE", "WSH-40", "5", {"valid_from": "2026-05-01", "valid_until": "2026-04-30"}),
            "It would end on 2026-04-30, before it begins on 2026-05-01.",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_its_cure(desk: Desk, args: tuple[Any, ...], said: str) -> None:
    prices = PriceRecords(desk.context)
    before = prices.matching("is:any").rows
    with pytest.raises(SvcError) as error:
        prices.set(*args)
    assert said in str(error.value)
    assert prices.matching("is:any").rows == before


def test_prices_of_the_same_never_overlap_and_nothing_is_half_written(desk: Desk) -> None:
    prices = PriceRecords(desk.context)
    prices.set("BASE", "WSH-40", "800", {"valid_from": "2026-05-01"})
    before = prices.matching("is:any").rows
    with pytest.raises(Refused) as error:
        prices.set("BASE", "WSH-40", "700", {"valid_from": "2026-06-01", "valid_until": "2026-06-15"})
    assert "It would overlap price 4, which holds 2026-05-01..." in str(error.value)
    assert "svc-tui price end 4 --on DAY" in str(error.value)
    with pytest.raises(Refused):
        prices.change(3, {"valid_until": "2026-05-10"})
    assert prices.matching("is:any").rows == before


def test_a_customers_own_price_overlaps_nobody_elses(desk: Desk) -> None:
    prices = PriceRecords(desk.context)
    prices.set("BASE", "WSH-40", "900", {"customer": "c1"})
    assert _amount(prices) == "900 EUR"
    assert _amount(prices, customer="C2") == "950 EUR"


def test_the_list_of_the_contract_stands_before_that_of_the_customer(desk: Desk) -> None:
    prices, context = PriceRecords(desk.context), desk.context
    prices.set("SWISS", "WSH-40", "1000")
    Customers(context).set("C1", {"price_list": "swiss"})
    assert _amount(prices) == "1000 CHF"
    PriceLists(context).new({"code": "GOLD", "currency": "EUR"})
    prices.set("GOLD", "WSH-40", "500")
    Contracts(context).set(["58"], {"price_list": "gold"})
    assert _amount(prices, under="K-58") == "500 EUR"
    assert _amount(prices) == "1000 CHF"


def test_discount_and_tax_of_a_customer(desk: Desk) -> None:
    Customers(desk.context).set("C1", {"discount": "12,5 %", "vat": "exempt"})
    found = PriceRecords(desk.context).holding("WSH-40", "C1", day=TODAY).found
    assert isinstance(found, Priced)
    assert (found.charged.discount, found.charged.vat) == (Decimal("12.5"), Decimal(0))


def test_labour_is_split_by_the_calendars_and_charged_at_least_the_minimum(desk: Desk) -> None:
    book = PriceRecords(desk.context).book("C1")
    start = datetime(2026, 3, 4, 18, 10, tzinfo=UTC)  # 19:10 in Rome
    found = book.labour("C1", None, 100 * 60, start, start + timedelta(minutes=100))
    assert _told(found) == ["labour:day 0.833333 h 80", "labour:night 0.916667 h 120.0"]
    assert _told(book.labour("C1", None, 60, None, start)) == ["labour:day 0.5 h 80"]
    sunday = datetime(2026, 3, 8, 9, 0, tzinfo=UTC)
    assert _told(book.labour("C1", None, 3600, sunday, sunday + timedelta(hours=1))) == [
        "labour:holiday 1 h 160"
    ]


def test_the_calendar_of_the_contract_decides(desk: Desk) -> None:
    """The fifteenth of August is a holiday in Italy and a Saturday of work in New York."""
    Contracts(desk.context).set(["58"], {"zone": "America/New_York", "holidays": "US"})
    book = PriceRecords(desk.context).book()
    start = datetime(2026, 8, 15, 8, 0, tzinfo=UTC)
    end = start + timedelta(hours=3)
    assert _told(book.labour("C1", None, 10800, start, end)) == ["labour:holiday 3 h 160"]
    assert _told(book.labour("C1", 58, 10800, start, end)) == ["labour:night 2 h 120.0", "labour:day 1 h 80"]


def test_travel_and_parts(desk: Desk) -> None:
    book = PriceRecords(desk.context).book()
    assert _told(book.travel("C1", None, TODAY, 2400, Decimal(24))) == ["km 24 km 0.75"]
    assert _told([book.part("C1", None, TODAY, "WSH-40", Decimal(2))]) == ["WSH-40 2 piece 950"]
    missing = book.part("C1", None, TODAY, "PMP-9", Decimal(2)).priced
    assert isinstance(missing, NoPrice)


def test_the_book_is_read_in_a_few_statements_however_much_it_holds(desk: Desk) -> None:
    prices, said = PriceRecords(desk.context), list[str]()
    prices.book()
    event.listen(desk.store.engine, "before_cursor_execute", lambda *words: said.append(words[2]))
    prices.book()
    assert len([text for text in said if text.startswith("SELECT")]) <= 7


def test_a_book_of_some_items_says_of_them_what_the_whole_book_says(desk: Desk) -> None:
    with desk.store.read() as session:
        some = PriceBook(desk.context, session, "C1", ["WSH-40"])
        none = PriceBook(desk.context, session, "C1", [])
    whole = PriceRecords(desk.context).book()
    for what in ("WSH-40", "km", "labour:night", "travel"):
        assert some.priced(what_of(what), "C1", None, TODAY) == whole.priced(what_of(what), "C1", None, TODAY)
    assert isinstance(none.priced(what_of("WSH-40"), "C1", None, TODAY), NoPrice)


def test_two_who_change_one_price_meet(desk: Desk) -> None:
    prices = PriceRecords(desk.context)
    stands = prices.find(3)
    prices.change(3, {"amount": "960"})
    with pytest.raises(Conflict):
        prices.change(3, {"amount": "970"}, stands.version)


def test_a_list_with_prices_keeps_its_currency(desk: Desk) -> None:
    with pytest.raises(Refused) as error:
        PriceLists(desk.context).set("BASE", {"currency": "CHF"})
    assert "BASE holds 3 prices in another currency. Write down a new list for CHF." in str(error.value)
    assert PriceLists(desk.context).find("BASE").currency == "EUR"
    PriceLists(desk.context).set("SWISS", {"currency": "USD"})


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"code": "X", "currency": "EURO"}, 'There is no currency "EURO".'),
        ({"code": "X"}, "A price list needs a code and a currency"),
        ({"code": "base", "currency": "EUR"}, "There is a price list BASE already."),
        (
            {"code": "X", "currency": "EUR", "valid_from": "2026-05-01", "valid_until": "2026-04-01"},
            "It would end on",
        ),
    ],
)
def test_price_lists_that_cannot_be(desk: Desk, values: dict[str, str], said: str) -> None:
    with pytest.raises(SvcError) as error:
        PriceLists(desk.context).new(values)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("rates", "kept_as"),
    [
        ("22", "22"),
        ("21%, 22 % from 1/10/2013", "22 from 2013-10-01; 21"),
        ("4 dal 2020-01-01;5", "4 from 2020-01-01; 5"),
    ],
)
def test_rates_are_kept_in_one_form(desk: Desk, rates: str, kept_as: str) -> None:
    Vats(desk.context).new({"code": "X", "rates": rates})
    assert Vats(desk.context).find("X").rates == kept_as
    Vats(desk.context).set("X", {"rates": kept_as})
    assert Vats(desk.context).find("X").rates == kept_as


@pytest.mark.parametrize("rates", ["", "120", "-1", "22 from never", "22; 21", "twenty"])
def test_rates_that_cannot_be(desk: Desk, rates: str) -> None:
    with pytest.raises(Refused):
        Vats(desk.context).new({"code": "X", "rates": rates})


def test_settings_name_what_there_is(desk: Desk) -> None:
    with pytest.raises(NotFound):
        CompanySettings(desk.context).set({"price_list": "NONE"})
    assert CompanySettings(desk.context).values()["price_list"] == "BASE"


def test_words_of_a_filter(desk: Desk) -> None:
    prices = PriceRecords(desk.context)
    prices.set("BASE", "WSH-40", "900", {"customer": "C1"})

    def whats(text: str) -> list[str]:
        return [f"{row.item or row.what} {row.amount}" for row in prices.matching(text).rows]

    assert whats("washer") == ["WSH-40 950", "WSH-40 900"]
    assert whats("is:own") == ["WSH-40 900"]
    assert whats("customer:bianchi") == ["WSH-40 900"]
    assert whats("amount:<80 list:base") == ["km 0.75"]
    assert whats("what:labour") == ["labour 80"]
    assert whats("#2") == ["km 0.75"]
    assert what_of("labour:night").code == "night"
