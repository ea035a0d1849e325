"""A copy of a live store: consistent, compact, whole or not there, for those who may use the store and nobody else."""

import os
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from svc_tui.errors import N_, Unavailable, of_file
from svc_tui.storage.sqlite import connecting, growing, store_errors
from svc_tui.storage.sqlite import engine as sqlite


def backup(engine: Engine, store: Path, target: Path) -> None:
    """Copy a live store into a new file.

    Raises:
        Unavailable: the target exists or cannot be written.
    """
    exists = Unavailable(N_("{path} exists already. Name a file that does not."), path=target)
    try:
        if target.exists() or target.is_symlink():
            raise exists
        with growing.growing(target, store, growing.BACKUP) as (part, _):
            with engine.connect() as connection:
                driver_connection = connecting.let_write(connection)
                try:
                    # A name need not be text: as bytes it passes.
                    driver_connection.execute("VACUUM INTO CAST(? AS TEXT)", (os.fsencode(part),))
                except sqlite.driver().Error as error:
                    raise store_errors.sentence(target, error, source=store) or error from error
            if not growing.place(part, target):
                raise exists
    except OSError as error:
        raise of_file(error, target) from error


def duplicate(engine: Engine, target: Path) -> None:
    """Copy a live store page by page, as it is at one moment."""
    out = sqlite.driver().connect(os.fspath(target))
    try:
        with engine.connect() as connection:
            driver_connection: Any = connection.connection.driver_connection
            driver_connection.backup(out)
    finally:
        out.close()


def free_name(path: Path, purpose: str) -> Path:
    """The first name of this purpose beside a store that is not taken: `desk.db.before-2`, `desk.db.before-2.1`."""
    wanted, number = path.with_name(f"{path.name}.{purpose}"), 0
    while os.path.lexists(wanted):
        number += 1
        wanted = path.with_name(f"{path.name}.{purpose}.{number}")
    return wanted
