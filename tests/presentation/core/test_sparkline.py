"""Numbers as one line of signs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.presentation.core.sparkline import SIGNS, level, sparkline


@pytest.mark.parametrize(
    ("values", "most", "drawn", "plain"),
    [
        ([], None, "", ""),
        ([0, 0, 0], None, "▁▁▁", "___"),
        ([0, 1, 2, 3, 4, 5, 6, 7], None, "▁▂▃▄▅▆▇█", "_.:-=+*#"),
        ([0, 1], None, "▁█", "_#"),
        ([1, 100], None, "▂█", ".#"),
        ([1, 2], 7, "▂▃", ".:"),
        ([9], 3, "█", "#"),
        ([0.1, 0], 100, "▂▁", "._"),
    ],
)
def test_each_number_is_a_sign_as_high_as_it(
    values: list[float], most: float | None, drawn: str, plain: str
) -> None:
    assert (sparkline(values, most), sparkline(values, most, ascii=True)) == (drawn, plain)


@given(st.lists(st.integers(0, 10**6), max_size=60))
def test_order_is_kept_and_nothing_alone_looks_like_nothing(values: list[int]) -> None:
    for ascii in (False, True):
        signs = SIGNS[ascii]
        drawn = [signs.index(sign) for sign in sparkline(values, ascii=ascii)]
        assert [each == 0 for each in drawn] == [each == 0 for each in values]
        ordered = [height for _value, height in sorted(zip(values, drawn, strict=True))]
        assert ordered == sorted(ordered)
        assert max(drawn, default=0) == (len(signs) - 1 if any(values) else 0)


def test_steps_are_even() -> None:
    assert [level(value, 8, 4) for value in range(9)] == [0, 1, 1, 2, 2, 3, 3, 4, 4]
