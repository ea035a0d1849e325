"""A tiny app around one widget, and how its screen reads as text."""

from contextlib import AbstractAsyncContextManager
from typing import Any

from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.theme import Theme
from textual.widget import Widget

ROLES = {
    "ground": "#101418", "text": "#d7dde3", "muted": "#7f8b97", "faint": "#4b5560", "accent": "#7cc4ff",
    "urgent": "#ff7a7a", "warning": "#f2c265", "kept": "#8fd39a", "cursor-text": "#ffffff",
    "cursor-ground": "#1d3a57", "bars": "#171e25",
}  # fmt: skip


class TinyApp(App[None]):
    """Shows one widget and keeps the messages that it posts."""

    def __init__(self, widget: Widget, *kinds: type[Message]) -> None:
        super().__init__()
        self.register_theme(Theme("tiny", "#7cc4ff", background="#101418", variables=ROLES))
        self.theme = "tiny"
        self.widget = widget
        self.kinds = kinds
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.widget

    def hear(self, message: Message) -> None:
        """Keep a message, however many parents it passes."""
        if isinstance(message, self.kinds) and not any(message is known for known in self.heard):
            self.heard.append(message)

    def test(self, width: int, height: int) -> AbstractAsyncContextManager[Pilot[None]]:
        """Run it at a size."""
        return self.run_test(size=(width, height), message_hook=self.hear)


def screen_text(app: App[Any]) -> list[str]:
    """The screen as lines of text, without blanks at their ends."""
    width, height = app.size
    return [
        "".join(segment.text for segment in strip).rstrip()
        for strip in app.screen._compositor.render_strips()[:height]
        if width
    ]


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until nothing is under way."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
