"""Levels of escalation of the demo company: two, and a few calls that have just reached one of them.

What reached them before has been seen to, so that a demo company of any size has little to do when it is opened.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

from svc_tui.services.demo.content import Content
from svc_tui.storage.engine.store import Store
from svc_tui.storage.queues import levels as reads

NAMES = {
    "near": {"en": "Three quarters used", "it": "Tre quarti consumati"},
    "late": {"en": "Late by 2 hours", "it": "In ritardo di 2 ore"},
}
LEFT = 3
"""So many calls of each level are left for the first look."""


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
    """Note down what reached a level before, as fired: for each but the last few."""
    store = Store.open(path, make=False)
    try:
        with store.write(who="anna", at=at, undoable=False) as unit:
            for level in reads.levels(session=unit.session, active=True):
                reads.see_to(unit, level, at, but=LEFT)
    finally:
        store.close()
