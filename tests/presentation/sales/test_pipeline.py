"""Sums of the pipeline: no two currencies are ever added, and what has no room is counted, not dropped."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from svc_tui.presentation.sales.pipeline import bar_lines, head_parts, totals, with_totals


@dataclass(frozen=True)
class One:
    """What a stage comes to in a currency."""

    stage: str
    currency: str
    count: int
    amount: Decimal
    weighted: Decimal


STAGES = ("Lead", "Quoted", "Order")
SUMS = st.lists(
    st.builds(
        One,
        st.sampled_from(STAGES),
        st.sampled_from(("EUR", "USD", "JPY", "CHF")),
        st.integers(1, 99),
        st.decimals(0, 10**9, places=2),
        st.decimals(0, 10**9, places=2),
    ),
    unique_by=lambda each: (each.stage, each.currency),
)


@given(SUMS)
def test_each_currency_is_summed_by_itself(sums: list[One]) -> None:
    own: dict[str, Decimal] = defaultdict(Decimal)
    for each in sums:
        own[each.currency] += each.amount
    assert {currency: amount for currency, (amount, _weighted) in totals(sums).items()} == own


@given(SUMS, st.integers(30, 160))
def test_the_totals_take_no_more_room_than_there_is(sums: list[One], cells: int) -> None:
    told = with_totals("4 opportunities", sums, cells)
    assert told.startswith("4 opportunities")
    assert len(told) <= max(cells, len("4 opportunities"))


@given(SUMS, st.sampled_from((80, 120)))
def test_the_bar_is_no_wider_than_the_screen_and_names_every_stage(sums: list[One], width: int) -> None:
    lines = bar_lines(STAGES, sums, width)
    for line in lines:
        assert sum(len(part) for part, _role in line) <= width
    if lines:
        assert all(each.stage in lines[0][1 + n][0] for n, each in enumerate(_first_of_each(sums)))


def _first_of_each(sums: list[One]) -> list[One]:
    return [
        next(each for each in sums if each.stage == name)
        for name in STAGES
        if name in {s.stage for s in sums}
    ]


def test_a_head_says_that_there_are_other_currencies() -> None:
    sums = [One("Lead", "EUR", 2, Decimal(10), Decimal(5)), One("Lead", "USD", 1, Decimal(7), Decimal(1))]
    name, amount, weight = head_parts("Lead", sums)
    assert (name[1].text, amount[0].text, weight[0].text) == ("3", "10 EUR +1", "weighted 5 EUR +1")
