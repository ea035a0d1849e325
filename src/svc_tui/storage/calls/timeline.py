"""What calls and activities tell of a customer's past."""

from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, func, select

from svc_tui.storage.company.timeline import Ask, Entry, Source, who_did
from svc_tui.storage.tables import table

ACTIVITIES = ("phone", "meeting", "task", "note", "campaign", "other")
STAMPS = {
    "opened": "reported_at",
    "responded": "responded_at",
    "resolved": "resolved_at",
    "closed": "closed_at",
}
"""The column of a call that says when each happened, with an index after the customer."""


def _who(event: str) -> ColumnElement[Any]:
    c = table("call").c
    if event == "opened":
        return c.created_by
    told: ColumnElement[Any] = func.coalesce(who_did("call", c.id, event), c.assignee)
    return func.coalesce(c.responder, told) if event == "responded" else told


def _calls(event: str, ask: Ask) -> list[Entry]:
    c = table("call").c
    texts = [c.subject, c.description] if event == "opened" else [c.subject, c.resolution]
    query = select(c.number, c.subject, c.equipment, c.contract).where(c.customer == ask.customer)
    return [
        Entry(
            ask.position(row.at, row.key), "call", event, row.who, row.subject,
            row.number, row.equipment, row.contract,
        )
        for row in ask.rows(query, c[STAMPS[event]], c.id, _who(event), [c.number, *texts])
    ]  # fmt: skip


def _activities(ask: Ask) -> list[Entry]:
    a, c = table("activity").c, table("call").c
    call = select(c.number).where(c.id == a.call_id).scalar_subquery()
    query = select(
        a.number, a.kind, a.subject, a.notes, a.equipment, a.contract, call.label("call")
    ).where(a.customer == ask.customer)  # fmt: skip
    events = ask.events("activity", ACTIVITIES)
    if len(events) < len(ACTIVITIES):
        query = query.where(a.kind.in_(events))
    at = func.coalesce(a.starts_at, a.created_at, type_=a.starts_at.type)
    return [
        Entry(
            ask.position(row.at, row.key), "activity", row.kind, row.who, row.subject or row.notes.split("\n", 1)[0],
            row.call, row.equipment, row.contract, row.number,
        )
        for row in ask.rows(query, at, a.id, a.who, [a.subject, a.notes])
    ]  # fmt: skip


OF_CALLS = tuple(Source("call", (event,), partial(_calls, event)) for event in STAMPS)
OF_ACTIVITIES = Source("activity", ACTIVITIES, _activities)
