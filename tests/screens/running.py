"""The real app on a real store, without a terminal; and how its screen reads as text."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from textual import events
from textual.app import App
from textual.keys import _character_to_key
from textual.message import Message
from textual.pilot import Pilot

from svc_tui.app import SvcApp
from svc_tui.bootstrap import Services, open_services
from svc_tui.screens.core.desk import DeskScreen
from svc_tui.settings import Settings
from svc_tui.terminal.profile import TerminalFlags, TerminalProfile, decide
from tests import parsed_styles
from tests.resting import rest

parsed_styles.share()

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""A Monday, ten o'clock in Rome."""


def profile(**flags: Any) -> TerminalProfile:
    """A truecolor terminal."""
    return decide({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, TerminalFlags(**flags))


def services_at(path: Path, who: str | None = "anna", now: datetime = NOW) -> Callable[[], Services]:
    """What opens a store at a fixed moment."""
    return lambda: open_services(store=path, who=who, now=lambda: now, env={})


@asynccontextmanager
async def running(
    store: Path,
    *,
    who: str | None = "anna",
    size: tuple[int, int] = (80, 24),
    now: datetime = NOW,
    look: TerminalProfile | None = None,
    log_file: Path | None = None,
    drafts_dir: Path | None = None,
    hears: Callable[[Message], None] | None = None,
    **settings: Any,
) -> AsyncIterator[Pilot[None]]:
    """Run the app until its first rows stand; `hears` is told every message of its parts."""
    app = SvcApp(
        look or profile(),
        replace(Settings(), **settings),
        lambda: open_services(store=store, who=who, now=lambda: now, env={}, waits=app.tell_turn),
        log_file=log_file,
        drafts_dir=drafts_dir,
    )
    async with app.run_test(size=size, message_hook=hears) as pilot:
        await settle(pilot)
        yield pilot


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until no job is under way and everything is painted."""
    await rest(pilot.app)


def screen_text(app: App[Any]) -> list[str]:
    """The screen as lines of text, without blanks at their ends."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


def said(pilot: Pilot[Any]) -> str:
    """What the status line says, however many rows it takes."""
    screen = pilot.app.screen
    assert isinstance(screen, DeskScreen)
    return screen.said


def send(pilot: Pilot[Any], key: str) -> None:
    """One key as the terminal's driver sends it, without waiting for what comes of it."""
    character = key if len(key) == 1 else {"space": " ", "slash": "/"}.get(key)
    name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
    event = events.Key(name, character)
    event.set_sender(pilot.app)
    driver = pilot.app._driver
    assert driver is not None
    driver.send_message(event)


async def press(pilot: Pilot[Any], *keys: str) -> list[str]:
    """Press keys one after the other, each settled, and read the screen."""
    for key in keys:
        send(pilot, key)
        await settle(pilot)
    return screen_text(pilot.app)


async def hesitate(pilot: Pilot[Any], key: str) -> list[str]:
    """Press the first key of a sequence and wait for what may follow."""
    send(pilot, key)
    screen = pilot.app.screen
    assert isinstance(screen, DeskScreen)
    while not screen._hint_shown:
        await pilot.pause()
    await settle(pilot)
    return screen_text(pilot.app)


async def type_text(pilot: Pilot[Any], text: str) -> list[str]:
    """Type a text into what takes letters, as fast as a paste, then wait once."""
    for character in text:
        send(pilot, character)
    await settle(pilot)
    return screen_text(pilot.app)


write = type_text
