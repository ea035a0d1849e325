"""The cards of a delivered unit are looked up by indexes alone, whatever the size of the store."""

from pathlib import Path

from sqlalchemy import or_, select, text

from svc_tui.storage.engine.store import Store
from svc_tui.storage.query.serials import is_serial
from svc_tui.storage.tables import table


def test_a_serial_is_found_without_reading_every_card(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store.db")
    t = table("equipment")
    same = or_(is_serial(t, "serial", "2024-00017"), is_serial(t, "manufacturer_serial", "MF 17"))
    with store.read() as session:
        query = select(t).where(same).compile(session.connection(), compile_kwargs={"literal_binds": True})
        plan = [row[3] for row in session.execute(text(f"EXPLAIN QUERY PLAN {query}"))]
        moves = text(
            "EXPLAIN QUERY PLAN SELECT equipment FROM movement WHERE kind = 'x' AND document = 'y' AND at = 1"
        )
        found = [row[3] for row in session.execute(moves)]
    assert plan[0] == "MULTI-INDEX OR"
    assert [step for step in (*plan, *found) if step.startswith("SCAN")] == []
