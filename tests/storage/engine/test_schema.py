"""The numbered steps and the table classes make the same store; whoever changes a table writes a step."""

import gzip
import sqlite3
from hashlib import sha256
from pathlib import Path

import pytest

from svc_tui.bootstrap import open_services
from svc_tui.storage.sqlite import call_index, migrations
from tests import schema


@pytest.fixture
def made(tmp_path: Path) -> sqlite3.Connection:
    """A store that the steps made."""
    return schema.of_steps(tmp_path)


def test_the_steps_make_what_the_classes_say(made: sqlite3.Connection) -> None:
    """If this fails: write a step that does what is listed."""
    assert schema.differences(schema.shape(made), schema.shape(schema.of_classes())) == []


def test_a_difference_is_named() -> None:
    changed = schema.of_classes()
    changed.executescript("""
        ALTER TABLE call ADD COLUMN mood TEXT;
        DROP INDEX call_open_due;
        CREATE TABLE extra (id INTEGER PRIMARY KEY);
    """)
    found = schema.differences(schema.shape(schema.of_classes()), schema.shape(changed))
    assert [line.split(":")[0] for line in found] == [
        "extra",
        "call, columns, mood",
        "call, indexes, call_open_due",
    ]


def test_the_full_text_index_has_the_columns_that_are_written(made: sqlite3.Connection) -> None:
    (sql,) = made.execute("SELECT sql FROM sqlite_master WHERE name = 'call_fts'").fetchone()
    columns = sql.partition("fts5(")[2].partition("content=")[0]
    assert tuple(name.strip() for name in columns.split(",") if name.strip()) == call_index.COLUMNS


def test_a_new_store_has_the_built_in_values_of_b1(made: sqlite3.Connection) -> None:
    rows = made.execute(
        "SELECT list, number, name, status_class FROM list_entry WHERE locked ORDER BY position"
    )
    assert list(rows)[:4] == [
        ("status", -3, "Open", "open"),
        ("status", -2, "Pending", "waiting"),
        ("status", None, "Resolved", "resolved"),
        ("status", -1, "Closed", "closed"),
    ]
    assert made.execute("SELECT value FROM counter WHERE name = 'call'").fetchone() == (10_000,)


KEPT = Path(__file__).with_name("kept")
"""Stores as earlier schemas made them; one is added whenever a step changes what is in a store."""


def test_a_store_of_schema_1_is_brought_up_and_found_in(tmp_path: Path) -> None:
    """Made by the last program that knew schema 1 alone, whose index held stems without their words."""
    path = tmp_path / "old.db"
    path.write_bytes(gzip.decompress((KEPT / "schema_1.db.gz").read_bytes()))
    services = open_services(store=path, who="anna", env={})
    assert services.store.schema_before == 1
    assert services.store.problems() == []
    assert [hit.row.number for hit in services.solutions.find("replaced the pump")] == [1]
    assert [hit.row.number for hit in services.solutions.find("cinghie")] == [2]
    assert services.calls.sheet("10001").values.subject == "Drum does not drain"
    assert [each.name for each in tmp_path.glob("old*before*")] != []
    services.close()


WRITTEN = {
    "001_tables.sql": "a6aba4221f2aecdb",
    "001_contents.sql": "8496eb6ac0f43981",
    "003_queues.sql": "5e87efe838f923a0",
    "004_planning.sql": "e16e714717023a53",
    "005_billing.sql": "ffcc63b013eab510",
    "005_fees.sql": "73b86dc7476c7dab",
    "005_planning.sql": "fa61ca84dd2d6f41",
    "005_prices.sql": "ae3d496649b97036",
    "005_sales.sql": "77442e798146e1dd",
}
"""What the files of released steps hold, by the beginning of their SHA-256."""


def test_what_is_released_never_changes() -> None:
    assert len(migrations.STEPS) >= migrations.RELEASED
    found = {name: sha256((migrations.WRITTEN / name).read_bytes()).hexdigest()[:16] for name in WRITTEN}
    assert found == WRITTEN
