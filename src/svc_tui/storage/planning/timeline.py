"""What visits tell of a customer's past: they are found by the customer's calls, as work is."""

from sqlalchemy import func, select

from svc_tui.storage.company.timeline import Ask, Entry, Source
from svc_tui.storage.tables import table

EVENTS = ("visit_done", "visit_cancelled")
_STATUS = {"visit_done": "done", "visit_cancelled": "cancelled"}


def _visits(ask: Ask) -> list[Entry]:
    v, c, goes = table("visit").c, table("call").c, table("visit_technician").c
    events = ask.events("visit", EVENTS)
    who = select(func.min(goes.person)).where(goes.visit == v.number).scalar_subquery()
    query = (
        select(v.status, v.note, c.subject, c.number, c.equipment, c.contract)
        .join_from(table("call"), table("visit"), v.call_id == c.id)
        .where(c.customer == ask.customer, v.status.in_([_STATUS[event] for event in events]))
    )
    at = func.coalesce(v.checked_out_at, v.ends_at, type_=v.ends_at.type)
    return [
        Entry(
            ask.position(row.at, row.key), "visit", f"visit_{row.status}", row.who,
            row.note.split("\n", 1)[0] or row.subject, row.number, row.equipment, row.contract,
        )
        for row in ask.rows(query, at, v.id, who, [v.note, c.subject, c.number])
    ]  # fmt: skip


OF_VISITS = Source("visit", EVENTS, _visits)
