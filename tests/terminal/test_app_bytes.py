"""What the keys of the real app cost in bytes at 80x24, on the demo company as of a fixed moment."""

from pathlib import Path

import pytest

from tests.perf.limits import LIMITS, limit_of
from tests.perf.sizes import PAGES, PLACES, PROMPTS, REPORT, Session, measure, measure_place
from tests.terminal.desk import make_demo, open_desk


@pytest.mark.slow
@pytest.mark.parametrize("colours", ["truecolor", "16"])
def test_no_act_costs_more_than_the_line_bears(tmp_path: Path, colours: str) -> None:
    found = measure(make_demo(tmp_path / "demo.db"), tmp_path, colours)
    over = {
        name: (cost, limit_of(name, colours))
        for name, cost in found.items()
        if cost > limit_of(name, colours)
    }
    assert not over, over


@pytest.mark.slow
@pytest.mark.parametrize("colours", ["truecolor", "16"])
@pytest.mark.parametrize("place", PLACES)
def test_no_act_of_another_place_costs_more(tmp_path: Path, place: str, colours: str) -> None:
    found = measure_place(place, make_demo(tmp_path / "demo.db"), tmp_path, colours)
    over = {
        act: (cost, limit_of(act, colours)) for act, cost in found.items() if cost > limit_of(act, colours)
    }
    assert not over, over


def test_every_act_has_its_limit() -> None:
    acts = [f"{name}, {way}" for name in PROMPTS for way in ("open", "close")]
    acts += [f"{name}, {way}" for name in PAGES for way in ("open", "back")]
    for act in acts:
        assert limit_of(act, "16") < limit_of(act, "truecolor"), act
    assert all(sixteen < full for full, sixteen in LIMITS.values())


@pytest.mark.slow
def test_what_is_opened_comes_with_its_content_in_one_frame(tmp_path: Path) -> None:
    with open_desk(make_demo(tmp_path / "demo.db"), tmp_path) as program:
        session = Session(program)
        keys = ["2", "enter", "esc", "3", "e", "esc", "4", "enter", "esc", "5", "n", "esc", "6", "8", "g v"]
        frames = {key: session.frames(*key.split()).count(REPORT) for key in keys}
        assert frames == dict.fromkeys(keys, 1)


@pytest.mark.slow
def test_at_rest_nothing_is_sent(tmp_path: Path) -> None:
    with open_desk(make_demo(tmp_path / "demo.db"), tmp_path) as program:
        before = len(program.sent)
        program.until_quiet(3.0, limit=3.5)
        assert len(program.sent) == before
