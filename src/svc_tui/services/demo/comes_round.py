"""Preventive plans of the demo company: on a card, an item, a contract, by a counter; due soon, whatever the day.

Their calls are made by whoever tries `plan make`: a newcomer sees it work.
"""

from datetime import date, datetime, timedelta
from pathlib import Path

from svc_tui.domain.planning import recurrence
from svc_tui.services.core.context import Context
from svc_tui.services.core.fields import Given, Values
from svc_tui.storage.engine.store import Store
from svc_tui.storage.planning import people
from svc_tui.storage.planning import recurring as rows

DAY = timedelta(days=1)


def fill(path: Path, words: Given, at: datetime) -> None:
    """Write them into a demo company."""
    store = Store.open(path, make=False)
    try:
        context = Context(store, "anna", lambda: at)
        with store.write(who="anna", at=at, undoable=False) as unit:
            things = rows.subjects(session=unit.session)
            team = [each.code for each in people.workers(session=unit.session)]
            if things is None or not team:
                return
            told, today = words["plans"], context.today
            for code, values in _plans(things, team[0], today).items():
                start = values["start"]
                every = recurrence.read(values["every"], start)
                name, checklist = told[code]
                columns = {
                    "name": name,
                    "checklist": checklist,
                    "since": start,
                    **values,
                    "every": every.text(),
                }
                next_on = start if every.calendar is not None and start > today else None
                unit.insert("plan_rule", {"code": code, "next_on": next_on, **columns})
            missed = today - 20 * DAY
            unit.insert(
                "plan_row",
                {"rule": "LIFT", "equipment": things.card, "slot": missed.isoformat(), "day": missed}, log=None,
            )  # fmt: skip
    finally:
        store.close()


def _plans(things: rows.Subjects, technician: str, today: date) -> dict[str, Values]:
    """By code: one that is due within its lead, one whose last time was missed, one for each card of an item, one by a
    counter."""
    found: dict[str, Values] = {
        "CARE": {"contract": things.contract, "every": "every 3 months", "start": today + 9 * DAY, "lead": 14},
        "LIFT": {
            "equipment": things.card, "every": "every 30 days", "start": today - 20 * DAY, "technician": technician,
            "length": "2h", "lead": 14,
        },
        "YEAR": {
            "item": things.item, "every": "every 12 months", "start": today + 40 * DAY, "lead": 21, "moving": True,
        },
    }  # fmt: skip
    if things.counted is not None:
        found["PAGES"] = {
            "equipment": things.counted, "every": "every 5000", "start": today, "lead": 30, "holiday": "earlier",
        }  # fmt: skip
    return found
