"""Undo and redo of a person's own changes, newest first, a bulk change as one."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from svc_tui.errors import N_, Refused
from svc_tui.services.core.context import Context
from svc_tui.services.core.kinds import kinds
from svc_tui.services.core.outcomes import values_in_words
from svc_tui.storage.engine import undo, undo_ways
from svc_tui.storage.engine.undo_ways import Obstacle

if TYPE_CHECKING:
    from svc_tui.storage.session import Session


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
    kept: tuple[str, ...] = ()
    """Records that stay as others left them."""

    def say(self, translate: Callable[[str], str] = str) -> str:
        """The sentence in words."""
        title = self.title or N_("Change {change}")
        values = {"change": self.change_id, **values_in_words(self.values, translate)}
        what = translate(title).format(**values)
        return translate(self.text).format(what=what, kept=", ".join(self.kept))


class UndoService:
    """Taking back one's own changes."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def last(self) -> Undone | None:
        """What `undo` would take back, or nothing."""
        with self._context.store.read() as session:
            found = undo.last_done(session=session, who=self._context.me)
        return None if found is None else _undone(N_("{what}"), found, found["id"])

    def undo(self, *, skip: bool = False) -> Undone:
        """Take the last change back.

        Args:
            skip: Where others stand in its way: take the rest of a bulk change back, or pass over it to the one before.

        Raises:
            InTheWay: what it changed was changed again since.
            Refused: there is none.
        """
        return self._go(undo.last_done, "undo", skip)

    def redo(self, *, skip: bool = False) -> Undone:
        """Do again what was undone last.

        Args:
            skip: As in `undo`.

        Raises:
            InTheWay: what it changed was changed again since.
            Refused: nothing was.
        """
        return self._go(undo.last_undone, "redo", skip)

    def _go(self, newest: Callable[..., dict[str, Any] | None], kind: str, skip: bool) -> Undone:
        passed: Undone | None = None
        while True:
            with self._context.store.read() as session:
                found = newest(session=session, who=self._context.me)
            if found is None and passed is not None:
                return passed
            if found is None:
                raise Refused(_NOTHING[kind])
            try:
                kept = self._revert(found, kind, skip and passed is None)
            except InTheWay:
                if not skip or passed is not None:
                    raise
                change_id = int(found["id"])
                self._context.store.notice(partial(_pass_over, change_id))
                passed = _undone(_PASSED[kind], found, found["id"])
                continue
            text = _DONE_BUT[kind] if kept else _DONE[kind]
            return _undone(text, found, found["id"], kept)

    def _revert(self, found: dict[str, Any], kind: str, partly: bool) -> tuple[str, ...]:
        """Take a change back; returns the records that stay as others left them."""
        context, change_id = self._context, int(found["id"])
        with context.write(kind=kind, undo_of=change_id) as unit:
            if undo.is_undone(session=unit.session, change_id=change_id):
                raise Refused(N_("Another session of yours has just done that."))
            blocked = undo_ways.in_the_way(unit.session, change_id)
            kept: set[tuple[str, int]] = set()
            if blocked:
                apart = undo_ways.apart(unit.session, change_id) if partly else None
                roots = {each.root for each in blocked}
                kept = {row for row, root in (apart or {}).items() if root in roots}
                if not kept or len(kept) == len(apart or ()):
                    raise in_the_way(blocked, found, kind, self._context.zone)
            with ExitStack() as around:
                for each in kinds().values():
                    if each.around_undo is not None:
                        around.enter_context(each.around_undo(unit, context, change_id))
                undo.revert(unit, change_id, kept=kept)
            unit.call_it(found["title"], **found["title_values"])
        return tuple(dict.fromkeys(each.what for each in blocked))


class InTheWay(Refused):
    """Somebody changed again what an act had changed; `skip` passes over it."""

    exit_code = 4

    def __init__(
        self, message: str, titles: Mapping[str, tuple[str, Mapping[str, Any]]], **values: object
    ) -> None:
        super().__init__(message, **values)
        self._titles = titles
        self.way = ""
        """How to pass over it, where the front has no keys to name."""

    def text(self, translate: Callable[[str], str] = str) -> str:
        titles = {
            name: translate(title or _SOMETHING).format(**values_in_words(values, translate))
            for name, (title, values) in self._titles.items()
        }
        said = translate(self.message).format(**{**values_in_words(self.values, translate), **titles})
        return f"{said} {translate(self.way)}" if self.way else said


def in_the_way(blocked: Sequence[Obstacle], found: Mapping[str, Any], kind: str, zone: ZoneInfo) -> InTheWay:
    """The sentence that names the newest thing in the way: who, when, what."""
    newest = max(blocked, key=lambda each: each.at.timestamp() if each.at else 0)
    if newest.by is None or newest.at is None:
        message = N_("Not done: {own}. {what} was changed again since.")
    elif newest.gone:
        message = N_("Not done: {own}. {by} took {what} away on {at} ({theirs}).")
    elif newest.moved is None:
        message = N_("Not done: {own}. {by} built on {what} on {at} ({theirs}).")
    else:
        message = N_("Not done: {own}. {by} changed {field} of {what} to {value} on {at} ({theirs}).")
    titles = {
        "own": (found["title"], found["title_values"] or {}),
        "theirs": (newest.title, newest.title_values),
    }
    at = newest.at.astimezone(zone) if newest.at else None
    error = InTheWay(
        message, titles, what=newest.what, field=newest.moved, value=newest.value or "-", by=newest.by, at=at
    )
    return error.cured_by(f"{kind}.skip")


_SOMETHING = N_("a change")
_NOTHING = {
    "undo": N_("There is nothing of yours to undo."),
    "redo": N_("There is nothing of yours to redo."),
}
_DONE = {"undo": N_("Undone: {what}"), "redo": N_("Done again: {what}")}
_DONE_BUT = {
    "undo": N_("Undone but for {kept}: {what}"),
    "redo": N_("Done again but for {kept}: {what}"),
}
_PASSED = {
    "undo": N_("Passed over: {what}. Nothing of yours is before it."),
    "redo": N_("Passed over: {what}. Nothing else of yours was undone."),
}


def _pass_over(change_id: int, session: "Session") -> None:
    undo.pass_over(session=session, change_id=change_id)


def _undone(text: str, found: dict[str, Any], change_id: int, kept: tuple[str, ...] = ()) -> Undone:
    return Undone(text, found["title"], dict(found["title_values"] or {}), int(change_id), kept)
