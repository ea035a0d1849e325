"""Looking after the store file: what it is, whether it is sound, putting a backup in its place."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from svc_tui.errors import N_, NotFound, Refused, Unavailable
from svc_tui.storage import migrations, sqlite
from svc_tui.storage.record import table
from svc_tui.storage.store import Store
from svc_tui.storage.turns import NAMES, Turns

COUNTED = ("call", "customer", "item", "person", "queue", "equipment", "contract", "solution", "activity")


@dataclass(frozen=True)
class Info:
    """What a store is."""

    path: str
    size: int
    """Bytes of the file."""
    schema: int
    """The last migration step done."""
    sqlite: str
    """Version of the library in use."""
    sound: bool
    """The library is free of the known write-ahead-log fault."""
    journal: str
    """wal or truncate."""
    counts: dict[str, int]
    """Records of each kind."""


def info(store: Store) -> Info:
    """What the store is; sizes come from the directory, since reading the live file would drop its locks."""
    module = sqlite.driver()
    with store.read() as session:
        counts = {
            name: int(session.execute(select(func.count()).select_from(table(name))).scalar_one())
            for name in COUNTED
        }
        connection = session.connection()
        schema = migrations.version_of(connection)
        journal = str(connection.exec_driver_sql("PRAGMA journal_mode").scalar_one())
    size = os.stat(store.path).st_size
    return Info(
        str(store.path), size, schema, str(module.sqlite_version), sqlite.is_sound(module), journal, counts
    )


def restore(backup: Path, path: Path) -> Path | None:
    """Put a backup in the place of a store. Returns where the present one was put, if there was one.

    Raises:
        NotFound: there is no such backup.
        Unavailable: the backup is damaged, newer than the program, or no store.
        Refused: another program has the present store open.
    """
    if not backup.is_file():
        raise NotFound(N_("There is no file {path}."), path=backup)
    if path.exists() and backup.samefile(path):
        raise Refused(N_("{path} is the store itself. Name a backup."), path=path)
    sqlite.refuse_network(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.restoring")
    try:
        _copy_checked(backup, part)
        with Turns(path).turn():
            kept = _put_aside(path)
            os.replace(part, path)
    except OSError as error:
        raise Unavailable(N_("{path} cannot be used: {detail}."), path=path, detail=error.strerror) from error
    finally:
        for each in (part, *_beside(part), *_turns_beside(part)):
            each.unlink(missing_ok=True)
    return kept


def _copy_checked(backup: Path, part: Path) -> None:
    """Copy first, then look at the copy: the backup itself is not touched."""
    for each in (part, *_beside(part)):
        each.unlink(missing_ok=True)
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)
    with backup.open("rb") as source, os.fdopen(os.open(part, flags, 0o600), "wb") as target:
        shutil.copyfileobj(source, target, 1 << 20)
        target.flush()
        os.fsync(target.fileno())
    copied = Store.open(part, make=False)
    try:
        found = copied.problems()
    finally:
        copied.close()
    if found:
        message = N_("{path} is damaged ({detail}); the store stays as it is. Use another backup.")
        raise Unavailable(message, path=backup, detail=found[0])


def _put_aside(path: Path) -> Path | None:
    """The present store, with what belongs to it, under another name. Refused while somebody has it open."""
    if not path.exists():
        return None
    if _in_use(path):
        message = N_("Another program has {path} open. Close it everywhere, then restore.")
        raise Refused(message, path=path)
    number = 1
    while (kept := path.with_name(f"{path.name}.replaced-{number}")).exists():
        number += 1
    for each, suffix in zip((path, *_beside(path)), ("", "-wal", "-shm", "-journal"), strict=True):
        if each.exists():
            each.rename(kept.with_name(kept.name + suffix))
    return kept


def _in_use(path: Path) -> bool:
    """Does another program have the store open: it would go on writing into the file put aside."""
    module = sqlite.driver()
    connection = module.connect(str(path), timeout=0, isolation_level=None)
    try:
        # In write-ahead mode every open connection holds a shared lock, which this one does not get past.
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
    except module.OperationalError as error:
        return "locked" in str(error)
    except module.DatabaseError:
        return False  # too damaged to be in use
    finally:
        connection.close()
    return False


def _beside(path: Path) -> tuple[Path, Path, Path]:
    return (
        path.with_name(path.name + "-wal"),
        path.with_name(path.name + "-shm"),
        path.with_name(path.name + "-journal"),
    )


def _turns_beside(path: Path) -> list[Path]:
    return [path.with_name(path.name + name) for name in NAMES]
