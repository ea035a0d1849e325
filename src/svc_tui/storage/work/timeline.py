"""What work on its calls tells of a customer's past.

A line of work does not know its customer: it is found by the customer's calls, whose keys an index gives. That grows
with the calls, a millisecond for a few thousand, which is cheaper than another column for every write of work to keep.
"""

from sqlalchemy import select

from svc_tui.storage.company.timeline import Ask, Entry, Source
from svc_tui.storage.tables import table

WORK = ("labour", "travel", "part")


def _work(ask: Ask) -> list[Entry]:
    w, c = table("work").c, table("call").c
    query = (
        select(w.kind, w.note, w.item, c.number, c.equipment, w.contract)
        .join_from(table("call"), table("work"), w.call_id == c.id)
        .where(c.customer == ask.customer)
    )
    events = ask.events("work", WORK)
    if len(events) < len(WORK):
        query = query.where(w.kind.in_(events))
    return [
        Entry(
            ask.position(row.at, row.key), "work", row.kind, row.who,
            " ".join(part for part in (row.item, row.note.split("\n", 1)[0]) if part),
            row.number, row.equipment, row.contract,
        )
        for row in ask.rows(query, w.ends_at, w.id, w.who, [w.item, w.note, c.number])
    ]  # fmt: skip


OF_WORK = Source("work", WORK, _work)
