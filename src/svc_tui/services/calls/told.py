"""Who follows a call is told, once an act, that it moved on: status, resolution, people, queue, what was said."""

from collections.abc import Collection, Mapping
from typing import Any

from svc_tui.errors import N_
from svc_tui.services.messages.telling import About, shortened, tell
from svc_tui.storage.calls import ties
from svc_tui.storage.calls.rows import CallRecord
from svc_tui.storage.engine.unit_of_work import UnitOfWork

SAID, QUEUE, PEOPLE, RESOLUTION, STATUS = range(5)
"""What an act did, the weightiest last: that is told where it did several things."""


class Told:
    """What one act told of one call."""

    def __init__(self, unit: UnitOfWork, call_id: int) -> None:
        self._unit, self._call_id = unit, call_id
        self._weight = -1
        self._messages: dict[str, int] | None = None
        """The number of the message by who was told; None before anybody was looked for."""
        self._without: set[str] = set()

    @property
    def messages(self) -> Mapping[str, int]:
        """The number of the message of each who was told."""
        return {person: number for person, number in (self._messages or {}).items() if number}

    def branch(self) -> "Told":
        """The same, for a part of the act that may be refused and leave no trace."""
        other = Told(self._unit, self._call_id)
        other._weight, other._without = self._weight, set(self._without)
        other._messages = None if self._messages is None else dict(self._messages)
        return other

    def changed(self, columns: Mapping[str, Any], row: CallRecord) -> None:
        """Columns of the call were written, which stands so now."""
        if columns.get("assignee"):
            self._without.add(columns["assignee"])  # who gets the call is told that
        if "status" in columns:
            self._tell(STATUS, N_("{number} is {status} now: {subject}"), status=row.status)
        if columns.get("resolution"):
            self._tell(RESOLUTION, N_("{sender} wrote what solved {number}: {subject}"))
        if "assignee" in columns and row.assignee is None:
            self._tell(PEOPLE, N_("{number} is nobody's now: {subject}"))
        elif "assignee" in columns:
            taken, given = (
                N_("{sender} took {number}: {subject}"),
                N_("{sender} gave {number} to {person}: {subject}"),
            )
            self._tell(PEOPLE, taken if row.assignee == self._unit.who else given, person=row.assignee)
        if "queue" in columns and row.queue is None:
            self._tell(QUEUE, N_("{number} is in no queue now: {subject}"))
        elif "queue" in columns:
            self._tell(QUEUE, N_("{sender} moved {number} to {queue}: {subject}"), queue=row.queue)

    def said(self, text: str, named: Collection[str] = ()) -> None:
        """Something was said on the call; those who were named in it are told that."""
        self._without.update(named)
        self._tell(SAID, N_("{sender} on {number}: {said}"), said=shortened(text))

    def _tell(self, weight: int, text: str, **values: Any) -> None:
        if weight < self._weight:
            return
        self._weight = weight
        unit = self._unit
        if self._messages is None:
            self._messages = dict.fromkeys(ties.followers(session=unit.session, call_id=self._call_id), 0)
            self._messages.pop(unit.who, None)
        for person, number in self._messages.items():
            if person in self._without:
                continue
            if number:
                unit.update("message", number, {"text": text, "text_values": values or None})
            else:
                self._messages[person] = tell(unit, person, "followed", text, About(self._call_id), **values)
