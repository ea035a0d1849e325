"""What contracts tell of a customer's past: their days by themselves, approval and the like by their history.

A customer has tens of contracts, not thousands: all of them are read.
"""

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from svc_tui.storage.company.timeline import Ask, Entry, Source
from svc_tui.storage.tables import table

TOLD = {"approved": "approved", "on_hold": "on_hold", "draft": "draft_again", "terminated": "terminated"}
"""What a change of status is called here."""
DAYS = ("started", "ended", "last_day")
CONTRACTS = ("written", "renewed", *TOLD.values(), *DAYS)


def _contracts(ask: Ask) -> list[Entry]:
    c = table("contract").c
    names = select(c.id, c.number, c.description, c.start, c.end, c.termination, c.renews, c.status)
    contracts = {row.id: row for row in ask.session.execute(names.where(c.customer == ask.customer))}
    if not contracts:
        return []
    events = ask.events("contract", CONTRACTS)
    found = [
        *_told(ask, contracts),
        *(each for row in contracts.values() for each in _days(ask, row, ask.zone)),
    ]
    kept = [
        each
        for each in found
        if each.event in events and ask.comes_after(each.position) and ask.fits(each.who, each.text)
    ]
    return sorted(kept, key=lambda each: each.position, reverse=True)[: ask.limit]


def _told(ask: Ask, contracts: dict[int, Any]) -> list[Entry]:
    """What their histories tell."""
    h = table("history").c
    query = select(h.id, h.object_id, h.at, h.who, h.event, h.new).where(
        h.kind == "contract", h.object_id.in_(list(contracts)), h.event.in_(("created", "status"))
    )
    found = []
    for row in ask.session.execute(query):
        contract = contracts[row.object_id]
        event = (
            TOLD.get(row.new or "") if row.event == "status" else "renewed" if contract.renews else "written"
        )
        if event is not None:
            found.append(_entry(ask, contract, event, row.at, row.id, row.who))
    return found


def _days(ask: Ask, row: Any, zone: ZoneInfo) -> list[Entry]:
    """The days on which it began and ended."""
    over = row.termination or row.end
    days = (("started", row.start), ("last_day" if row.termination else "ended", over))
    draft = row.status == "draft"
    return [
        _entry(ask, row, event, _begin(day, zone), -(row.id * 2 + index), None)
        for index, (event, day) in enumerate(days)
        if day is not None and not draft
    ]


def _begin(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _entry(ask: Ask, row: Any, event: str, at: datetime, key: int, who: str | None) -> Entry:
    text = row.description
    if event == "renewed":
        text = f"K-{row.renews} {text}".rstrip()
    return Entry(ask.position(at, key), "contract", event, who, text, contract=row.number)


OF_CONTRACTS = Source("contract", CONTRACTS, _contracts)
