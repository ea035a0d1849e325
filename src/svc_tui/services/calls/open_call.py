"""One call inside a unit of work: the moves of its status, its clocks and its people.

`OpenCall` holds the row as it stands in the transaction. Each act asks `domain.calls`, writes through the unit,
and says what happened as a Note; bulk, results and transactions are the business of `services.calls`.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Unpack

from svc_tui.domain.calls import rules
from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.core.text import code_key
from svc_tui.errors import N_, NotFound, Refused
from svc_tui.services.calls.told import Told
from svc_tui.services.core.context import Context
from svc_tui.services.messages.telling import GIVEN, About, tell
from svc_tui.services.sla.clocks import measured_anew, measured_on, stood_s
from svc_tui.storage.calls import reads
from svc_tui.storage.calls.reads import StatusEntry
from svc_tui.storage.calls.rows import CallChange, PauseRecord
from svc_tui.storage.calls.ties import open_dependencies
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.queues.people import serves


class OpenCall:
    """A call in the hands of one act."""

    def __init__(self, unit: UnitOfWork, context: Context, number: str) -> None:
        row = reads.call_by_number(session=unit.session, number=number)
        if row is None:
            raise NotFound(
                N_("There is no call {number}. Search it with / or look at the number again."), number=number
            )
        unit.knows("call", row._asdict())
        self.unit = unit
        self.context = context
        self.row = row
        self.warnings: list[Note] = []
        self.told = Told(unit, row.id)
        self._pauses: list[PauseRecord] | None = None

    @property
    def id(self) -> int:
        """Internal key."""
        return self.row.id

    @property
    def number(self) -> str:
        """What people call it."""
        return self.row.number

    @property
    def at(self) -> datetime:
        """The moment of the act."""
        return self.unit.at

    def write(self, **values: Unpack[CallChange]) -> None:
        """Change columns through the recorded path; those who follow the call are told what moved it on."""
        changed = self.unit.update("call", self.id, {**values})
        self.row = self.row._replace(**changed)
        self.told.changed(changed, self.row)

    def log(
        self, event: str, *, field: str | None = None, old: str | None = None, new: str | None = None
    ) -> None:
        """A line of the call's history."""
        self.unit.log("call", self.id, event, field=field, old=old, new=new)

    # Clocks

    def pauses(self) -> list[PauseRecord]:
        """The pauses it had, in order; read once, and only where it had any."""
        if self._pauses is None:
            had = self.row.paused_s or self.row.paused_since is not None
            self._pauses = reads.pauses(session=self.unit.session, call_id=self.id) if had else []
        return self._pauses

    def settle(self, *, anew: bool = False, **more: Unpack[CallChange]) -> None:
        """Write what the act changes, and what it makes of both clocks.

        Args:
            anew: The budgets too: priority, contract, coverage or the reported instant changed.
            more: Columns of the call.
        """
        row, session = self.row._replace(**more), self.unit.session
        held = [(pause.start_at, pause.end_at) for pause in self.pauses()]
        measured = measured_anew if anew else measured_on
        columns = measured(self.row, row, held, self.context.company, session=session, now=self.at)
        changed: CallChange = {**more, **columns}
        self.write(**changed)

    # Stamps

    def stamp_response(self, responder: str | None = None, at: datetime | None = None) -> bool:
        """SC-16: the first response, once, at its own instant or now. Returns whether it was the first."""
        if self.row.responded_at is not None:
            return False
        at = rules.within(at or self.at, self.row.reported_at)
        rules.check_response(self.number, at, self.row.reported_at, self.at)
        self.settle(responded_at=at, responder=responder or self.row.assignee or self.unit.who)
        return True

    def stamp_resolution(self) -> None:
        """SC-17: the resolution; moves until the call is resolved or closed."""
        if not self.row.is_open or (self.row.status_class == "resolved" and self.row.resolved_at is not None):
            return
        self.stamp_response()
        self.settle(resolved_at=self.at)

    def unstamp_resolution(self) -> None:
        """SC-18: no solution and no text are left, so the clock runs on; the time between counts as paused."""
        if self.row.resolved_at is not None:
            self._stood(self.row.resolved_at)
            self.settle(resolved_at=None)

    # Pauses

    def pause_clock(self, kind: str, *, until: datetime | None = None, reason: str | None = None) -> None:
        """Hold the resolution clock; a standing pause only gets its new end."""
        if self.row.paused_since is not None:
            self.write(paused_until=until)
            return
        self._pause_row(self.at, None, kind, reason)
        self.settle(paused_since=self.at, paused_until=until)

    def resume_clock(self, at: datetime | None = None) -> None:
        """Let the resolution clock run on as of `at`, by default now."""
        since = self.row.paused_since
        if since is None:
            return
        at = max(at or self.at, since)
        before = self._stood_s()
        standing = next((pause for pause in reversed(self.pauses()) if pause.end_at is None), None)
        if standing is None:
            self._pause_row(since, at, "status")
        else:
            self.unit.update("call_pause", standing.id, {"end_at": at}, log=False)
            self.pauses()[self.pauses().index(standing)] = standing._replace(end_at=at)
        paused_s = self.row.paused_s + self._stood_s() - before
        self.settle(paused_since=None, paused_until=None, paused_s=paused_s)

    def put_pauses(self, wanted: Sequence[PauseRecord]) -> None:
        """Make the pauses of the call these."""
        keys = {pause.id for pause in wanted}
        there = {pause.id: pause for pause in reads.pauses(session=self.unit.session, call_id=self.id)}
        for row_id in there.keys() - keys:
            self.unit.delete("call_pause", row_id)
        self._pauses = []
        for pause in wanted:
            if pause.id in there:
                values = pause._asdict()
                self.unit.update("call_pause", values.pop("id"), values, log=False)
                self._pauses.append(pause)
            else:
                self._pause_row(pause.start_at, pause.end_at, pause.kind, pause.reason)

    def _stood(self, since: datetime) -> None:
        """The time since it was resolved or closed counts as a pause."""
        before = self._stood_s()
        self._pause_row(since, self.at, "resolved")
        self.write(paused_s=self.row.paused_s + self._stood_s() - before)

    def _stood_s(self) -> int:
        return stood_s((pause.start_at, pause.end_at) for pause in self.pauses())

    def _pause_row(self, start: datetime, end: datetime | None, kind: str, reason: str | None = None) -> None:
        values = {"call_id": self.id, "start_at": start, "end_at": end, "kind": kind, "reason": reason}
        pauses = self.pauses()
        row_id = self.unit.insert("call_pause", values, log=None)
        pauses.append(PauseRecord(row_id, self.id, start, end, kind, reason))

    # Status

    def status_entry(self, name: str, *, choosing: bool = True) -> StatusEntry:
        """A status by name, without regard to case. SC-14: inactive ones cannot be chosen."""
        entries = reads.statuses(session=self.unit.session)
        for entry in entries:
            if code_key(entry.name) == code_key(name):
                if choosing and not entry.active and entry.name != self.row.status:
                    raise Refused(N_("The status {name} is no longer used. Choose another."), name=entry.name)
                return entry
        known = ", ".join(entry.name for entry in entries if entry.active)
        raise Refused(N_("There is no status {name}. Choose one of {known}."), name=name, known=known)

    def first_status(self, status_class: str, *, pausing: bool = False) -> StatusEntry:
        """The first active status of a class."""
        for entry in reads.statuses(session=self.unit.session):
            if entry.active and entry.status_class == status_class and (entry.pauses_clock or not pausing):
                return entry
        if pausing:
            return self.first_status(status_class)
        raise Refused(
            N_("The status list has no active status of the class {name}. Add one in the set-up."),
            name=status_class,
        )

    def set_status(
        self, entry: StatusEntry, *, until: datetime | None = None, reason: str | None = None
    ) -> None:
        """Move to a status with all that it means for the clocks."""
        if entry.status_class == "closed":
            self._to_closed(entry)
            return
        if entry.status_class == "resolved":
            self._to_resolved(entry)
            return
        if self.row.status_class in ("resolved", "closed"):
            self._reopen()
        pausing = entry.pauses_clock or until is not None
        if not pausing:
            self.resume_clock()
        self._name_status(entry)
        if pausing:
            self.pause_clock("snooze" if until else "status", until=until, reason=reason)

    def _name_status(self, entry: StatusEntry, **more: Unpack[CallChange]) -> None:
        is_open = entry.status_class != "closed"
        named: CallChange = {"status": entry.name, "status_class": entry.status_class, "is_open": is_open}
        changed: CallChange = {**named, **more}
        self.write(**changed)

    def _to_resolved(self, entry: StatusEntry) -> None:
        if self.row.status_class == "closed":
            self._reopen()
        rules.check_handled(self.number, self.row.queue, self.row.assignee)
        self._need_outcome()
        self.resume_clock()
        self.stamp_resolution()
        self._name_status(entry)

    def _to_closed(self, entry: StatusEntry) -> None:
        if self.row.status_class == "closed":
            self._name_status(entry)
            return
        rules.check_handled(self.number, self.row.queue, self.row.assignee)
        self._need_outcome()
        rules.check_period(self.row.reported_at, self.at)
        session = self.unit.session
        tasks = reads.open_activities(session=session, call_id=self.id)
        self.warnings += rules.warnings_to_close(
            self.number,
            tasks,
            open_dependencies(session=session, call_id=self.id),
            reads.open_visits(session=session, call_id=self.id),
        )
        self.resume_clock()
        if self.row.resolved_at is None:
            self.stamp_resolution()
        self._name_status(entry, closed_at=self.at, next_due=None)

    def _need_outcome(self) -> None:
        solutions = reads.solutions_of(session=self.unit.session, call_id=self.id)
        for missing in rules.missing_to_close(self.number, len(solutions), self.row.resolution):
            raise Refused(missing.text, **missing.values)

    def _reopen(self) -> None:
        """SC-21: closing is cleared; the resolution clock runs on with what was consumed (W14)."""
        closed_at = self.row.closed_at
        self.write(closed_at=None, is_open=True, reopened=self.row.reopened + 1)
        if self.row.resolved_at is not None:
            self.unstamp_resolution()
            return
        if closed_at is not None:
            self._stood(closed_at)
        self.settle()

    # People and queues

    def assign(self, to: str | None) -> Note:
        """Give the call to a person (SC-12), or to nobody."""
        if to is None:
            self.write(assignee=None)
            return note(N_("{number} is nobody's now"), number=self.number)
        person = reads.person(session=self.unit.session, code=to)
        if person is None:
            raise NotFound(
                N_("There is no person {code}. Type a part of the name to see who there is."), code=to
            )
        code = person.code
        if not person.active:
            raise Refused(N_("{person} is no longer active. Choose another."), person=code)
        before = self.row.assignee
        if before == code:
            return note(N_("{number} is {person}'s already"), number=self.number, person=code)
        self._check_membership(code)
        reassigned = self.row.reassigned + bool(before)
        self.write(assignee=code, assigned_at=self.at, reassigned=reassigned)
        if code != self.unit.who:
            self.tell_given(code)
        if code == self.unit.who:
            taken = N_("{number} taken from {before}") if before else N_("{number} taken")
            return note(taken, number=self.number, before=before)
        if before:
            return note(
                N_("{number} given to {person}, was {before}'s"),
                number=self.number,
                person=code,
                before=before,
            )
        return note(N_("{number} given to {person}"), number=self.number, person=code)

    def tell_given(self, person: str) -> None:
        """SC-12: a message to a person who got the call."""
        tell(self.unit, person, "given", GIVEN, About(self.id))

    def _serves(self, queue: str, person: str) -> bool:
        return serves(session=self.unit.session, queue=queue, person=person, today=lambda: self.context.today)

    def _check_membership(self, code: str) -> None:
        """QU-04: a warning where the person does not serve the queue."""
        queue = self.row.queue
        if queue and not self._serves(queue, code):
            self.warnings.append(note(N_("{person} is no member of {queue}."), person=code, queue=queue))

    def move(self, queue: str | None, *, keeping: bool = False) -> Note:
        """Put the call into a queue; the assignee stays only where he serves it, or is kept on purpose."""
        if queue is None:
            self.write(queue=None)
            return note(N_("{number} is in no queue now"), number=self.number)
        row = reads.queue(session=self.unit.session, code=queue)
        if row is None:
            raise NotFound(
                N_("There is no queue {code}. Type a part of its name to see which there are."), code=queue
            )
        code = row.code
        if row.inactive:
            raise Refused(
                N_("The queue {code} is inactive. Choose another, or activate it in the set-up."), code=code
            )
        before = self.row.queue
        if before == code:
            return note(N_("{number} is in {queue} already"), number=self.number, queue=code)
        values: CallChange = {"queue": code, "assigned_at": self.at}
        if before:
            values["reassigned"] = self.row.reassigned + 1
        assignee = self.row.assignee
        if assignee and not keeping and not self._serves(code, assignee):
            values["assignee"] = None
        self.write(**values)
        return note(N_("{number} moved to {queue}"), number=self.number, queue=code)
