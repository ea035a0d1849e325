"""What an imported history says: entries of the store, pauses, and the stamps a file leaves out."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from svc_tui.interchange.core.records import Event
from svc_tui.services.core.fields import Given, Values
from svc_tui.services.exchange.incoming.refs import Directory
from svc_tui.storage.exchange import incoming as rows


def entries(
    history: Sequence[Event], reported_at: datetime | None, call_id: int, number: str
) -> Iterator[Values]:
    """Rows of the history table; a call without a history was at least made."""
    if not history:
        at = reported_at
        if at is not None:
            yield {"kind": "call", "object_id": call_id, "at": at, "who": None, "event": "created",
                   "field": None, "old": None, "new": number}  # fmt: skip
        return
    for event in history:
        name = event.event if event.event != "changed" else rows.event_of("call", event.field)
        yield {
            "kind": "call", "object_id": call_id, "at": event.at, "who": event.who, "event": name,
            "field": event.field or None, "old": _text(event.old),
            "new": number if name == "created" and event.new is None else _text(event.new),
        }  # fmt: skip


def _text(value: Any) -> str | None:
    return ", ".join(value) if isinstance(value, tuple | list) else rows.as_text(value)


def derive(values: Values, history: Sequence[Event], directory: Directory) -> None:
    """Stamps and counters that a file does not speak of, from the history it brings."""
    if not history:
        return
    classes = [
        (event.at, _class(event.old, directory), _class(event.new, directory))
        for event in history
        if event.field == "status"
    ]
    for name, wanted in (("closed_at", "closed"), ("resolved_at", "resolved")):
        if name not in values:
            ended = values.get("status") and directory.statuses[values["status"]].status_class in {
                wanted,
                "closed",
            }
            stamps = [at for at, _, new in classes if new == wanted]
            values[name] = stamps[-1] if ended and stamps else None
    if "reopened" not in values:
        values["reopened"] = sum(
            old in {"resolved", "closed"} and new in {"open", "waiting"} for _, old, new in classes
        )
    if "reassigned" not in values:
        values["reassigned"] = sum(
            event.field in {"assignee", "queue"} and event.old is not None for event in history
        )
    values["paused_s"] = sum(
        int((end - start).total_seconds()) for start, end in spans(history, directory) if end
    )


def _class(name: Any, directory: Directory) -> str:
    info = directory.statuses.get(name)
    return info.status_class if info else ""


def spans(history: Sequence[Event], directory: Directory) -> Iterator[tuple[datetime, datetime | None]]:
    """Times in a status that stops the clock."""
    began: datetime | None = None
    for event in history:
        if event.field != "status":
            continue
        info = directory.statuses.get(event.new)
        stands = info is not None and info.pauses
        if stands and began is None:
            began = event.at
        elif not stands and began is not None:
            yield began, event.at
            began = None
    if began is not None:
        yield began, None


def pauses(history: Sequence[Event], directory: Directory) -> Iterator[Values]:
    for start, end in spans(history, directory):
        yield {"start_at": start, "end_at": end, "kind": "status"}


def since(history: Sequence[Event], status: str) -> datetime | None:
    return next(
        (event.at for event in reversed(history) if event.field == "status" and event.new == status), None
    )


def clocks(values: Given, status_class: str) -> Values:
    """Which targets were met and which is next, from the instants the file gives."""
    found: Values = {}
    still: list[datetime] = []
    for due, done, met in (
        ("respond_by", "responded_at", "response_met"),
        ("resolve_by", "resolved_at", "resolution_met"),
    ):
        by, at = values.get(due), values.get(done)
        found[met] = at <= by if by and at else None
        if by and not at and status_class != "closed":
            still.append(by)
    found["next_due"] = min(still, default=None)
    return found
