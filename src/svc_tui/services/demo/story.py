"""A call as it is lived: each act moves the row, its clocks, its history and what hangs on it, as the services do."""

from datetime import datetime
from time import gmtime, strftime
from typing import Any

from svc_tui.domain.core.uids import uuid7
from svc_tui.domain.sla.coverage import instant_of, seconds_of
from svc_tui.domain.sla.stopwatch import Stopwatch
from svc_tui.services.core.fields import Values
from svc_tui.services.demo.cases import FIRST_NUMBER, Case
from svc_tui.services.sla.clocks import Clocks, columns_of, rebudgeted

INSTANTS = (
    "response_since", "response_warn_at", "response_critical_at", "resolution_since", "resolution_warn_at",
    "resolution_critical_at", "respond_by", "resolve_by", "next_due", "next_since",
)  # fmt: skip
BARE: dict[str, Any] = dict.fromkeys(
    (
        "contact_number", "reference", "serial", "serial_key", "serial_runs_key", "manufacturer_serial",
        "manufacturer_serial_key", "manufacturer_serial_runs_key", "equipment", "item", "item_name", "item_group",
        "assignee", "technician",
        "assigned_at", "responded_at", "responder", "resolved_at", "paused_since", "paused_until",
        "closed_at", "merged_into", "satisfaction", "satisfaction_text", "signed_by", "signed_at", "signed_hash",
    )
)  # fmt: skip
BARE |= {"status": "Open", "status_class": "open", "is_open": True, "tags": "", "paused_s": 0, "reopened": 0}
BARE |= {"reassigned": 0, "resolution": "", "change_seq": 1, "contract_chosen": False}

Event = tuple[int, str, str, str | None, str | None, str | None]
"""When, who, event, field, old, new."""


def iso(at: int | None) -> str | None:
    """An instant as history writes it."""
    return None if at is None else strftime("%Y-%m-%dT%H:%M:%SZ", gmtime(at))


