"""Levels of escalation of the demo company: two, which have fired for what reached them before it is opened.

So a demo company of any size has nothing to do at once; the next calls reach a level while somebody works in it.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

from svc_tui.errors import N_
from svc_tui.services.demo.content import Content
from svc_tui.storage.engine.store import Store
from svc_tui.storage.queues import levels as reads

NAMES = {
    "near": {"en": "Three quarters used", "it": "Tre quarti consumati"},
    "late": {"en": "Late by 2 hours", "it": "In ritardo di 2 ore"},
}
TEXT = N_("{number}, level {level}: {subject}")
TOLD = 3
"""So many calls of each level say so in their history, and to the manager of their queue."""


def levels(content: Content) -> list[dict[str, Any]]:
    """The rows."""
    told = (
        ("near", 75, 0, [["tell", "assignee"]]),
        ("late", 100, 2 * 3600, [["priority", "high"], ["tell", "manager"]]),
    )
    return [
        {
            "name": content.said(NAMES[name]), "position": at, "target": "resolution", "percent": percent,
            "after_s": after_s, "steps": steps,
        }
        for at, (name, percent, after_s, steps) in enumerate(told, 1)
    ]  # fmt: skip


def see_to(path: Path, at: datetime) -> None:
    """What reached a level by now has fired; of the last few people were told."""
    store = Store.open(path, make=False)
    try:
        with store.write(who=reads.ITSELF, at=at, undoable=False) as unit:
            managers = reads.managers(session=unit.session)
            for level in reads.levels(session=unit.session, active=True):
                for key in reads.see_to(unit, level, at)[-TOLD:]:
                    unit.log("call", key, "escalated", new=level.name)
                    if manager := managers.get(unit.row("call", key)["queue"]):
                        message = {
                            "person": manager, "kind": "escalated", "call_id": key, "text": TEXT,
                            "text_values": {"level": level.name}, "sender": reads.ITSELF, "at": at,
                        }  # fmt: skip
                        unit.insert("message", message, log=None)
    finally:
        store.close()
