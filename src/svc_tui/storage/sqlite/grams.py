"""Short texts found by any part of them from three signs: an index of every three signs in a row, kept by its owner.

Only SQLite has it, so its statements are text. The index says which rows may have a part; the rows themselves decide.
"""

from collections.abc import Sequence

from sqlalchemy.orm import Session

SIZE = 3
START = "^"
"""Stands in front of each text, so that a beginning is found as such."""


def index_grams(
    session: Session, name: str, source: str, where: str = "", values: Sequence[object] = ()
) -> None:
    """Write the texts in column `form` of these rows of the source; without a condition they are all there are."""
    connection = session.connection()
    if not where:
        connection.exec_driver_sql(f"INSERT INTO {name}({name}) VALUES ('delete-all')")
    into = f"INSERT INTO {name}(rowid, form) SELECT id, '{START}' || form FROM {source}"
    connection.exec_driver_sql(f"{into} WHERE {where}" if where else into, tuple(values))


def forget_grams(session: Session, name: str, source: str, where: str, values: Sequence[object]) -> None:
    """Take the texts of these rows away, which are still there."""
    statement = f"DELETE FROM {name} WHERE rowid IN (SELECT id FROM {source} WHERE {where})"
    session.connection().exec_driver_sql(statement, tuple(values))


def with_part(
    session: Session, name: str, source: str, key: str, part: str, most: int, *, beginning: bool = False
) -> list[tuple[int, str]]:
    """Key and text of rows that begin with a part of three signs or more, or have it anywhere; the newest of them."""
    wanted = START + part if beginning else part
    runs = dict.fromkeys(wanted[at : at + SIZE] for at in range(len(wanted) - SIZE + 1))
    match = " AND ".join('"' + run.replace('"', '""') + '"' for run in runs)
    place = "= 1" if beginning else "> 0"
    statement = (
        f"SELECT s.{key}, s.form FROM {name} g JOIN {source} s ON s.id = g.rowid "
        f"WHERE g.{name} MATCH ? AND instr(s.form, ?) {place} ORDER BY g.rowid DESC LIMIT ?"
    )
    found = session.connection().exec_driver_sql(statement, (match, part, most))
    return [(row[0], row[1]) for row in found]
