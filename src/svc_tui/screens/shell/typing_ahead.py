"""What is typed, in the order in which it was typed: keys wait for the store, and for a screen that is being made."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from textual import events
from textual.message_pump import MessagePump
from textual.widget import Widget
from textual.widgets import Input

from svc_tui.keymap import key_name
from svc_tui.language import _
from svc_tui.screens.core.desk import DeskScreen
from svc_tui.screens.shell.running import RunningApp

ALWAYS = ("ctrl+q", "ctrl+c")
"""Keys that wait for no store."""
TAKEN_S = 0.5
"""A widget that is at work for longer gets the next key all the same."""
WORD_KEYS = {"alt+f": "ctrl+right", "alt+b": "ctrl+left"}
"""What some terminals send for a step over a word while a text is typed."""


class TypingAhead:
    """The keys of a running app."""

    def __init__(self, desk: RunningApp) -> None:
        self._desk = desk
        self._early: list[Callable[[], Any]] = []
        """What was pressed before the first rows could be there."""

    @property
    def waits(self) -> bool:
        """Whether something waits for the first rows."""
        return bool(self._early)

    def hold(self, do: Callable[[], Any]) -> None:
        """Do this when the first rows are there; what is typed after it comes after it."""
        self._early.append(do)

    def drop(self) -> None:
        """The store cannot be read: what was pressed meanwhile is forgotten."""
        self._early.clear()

    async def catch_up(self) -> None:
        """Do what was pressed until now."""
        early, self._early = self._early, []
        if (screen := self._desk.front) is None:
            return
        screen.say("")
        for do in early:
            done = do()
            if done is not None:
                await done

    async def take(self, event: events.Key | events.Paste) -> bool:
        """Take a key or a paste; whether it is left to the widget that has the focus."""
        desk = self._desk
        always = isinstance(event, events.Key) and event.key in ALWAYS
        if not desk.screen_stack or (self._early and not always and not _asks(desk.screen)):
            self.hold(partial(desk.on_event, event))
            return False
        screen = desk.screen
        if not isinstance(screen, DeskScreen):
            return True
        await screen.making.until(opened=not always)
        if desk.screen_stack[-1:] != [screen] or not screen.making.has_parts:
            return False  # it went while it was made; nobody can mean what comes after it
        if isinstance(event, events.Paste):
            if not screen.takes_letters:
                screen.say(_("What was pasted is left out: no text is being typed."))
            return screen.takes_letters
        if screen.takes_letters:
            event.key = WORD_KEYS.get(event.key, event.key)
            return not (self._is_canned(screen, event.key) or self._sleeps(screen, event.key))
        done = desk.press(screen, key_name(event.key, event.character))
        if done is not None:
            await done
        return False

    def _is_canned(self, screen: DeskScreen, key: str) -> bool:
        """Whether the key asked for a canned text while a text is typed."""
        return (key,) in self._desk.keymap.keys_of("text.insert") and screen.offer_texts()

    def _sleeps(self, screen: DeskScreen, key: str) -> bool:
        """Whether the key put the program to sleep while a text is typed; in a text of many lines it undoes."""
        if (key,) not in self._desk.keymap.keys_of("app.suspend") or not isinstance(screen.focused, Input):
            return False
        self._desk.action_app_suspend()
        return True


async def taken(widget: Widget | None) -> None:
    """Wait until a widget and those above it did what a key asks for: the next one may be meant for another."""
    for node in widget.ancestors_with_self if widget is not None else ():
        if isinstance(node, MessagePump):
            for _round in range(2):  # what it tells itself comes after what it was told
                done = asyncio.Event()
                if not node.call_later(done.set):
                    return
                with suppress(TimeoutError):
                    await asyncio.wait_for(done.wait(), TAKEN_S)
        if isinstance(node, DeskScreen):
            return


def _asks(screen: object) -> bool:
    """Whether a question waits for yes or no: its answer waits for no store."""
    return isinstance(screen, DeskScreen) and screen.asks
