"""`store check` finds what is wrong and names the cure; one bad row hides nothing."""

import sqlite3
from pathlib import Path

import pytest

from tests.cli.running import Shell
from tests.services.desk import Desk


@pytest.fixture
def raw(svc: Shell, desk: Desk) -> sqlite3.Connection:
    """The store of a call, as any program could open it."""
    desk.open_call()
    desk.store.close()
    return sqlite3.connect(svc.store, isolation_level=None)


def forge(raw: sqlite3.Connection, table: str, sql: str) -> None:
    """Write into the schema itself, as a fault of a disk would."""
    raw.execute("PRAGMA writable_schema=ON")
    raw.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (sql, table))
    raw.execute("PRAGMA writable_schema=RESET")


def test_a_missing_index_and_missing_rows_of_one_are_made_anew(svc: Shell, raw: sqlite3.Connection) -> None:
    (sql,) = raw.execute("SELECT sql FROM sqlite_master WHERE name = 'ix_activity_call_id'").fetchone()
    raw.execute("DROP INDEX ix_activity_call_id")
    said = svc("store", "check")
    assert said.code == 1
    assert "ix_activity_call_id is missing" in said.err
    assert "store check --rebuild" in said.err
    raw.execute(sql)
    # Rows written while the index says it has none of them.
    forge(raw, "ix_activity_call_id", sql + " WHERE id < 0")
    raw.execute("INSERT INTO activity SELECT * FROM activity WHERE 0")
    raw.execute("REINDEX ix_activity_call_id")
    forge(raw, "ix_activity_call_id", sql)
    raw.close()
    svc("call", "note", "10001", "seen by all")
    assert svc("store", "check", "--rebuild").code == 0
    assert svc("store", "check").code == 0


def test_rows_that_an_index_lacks_are_found(svc: Shell, raw: sqlite3.Connection) -> None:
    (sql,) = raw.execute("SELECT sql FROM sqlite_master WHERE name = 'ix_customer_change_seq'").fetchone()
    raw.execute("DROP INDEX ix_customer_change_seq")
    raw.execute(sql + " WHERE id < 0")
    forge(raw, "ix_customer_change_seq", sql)
    raw.close()
    said = svc("store", "check")
    assert said.code == 1
    assert "missing from index ix_customer_change_seq" in said.err
    assert svc("store", "check", "--rebuild").code == 0


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("DROP TABLE snippet", "table snippet is missing"),
        ("ALTER TABLE call RENAME COLUMN subject TO topic", "table call lacks subject"),
    ],
)
def test_a_damaged_schema_is_a_damaged_store(
    svc: Shell, raw: sqlite3.Connection, damage: str, words: str
) -> None:
    raw.execute(damage)
    raw.close()
    said = svc("store", "check")
    assert said.code == 1
    assert words in said.err
    assert "store restore" in said.err
    for command in (["call", "list"], ["text", "list"], ["export", "all", "--to", str(svc.home / "out")]):
        told = svc(*command)
        if told.code:
            assert "is damaged" in told.err
            assert "fault of its own" not in told.err


def test_bytes_that_are_no_text_are_shown_replaced_found_and_put_right(
    svc: Shell, raw: sqlite3.Connection, tmp_path: Path
) -> None:
    raw.execute("UPDATE call SET subject = CAST(x'4c61ff6b73' AS TEXT)")
    raw.execute("UPDATE customer SET name = CAST(x'ff556e6f' AS TEXT)")
    raw.execute("UPDATE history SET new = CAST(x'fe' AS TEXT)")
    raw.close()
    for words in (
        ["call", "list"], ["call", "list", "--json"], ["call", "show", "10001"], ["customer", "list"],
        ["export", "call", "--to", "-"], ["export", "all", "--to", str(tmp_path / "out")], ["call", "list", "ks"],
        ["call", "list", "subject:la"], ["store", "info"],
    ):  # fmt: skip
        said = svc(*words)
        assert said.code == 0, (words, said.err)
    assert "La\N{REPLACEMENT CHARACTER}ks" in svc("call", "list").out
    said = svc("store", "check")
    assert said.code == 1
    assert "call 10001: subject" in said.err
    assert "--rebuild" in said.err
    assert svc("store", "check", "--rebuild").code == 0
    assert "La\N{REPLACEMENT CHARACTER}ks" in svc("call", "list").out


def test_lost_and_damaged_files_are_told_with_their_records(svc: Shell, desk: Desk, tmp_path: Path) -> None:
    number = desk.open_call()
    names = ("photo.jpg", "bill.pdf", "kept.txt")
    for name in names:
        (tmp_path / name).write_text(name, encoding="utf-8")
        assert svc("call", "attach", number, str(tmp_path / name)).code == 0
    desk.store.close()
    assert svc("store", "check").code == 0
    kept = {path.read_text(encoding="utf-8"): path for path in Path(f"{svc.store}.files").iterdir()}
    kept["photo.jpg"].unlink()
    kept["bill.pdf"].write_text("no bill!", encoding="utf-8")
    said = svc("store", "check")
    assert said.code == 1
    assert f"call {number}: attached file 1, photo.jpg, is missing" in said.err
    assert f"call {number}: attached file 2, bill.pdf, is damaged" in said.err
    assert "kept.txt" not in said.err
    assert "beside a backup" in said.err
    for path in kept.values():
        path.unlink(missing_ok=True)
    Path(f"{svc.store}.files").rmdir()
    assert svc("store", "check").err.count("is missing") == 3
    assert svc("call", "show", number).code == 0
    assert svc("call", "save", 3, str(tmp_path)).code == 1
    assert svc("store", "backup", str(tmp_path / "copy.db")).code == 0
    (tmp_path / "new").write_text("new", encoding="utf-8")
    assert svc("call", "attach", number, str(tmp_path / "new")).code == 0
