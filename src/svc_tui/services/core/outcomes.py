"""Results of acts: one outcome a call, done or refused and why."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from svc_tui.domain.core.notes import Note
from svc_tui.errors import N_, either
from svc_tui.language import number, said_instant
from svc_tui.services.core.fields import Given

Translate = Callable[[str], str]


@dataclass(frozen=True)
class Outcome:
    """What became of one call."""

    number: str
    """The call, or what was typed for it."""
    done: bool
    """False: refused, and `note` says why and the way out."""
    note: Note
    """What happened."""
    warnings: tuple[Note, ...] = ()
    """Rules of kind W that were passed over."""
    exit_code: int = 1
    """Refused: what a command ends with that met nothing but this."""

    def say(self, translate: Translate = str) -> str:
        """The sentence in words."""
        return worded(self.note, translate)


@dataclass(frozen=True)
class Outcomes:
    """What became of one act on one or many calls; one undo takes all of it back."""

    outcomes: tuple[Outcome, ...]
    change_id: int | None = None
    """The recorded change; none where nothing was written."""
    touched: frozenset[str] | None = None
    """Tables of the rows that were written; None where that is not known."""
    together: Note | None = None
    """What happened to all of them where nothing refused it, said better than by what happened to most."""

    @property
    def done(self) -> tuple[Outcome, ...]:
        """The calls on which it was done."""
        return tuple(outcome for outcome in self.outcomes if outcome.done)

    @property
    def refused(self) -> tuple[Outcome, ...]:
        """The calls that refused it."""
        return tuple(outcome for outcome in self.outcomes if not outcome.done)

    @property
    def warnings(self) -> tuple[Note, ...]:
        """All warnings in order."""
        return tuple(warning for outcome in self.outcomes for warning in outcome.warnings)

    def say(self, translate: Translate = str) -> str:
        """One line for the status line."""
        if len(self.outcomes) == 1:
            return self.outcomes[0].say(translate)
        if not self.outcomes:
            return translate(N_("No call to act on."))
        done, refused = self.done, self.refused
        if not refused:
            return worded(self.together, translate) if self.together else self._together(translate)
        text = N_("{done} of {all} done; refused: {what}")
        return translate(text).format(
            done=number(len(done)), all=number(len(self.outcomes)), what=refused[0].say(translate)
        )

    def _together(self, translate: Translate) -> str:
        """What happened to most, with their count in place of a number."""
        texts = [outcome.note.text for outcome in self.outcomes]
        common = max(dict.fromkeys(texts), key=texts.count)
        told = next(outcome.note for outcome in self.outcomes if outcome.note.text == common)
        many = texts.count(common)
        count = translate(either(many, N_("{count} call"), N_("{count} calls"))).format(count=number(many))
        said = worded(Note(common, {**told.values, "number": count}), translate)
        others = len(texts) - texts.count(common)
        if not others:
            return said
        text = either(others, N_("{what}; {count} other done"), N_("{what}; {count} others done"))
        return translate(text).format(what=said, count=number(others))


Title = str | tuple[str, str]
"""How an act is called in the undo list: a template, or one for one record and one for several."""


def title_for(title: Title, count: int) -> str:
    """The template that fits so many records."""
    return title if isinstance(title, str) else title[count != 1]


OUR_WORDS = ("low", "medium", "high", "open", "pending", "resolved", "closed")


def worded(note: Note, translate: Translate = str) -> str:
    """A note in words."""
    return translate(note.text).format(**values_in_words(note.values, translate))


def values_in_words(values: Given, translate: Translate = str) -> dict[str, Any]:
    """Values of a message as people read them: instants as near as they are, in the zone that they carry,
    priorities and built-in statuses translated."""
    return {name: _in_words(name, value, translate) for name, value in values.items()}


def _in_words(name: str, value: Any, translate: Translate) -> Any:
    if isinstance(value, datetime) and value.tzinfo:
        return said_instant(value)
    if name == "count" and isinstance(value, int):
        return number(value)
    if name in ("level", "status") and str(value).lower() in OUR_WORDS:
        said = translate(str(value).lower())
        return value if said == str(value).lower() else said
    return value
