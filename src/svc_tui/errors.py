"""What can go wrong, in sentences for people: what happened and what to do about it.

A message is a template from the catalogue plus its values, so that domain and services can raise it
without knowing the language; whoever shows it calls `error.text(translate)`.
"""

from collections.abc import Callable
from typing import Self


def N_(message: str) -> str:
    """Mark a message for the catalogue; it is translated where it is shown."""
    return message


class SvcError(Exception):
    """Base of every error a user may see. `exit_code` is what the command line ends with."""

    exit_code = 1

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    cures: tuple[str, ...] = ()
    """Ids of the commands that are the way out; a screen names their keys."""

    def cured_by(self, *command_ids: str) -> Self:
        """The same error with the commands that help."""
        self.cures = command_ids
        return self

    def text(self, translate: Callable[[str], str] = str) -> str:
        """The sentence, in the language of `translate`."""
        return translate(self.message).format(**self.values)

    def __str__(self) -> str:
        return self.text()


class Refused(SvcError):
    """A rule or bad input says no; nothing was changed."""


class BadUsage(SvcError):
    """The words of a command are off."""

    exit_code = 2


class NotFound(SvcError):
    """What was named does not exist."""

    exit_code = 3


class Conflict(SvcError):
    """Someone else changed it in between. `fields`: name -> (opened with, theirs, mine)."""

    exit_code = 4

    def __init__(
        self, message: str, fields: dict[str, tuple[object, object, object]], **values: object
    ) -> None:
        super().__init__(message, **values)
        self.fields = fields


class Unavailable(SvcError):
    """The store cannot be used right now: locked, full, damaged, newer than the program."""
