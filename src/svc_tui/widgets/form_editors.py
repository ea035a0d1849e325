"""The editors of a form: stock input and text area, bare, with the keys that belong to the form told to it first."""

from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.widgets import Input, TextArea

from svc_tui.widgets.letting_go import stop_watching
from svc_tui.widgets.lines import in_one_line

MOVES = ("escape", "tab", "shift+tab", "pageup", "pagedown", "ctrl+s")
LINE_KEYS = (*MOVES, "enter", "up", "down", "ctrl+n", "ctrl+p")


@dataclass
class Pressed(Message):
    key: str


class LineEditor(Input):
    """The stock input on one bare row; keys that belong to the form go to it first."""

    DEFAULT_CSS = """
    LineEditor, LineEditor:focus {
        position: absolute; height: 1; border: none; padding: 0; background: $background;
        background-tint: transparent; color: $foreground;
    }
    """

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.replace(in_one_line(event.text), *self.selection)

    async def _on_key(self, event: events.Key) -> None:
        if event.key in LINE_KEYS:
            event.stop()
            event.prevent_default()
            self.post_message(Pressed(event.key))


class TextEditor(TextArea):
    """The stock text area; the keys that leave it go to the form first."""

    DEFAULT_CSS = """
    TextEditor, TextEditor:focus {
        position: absolute; border: none; padding: 0; background: $background; background-tint: transparent;
        color: $foreground; scrollbar-size-vertical: 0; scrollbar-size-horizontal: 0;
    }
    """

    def on_unmount(self) -> None:
        """It watches the theme of the app, as every text area does."""
        stop_watching(self.app, self)

    async def _on_key(self, event: events.Key) -> None:
        if event.key in MOVES:
            event.stop()
            event.prevent_default()
            self.post_message(Pressed(event.key))