class Story:
    """One call from its report to now."""

    __slots__ = (
        "activities", "case", "events", "last", "pauses", "resolution", "response", "row", "solutions", "terms", "work",
    )  # fmt: skip

    def __init__(self, case: Case, creator: str, noise: bytes, type_: str, problem: str) -> None:
        self.case = case
        self.events: list[Event] = [(case.at, creator, "created", None, None, case.number)]
        self.activities: list[tuple[str, str, str, str, int, int | None]] = []
        """Kind, subject, notes, who, start, end."""
        self.pauses: list[tuple[int, int | None, str, str | None]] = []
        """Start, end, kind, reason."""
        self.solutions: list[tuple[int, int, str]] = []
        """Number, when, who."""
        self.work: list[tuple[Any, ...]] = []
        """Lines of work, as `labour.WORK` names their columns."""
        self.response: Stopwatch = case.clocks.response
        self.resolution: Stopwatch = case.clocks.resolution
        self.last = case.at
        about = case.card.row if case.card else case.customer.row
        self.row: dict[str, Any] = BARE | about | {
            "id": case.place + 1, "uid": uuid7(instant_of(case.at), noise), "number": case.number,
            "number_order": FIRST_NUMBER + case.place, "subject": case.subject,
            "description": case.description, "priority": case.priority, "contract": case.answer.contract,
            "covered": case.answer.covered, "coverage_reason": case.answer.reason, "queue": case.queue,
            "origin": case.origin, "type": type_, "problem": problem, "subtype": case.matter.subtype,
            "reported_at": case.at, "created_by": creator, "assigned_at": case.at,
            "respond_by": case.respond_by, "resolve_by": case.resolve_by,
        }  # fmt: skip

    def log(self, at: int, who: str, event: str, field: str, old: str | None, new: str | None) -> None:
        """A line of history."""
        self.events.append((at, who, event, field, old, new))
        self.last = at

    # People, queue, priority

    def assign(self, at: int, by: str, to: str) -> None:
        """Give the call to a person."""
        row = self.row
        self.log(at, by, "assigned", "assignee", row["assignee"], to)
        row["reassigned"] += row["assignee"] is not None
        row["assignee"], row["assigned_at"] = to, at

    def send(self, at: int, by: str, technician: str) -> None:
        """Name who goes on site."""
        self.log(at, by, "technician", "technician", self.row["technician"], technician)
        self.row["technician"] = technician

    def move(self, at: int, by: str, queue: str) -> None:
        """Into another queue."""
        self.log(at, by, "moved", "queue", self.row["queue"], queue)
        self.row["queue"], self.row["assigned_at"] = queue, at
        self.row["reassigned"] += 1

    def prioritise(self, at: int, by: str, priority: str) -> None:
        """Another priority, perhaps with its own targets."""
        case, row = self.case, self.row
        self.log(at, by, "priority", "priority", row["priority"], priority)
        row["priority"] = priority
        clocks = Clocks(self.response, self.resolution, case.answer.coverage)
        clocks = rebudgeted(clocks, instant_of(case.at), priority, case.answer.terms)
        self.response, self.resolution = clocks.response, clocks.resolution
        self._due(at, by, "respond_by", "response due", self.response)
        self._due(at, by, "resolve_by", "resolution due", self.resolution)

    # Clocks

    def _due(self, at: int, by: str, field: str, event: str, watch: Stopwatch) -> None:
        found = watch.due(self.case.answer.coverage)
        due = seconds_of(found) if isinstance(found, datetime) else None
        if due != self.row[field]:
            self.log(at, by, event, field, iso(self.row[field]), iso(due))
            self.row[field] = due

    def respond(self, at: int, by: str) -> None:
        """The first response, once."""
        if self.row["responded_at"] is None:
            self.response = self.response.stop(instant_of(at))
            self.row["responded_at"], self.row["responder"] = at, by
            self.log(at, by, "responded", "responded_at", None, iso(at))

    def pause(self, at: int, by: str, status: str, kind: str, reason: str, until: int | None = None) -> None:
        """A waiting status stops the resolution clock."""
        self.status(at, by, status, "waiting")
        self.resolution = self.resolution.pause(instant_of(at))
        self._due(at, by, "resolve_by", "resolution due", self.resolution)
        self.row["paused_since"], self.row["paused_until"] = at, until
        if until is not None:
            self.log(at, by, "snoozed", "paused_until", None, iso(until))
        self.pauses.append((at, None, kind, reason))

    def resume(self, at: int, by: str) -> None:
        """The clock runs on."""
        row = self.row
        start, _, kind, reason = self.pauses[-1]
        self.pauses[-1] = (start, at, kind, reason)
        self.resolution = self.resolution.resume(instant_of(at))
        self._due(at, by, "resolve_by", "resolution due", self.resolution)
        if row["paused_until"] is not None:
            self.log(at, by, "snoozed", "paused_until", iso(row["paused_until"]), None)
        row["paused_since"], row["paused_until"] = None, None
        row["paused_s"] += at - start
        self.status(at, by, "Open", "open")

    def finish(self, at: int, by: str, text: str, solution: int | None, full: bool) -> None:
        """Write what was done; that stamps the resolution, and the response where there was none."""
        row = self.row
        if solution is not None and all(number != solution for number, _, _ in self.solutions):
            self.solutions.append((solution, at, by))
            if full:
                self.log(at, by, "solution added", "solutions", None, str(solution))
        if full:
            self.log(at, by, "changed", "resolution", row["resolution"] or None, text)
        row["resolution"] = text
        self.respond(at, by)
        self.resolution = self.resolution.stop(instant_of(at))
        row["resolved_at"] = at
        self.log(at, by, "resolved", "resolved_at", None, iso(at))

    def close(self, at: int, by: str) -> None:
        """The end."""
        self.status(at, by, "Closed", "closed")
        self.row["closed_at"], self.row["is_open"] = at, False
        self.log(at, by, "closed", "closed_at", None, iso(at))

    def reopen(self, at: int, by: str) -> None:
        """It came back: the clock runs on, the time between counts as paused."""
        row = self.row
        if row["closed_at"] is not None:
            self.log(at, by, "reopened", "closed_at", iso(row["closed_at"]), None)
        row["closed_at"], row["is_open"] = None, True
        row["reopened"] += 1
        resolved = row["resolved_at"]
        self.log(at, by, "resolved", "resolved_at", iso(resolved), None)
        row["resolved_at"] = None
        row["paused_s"] += at - resolved
        self.pauses.append((resolved, at, "resolved", None))
        self.resolution = self.resolution.reopen(instant_of(at))
        self._due(at, by, "resolve_by", "resolution due", self.resolution)
        self.status(at, by, "Open", "open")

    def status(self, at: int, by: str, status: str, kind: str) -> None:
        """Another status."""
        if status != self.row["status"]:
            self.log(at, by, "status", "status", self.row["status"], status)
            self.row["status"], self.row["status_class"] = status, kind

    # What was said

    def say(self, kind: str, at: int, by: str, subject: str, notes: str, end: int | None) -> None:
        """A note, a phone call, a meeting; one without an end is still to be done."""
        self.activities.append((kind, subject, notes, by, at, end))
        self.log(at, by, kind, "activities", None, subject)

    def told(self) -> dict[str, Any]:
        """The row with the columns of its clocks, instants as whole seconds."""
        row, case = self.row, self.case
        columns: Values = {
            **columns_of(
                Clocks(self.response, self.resolution, case.answer.coverage), case.answer.terms, None
            )
        }
        for name in INSTANTS:
            if (at := columns.get(name)) is not None:
                columns[name] = seconds_of(at)
        if not row["is_open"]:
            columns |= {"next_due": None, "next_left_s": None, "next_since": None}
        row.update(columns, version=len(self.events), updated_at=self.last)
        return row
