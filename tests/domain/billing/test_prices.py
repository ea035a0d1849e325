"""Which price holds: on the day of the work, for whom, of what; and what is said where there is none."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.billing.prices import (
    KM,
    LABOUR,
    Asked,
    NoPrice,
    Price,
    Priced,
    PriceList,
    Prices,
    Terms,
    Validity,
    What,
    what_of,
)
from svc_tui.domain.billing.prices_typed import factor_of, measure_of, percent_of, rates_of
from svc_tui.domain.billing.prices_vat import Vat, VatCode
from svc_tui.errors import Refused

DAY = date(2026, 11, 20)
PUMP = What("item", "PMP-3")
LISTS = {
    code: PriceList(code, currency)
    for code, currency in (("BASE", "EUR"), ("KEY", "EUR"), ("SWISS", "CHF"), ("CONTRACT", "EUR"))
}
VAT = Vat(
    {
        "STD": VatCode("STD", [(date(2013, 10, 1), Decimal(22)), (date(2011, 9, 17), Decimal(21))]),
        "EXEMPT": VatCode("EXEMPT", [(None, Decimal(0))], "E"),
    },
    "STD",
)


def _price(price_list: str, amount: str, what: What = PUMP, **more: object) -> Price:
    return Price(0, price_list, what, Decimal(amount), **more)  # type: ignore[arg-type]


def _found(
    prices: Iterable[Price], *wanted: What, day: date = DAY, terms: Terms = Terms(), contract_list: str | None = None,
    vat: Vat = VAT, item_vat: str | None = None, default: str | None = "BASE",
) -> Priced | NoPrice:  # fmt: skip
    asked = Asked("C100", day, 58 if contract_list else None, contract_list, terms)
    held = Prices(LISTS, list(prices), default)
    return held.find([(what, Decimal(1)) for what in wanted or (PUMP,)], asked, vat, item_vat=item_vat)


def _amount(found: Priced | NoPrice) -> str:
    assert isinstance(found, Priced), found
    return str(found.charged.price)


def _said(found: Priced | NoPrice) -> str:
    assert isinstance(found, NoPrice)
    return str(found.why)


def test_the_most_specific_price_holds_whatever_their_order() -> None:
    prices = [
        _price("BASE", "100"), _price("KEY", "90"), _price("CONTRACT", "80"), _price("BASE", "70", customer="C100"),
        _price("BASE", "1", customer="C200"),
    ]  # fmt: skip
    terms = Terms("KEY")
    assert _amount(_found(prices, terms=terms, contract_list="CONTRACT")) == "70"
    assert _amount(_found(prices[:3], terms=terms, contract_list="CONTRACT")) == "80"
    assert _amount(_found(prices[:3], terms=terms)) == "90"
    assert _amount(_found(prices[:1], terms=terms, contract_list="CONTRACT")) == "100"


def test_it_says_whose_price_it_is() -> None:
    found = _found([_price("KEY", "90")], terms=Terms("KEY"))
    assert isinstance(found, Priced)
    assert str(found.why) == "price list of C100"
    assert found.charged.price_list == "KEY"


def test_a_price_that_began_yesterday_is_not_for_work_of_last_week() -> None:
    begins = date(2026, 11, 29)
    found = _found([_price("BASE", "110", days=Validity(begins))])
    assert _said(found) == (
        "PMP-3 has a price from 2026-11-29 on, but the work is of 2026-11-20. Write down what held then: svc-tui price "
        "set BASE PMP-3 AMOUNT --from 2026-11-20"
    )
    older = _price("BASE", "95", days=Validity(None, date(2026, 11, 28)))
    assert _amount(_found([_price("BASE", "110", days=Validity(begins)), older])) == "95"
    assert _amount(_found([_price("BASE", "110", days=Validity(begins)), older], day=begins)) == "110"


def test_a_price_that_ended_and_one_that_never_was_are_told_apart() -> None:
    ended = _price("BASE", "95", days=Validity(None, date(2026, 10, 31)))
    assert "ended on 2026-10-31" in _said(_found([ended]))
    assert _said(_found([])) == "PMP-3 has no price in BASE. Set one: svc-tui price set BASE PMP-3 AMOUNT"


def test_without_any_list_the_cure_is_to_name_one() -> None:
    assert "svc-tui setup set price_list=LIST" in _said(_found([_price("BASE", "1")], default=None))


def test_the_discount_of_the_customer_is_for_lists_and_not_for_own_prices() -> None:
    terms = Terms(discount=Decimal(10))
    for price, discount in (
        (_price("BASE", "100"), "10"),
        (_price("BASE", "100", discount=Decimal(5)), "5"),
        (_price("BASE", "100", discount=Decimal(0)), "0"),
        (_price("BASE", "100", customer="C100"), "0"),
        (_price("BASE", "100", customer="C100", discount=Decimal(3)), "3"),
    ):
        found = _found([price], terms=terms)
        assert isinstance(found, Priced)
        assert str(found.charged.discount) == discount


def test_the_tax_is_that_of_the_day() -> None:
    for day, percent in ((date(2013, 9, 30), "21"), (date(2013, 10, 1), "22")):
        found = _found([_price("BASE", "100")], day=day)
        assert isinstance(found, Priced)
        assert str(found.charged.vat) == percent
    assert "no percent on 2011-01-01" in _said(_found([_price("BASE", "1")], day=date(2011, 1, 1)))


def test_the_tax_of_the_customer_is_before_that_of_the_item() -> None:
    found = _found([_price("BASE", "100")], terms=Terms(vat="EXEMPT"), item_vat="STD")
    assert isinstance(found, Priced)
    assert found.charged.vat == 0
    assert "svc-tui setup set vat=CODE" in _said(_found([_price("BASE", "1")], vat=Vat({})))
    assert "There is no value added tax OLD" in _said(_found([_price("BASE", "1")], item_vat="OLD"))


@pytest.mark.parametrize(
    ("typed", "what", "again"),
    [
        ("PMP-3", PUMP, "PMP-3"),
        ("labour", LABOUR, "labour"),
        ("Manodopera:night", What("labour", "night"), "labour:night"),
        ("km", KM, "km"),
        ("uscita", What("call-out"), "call-out"),
        ("item:km", What("item", "km"), "item:km"),
        ("km:1", What("item", "km:1"), "km:1"),
    ],
)
def test_what_is_typed_is_written_so_that_it_reads_back(typed: str, what: What, again: str) -> None:
    assert what_of(typed) == what
    assert str(what) == again


@given(st.text("abkm:- ", min_size=1, max_size=8).map(str.strip).filter(bool))
def test_any_item_reads_back_as_itself(code: str) -> None:
    assert what_of(str(What("item", code))) == What("item", code)


_days = st.none() | st.dates(date(2026, 1, 1), date(2026, 2, 1))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["BASE", "KEY", "SWISS"]), st.sampled_from([None, "C100", "C200"]), _days, _days
        )
    ),
    st.dates(date(2026, 1, 1), date(2026, 2, 1)),
    st.sampled_from([None, "KEY", "SWISS"]),
    st.sampled_from([None, "KEY", "SWISS"]),
)  # fmt: skip
def test_what_is_found_holds_on_the_day_and_nothing_nearer_does(
    rows: list[tuple[str, str | None, date | None, date | None]],
    day: date,
    own_list: str | None,
    contract: str | None,
) -> None:
    prices = [
        Price(at, code, PUMP, Decimal(at + 1), customer=customer, days=Validity(first, last))
        for at, (code, customer, first, last) in enumerate(rows)
    ]
    found = _found(prices, day=day, terms=Terms(own_list), contract_list=contract)
    holding = [price for price in prices if price.days.holds(day) and price.customer in (None, "C100")]

    def place(price: Price) -> int:
        if price.customer:
            return 0
        chain = [contract, own_list, "BASE"]
        return 1 + chain.index(price.price_list) if price.price_list in chain else 9

    near = [place(price) for price in holding if place(price) < 9]
    if isinstance(found, NoPrice):
        assert not near
    else:
        assert found.price in holding
        assert place(found.price) == min(near)


@given(_days, _days, _days, _days)
def test_validities_meet_where_a_day_lies_in_both(
    a: date | None, b: date | None, c: date | None, d: date | None
) -> None:
    one, two = Validity(a, b), Validity(c, d)
    days = [date(2025, 12, 1), *(date.fromordinal(date(2026, 1, 1).toordinal() + n) for n in range(40))]
    both = any(one.holds(day) and two.holds(day) for day in days)
    empty = any(v.first and v.last and v.first > v.last for v in (one, two))
    assert empty or one.meets(two) == both == two.meets(one)


@pytest.mark.parametrize(
    ("read", "typed"),
    [
        (factor_of, "1.1250"), (percent_of, "12,1250 %"), (rates_of, "5.1250 from 2020-01-01; 4"),
        (lambda text: measure_of(text, "km"), "1.1250"),
    ],
)  # fmt: skip
def test_what_is_kept_reads_back_as_itself(read: Callable[[str], str], typed: str) -> None:
    """A file of our own, and a form that is saved as it was opened, bring it in the form in which it is kept."""
    kept = read(typed)
    assert read(kept) == kept


@pytest.mark.parametrize(("typed", "unit"), [("0m", "h"), ("0", "km"), ("-1", "piece"), ("-15m", "h")])
def test_a_step_is_above_zero(typed: str, unit: str) -> None:
    with pytest.raises(Refused):
        measure_of(typed, unit)
