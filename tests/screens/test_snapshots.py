"""Snapshots: how the resting screens look. `make snapshots` renews them; look at each picture before committing.

Seed, moment, zone and language are fixed, so a picture changes only with the program.
"""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from svc_tui.app import SvcApp
from svc_tui.services.demo import making
from svc_tui.settings import Settings
from tests.screens.running import NOW, press, profile, services_at, settle

SEED, CALLS = 1, 250
HOME, WIDE = (80, 24), (120, 40)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo company as of NOW; no test writes to it."""
    path = tmp_path_factory.mktemp("snapshots") / "demo.db"
    making.make(path, making.Made(CALLS, SEED, "en", NOW), lambda *_: None)
    return path


def after(keys: tuple[str, ...]) -> Callable[[Pilot[Any]], Awaitable[None]]:
    """Wait for the first rows, then press the keys."""

    async def run(pilot: Pilot[Any]) -> None:
        await settle(pilot)
        await press(pilot, *keys)

    return run


@pytest.mark.parametrize(
    ("keys", "size", "look"),
    [
        pytest.param(("j", "x", "j", "x", "k", "k", "k"), HOME, {}, id="inbox"),
        pytest.param(("j", "x", "j", "x", "k", "k", "k"), WIDE, {}, id="inbox-wide"),
        pytest.param((), HOME, {"look": "mono", "ascii": True}, id="inbox-mono"),
        pytest.param(("j", "j", "j", "enter"), HOME, {}, id="call"),
        pytest.param(("j", "j", "j", "d"), HOME, {}, id="explain"),
        pytest.param(("n", *"0007846", "enter"), HOME, {}, id="new-call"),
        pytest.param(("?",), HOME, {}, id="help"),
        pytest.param(("3", "j", "j", "x"), HOME, {}, id="contracts"),
        pytest.param(("3", "j", "j"), WIDE, {}, id="contracts-wide"),
        pytest.param(("3", "j", "j", "j", "j", "enter", "]"), HOME, {}, id="contract-week"),
        pytest.param(
            ("3", "j", "j", "j", "j", "enter", "]"), HOME, {"look": "mono", "ascii": True}, id="contract-mono"
        ),
        pytest.param(("3", "j", "j", "j", "j", "d", *"fri 16:30 high", "enter"), HOME, {}, id="simulate"),
        pytest.param(("g", "n"), HOME, {"look": "light"}, id="renewals"),
        pytest.param(("4", "j", "x", "l", "j", "x", "l"), HOME, {}, id="board"),
        pytest.param(("4", "l", "k", "k"), HOME, {"look": "mono", "ascii": True}, id="board-mono"),
        pytest.param(("7", "j"), HOME, {}, id="plan"),
        pytest.param(("7", "]", "j", "h", "L", "L"), WIDE, {}, id="plan-wide"),
        pytest.param(("7", "j"), HOME, {"look": "mono", "ascii": True}, id="plan-mono"),
        pytest.param(("7", "A", "enter"), HOME, {}, id="plan-away"),
        pytest.param(("8", "j", "x"), HOME, {}, id="sales"),
        pytest.param(("8", "j", "x"), HOME, {"look": "mono", "ascii": True}, id="sales-mono"),
        pytest.param(("8", "v", "p", "right", "j"), WIDE, {}, id="pipeline-wide"),
        pytest.param(("8", "v", "h", "j"), HOME, {}, id="hints"),
        pytest.param(("5", "j", "x"), HOME, {}, id="solutions"),
        pytest.param(("g", "w", "j"), HOME, {}, id="monitor"),
        pytest.param(("g", "w", "w"), WIDE, {"look": "mono", "ascii": True}, id="wall-mono"),
        pytest.param(("5", "j", "enter"), HOME, {"look": "light"}, id="solution"),
        pytest.param(("g", "s", *"door water"), HOME, {"look": "mono", "ascii": True}, id="solutions-mono"),
        pytest.param(("2", "j", "x", "j"), HOME, {}, id="equipment"),
        pytest.param(("2", "j", "x", "j"), WIDE, {"look": "light"}, id="equipment-wide"),
        pytest.param(("2",), HOME, {"look": "mono", "ascii": True}, id="equipment-mono"),
        pytest.param(("g", "e", *"0402"), HOME, {}, id="serial"),
        pytest.param(("g", "e", *"TA3194", "enter"), HOME, {}, id="card"),
        pytest.param(
            ("g", "e", *"TA3194", "enter", "]", "]", "]"),
            HOME,
            {"look": "mono", "ascii": True},
            id="card-mono",
        ),
    ],
)
def test_snapshot(
    demo: Path, snap_compare: Any, keys: tuple[str, ...], size: tuple[int, int], look: dict[str, Any]
) -> None:
    app = SvcApp(profile(**look), Settings(), services_at(demo, now=NOW))
    assert snap_compare(app, terminal_size=size, run_before=after(keys))
