"""Every screen on a store full of text that means harm: nothing of it is markup, an action or an invisible character.

Here the screens alone are judged, before the last gate; tests/terminal/test_hostile_bytes.py looks at the bytes.
"""

from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from svc_tui.screens.core.form import FormScreen
from tests.hostile import GROUPS, PERSON, make_hostile, texts
from tests.screens.running import press, running, settle
from tests.services.desk import MONDAY_9

WIDE = (300, 50)
"""Wide enough for most of a group in one line."""
TABS = 6
KINDS = 10


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store full of it."""
    return make_hostile(tmp_path_factory.mktemp("hostile") / "desk.db")


def harm(pilot: Pilot[Any]) -> list[str]:
    """What on the screen could act, hide or be clicked. A field that is edited holds its text as it is."""
    found = []
    edits = isinstance(pilot.app.screen, FormScreen)
    for y, strip in enumerate(pilot.app.screen._compositor.render_strips()):
        for segment in strip:
            style = segment.style
            if style is not None and (style.link or "@click" in style.meta):
                found.append(f"row {y} acts: {segment.text!r} {style}")
            if not segment.text.isprintable() and not edits:
                found.append(f"row {y}: {segment.text!r}")
        if strip.cell_length != pilot.app.size.width:
            found.append(f"row {y} has {strip.cell_length} cells")
    return found


async def go(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys and look at each screen."""
    for key in keys:
        await press(pilot, key)
        assert pilot.app.is_running
        assert harm(pilot) == [], key


async def by_name(pilot: Pilot[Any], words: str) -> None:
    """Reach something by its name."""
    await press(pilot, ":")
    await pilot.press(*words)
    await settle(pilot)
    await go(pilot, "enter")


@pytest.mark.slow
async def test_lists_and_calls(store: Path) -> None:
    async with running(store, who=PERSON, size=WIDE, now=MONDAY_9) as pilot:
        assert harm(pilot) == []
        await go(pilot, "x", *["j"] * len(GROUPS), "home", "enter")
        for _ in GROUPS:
            await go(pilot, *["tab"] * TABS, "d", "q", "}")


@pytest.mark.slow
async def test_forms_customers_and_prompts(store: Path) -> None:
    async with running(store, who=PERSON, size=WIDE, now=MONDAY_9) as pilot:
        for _ in GROUPS:
            await go(pilot, "e", "tab", "tab", "escape", "'", "b", "e", "escape", "q", "j")
        for key in ("a", "m", "K", "L", "/", "o", "?", "v"):
            await go(pilot, key, "tab", "escape")
        for slot in "123456789":
            await go(pilot, "v", slot)


@pytest.mark.slow
async def test_the_set_up(store: Path) -> None:
    async with running(store, who=PERSON, size=WIDE, now=MONDAY_9) as pilot:
        await by_name(pilot, "set-up: lists")
        for _ in range(KINDS):
            await go(pilot, "G", "k", "enter", "tab", "escape", "i", "X", "n", "]")
        await go(pilot, "q", "v", "v", "j", "enter", "escape")


@pytest.mark.slow
async def test_what_is_pasted(store: Path) -> None:
    async with running(store, who=PERSON, size=WIDE, now=MONDAY_9) as pilot:
        for group in range(len(GROUPS)):
            one, many = texts(group)
            for key, text in (("/", one), ("c", many), ("a", one)):
                await press(pilot, key)
                pilot.app.screen.post_message(events.Paste(text))
                await press(pilot, "enter", "escape")
                assert pilot.app.is_running
