"""What the movements of units tell of a customer's past."""

from sqlalchemy import func, select

from svc_tui.storage.company.timeline import Ask, Entry, Source
from svc_tui.storage.tables import table

MOVES = (
    "created", "delivered", "invoiced", "returned", "to_lab", "from_lab", "loaned_out", "loaned_in", "exchanged",
    "owner", "moved", "joined", "left", "linked", "unlinked", "activated", "ended",
)  # fmt: skip


def _movements(ask: Ask) -> list[Entry]:
    m, e = table("movement").c, table("equipment").c
    serial = func.coalesce(e.serial, e.manufacturer_serial)
    query = (
        select(m.kind, m.equipment, m.note, m.document, e.item, serial.label("serial"))
        .join_from(table("movement"), table("equipment"), e.number == m.equipment)
        .where(m.customer == ask.customer)
    )
    events = ask.events("equipment", MOVES)
    if len(events) < len(MOVES):
        query = query.where(m.kind.in_(events))
    return [
        Entry(
            ask.position(row.at, row.key), "equipment", row.kind, row.who,
            " ".join(part for part in (row.serial, row.item, row.document, row.note) if part), equipment=row.equipment,
        )
        for row in ask.rows(query, m.at, m.id, m.who, [serial, e.item, m.document, m.note])
    ]  # fmt: skip


OF_UNITS = Source("equipment", MOVES, _movements)
