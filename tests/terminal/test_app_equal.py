"""The real app with and without the comparer, driven by the same keys, ends in equal screens at every step.

Read back from tmux with colours and attributes. Wide, combining and long text stands in the calls; forms, prompts
and pages open and close, the window changes its size. `make equal` presses 500 keys in either colour
system, the suite 60.
"""

import os
import shutil
from pathlib import Path

import pytest

from svc_tui.bootstrap import open_services
from tests.terminal.desk import NOW, ROOT, command, make_demo
from tests.terminal.tmux_pair import Key, random_keys, run_pair

SUBJECTS = (
    "漢字テスト pump seal 漏れ", "Türsensor Fehler E12", "한국어 leak 누수", "naïve e\u0301te\u0301 nin\u0303o",
    "👩‍🔧 technician 🔧 on site", "مرحبا بالعالم display", "ความร้อน too hot", "x" * 200,
)  # fmt: skip
MOVES = ("j", "j", "j", "k", "Down", "Up", "NPage", "PPage", "G", "g", "C-d", "C-u")
OPENS = (
    "Enter",
    "Escape",
    "q",
    "d",
    "/",
    ":",
    "?",
    "a",
    "m",
    "c",
    "z",
    "o",
    "v",
    "s",
    "p",
    "e",
    "n",
    "K",
    "l",
    "h",
)
TYPES = (
    "x",
    "*",
    "V",
    "f",
    "i",
    "1",
    "2",
    "Tab",
    "BTab",
    "]",
    "[",
    "Space",
    "BSpace",
    "w",
    "漢",
    "é",
    "-",
    "+",
    "C-l",
)
ACTS = ("t", "r", "u", "U", "y")
SIZES = ((80, 24), (100, 30), (60, 15), (132, 40))
COUNT = int(os.environ.get("SVC_TUI_EQUAL_KEYS", "60"))


def stores(folder: Path) -> tuple[Path, Path]:
    """Two stores with the same rows, the first calls of the list in many scripts."""
    first, second = make_demo(folder / "first.db"), folder / "second.db"
    services = open_services(store=first, who="anna", now=lambda: NOW, env={})
    ids = services.calls.ids("sort:left").ids[: 2 * len(SUBJECTS)]
    for row, subject in zip(services.calls.rows(ids), SUBJECTS * 2, strict=False):
        services.calls.set([row.number], {"subject": subject})
    services.close()
    shutil.copyfile(first, second)
    return first, second


def staying(keys: list[Key]) -> list[Key]:
    """The keys without a yes to the question whether to leave."""
    asked = False
    for at, key in enumerate(keys):
        if key.size is None:
            if asked and key.name in ("y", "Enter"):
                keys[at] = Key("j")
            asked = key.name in ("q", "h", "Escape")
    return keys


@pytest.mark.slow
@pytest.mark.parametrize("colours", ["truecolor", "standard"])
def test_the_comparer_shows_what_textual_shows(tmp_path: Path, colours: str) -> None:
    assert shutil.which("tmux"), "tmux reads the screens back: install it"
    first, second = stores(tmp_path)
    keys = staying(random_keys(21, COUNT, MOVES * 3 + OPENS * 2 + TYPES + ACTS, SIZES))
    env = {"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}", "COLORTERM": "truecolor", "TEXTUAL_COLOR_SYSTEM": colours}
    done = run_pair(command(first), command(second, "--stock"), keys, env=env, ready=">")
    assert done == len(keys) + 1
