"""Looking after the store file: what it is, whether it is sound, putting a backup in its place."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from svc_tui.errors import N_, NotFound, Refused, Unavailable, of_file
from svc_tui.storage.engine.store import Store
from svc_tui.storage.sqlite import connecting, growing, migrations, store_errors, store_file
from svc_tui.storage.sqlite import engine as sqlite
from svc_tui.storage.sqlite.store_file import beside
from svc_tui.storage.sqlite.turns import Turns
from svc_tui.storage.tables import table

COUNTED = ("call", "customer", "item", "person", "queue", "equipment", "contract", "solution", "activity", "visit",
           "absence", "plan_rule", "opportunity", "sales_stage", "hand_over",
           "vat", "price_list", "labour_rate", "price")  # fmt: skip


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


def restore(backup: Path, path: Path, bring: Callable[[], None] = lambda: None) -> Path | None:
    """Put a backup in the place of a store. Returns where the present one is kept, if there was one.

    At every moment one of the two is there, in the same mode and group; a link to the store goes on leading to it.

    Args:
        backup: The backup.
        path: The store.
        bring: Called when all is ready, before the store changes: it brings what belongs to the backup.

    Raises:
        NotFound: there is no such backup.
        Unavailable: the backup is damaged, newer than the program, or no store.
        Refused: another program has the present store open.
    """
    path = store_file.locate(path)
    sqlite.refuse_network(path)
    try:
        _check_backup(backup, path)
        path.parent.mkdir(parents=True, exist_ok=True)
        present, kept = path.exists(), None
        if present:
            _check_present(path)
        with growing.growing(path, path if present else backup, "restoring", private=not present) as (
            part,
            same,
        ):
            if present and not same:
                message = N_(
                    "{path} belongs to a group that you are not in, and would be lost to it. Ask its owner to restore."
                )
                raise Refused(message, path=path)
            _copy_checked(backup, part)
            bring()
            with Turns(path).turn():
                if present:
                    shutil.copymode(path, part)
                    kept = _keep_present(path)
                else:
                    _clear_logs(path)
                os.replace(part, path)
                growing.keep(path.parent)
    except OSError as error:
        raise of_file(error, path) from error
    return kept


def _check_present(path: Path) -> None:
    """What is another program's, or may not be written, is not replaced; what is damaged is."""
    if (why := connecting.why_not_written(path)) is not None:
        raise why
    try:
        if not store_file.is_open(path):
            store_file.check_header(path)
    except Unavailable as error:
        if error.message == store_file.FOREIGN:
            raise


def _check_backup(backup: Path, path: Path) -> None:
    try:
        if not backup.is_file():
            raise NotFound(N_("There is no file {path}."), path=backup)
        if path.exists() and backup.samefile(path):
            raise Refused(N_("{path} is the store itself. Name a backup."), path=path)
        store_file.refuse_open(backup)
        store_file.check_header(backup)
    except OSError as error:
        raise of_file(error, backup) from error


def _copy_checked(backup: Path, part: Path) -> None:
    """Copy first, then look at the copy: the backup itself is not touched. A log beside it is worked in."""
    for source, target in zip(
        (backup, *beside(backup, ("-wal",))), (part, *beside(part, ("-wal",))), strict=True
    ):
        if source == backup or source.exists():
            with source.open("rb") as reader, target.open("wb") as writer:
                shutil.copyfileobj(reader, writer, 1 << 20)
                writer.flush()
                os.fsync(writer.fileno())
    try:
        with store_errors.plain_errors(backup):
            copied = Store(part)
            try:
                copied.migrate(keep=False)
                found = copied.problems()
            finally:
                copied.close()
    except Unavailable as error:
        raise Unavailable(error.message, **{**error.values, "path": backup}) from error
    if found:
        message = N_("{path} is damaged ({detail}); the store stays as it is. Use another backup.")
        raise Unavailable(message, path=backup, detail=found[0])


def _keep_present(path: Path) -> Path:
    """The present store under a second name, with what belongs to it. Refused while somebody has it open."""
    if not store_file.is_empty(path) and _in_use(path):
        message = N_("Another program has {path} open. Close it everywhere, then restore.")
        raise Refused(message, path=path)
    kept = _free(path)
    try:
        os.link(path, kept)
    except (
        OSError
    ):  # a file system without hard links: for a moment there is none, and `refuse_lost` says where it is
        path.rename(kept)
    _move_logs(path, kept)
    return kept


def _clear_logs(path: Path) -> None:
    """A log whose store is gone would be taken for one of the new store."""
    if any(each.exists() for each in beside(path)):
        _move_logs(path, _free(path))


def _free(path: Path) -> Path:
    number = 1
    while True:
        kept = path.with_name(f"{path.name}.replaced-{number}")
        if not any(os.path.lexists(each) for each in (kept, *beside(kept))):
            return kept
        number += 1


def _move_logs(path: Path, kept: Path) -> None:
    for each, target in zip(beside(path), beside(kept), strict=True):
        if each.exists():
            each.rename(target)


def _in_use(path: Path) -> bool:
    """Does another program have the store open: it would go on writing into the file put aside."""
    module = sqlite.driver()
    connection = module.connect(
        connecting.address(path, connecting.WRITING), uri=True, timeout=0, isolation_level=None
    )
    try:
        # In write-ahead mode every open connection holds a shared lock, which this one does not get past.
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
    except module.DatabaseError as error:
        # One that is too damaged to be opened is in nobody's use.
        return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in (store_errors.BUSY, store_errors.LOCKED)
    finally:
        connection.close()
    return False
