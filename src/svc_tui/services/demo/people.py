"""What colleagues told each other: mentions, a call that is followed, reminders due now and later today."""

from datetime import datetime, timedelta
from pathlib import Path

from svc_tui.services.calls.edit import add_note
from svc_tui.services.calls.lists import CallLists
from svc_tui.services.calls.open_call import OpenCall
from svc_tui.services.calls.said import write_activity
from svc_tui.services.core.context import Context
from svc_tui.services.core.fields import Given
from svc_tui.storage.engine.store import Store

MENTIONS = (("bruno", "anna"), ("luca", "anna"), ("anna", "bruno"), ("carla", "luca"))
"""Who says something, and whom he names."""
REMINDED = (("anna", -10), ("anna", 90), ("bruno", 45), ("luca", -5))
"""Who is reminded, so many minutes from now."""


def talk(path: Path, words: Given, at: datetime) -> None:
    """Write it into a demo company, as acts that are not to be undone: a newcomer has done nothing yet."""
    store = Store.open(path, make=False)
    try:
        context = Context(store, "anna", lambda: at)
        lists = CallLists(context)
        numbers = [
            row.number for row in lists.rows(lists.ids("is:open sort:-created").ids[: len(MENTIONS) + 1])
        ]
        if not numbers:
            return
        for place, (speaker, named) in enumerate(MENTIONS):
            with store.write(who=speaker, at=at, undoable=False) as unit:
                call = OpenCall(unit, context, numbers[place % len(numbers)])
                text = str(words["mentions"][place % len(words["mentions"])])
                add_note(call, text.format(who=named), "note", closed=True)
                unit.insert("call_follower", {"call_id": call.id, "person": named}, log=None)
        with store.write(who="luca", at=at, undoable=False) as unit:
            call = OpenCall(unit, context, numbers[0])
            add_note(call, str(words["phone_subjects"][0]), "phone", closed=True)
        with store.write(who="anna", at=at, undoable=False) as unit:
            for place, (who, minutes) in enumerate(REMINDED):
                call = OpenCall(unit, context, numbers[place % len(numbers)])
                subject = str(words["reminders"][place % len(words["reminders"])])
                reminder = at + timedelta(minutes=minutes)
                columns = {
                    "call_id": call.id, "customer": call.row.customer, "kind": "task", "subject": subject,
                    "notes": "", "who": who, "starts_at": reminder, "remind_at": reminder,
                }  # fmt: skip
                write_activity(unit, columns)
    finally:
        store.close()
