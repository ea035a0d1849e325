"""Looking for damage: the file, its shape, texts, indexes, attached files; and making anew what can be made.

Each finding says what is wrong and which cure it needs; what is wrong with the shape ends the search, since the rest
would only say the same again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Engine, select

from svc_tui.errors import N_
from svc_tui.storage.engine.followers import Followers
from svc_tui.storage.sqlite import connecting, shape
from svc_tui.storage.tables import table

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from svc_tui.storage.engine.store import Store

Cure = Literal["restore", "rebuild", "files", "owner"]
MOST = 100
"""So many faults of one sort are told."""
_OF_INDEXES = ("missing from index", "entries in index", "non-unique entry in index")
_NAMED = ("number", "code", "name")


@dataclass(frozen=True)
class Finding:
    """Something that is wrong."""

    cure: Cure
    message: str
    """A template of the catalogue, or what SQLite says."""
    values: dict[str, Any]

    def text(self, translate: Callable[[str], str] = str) -> str:
        """The sentence."""
        return translate(self.message).format(**self.values)


def findings(store: "Store") -> list[Finding]:
    """What is wrong with the file and what is in it.

    Asked on a connection of its own: FTS5's check trusts what an older one remembers of the index, and sees damage
    that is not there once another connection has written.
    """
    fresh = connecting.open_engine(store.path, store.file)
    try:
        found = _of_file(fresh)
    finally:
        fresh.dispose()
    if any(each.cure == "restore" for each in found):
        return found
    with store.read() as session:
        faults = Followers().check(session)
    return found + [Finding("rebuild", message, values) for message, values in faults]


def _of_file(engine: Engine) -> list[Finding]:
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        said = [row[0] for row in connection.exec_driver_sql(f"PRAGMA integrity_check({MOST})")]
        found = [
            Finding(
                "rebuild" if any(word in each for word in _OF_INDEXES) else "restore",
                "{said}",
                {"said": each},
            )
            for each in said
            if each != "ok"
        ]
        found += [_of_shape(each) for each in shape.differences(driver)]
        if any(each.cure == "restore" for each in found):
            return found
        for name, row_id, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            message = N_("{table} {row} names a {parent} that is not there.")
            found.append(Finding("restore", message, {"table": name, "row": row_id, "parent": parent}))
        for name, row_id, called, column, _bytes in bad_texts(driver):
            message = N_("{table} {name}: {column} holds bytes that are no text; they are shown as replaced.")
            values = {"table": name, "name": called or row_id, "column": column}
            found.append(Finding("rebuild", message, values))
    return found


def _of_shape(difference: shape.Difference) -> Finding:
    part = difference.part
    cure: Cure = "rebuild" if difference.can_be_made else "restore"
    values = {"kind": part.kind, "name": part.name, "columns": ", ".join(difference.columns)}
    if difference.is_missing:
        return Finding(cure, N_("The {kind} {name} is missing."), values)
    if difference.columns:
        return Finding(cure, N_("The {kind} {name} lacks {columns}."), values)
    return Finding(cure, N_("The {kind} {name} is not what this program makes."), values)


def bad_texts(driver: Any) -> Iterator[tuple[str, int, str, str, bytes]]:
    """Texts that are no UTF-8: table, row, what the row is called, column, and the bytes."""
    names = [
        (name, part.columns)
        for name, part in shape.expected().items()
        if part.kind == "table" and not shape.is_shadow(name)
    ]
    before, driver.text_factory = driver.text_factory, bytes
    try:
        for name, columns in names:
            listed = ", ".join(f'"{column}"' for column in columns)
            for row in driver.execute(f'SELECT rowid, {listed} FROM "{name}"'):
                for column, value in zip(columns, row[1:], strict=True):
                    if isinstance(value, bytes) and not value.isascii():
                        try:
                            value.decode()
                        except UnicodeDecodeError:
                            told = dict(zip(columns, row[1:], strict=True))
                            called = next((told[key] for key in _NAMED if told.get(key) is not None), "")
                            shown = called.decode("utf-8", "replace") if isinstance(called, bytes) else called
                            yield name, row[0], str(shown), column, value
    finally:
        driver.text_factory = before


def rebuild(store: "Store", session: "Session") -> None:
    """Make anew what holds nothing of its own, in the caller's transaction, and replace bytes that are no text."""
    connection = session.connection()
    driver: Any = connection.connection.driver_connection
    for each in shape.differences(driver):
        if each.can_be_made:
            driver.execute(f'DROP {each.part.kind} IF EXISTS "{each.part.name}"')
            driver.execute(each.part.statement)
    driver.execute("PRAGMA defer_foreign_keys=ON")  # a code and those who name it change one after another
    for name, row_id, _called, column, value in list(bad_texts(driver)):
        values = (value.decode("utf-8", "replace"), row_id)
        driver.execute(f'UPDATE "{name}" SET "{column}" = ? WHERE rowid = ?', values)
    driver.execute("REINDEX")
    Followers().rebuild(session)


def attached(session: "Session") -> Iterator[tuple[str, str, int, str, str, int]]:
    """Every attached file: kind and name of its record, its number, name, hash and size."""
    t = table("attachment").c
    wanted = select(t.id, t.kind, t.object_id, t.name, t.sha256, t.size).order_by(t.kind, t.object_id, t.id)
    for row in session.execute(wanted).all():
        record = table(row.kind)
        key = next(name for name in _NAMED if name in record.c)
        called = session.execute(select(record.c[key]).where(record.c.id == row.object_id)).scalar()
        yield (
            row.kind,
            str(called if called is not None else row.object_id),
            row.id,
            row.name,
            row.sha256,
            row.size,
        )


def lost_files(session: "Session", state: Callable[[str, int], str], directory: Path) -> list[Finding]:
    """Attached files whose content is gone or damaged; `state` says of one which, or nothing."""
    messages = {
        "missing": N_("{kind} {number}: attached file {id}, {name}, is missing from {directory} ({sha256})."),
        "damaged": N_("{kind} {number}: attached file {id}, {name}, is damaged in {directory} ({sha256})."),
        "closed": N_(
            "{kind} {number}: attached file {id}, {name}, may not be read by you in {directory} ({sha256})."
        ),
    }
    found = []
    for kind, number, file_id, name, sha256, size in attached(session):
        if how := state(sha256, size):
            values = {
                "kind": kind, "number": number, "id": file_id, "name": name, "sha256": sha256[:12],
                "directory": directory,
            }  # fmt: skip
            found.append(Finding("owner" if how == "closed" else "files", messages[how], values))
    return found
