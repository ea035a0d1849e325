"""The full-text index of calls: what it holds, and how it is written. `call_text` asks it."""

from collections.abc import Sequence

from sqlalchemy import Connection

COLUMNS = ("number", "subject", "description", "notes", "customer", "serial", "resolution")

CALL_TEXT = """
SELECT c.id, c.number, c.subject, c.description,
       (SELECT group_concat(a.subject || ' ' || a.notes, ' ') FROM activity a WHERE a.call_id = c.id),
       c.customer || ' ' || c.customer_name || ' ' || coalesce(c.contact, ''),
       coalesce(c.serial, '') || ' ' || coalesce(c.serial_key, '') || ' ' || coalesce(c.serial_runs_key, '')
           || ' ' || coalesce(c.manufacturer_serial, '') || ' ' || coalesce(c.manufacturer_serial_key, '')
           || ' ' || coalesce(c.manufacturer_serial_runs_key, ''),
       c.resolution
FROM call c
"""


def write(connection: Connection, ids: Sequence[int] | None) -> None:
    """Write the full-text rows of these calls anew, in the caller's transaction; None means all."""
    into = f"INSERT OR REPLACE INTO call_fts(rowid, {', '.join(COLUMNS)}) {CALL_TEXT}"
    if ids is None:
        connection.exec_driver_sql("INSERT INTO call_fts(call_fts) VALUES('delete-all')")
        connection.exec_driver_sql(into)
        return
    for start in range(0, len(ids), 500):
        chunk = list(ids[start : start + 500])
        marks = ",".join("?" * len(chunk))
        replaced = connection.exec_driver_sql(f"{into} WHERE c.id IN ({marks})", tuple(chunk))
        if replaced.rowcount != len(chunk):  # some are no more
            gone = f"rowid IN ({marks}) AND rowid NOT IN (SELECT id FROM call)"
            connection.exec_driver_sql(f"DELETE FROM call_fts WHERE {gone}", tuple(chunk))


def counts(connection: Connection) -> tuple[int, int]:
    """How many calls there are, and how many of them the index has."""
    asked = "SELECT (SELECT count(*) FROM call), (SELECT count(*) FROM call_fts_docsize)"
    calls, indexed = connection.exec_driver_sql(asked).one()
    return calls, indexed
