"""Rows stay where they are while a list is read again; what is new goes where it belongs."""

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.calls.keys import CALLS
from svc_tui.domain.query.reader import parse
from svc_tui.screens.core.list_read import Last, in_place, without
from svc_tui.services.core.listing import Listing


@pytest.mark.parametrize(
    ("before", "now", "moved", "after"),
    [
        ([1, 2, 3], [3, 1, 2], (), [1, 2, 3]),
        ([1, 2, 3], [3, 1], (), [1, 3]),
        ([1, 2, 3], [9, 3, 1, 8, 7, 2], (), [9, 1, 8, 7, 2, 3]),
        ([1, 2, 3], [3, 1, 2], {3}, [3, 1, 2]),
        ([1, 2, 3], [2, 1, 3], {1}, [2, 1, 3]),
        ([], [2, 1], (), [2, 1]),
    ],
)
def test_rows_stay_and_new_ones_follow_their_neighbours(
    before: list[int], now: list[int], moved: set[int], after: list[int]
) -> None:
    assert list(in_place(before, array("q", now), moved)) == after


@given(
    st.lists(st.integers(0, 9), unique=True),
    st.lists(st.integers(0, 9), unique=True),
    st.sets(st.integers(0, 9)),
)
def test_it_is_what_is_found_with_the_old_order_kept(
    before: list[int], now: list[int], moved: set[int]
) -> None:
    after = list(in_place(before, array("q", now), moved))
    assert sorted(after) == sorted(now)
    stays = [row for row in before if row in now and row not in moved]
    assert [row for row in after if row in stays] == stays


def test_after_an_act_the_list_is_what_stayed_or_is_read_again() -> None:
    before, query = array("q", [5, 3, 9]), parse("", CALLS)
    last = Last("", Listing(before, query))
    kept = without(last, before, [5], [3])
    assert kept is not None
    assert list(kept.ids) == [5, 9]
    assert without(last, before, [7], []) is None, "a record came to it"
    assert without(last, before, [], [5, 3, 9]) is None, "an empty list says more than that"
    assert without(Last("", Listing(before, query, whole=False)), before, [], [3]) is None
    assert without(Last("", None), before, [], [3]) is None
