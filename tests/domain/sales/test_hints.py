"""Rules of hints by themselves: when one comes back, ages, names, and what the sentences say."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.sales import hints
from svc_tui.domain.sales.hints import RULES, Decision, Hint, Set
from svc_tui.errors import NotFound

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("decision", "stands"),
    [
        (None, True),
        (Decision("dismissed"), False),
        (Decision("put_off", until=TODAY), True),
        (Decision("put_off", until=TODAY + timedelta(days=1)), False),
        (Decision("raised", status="open"), False),
        (Decision("raised", status="won", newest=TODAY), False),
        (Decision("raised", status="lost", closed_on=TODAY), False),
        (Decision("raised", status="lost", closed_on=TODAY, newest=TODAY), False),
        (Decision("raised", status="lost", closed_on=TODAY - timedelta(days=1), newest=TODAY), True),
        (Decision("raised", status=None), True),
    ],
)
def test_when_a_hint_is_shown_again(decision: Decision | None, stands: bool) -> None:
    assert hints.stands(decision, TODAY) is stands


@given(
    st.dates(date(1990, 1, 1), date(2040, 1, 1)),
    st.dates(date(1990, 1, 1), date(2040, 1, 1)),
    st.integers(1, 600),
)
def test_a_unit_is_found_from_the_day_on_which_its_age_is_its_life(
    born: date, today: date, life: int
) -> None:
    assert (born <= hints.born_by(life, today, 0)) is (hints.age_of(born, today) >= life)


@given(st.integers(1, 2000), st.integers(0, 1999), st.integers(0, 99))
def test_early_means_that_more_than_the_share_is_left(lasts: int, gone: int, left: int) -> None:
    start = date(2020, 1, 1)
    end, today = start + timedelta(days=lasts - 1), start + timedelta(days=min(gone, lasts - 1))
    share = (end - today).days / lasts
    assert hints.is_early(start, end, today, left) is (share > left / 100)


@pytest.mark.parametrize(
    "name",
    ["", "repeat", "repeat/contract/1", "nothing/equipment/1", "repeat/equipment/x", "repeat/equipment/-1"],
)
def test_what_is_no_name_of_a_hint_is_not_found(name: str) -> None:
    with pytest.raises(NotFound):
        hints.read_id(name)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_each_rule_says_its_reason_and_its_numbers(rule: hints.Rule) -> None:
    hint = Hint(
        rule.name, 118, "C1", unit="TA-0917", day=TODAY, calls=3, days=90, used=95, left=40, age=122, life=120
    )
    assert hints.read_id(hint.id) == (rule, 118)
    said = str(hint.reason)
    assert ("TA-0917" if rule.record == "equipment" else "K-118") in said
    assert ("TA-0917" if rule.record == "equipment" else "K-118") in str(hint.offer)
    assert rule.about.format(**Set(rule, numbers=dict.fromkeys(rule.thresholds, 77)).values).count(
        "77"
    ) == len(rule.thresholds)
