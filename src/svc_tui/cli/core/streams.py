"""Standard streams as they may come: closed, full, in another encoding; and what an error of theirs reads like."""

import errno
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Any, TextIO

from svc_tui.errors import N_, BadUsage, Refused, SvcError, of_system

SURROGATES = ("\ud800", "\udfff")
_OF_FILES = ("import", "export", "demo", "attach", "save", "backup", "restore", "init", "where")
"""Commands whose words may name files, which need not be UTF-8."""


_OF_STREAMS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)
"""What a stream says; of a file the system tells the name."""


class _Closed:
    """Standard output that is closed: whoever has something to say learns it, and nobody else."""

    encoding, errors = "utf-8", "replace"

    def write(self, _text: str) -> int:
        raise Refused(N_("Standard output is closed; what was asked for cannot be printed."))

    def flush(self) -> None:
        """Nothing waits."""

    def isatty(self) -> bool:
        """No terminal."""
        return False

    def fileno(self) -> int:
        """The place that `settle` gave it."""
        return 1


def settle() -> None:
    """Give closed streams a place, so that no file of ours gets their numbers; show what a stream lacks as `?`."""
    if None in (sys.stdin, sys.stdout, sys.stderr):
        while (descriptor := os.open(os.devnull, os.O_RDWR)) < 3:
            os.set_inheritable(descriptor, True)
        os.close(descriptor)
    closed: Any = _Closed()
    sys.stdin = sys.stdin or _null("r")
    sys.stdout = sys.stdout or closed
    sys.stderr = sys.stderr or _null("w")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.errors in ("strict", "surrogateescape"):
            stream.reconfigure(errors="replace")


def _null(mode: str) -> TextIO:
    return open(os.devnull, mode, encoding="utf-8")  # type: ignore[return-value]


def read_all() -> str:
    """Standard input to its end. Raises BadUsage: it is not UTF-8."""
    try:
        text = sys.stdin.read()
        text.encode()
    except UnicodeError as error:
        message = N_(
            "Standard input is not {encoding}. Save it so, or say LC_ALL for what it is, and try again."
        )
        raise BadUsage(message, encoding=(sys.stdin.encoding or "UTF-8").upper()) from error
    return text


def check_words(words: Sequence[str]) -> None:
    """Words that are no text are refused, except where files may be named. Raises BadUsage."""
    if any(word in _OF_FILES for word in words):
        return
    for word in words:
        if not _is_text(word) and not os.path.lexists(word) and not os.path.lexists(word.partition("=")[2]):
            shown = os.fsencode(word).decode("utf-8", "replace")
            message = N_(
                "{word} holds bytes that are no text here. Type it in UTF-8, or say LC_ALL for what it is."
            )
            raise BadUsage(message, word=shown)


def _is_text(word: str) -> bool:
    return not any(SURROGATES[0] <= char <= SURROGATES[1] for char in word)


def told(error: OSError) -> SvcError | None:
    """An error of the system as a sentence; that of a stream names it. None where it is a fault of the program."""
    if error.filename is not None:
        return of_system(error)
    if error.errno not in _OF_STREAMS:
        return None
    drop()
    message = N_("Standard output cannot be written: {detail}. What was printed before is not all.")
    return Refused(message, detail=error.strerror or str(error))


def drop(stream: TextIO | None = None) -> None:
    """What is still buffered, or comes later, must not raise again while Python ends; of standard output or another."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), (stream or sys.stdout).fileno())
    except (OSError, ValueError):
        return
