"""T4: whatever comes from a terminal ends in no exception, and in no change that no key asked for.

By day a few hundred events; `make monkey` plays 20,000.
"""

import os
from pathlib import Path

import pytest

from svc_tui.storage.engine.store import Store
from tests.terminal.desk import make_demo
from tests.terminal.monkey import Monkey, calm, wild

EVENTS = int(os.environ.get("SVC_TUI_MONKEY", "300"))
SEED = int(os.environ.get("SVC_TUI_SEED", "1"))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo company."""
    return make_demo(tmp_path_factory.mktemp("demo") / "demo.db", 60)


def changes(path: Path) -> int:
    """How often the store was changed by a person; what is due by itself comes when it likes."""
    store = Store.open(path)
    try:
        with store.read() as session:
            mine = "SELECT count(*) FROM change WHERE who != 'svc-tui'"
            return int(session.connection().exec_driver_sql(mine).scalar_one())
    finally:
        store.close()


def faults(home: Path) -> list[str]:
    """What the log says."""
    return [log.read_text()[-3000:] for log in home.rglob("svc-tui.log")]


@pytest.mark.slow
def test_nothing_that_no_key_asks_for_changes_anything(demo: Path, tmp_path: Path) -> None:
    monkey = Monkey(demo, tmp_path / "home")
    try:
        before = changes(demo)
        program = monkey.play(calm(SEED, EVENTS))
        program.resize(80, 24)
        program.until_text(" t take ")
    finally:
        monkey.close()
    assert monkey.left == 0
    assert changes(demo) == before
    assert faults(tmp_path / "home") == []


@pytest.mark.slow
def test_whatever_comes_ends_in_no_exception(demo: Path, tmp_path: Path) -> None:
    monkey = Monkey(demo, tmp_path / "home")
    try:
        monkey.play(wild(SEED, EVENTS))
    finally:
        monkey.close()
    assert faults(tmp_path / "home") == []
    store = Store.open(demo)
    assert store.problems() == []
    store.close()
