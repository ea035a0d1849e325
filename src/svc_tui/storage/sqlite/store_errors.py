"""What SQLite and the file system say no to, as sentences with a cure.

SQLite's own codes decide, not its words. What only a fault of the program can cause, such as a column that does not
exist, passes through: it belongs in the log, and says nothing about the store.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, IntegrityError

from svc_tui.errors import N_, Refused, SvcError, Unavailable, of_file
from svc_tui.storage.sqlite import connecting, growing
from svc_tui.storage.sqlite import engine as sqlite

ERROR, BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, FORMAT, NOTADB = (
    1, 5, 6, 8, 10, 11, 13, 14, 24, 26,
)  # fmt: skip
DAMAGED = N_(
    "{path} is damaged or not a store. Run `svc-tui store check`, then `svc-tui store restore BACKUP`."
)
_BUSY = N_("{path} is busy: another program has been writing for ten seconds. Nothing was saved; try again.")
_FULL = N_("The disk of {path} is full. Nothing was saved; make room on {disk} and try again.")
_READONLY = N_("{path} is read-only. Nothing was saved; ask its owner, or name another with --store.")
_CANTOPEN = N_("{path} cannot be opened. Check that its directory exists and that you may write there.")
_LIMIT = N_(
    "{path} may not grow further: a limit for files is set. Nothing was saved; lift it (`ulimit -f`) and try again."
)
_OTHER = N_("{path} could not be used ({detail}). Nothing was saved; run `svc-tui store check`.")
_WORDS = {
    BUSY: _BUSY, LOCKED: _BUSY, READONLY: _READONLY, CORRUPT: DAMAGED, FORMAT: DAMAGED, NOTADB: DAMAGED,
    FULL: _FULL, CANTOPEN: _CANTOPEN, IOERR: _OTHER,
}  # fmt: skip


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn the database's errors into sentences with a cure."""
    try:
        yield
    except IntegrityError as error:
        detail = str(error.orig)
        if "FOREIGN KEY" in detail:
            raise Refused(
                N_("Other records refer to it, or it names one that does not exist; nothing was saved.")
            ) from error
        raise Refused(
            N_("A record with this key exists already ({detail}); nothing was saved."), detail=detail
        ) from error
    except DBAPIError as error:
        told = sentence(path, error.orig)
        if told is None:
            raise
        raise told from error
    except sqlite.driver().Error as error:  # while connecting, where SQLAlchemy does not wrap it
        told = sentence(path, error)
        if told is None:
            raise
        raise told from error


@contextmanager
def file_errors(path: Path) -> Iterator[None]:
    """Turn the file system's errors into sentences with a cure."""
    try:
        yield
    except PermissionError as error:
        raise Unavailable(
            N_("{path} may not be read or written by you. Ask its owner, or name another with --store."),
            path=path,
        ) from error
    except OSError as error:
        raise of_file(error, path) from error


def sentence(path: Path, error: BaseException | None, *, source: Path | None = None) -> SvcError | None:
    """The sentence for an error of SQLite; none for a fault of the program.

    Args:
        path: The file that was used, or written.
        error: What the SQLite module raised.
        source: The store that was read, where that is another one.
    """
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    kind = int(code) & 0xFF
    detail = str(error)
    if kind == ERROR:
        return Unavailable(DAMAGED, path=path) if _lacks(source or path) else None
    if kind in (CORRUPT, NOTADB) and source is not None:
        return Unavailable(DAMAGED, path=source)
    if kind == READONLY and (why := connecting.why_not_written(path)) is not None:
        return why
    if kind in (IOERR, CANTOPEN, FULL) and growing.is_full(path):
        kind = FULL
    if kind == IOERR and growing.is_limited():
        return Unavailable(_LIMIT, path=path)
    if (words := _WORDS.get(kind)) is None:
        return None
    return Unavailable(words, path=path, detail=detail, disk=growing.disk_of(path))


def _lacks(path: Path) -> bool:
    """Does the store lack a table or a column that this program asks for: then it is damaged, and no fault of ours."""
    from svc_tui.storage.sqlite import shape

    try:
        return bool(shape.lacking(path))
    except sqlite.driver().Error:
        return True
