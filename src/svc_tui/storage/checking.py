"""Looking for damage: the file itself, its shape, its texts, its indexes."""

from typing import TYPE_CHECKING

from sqlalchemy import Engine, text

from svc_tui.storage import connecting

if TYPE_CHECKING:
    from svc_tui.storage.store import Store


def problems(store: "Store") -> list[str]:
    """What `quick_check`, the foreign keys and the full-text indexes say; empty when all is well.

    Asked on a connection of its own: FTS5's check trusts what an older one remembers of the index, and sees damage
    that is not there once another connection has written.
    """
    from svc_tui.storage import solution_index

    fresh = connecting.open_engine(store.path, store.file)
    try:
        if found := _problems(fresh):
            return found
    finally:
        fresh.dispose()
    with store.read() as session:
        return solution_index.problems(session)


def _problems(engine: Engine) -> list[str]:
    found: list[str] = []
    with engine.connect() as connection:
        found += [row[0] for row in connection.exec_driver_sql("PRAGMA quick_check(20)") if row[0] != "ok"]
        if found:
            return found
        for table, row_id, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            found.append(f"{table} {row_id}: {parent}")
        calls = connection.execute(text("SELECT count(*) FROM call")).scalar_one()
        indexed = connection.execute(text("SELECT count(*) FROM call_fts_docsize")).scalar_one()
        if calls != indexed:
            found.append(f"call_fts: {indexed} / {calls}")
    return found
