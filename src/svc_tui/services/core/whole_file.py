"""Files that appear whole or not at all: written beside their place and then moved there."""

import gzip
import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO

from svc_tui.errors import N_, Refused


def whole_bytes(path: Path, content: bytes) -> None:
    """The same of a file that is no text. Raises Refused: it cannot be written there."""
    beside: str | None = None
    try:
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as raw:
            raw.write(content)
            raw.flush()
            os.fsync(raw.fileno())
        os.replace(beside, path)
        beside = None
    except OSError as error:
        raise Refused(
            N_("{path} cannot be written: {reason}."), path=str(path), reason=error.strerror or str(error)
        ) from error
    finally:
        if beside is not None:
            with suppress(OSError):
                os.unlink(beside)


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """A file for writing that takes its place only when all of it was written; a pipe is written as it is.

    Raises:
        Refused: it cannot be written there.
    """
    if path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8", newline="") as pipe:
            yield pipe
        return
    beside: str | None = None
    try:
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as raw:
            packed = path.suffix.casefold() == ".gz"
            stream: Any = gzip.GzipFile(fileobj=raw, mode="wb", filename="", mtime=0) if packed else raw
            out = io.TextIOWrapper(stream, encoding="utf-8", newline="")
            yield out
            out.flush()
            out.detach()
            if packed:
                stream.close()
            raw.flush()
            os.fsync(raw.fileno())
        os.replace(beside, path)
        beside = None
    except OSError as error:
        raise Refused(
            N_("{path} cannot be written: {reason}."), path=str(path), reason=error.strerror or str(error)
        ) from error
    finally:
        if beside is not None:
            with suppress(OSError):
                os.unlink(beside)
