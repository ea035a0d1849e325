"""Units that refill: grants by the day, what is carried over, and that a balance is never anything but its entries."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.contracts.refill import expiring, grants, rest_of_grants

H = 3600


@dataclass(frozen=True)
class Entry:
    kind: str
    quantity: int
    period: date | None = None


@given(
    st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 1500), st.integers(1, 100),
    st.sampled_from(("monthly", "quarterly")), st.sampled_from(("hours", "visits")),
)  # fmt: skip
def test_grants_are_whole_and_lose_nothing(
    start: date, length: int, many: int, every: str, kind: str
) -> None:
    last = start + timedelta(days=length)
    quantity = many * H if kind == "hours" else many
    found = list(grants(start, last, every, quantity, kind, last))
    grid = 60 if kind == "hours" else 1
    assert all(each.quantity % grid == 0 and each.quantity >= 0 for each in found)
    assert all(each.quantity == quantity for each in found[1:-1])
    assert len({each.period for each in found}) == len(found)
    early = start + timedelta(days=length // 2)
    until = list(grants(start, last, every, quantity, kind, early))
    assert until == [each for each in found if each.start <= early]


def test_the_first_and_the_last_month_bring_their_days() -> None:
    found = grants(date(2026, 1, 15), date(2027, 1, 14), "monthly", 5 * H, "hours", date(2030, 1, 1))
    months = [each.quantity / 60 for each in found]
    assert months == [165, *[300] * 11, 135]  # 17/31 of 300 minutes are 164.5


MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("used"), st.integers(-5, 3)),
        st.tuples(st.just("bought"), st.integers(1, 5)),
        st.tuples(st.just("corrected"), st.integers(-3, 3)),
        st.tuples(st.just("border"), st.integers(1, 8)),
    ),
    max_size=40,
)  # fmt: skip


@given(MOVES, st.sampled_from(("no", "yes", "2")))
def test_only_grants_expire_and_what_was_bought_stays(moves: list[tuple[str, int]], carry: str) -> None:
    """A simulated ledger: after each border what stands is what was bought and not used, the carry, and the grant."""
    entries: list[Entry] = []
    period = date(2026, 1, 1)
    for kind, quantity in moves:
        balance = sum(each.quantity for each in entries)
        if kind == "border":
            period = (period + timedelta(days=32)).replace(day=1)
            rest, gone = rest_of_grants(entries), expiring(entries, carry, "visits")
            assert 0 <= gone <= rest <= max(balance, 0)
            assert rest - gone <= (rest if carry == "yes" else 0 if carry == "no" else 2)
            if gone:
                entries.append(Entry("expired", -gone, period))
            entries.append(Entry("bought", quantity, period))
            assert rest_of_grants(entries) == rest - gone + quantity
        elif balance + quantity >= 0:
            entries.append(Entry(kind, quantity))
    granted = [each for each in entries if each.period is not None]
    assert -sum(each.quantity for each in granted if each.kind == "expired") <= sum(
        each.quantity for each in granted if each.kind == "bought"
    )


def test_use_comes_off_the_grant_first_and_what_is_given_back_goes_to_it() -> None:
    month = date(2026, 1, 1)
    ledger = [Entry("bought", 5, month), Entry("bought", 2), Entry("used", -4)]
    assert rest_of_grants(ledger) == 1
    assert rest_of_grants([*ledger, Entry("used", 1)]) == 2
    assert rest_of_grants([*ledger, Entry("used", -3)]) == 0
    assert expiring(ledger, "no", "visits") == 1
    assert expiring(ledger, "yes", "visits") == 0
