"""The same keys with and without the comparer end in equal screens, read back from tmux, colours too.

Stock widgets, wide text, a dialog on a tinted backdrop, tabs, a toast, three themes, resizes.
"""

import shutil
import sys

import pytest

from tests.terminal.conftest import ROOT
from tests.terminal.tmux_pair import Key, Tmux, cells, random_keys, run_pair

KEYS = (
    "Down", "Down", "Down", "Up", "NPage", "PPage", "Home", "End", "1", "2", "3", "m", "t", "n", "Tab", "BTab",
    "x", "y", "C-l", "Left", "Right", "Space",
)  # fmt: skip
SIZES = ((80, 24), (100, 30), (60, 15), (132, 40))
APP = (sys.executable, "-m", "tests.terminal.stock_app")


@pytest.fixture
def env() -> dict[str, str]:
    assert shutil.which("tmux"), "tmux reads the screens back: install it"
    return {"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}", "COLORTERM": "truecolor"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("seed", "count", "options"),
    [(11, 60, ()), (12, 40, ("--slow",)), (13, 40, ("--look", "mono", "--ascii"))],
)
def test_equal_screens_at_every_step(
    env: dict[str, str], seed: int, count: int, options: tuple[str, ...]
) -> None:
    keys = random_keys(seed, count, KEYS, SIZES)
    assert run_pair([*APP, *options], [*APP, "--stock", *options], keys, env=env, ready="10005") == count + 1


def test_the_harness_sees_a_colour(env: dict[str, str]) -> None:
    with pytest.raises(AssertionError, match="the screens differ"):
        run_pair(
            ["sh", "-c", r"printf 'a\033[31mb'; sleep 60"],
            ["sh", "-c", r"printf 'a\033[32mb'; sleep 60"],
            [],
            env=env,
        )


def test_the_harness_sees_a_size(env: dict[str, str]) -> None:
    with Tmux(["sh", "-c", "while :; do read x; done"], (80, 24), env) as side:
        side.press(Key("resize", (40, 10)))
        assert len(side.capture().rstrip("\n").split("\n")) <= 10


def test_what_shows_on_a_blank_is_compared_and_nothing_else() -> None:
    assert cells("\x1b[31m \x1b[0mx") == cells(" x")
    assert cells("\x1b[41m \x1b[0mx") != cells(" x")
    assert cells("\x1b[4m \x1b[0mx") != cells(" x")
    assert cells("x\x1b[31m   ") == cells("x")
    assert cells("\x1b[38;2;1;2;3mx") != cells("\x1b[38;2;1;2;4mx")
