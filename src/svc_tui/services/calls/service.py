"""What people do with calls: one act on one or many, one transaction, one result a call, one undo."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from svc_tui.domain.calls import rules
from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.core.text import clean, clean_line
from svc_tui.errors import N_, Refused
from svc_tui.language import day_time
from svc_tui.services.calls import edit as call_edit
from svc_tui.services.calls import new as call_new
from svc_tui.services.calls import ties as call_merge
from svc_tui.services.calls.lists import CallLists
from svc_tui.services.calls.open_call import OpenCall
from svc_tui.services.calls.reading import CallReading
from svc_tui.services.core.acts import Opening, run
from svc_tui.services.core.context import Context
from svc_tui.services.core.editing import settle
from svc_tui.services.core.fields import Given, Values
from svc_tui.services.core.kinds import when_made
from svc_tui.services.core.outcomes import Outcome, Outcomes
from svc_tui.storage.calls import reads
from svc_tui.storage.calls.ties import open_dependencies
from svc_tui.storage.engine.unit_of_work import UnitOfWork

Act = Callable[[OpenCall], Note]
NOTE_KINDS = ("note", "phone", "meeting", "task")


def _named(numbers: Sequence[str]) -> str:
    if len(numbers) <= 3:
        return ", ".join(numbers)
    return f"{numbers[0]} … {numbers[-1]} ({len(numbers)})"


TABLES = ("absence", "activity", "call", "person")
CALLS = Opening(OpenCall, lambda call: call.number, lambda call: call.warnings, "calls", _named, TABLES)


class Calls(CallLists, CallReading):
    """The acts on calls, in the name of the context's person."""

    def __init__(self, context: Context) -> None:
        CallLists.__init__(self, context)

    def act(self, numbers: Sequence[str], title: str, act: Act, **values: Any) -> Outcomes:
        """Do one thing to each call; what one call refuses does not stop the others.

        Args:
            numbers: The calls, as typed.
            title: What the undo list calls it, with `{calls}` for the numbers.
            act: What to do; returns what happened.
        """
        return run(self.context, numbers, CALLS, title, act, **values)

    # People, queues, priority

    def take(self, numbers: Sequence[str]) -> Outcomes:
        """Become the assignee."""
        return self.assign(numbers, self.context.me)

    def assign(self, numbers: Sequence[str], to: str | None) -> Outcomes:
        """Give calls to a person; None or an empty text to nobody."""

        def act(call: OpenCall) -> Note:
            _need_open(call)
            return call.assign(to or None)

        return self.act(numbers, N_("{calls} given to {person}"), act, person=to or "-")

    def move(self, numbers: Sequence[str], queue: str | None) -> Outcomes:
        """Put calls into a queue."""

        def act(call: OpenCall) -> Note:
            _need_open(call)
            return call.move(queue or None)

        return self.act(numbers, N_("{calls} moved to {queue}"), act, queue=queue or "-")

    def technician(self, numbers: Sequence[str], who: str | None) -> Outcomes:
        """Name who goes on site (SC-13)."""
        return self.act(
            numbers,
            N_("{calls}: technician {person}"),
            lambda call: call_edit.technician(call, who),
            person=who or "-",
        )

    def priority(self, numbers: Sequence[str], level: str) -> Outcomes:
        """Set the priority; targets of that priority keep the time consumed."""

        def act(call: OpenCall) -> Note:
            _need_open(call)
            return call_edit.priority(call, level)

        return self.act(numbers, N_("{calls}: priority {level}"), act, level=level)

    # Status

    def status(self, numbers: Sequence[str], name: str) -> Outcomes:
        """Move calls to a status by name."""

        def act(call: OpenCall) -> Note:
            entry = call.status_entry(name)
            call.set_status(entry)
            return note(N_("{number} is {status} now"), number=call.number, status=entry.name)

        return self.act(numbers, N_("{calls}: status {status}"), act, status=name)

    def pause(self, numbers: Sequence[str], until: datetime | None = None, reason: str = "") -> Outcomes:
        """Hold the resolution clock, until an instant or until somebody resumes it."""
        if until is not None and until <= self.context.now():
            raise Refused(N_("The pause would end in the past. Type a later moment, such as +2h or mon 9."))

        def act(call: OpenCall) -> Note:
            _need_open(call)
            entry = call.first_status("waiting", pausing=True)
            call.set_status(entry, until=until, reason=clean_line(reason) or None)
            if reason.strip():
                call_edit.add_note(call, reason, "note", closed=True)
            if until is None:
                return note(N_("{number} paused"), number=call.number)
            here = until.astimezone(self.context.zone)
            return note(N_("{number} paused until {until}"), number=call.number, until=here)

        return self.act(numbers, N_("{calls} paused"), act)

    def resume(self, numbers: Sequence[str]) -> Outcomes:
        """End a pause: the call is open again and its clock runs."""

        def act(call: OpenCall) -> Note:
            if call.row.paused_since is None and call.row.status_class != "waiting":
                raise Refused(N_("{number} is not paused."), number=call.number)
            call.set_status(call.first_status("open"))
            return note(N_("{number} goes on"), number=call.number)

        return self.act(numbers, N_("{calls} resumed"), act)

    def wake(self) -> list[str]:
        """Resume the calls whose snooze is over, as of its end, once. Returns their numbers."""
        with self.context.store.read() as session:
            if not reads.asleep_until(session=session, now=self.context.now()):
                return []
        with self.context.store.write(who="svc-tui", at=self.context.now(), undoable=False) as unit:
            woken = []
            for row in reads.asleep_until(session=unit.session, now=unit.at):
                call = OpenCall(unit, self.context, row.number)
                until = row.paused_until
                call.resume_clock(until)
                entry = call.first_status("open")
                call.write(status=entry.name, status_class=entry.status_class)
                call.log("woke", field="paused_until", old=f"{until:%Y-%m-%dT%H:%M:%SZ}")
                woken.append(call.number)
            return woken

    # Answers and outcomes

    def respond(self, numbers: Sequence[str], *, take: bool = False, at: datetime | None = None) -> Outcomes:
        """Stamp the first response by hand (SC-16), now or at the instant at which it was given."""

        def act(call: OpenCall) -> Note:
            _need_open(call)
            _take_first(call, take)
            before = call.row.responded_at
            if before is not None:
                given = day_time(before, self.context.zone, self.context.now())
                message = N_("{number} was answered already, on {at}.")
                raise Refused(message, number=call.number, at=given)
            call.stamp_response(self.context.me, at)
            return note(N_("{number} answered"), number=call.number)

        return self.act(numbers, N_("{calls} answered"), act)

    def note(
        self, numbers: Sequence[str], text: str, kind: str = "note", *, closed: bool = True,
        at: datetime | None = None, remind: bool = False,
    ) -> Outcomes:  # fmt: skip
        """Write a note, or record a phone call, a meeting or a task; a closed phone call or meeting answers (SC-16).

        What is noted later than it happened has its own instant (`at`), and so has the response; of what is still to
        be done it is when, and the person who writes it is reminded then on wish.
        """
        if kind not in NOTE_KINDS:
            raise Refused(N_("A note is one of {kinds}, not {kind}."), kinds=", ".join(NOTE_KINDS), kind=kind)
        if not clean(text).strip():
            raise Refused(N_("The note is empty. Type what was said or done."))

        def act(call: OpenCall) -> Note:
            said = call
            while (
                into := said.row.merged_into
            ):  # what is said of a merged call belongs to the one that stayed
                said = OpenCall(call.unit, self.context, into)
            call_edit.add_note(said, text, kind, closed=closed, at=at, remind=remind)
            if said is not call:
                message = N_("{number} was merged into {other}: noted there")
                return note(message, number=call.number, other=said.number)
            return note(N_("{number}: noted"), number=call.number)

        return self.act(numbers, N_("{calls}: note"), act)

    def resolve(
        self, numbers: Sequence[str], resolution: str | None = None, *, take: bool = False
    ) -> Outcomes:
        """Write what was done and mark the call resolved (SC-17)."""

        def act(call: OpenCall) -> Note:
            _need_open(call)
            _take_first(call, take)
            call_edit.add_resolution(call, resolution)
            call.set_status(call.first_status("resolved"))
            return note(N_("{number} resolved"), number=call.number)

        return self.act(numbers, N_("{calls} resolved"), act)

    def close(self, numbers: Sequence[str], resolution: str | None = None, *, take: bool = False) -> Outcomes:
        """Close: needs a solution or a resolution text (SC-20), warns of open activities (SC-23)."""

        def act(call: OpenCall) -> Note:
            _need_open(call)
            _take_first(call, take)
            call_edit.add_resolution(call, resolution)
            call.set_status(call.first_status("closed"))
            return note(N_("{number} closed"), number=call.number)

        return self.act(numbers, N_("{calls} closed"), act)

    def reopen(self, numbers: Sequence[str]) -> Outcomes:
        """Open a resolved or closed call again; its clock runs on with what was consumed."""

        def act(call: OpenCall) -> Note:
            if call.row.merged_into:
                message = N_("{number} was merged into {other}. Undo the merge, or work on {other}.")
                raise Refused(message, number=call.number, other=call.row.merged_into)
            if call.row.status_class not in ("resolved", "closed"):
                raise Refused(N_("{number} is open."), number=call.number)
            call.set_status(call.first_status("open"))
            return note(N_("{number} is open again"), number=call.number)

        return self.act(numbers, N_("{calls} reopened"), act)

    def needs_to_close(self, number: str) -> tuple[list[Note], list[Note]]:
        """What a close of this call still needs (SC-20) and what it would leave behind (SC-23)."""
        with self.context.store.read() as session:
            row = self.row(number, session)
            solutions = reads.solutions_of(session=session, call_id=row.id)
            tasks = reads.open_activities(session=session, call_id=row.id)
            needed = open_dependencies(session=session, call_id=row.id)
            visits = reads.open_visits(session=session, call_id=row.id)
        missing = rules.missing_to_close(row.number, len(solutions), row.resolution)
        return missing, rules.warnings_to_close(row.number, tasks, needed, visits)

    # Fields, new calls, ties between calls

    def set(
        self,
        numbers: Sequence[str],
        values: Values,
        *,
        if_version: int | None = None,
        base: Mapping[str, object] | None = None,
    ) -> Outcomes:
        """Change any editable fields.

        Args:
            numbers: The calls.
            values: Field names of the call and their new values; an empty text empties a field.
            if_version: Save only where the call still has this version.
            base: The values that the form opened with; see `editing.settle`.

        Raises:
            Conflict: someone else changed the call in between; its fields are listed with all sides.
            Refused: a field that does not exist or cannot be changed, a value that cannot be.
        """
        call_edit.check_names(values)

        def act(call: OpenCall) -> Note:
            wanted = settle(call.unit, "call", call.row._asdict(), values, call.number, if_version, base)
            changed = call_edit.edit(call, wanted)
            if not changed:
                return note(N_("{number}: nothing changed"), number=call.number)
            return note(N_("{number}: {fields} changed"), number=call.number, fields=", ".join(changed))

        return self.act(numbers, N_("{calls}: {fields} changed"), act, fields=", ".join(values))

    def new(self, values: Given) -> Outcomes:
        """Open a new call; needs at least a subject and a customer or a serial."""
        call_edit.check_names(values, call_edit.OF_A_NEW_CALL)
        afterwards = {name: values[name] for name in call_edit.OF_A_CALL if values.get(name)}
        prepared = call_new.prepare(
            self.context, {name: value for name, value in values.items() if name not in afterwards}
        )
        with self.context.write(at=prepared.at, ahead=TABLES) as unit:
            number, proposal = call_new.create(self.context, unit, prepared)
            if afterwards:
                call_edit.edit(OpenCall(unit, self.context, number), afterwards)
            chosen = [name for name, value in values.items() if value not in (None, "", "low")]
            told = when_made(self.context, unit, "call", number, chosen)
            unit.call_it(N_("New call {calls}"), calls=number)
            answer = proposal.answer
            happened = note(N_("{number} opened, not covered"), number=number)
            if answer is not None and answer.terms is not None:
                happened = note(
                    N_("{number} opened, covered by K-{contract}"),
                    number=number,
                    contract=answer.terms.number,
                )
            warnings = (*told, *proposal.warnings)
            return Outcomes((Outcome(number, True, happened, warnings),), unit.change_id)

    def propose(self, values: Given) -> call_new.Proposal:
        """What the typed values of a new call bring with them, while people type."""
        with self.context.store.read() as session:
            return call_new.propose(self.context, session, values, self.context.now())

    def duplicate(self, number: str) -> Outcomes:
        """A new call with the fields of this one, linked to it."""
        with self.context.write() as unit:
            source = OpenCall(unit, self.context, number)
            new, warnings = call_merge.duplicate(self.context, unit, source)
            unit.call_it(N_("{calls}: copy of {source}"), calls=new, source=source.number)
            happened = note(N_("{number} opened as a copy of {source}"), number=new, source=source.number)
            return Outcomes((Outcome(new, True, happened, tuple(warnings)),), unit.change_id)

    def merge(self, numbers: Sequence[str], into: str) -> Outcomes:
        """Merge calls into one: notes, solutions, files and links move over, the merged ones are closed."""
        return self.act(
            numbers,
            N_("{calls} merged into {into}"),
            lambda call: call_merge.merge(self.context, call, into),
            into=into,
        )

    def link(self, number: str, other: str, kind: str = "relates") -> Outcomes:
        """Link two calls: relates, depends (needs the other first) or caused_by."""
        return self.act(
            [number], N_("{calls} linked to {other}"), lambda call: call_merge.link(self.context, call, other, kind),
            other=other,
        )  # fmt: skip

    def follow(self, numbers: Sequence[str]) -> Outcomes:
        """Follow calls, or stop following those that I follow."""
        return self.act(numbers, N_("{calls} followed"), call_merge.follow)

    def attach_solution(self, numbers: Sequence[str], solution: int) -> Outcomes:
        """Attach a solution; stamps response and resolution (SC-16, SC-17)."""
        return self.act(
            numbers, N_("{calls}: solution {solution}"), lambda call: call_edit.attach_solution(call, solution),
            solution=solution,
        )  # fmt: skip

    def detach_solution(self, number: str, solution: int) -> Outcomes:
        """Take a solution off (SC-18)."""
        return self.act(
            [number], N_("{calls}: solution {solution} taken off"),
            lambda call: call_edit.detach_solution(call, solution), solution=solution,
        )  # fmt: skip

    def recompute_open(self, unit: UnitOfWork) -> int:
        """Due dates of all open calls anew, after holidays or coverage changed. Returns how many moved."""
        from svc_tui.services.sla.clocks import recompute_open

        return recompute_open(unit, self.context.company)


def _need_open(call: OpenCall) -> None:
    rules.check_open(call.number, call.row.is_open, call.row.closed_at)


def _take_first(call: OpenCall, take: bool) -> None:
    """SC-11: with `take` a call that waits in a queue is taken before it is answered."""
    if take and call.row.queue and not call.row.assignee:
        call.assign(call.unit.who)
    rules.check_handled(call.number, call.row.queue, call.row.assignee)
