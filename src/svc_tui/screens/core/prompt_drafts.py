"""Drafts of a prompt: what is typed on its line, kept like the draft of a form, and taken up by the same act."""

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual.timer import Timer

from svc_tui.commands.catalogue import BY_ID, PLACES
from svc_tui.domain.core.text import show_line
from svc_tui.errors import SvcError
from svc_tui.language import _
from svc_tui.screens.core.desk_app import DeskApp, Ref
from svc_tui.screens.core.jobs import run_job

if TYPE_CHECKING:
    from svc_tui.local.drafts import Draft
    from svc_tui.screens.core.desk import DeskScreen

FORM = "prompt"
"""Its name among the drafts."""
DRAFT_S = 0.6
"""A draft is written when the keys rested so long."""


class PromptDrafts:
    """The draft of the prompt of one screen."""

    def __init__(self, screen: "DeskScreen") -> None:
        self._screen = screen
        self.command = ""
        """The act that asks."""
        self._wanted = ""
        """The text of a draft that is being taken up."""
        self._timer: Timer | None = None
        self._text = ("", "")
        self._key = ""

    def asks(self, command: str) -> None:
        """This act may ask; a draft of another one is not for it."""
        if command != self.command:
            self._wanted = ""
        self.command = command

    def take_up(self, draft: "Draft") -> None:
        """The next text that this act asks for begins with what the draft says."""
        self.command = draft.fields.get("command", "")
        self._wanted, self._key = draft.fields.get("text", ""), draft.key

    def begin(self) -> str:
        """What a prompt begins with; nothing where no draft is taken up."""
        wanted, self._wanted = self._wanted, ""
        return wanted

    def typed(self, label: str, text: str) -> None:
        """The line says this: written down when the keys rest, within a second in any case."""
        self._text = (label, text)
        if len(text.split()) > 1 and self._timer is None and self._screen.desk.drafts is not None:
            self._timer = self._screen.set_timer(DRAFT_S, self._write_soon)

    def _write_soon(self) -> None:
        self._timer = None
        label, text = self._text
        if len(text.split()) > 1:
            run_job(self._screen, "draft", partial(self._write, label, text), self._written)

    def _written(self, key: str) -> None:
        if not self._text[1]:  # it was answered or given up meanwhile
            self.discard()

    def keep(self, label: str, text: str) -> None:
        """Write it down at once; where that cannot be, nobody is held up."""
        if len(text.split()) > 1:
            with suppress(SvcError):
                self._write(label, text)

    def _write(self, label: str, text: str) -> str:
        drafts = self._screen.desk.drafts
        if drafts is None:
            return ""
        about = {"mode": self._screen.desk.current_mode, **self._screen.asked_about()}
        fields = {"label": label, "text": text, "command": self.command, **about}
        before = self._key
        record = " ".join([self.command, *filter(None, about.values())])
        self._key = drafts.keep(FORM, record, fields, self._screen.services.now())
        if before not in ("", self._key):
            drafts.discard(before)
        return self._key

    def discard(self) -> None:
        """What was typed is safe, or nobody wants it."""
        self._text = ("", "")
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._key and self._screen.desk.drafts is not None:
            self._screen.desk.drafts.discard(self._key)
        self._key = ""


def go_on(desk: DeskApp, draft: "Draft") -> None:
    """Do the act again that asked, about the same record, with what was typed on the line."""
    fields = draft.fields
    kind, number, command = fields.get("kind", ""), fields.get("number", ""), BY_ID.get(fields["command"])
    if number:
        desk.open(Ref(kind, number))
    elif fields.get("mode") in desk.place_names:
        desk.go_to_place(fields["mode"])

    async def ask() -> None:
        screen = desk.front
        if screen is None:
            return
        await screen.making.until(opened=True)
        if command is None or command.scope not in PLACES[screen.PLACE]:
            screen.say(_("This draft is of an act of another place."), role="warning")
            return
        screen.asking.drafts.take_up(draft)
        done = desk.perform(screen, command, key="1")
        if done is not None:
            await done

    desk.call_later(ask)


def words(draft: "Draft") -> str:
    """What a draft of a prompt is, in words: what was asked, about what, and how the answer begins."""
    fields = draft.fields
    text, number = show_line(fields.get("text", "")), show_line(fields.get("number", ""))
    begin = text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1] + "…"
    about = f" {number}" if number else ""
    return f"{show_line(fields.get('label', ''))}{about} “{begin}”"


MOST_SHOWN = 30
"""Characters of a text that tell which it is."""
