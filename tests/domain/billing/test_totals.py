"""Sums of a document: no cent is lost between lines, rates and total, whatever the lines."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.billing.totals import totals
from svc_tui.domain.core.currency import to_minor

RATES = ("0", "4", "5.5", "8.1", "10", "22")


@given(
    st.sampled_from(["EUR", "JPY", "KWD"]),
    st.lists(st.tuples(st.integers(-(10**9), 10**9), st.sampled_from(RATES)), max_size=40),
    st.randoms(),
)
def test_nothing_is_lost_between_lines_and_total(
    currency: str, lines: list[tuple[int, str]], random: object
) -> None:
    places = {"EUR": 2, "JPY": 0, "KWD": 3}[currency]
    given_lines = [(Decimal(minor).scaleb(-places), Decimal(rate)) for minor, rate in lines]
    found = totals(currency, given_lines)
    assert to_minor(found.net, currency) == sum(minor for minor, _rate in lines)
    assert found.total == found.net + sum((each.vat for each in found.groups), Decimal(0))
    for each in found.groups:
        own = sum(minor for minor, rate in lines if Decimal(rate) == each.rate)
        exact = Decimal(own).scaleb(-places) * each.rate / 100
        assert to_minor(each.net, currency) == own
        assert abs(each.vat - exact) <= Decimal(5).scaleb(-places - 1)  # half a minor unit, once a rate
        assert to_minor(each.vat, currency) is not None  # no more decimals than the currency
    random.shuffle(given_lines)  # type: ignore[attr-defined]
    assert totals(currency, given_lines) == found


@given(st.lists(st.tuples(st.integers(-(10**6), 10**6), st.sampled_from(RATES)), max_size=20))
def test_a_credit_is_the_mirror_of_its_invoice(lines: list[tuple[int, str]]) -> None:
    there = totals("EUR", [(Decimal(minor).scaleb(-2), Decimal(rate)) for minor, rate in lines])
    back = totals("EUR", [(Decimal(-minor).scaleb(-2), Decimal(rate)) for minor, rate in lines])
    assert (back.net, back.vat, back.total) == (-there.net, -there.vat, -there.total)


def test_the_same_rate_written_otherwise_is_the_same_rate() -> None:
    found = totals("EUR", [(Decimal("0.10"), Decimal("22")), (Decimal("0.13"), Decimal("22.00"))])
    assert [(each.net, each.vat) for each in found.groups] == [(Decimal("0.23"), Decimal("0.05"))]
