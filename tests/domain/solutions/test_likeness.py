"""How much it says that words share a run of signs."""

from math import log

import pytest

from svc_tui.domain.solutions.likeness import rarity


@pytest.mark.parametrize(
    ("holders", "of", "says"),
    [
        pytest.param(5, 10, log(2), id="half hold it"),
        pytest.param(10, 10, log(1 + 0.5 / 10.5), id="all hold it"),
        pytest.param(0, 10, log(22), id="none"),
        pytest.param(12, 10, log(1 + 0.5 / 10.5), id="no more than all"),
    ],
)
def test_what_few_hold_says_much(holders: float, of: int, says: float) -> None:
    """The probabilistic inverse document frequency, as in BM25 (Robertson and Zaragoza, 2009)."""
    assert rarity(holders, of) == pytest.approx(says)
