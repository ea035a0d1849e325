"""Undo and redo of a person's own changes, newest first, a bulk change as one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from svc_tui.errors import N_, Refused
from svc_tui.services import undo_clock
from svc_tui.services.context import Context
from svc_tui.services.outcomes import values_in_words
from svc_tui.storage import undo


@dataclass(frozen=True)
class Undone:
    """What was taken back, or done again."""

    text: str
    """The sentence, a message with `{what}`."""
    title: str
    """What the change was called, a message."""
    values: dict[str, Any]
    """Values of the title."""
    change_id: int
    """The change that was taken back."""

    def say(self, translate: Callable[[str], str] = str) -> str:
        """The sentence in words."""
        title = self.title or N_("Change {change}")
        values = {"change": self.change_id, **values_in_words(self.values, translate)}
        what = translate(title).format(**values)
        return translate(self.text).format(what=what)


class UndoService:
    """Taking back one's own changes."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def last(self) -> Undone | None:
        """What `undo` would take back, or nothing."""
        with self._context.store.read() as session:
            found = undo.last_done(session=session, who=self._context.me)
        return None if found is None else _undone(N_("{what}"), found, found["id"])

    def undo(self) -> Undone:
        """Take the last change back.

        Raises:
            Refused: there is none, or what it changed was changed again since.
        """
        with self._context.store.read() as session:
            found = undo.last_done(session=session, who=self._context.me)
        if found is None:
            raise Refused(N_("There is nothing of yours to undo."))
        self._revert(found, "undo")
        return _undone(N_("Undone: {what}"), found, found["id"])

    def redo(self) -> Undone:
        """Do again what was undone last.

        Raises:
            Refused: nothing was, or what it changed was changed again since.
        """
        with self._context.store.read() as session:
            found = undo.last_undone(session=session, who=self._context.me)
        if found is None:
            raise Refused(N_("There is nothing of yours to redo."))
        self._revert(found, "redo")
        return _undone(N_("Done again: {what}"), found, found["id"])

    def _revert(self, found: dict[str, Any], kind: str) -> None:
        context = self._context
        with context.write(kind=kind, undo_of=found["id"]) as unit:
            if undo.is_undone(session=unit.session, change_id=found["id"]):
                raise Refused(N_("Another session of yours has just done that."))
            calls = undo_clock.standing(unit, undo.calls_of(unit.session, found["id"]))
            undo.revert(unit, found["id"])
            undo_clock.settle(unit, context, calls)
            unit.call_it(found["title"], **found["title_values"])


def _undone(text: str, found: dict[str, Any], change_id: int) -> Undone:
    return Undone(text, found["title"], dict(found["title_values"] or {}), int(change_id))
