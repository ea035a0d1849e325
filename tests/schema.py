"""The tool behind `make schema`: says what a new step has to do, where the table classes are ahead of the steps.

Step 1 is released: stores made by it are opened by every later program. Its tables were written down by this tool.
"""

import re
import sqlite3
import sys
import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine

from svc_tui.storage import tables
from svc_tui.storage.engine.store import Store


def of_classes() -> sqlite3.Connection:
    """An empty database as the table classes describe it."""
    engine = create_engine("sqlite://")
    copy = sqlite3.connect(":memory:")
    with engine.begin() as connection:
        tables.every().create_all(connection)
        driver: Any = connection.connection.driver_connection
        driver.commit()
        driver.backup(copy)
    return copy


def of_steps(directory: Path) -> sqlite3.Connection:
    """The file that the steps make. Its full-text tables are read as they are written down, not opened."""
    path = directory / "steps.db"
    Store.open(path).close()
    return sqlite3.connect(path)


Shape = dict[str, dict[str, Any]]


def shape(database: sqlite3.Connection) -> Shape:
    """Tables with columns, references and indexes, whatever their order; full text and its shadows left out."""
    names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: _table(database, name) for name in names if not re.search(r"_fts(_|$)|^sqlite_", name)}


def _table(database: sqlite3.Connection, name: str) -> dict[str, Any]:
    columns = {
        column: (kind, bool(not_null), key)
        for _, column, kind, not_null, _default, key in database.execute(f"PRAGMA table_info({name})")
    }
    references = {
        f"{source} -> {table}.{target}": True
        for _, _, table, source, target, *_ in database.execute(f"PRAGMA foreign_key_list({name})")
    }
    indexes = {}
    for _, index, unique, origin, _partial in database.execute(f"PRAGMA index_list({name})").fetchall():
        parts = [
            (column, bool(down))
            for _, _, column, down, _, is_key in database.execute(f"PRAGMA index_xinfo({index})")
            if is_key
        ]
        (sql,) = database.execute("SELECT sql FROM sqlite_master WHERE name = ?", (index,)).fetchone()
        where = " ".join((sql or "").partition(" WHERE ")[2].split())
        indexes[index if origin == "c" else f"unique {parts}"] = (bool(unique), parts, where)
    return {"columns": columns, "references": references, "indexes": indexes}


def differences(steps: Shape, classes: Shape) -> list[str]:
    """What a new step has to do, one line a column, reference or index."""
    found = [f"{name}: the steps make it, no class does" for name in sorted(steps.keys() - classes.keys())]
    found += [f"{name}: no step makes it" for name in sorted(classes.keys() - steps.keys())]
    for name in sorted(steps.keys() & classes.keys()):
        for part in ("columns", "references", "indexes"):
            made, wanted = steps[name][part], classes[name][part]
            keys = sorted(key for key in made.keys() | wanted.keys() if made.get(key) != wanted.get(key))
            found += [f"{name}, {part}, {key}: {made.get(key)} -> {wanted.get(key)}" for key in keys]
    return found


def main() -> int:
    """Say what a new step has to do."""
    with tempfile.TemporaryDirectory() as directory:
        found = differences(shape(of_steps(Path(directory))), shape(of_classes()))
    sys.stdout.write("".join(f"{line}\n" for line in found) or "The steps make what the classes say.\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
