"""What can go wrong, in sentences for people: what happened and what to do about it.

A message is a template from the catalogue plus its values, so that domain and services can raise it
without knowing the language; whoever shows it calls `error.text(translate)`.
"""

import errno
from collections.abc import Callable
from typing import Self


def N_(message: str) -> str:
    """Mark a message for the catalogue; it is translated where it is shown."""
    return message


def either(count: int, one: str, many: str) -> str:
    """The message that fits a count, of two that are marked."""
    return one if count == 1 else many


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


_OF_FILES = {
    errno.ENOSPC: N_("The disk of {path} is full. Make room and try again."),
    errno.EDQUOT: N_("Your share of the disk of {path} is used up. Make room and try again."),
    errno.EFBIG: N_(
        "{path} may not grow further: a limit for files is set. Lift it (`ulimit -f`) and try again."
    ),
    errno.EROFS: N_("{path} lies on a disk that is mounted read-only. Name another place."),
    errno.EACCES: N_(
        "{path} may not be used by you: its permissions, or those of its directory, are against it. Ask its owner, "
        "or name another."
    ),
    errno.ELOOP: N_("{path} is a link that leads back to itself. Mend it, or name another."),
    errno.ENAMETOOLONG: N_("{path} is too long for a name. Use a shorter one."),
    errno.ENOTDIR: N_("{path} cannot be there: what it names as a directory is a file."),
    errno.EISDIR: N_("{path} is a directory. Name a file."),
    errno.ENOENT: N_("{path} is not there, or its directory is not."),
}
_OF_FILES[errno.EPERM] = _OF_FILES[errno.EACCES]


def of_file(error: OSError, path: object, kind: type[SvcError] = Unavailable) -> SvcError:
    """What the file system said no to, in a sentence with the cure."""
    known = _OF_FILES.get(error.errno or 0)
    if known is None:
        detail = error.strerror or str(error)
        return kind(N_("{path} cannot be used: {detail}."), path=path, detail=detail)
    return kind(known, path=path)


def of_system(error: OSError) -> SvcError | None:
    """The sentence for what the system said no to, where it says of which file; else it is a fault of the program."""
    if error.filename is None or (error.errno or 0) not in _OF_FILES:
        return None
    name = error.filename
    return of_file(error, name.decode("utf-8", "replace") if isinstance(name, bytes) else name, Refused)
