"""Widgets by hand cost no more bytes than Textual's own would: the figures in their docstrings stay true."""

from pathlib import Path

import pytest

from tests.perf.own_or_stock import measure


@pytest.mark.slow
def test_widgets_by_hand_cost_no_more_than_bare_stock_ones(tmp_path: Path) -> None:
    own, bare = (measure(way, tmp_path) for way in ("own", "bare"))
    dearer = {act: (cost, bare[act]) for act, cost in own.items() if cost > bare[act] + 20}
    assert all(own.values())
    assert not dearer, dearer
