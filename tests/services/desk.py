"""A small company in a real store, with a clock that tests set: one of everything the rules of a call speak of.

The company is made once a process and copied for each test: a copy costs a twentieth of what making it does.
"""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from svc_tui.domain.core.text import serial_key
from svc_tui.services.calls.service import Calls
from svc_tui.services.core.context import Context
from svc_tui.services.core.undo import UndoService
from svc_tui.storage.engine.store import Store

MONDAY_9 = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)  # Monday 2 March 2026, 09:00 in Rome


class Desk:
    """The store, who sits at it, and a clock."""

    def __init__(self, path: Path, like: Path | None = None) -> None:
        """At the company, or at what a test made of it before (`kept`)."""
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(like or company(), path)
        self.store = Store.open(path)
        self.time = MONDAY_9
        self.context = Context(self.store, "anna", lambda: self.time)
        self.calls = Calls(self.context)
        self.undo = UndoService(self.context)

    def as_person(self, code: str) -> Calls:
        """The same desk in the hands of someone else."""
        return Calls(Context(self.store, code, lambda: self.time))

    def later(self, **delta: float) -> None:
        """Let time pass."""
        self.time += timedelta(**delta)

    def open_call(self, **values: Any) -> str:
        """A new call on the covered washer, in anna's hands unless said otherwise."""
        typed = {"serial": "SN-000931", "subject": "Stops after warm-up", **values}
        return self.calls.new(typed).outcomes[0].number

    def row(self, number: str) -> dict[str, Any]:
        """The call's row as stored."""
        with self.store.read() as session:
            return self.calls.row(number, session)._asdict()

    def events(self, number: str) -> list[tuple[str, str | None, str | None]]:
        """The call's history: event, old, new."""
        return [(entry.event, entry.old, entry.new) for entry in self.calls.sheet(number).history]

    def add(self, table: str, **values: Any) -> int:
        """Put a row into the store."""
        with self.context.write() as unit:
            return unit.insert(table, values)

    def change(self, table: str, row_id: int, **values: Any) -> None:
        """Change a row of the store."""
        with self.context.write() as unit:
            unit.update(table, row_id, values)


@cache
def company() -> Path:
    """A store that holds the company, closed; never to be written to."""
    folder = Path(tempfile.mkdtemp(prefix="desk-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    store = Store.open(folder / "desk.db")
    _fill(Context(store, "anna", lambda: MONDAY_9))
    store.close()
    return store.path


@cache
def kept(fill: Callable[[Desk], object]) -> Path:
    """The store of the company after `fill`, closed and made once a process; never to be written to."""
    folder = Path(tempfile.mkdtemp(prefix="desk-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    desk = Desk(folder / "desk.db")
    fill(desk)
    desk.store.close()
    return desk.store.path


def _fill(context: Context) -> None:
    with context.write() as unit:
        for code, roles in (
            ("anna", ["dispatcher"]),
            ("bruno", ["technician"]),
            ("carla", ["technician"]),
        ):
            unit.insert("person", {"code": code, "name": code.title(), "roles": roles})
        unit.insert("person", {"code": "gone", "name": "Gone", "roles": ["technician"], "active": False})
        for code, name in (("C1", "Lavanderia Bianchi"), ("C2", "Hotel Aurora"), ("C3", "Bar Centrale")):
            unit.insert("customer", {"code": code, "name": name, "phone": "+39 02 555 0101"})
        unit.insert("item_group", {"name": "Laundry", "number": 103})
        unit.insert("item", {"code": "WSH-40", "name": "Washer 40 kg", "group": "Laundry"})
        unit.insert("queue", {"code": "NORTH", "name": "Northern team", "manager": "bruno"})
        unit.insert("queue", {"code": "SOUTH", "name": "Southern team", "manager": "carla"})
        unit.insert("queue", {"code": "OLD", "name": "Old team", "manager": "carla", "inactive": True})
        unit.insert("queue_member", {"queue": "NORTH", "person": "anna"})
        for number, serial, customer, status in (
            (311, "SN-000931", "C1", "active"),
            (312, "SN-000932", "C1", "loaned"),
            (313, "SN-000933", "C1", "returned"),
            (314, "SN-000934", "C1", "terminated"),
            (315, "SN-000935", "C1", "in_lab"),
            (316, "SN-000936", "C2", "active"),
        ):
            maker = f"MF-77-{number}"
            unit.insert(
                "equipment",
                {
                    "number": number, "serial": serial, "serial_key": serial_key(serial),
                    "manufacturer_serial": maker, "manufacturer_serial_key": serial_key(maker),
                    "item": "WSH-40", "customer": customer, "status": status, "location": "Basement, left rack",
                },
            )  # fmt: skip
        unit.insert(
            "contract",
            {
                "number": 58, "type": "serial", "status": "approved", "customer": "C1", "start": date(2026, 1, 1),
                "end": date(2026, 12, 31), "response": "4h", "resolution": "16h",
                "coverage": "Mo-Fr 09:00-18:00", "include_parts": True, "include_labour": True,
            },
        )  # fmt: skip
        unit.insert(
            "contract_line", {"contract": 58, "equipment": 311, "serial": "SN-000931", "item": "WSH-40"}
        )
        unit.insert(
            "contract_target", {"contract": 58, "priority": "high", "response": "2h", "resolution": "4h"}
        )
        unit.insert("solution", {"number": 15, "solution": "Replace door sensor", "item": "WSH-40"})
