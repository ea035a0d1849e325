"""Escalation: what happens to calls whose targets run out, or that nobody touches, by levels (`domain.queues.levels`).

Whoever looks first does it, once: the app each minute, a command before it writes, `queue escalate` from cron. What is
due is found by a read; each call is decided about again inside the write that does it, so two who look at once do it
once. Acts go through the same functions as people's acts, in the name of the program, and are not undone; what a level
cannot do is told and left out. Alerts wait for the hours of the queue, acts do not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from svc_tui.domain.calls.rules import PRIORITIES
from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.queues.levels import (
    RESPONSE,
    SILENCE,
    Arm,
    Reach,
    arm_of,
    may_fire,
    reach,
    shown_from,
    silent,
)
from svc_tui.domain.sla.coverage import Coverage, coverage_of
from svc_tui.domain.sla.stopwatch import Pause
from svc_tui.errors import N_, NotFound, Refused, SvcError
from svc_tui.services.calls import edit as call_edit
from svc_tui.services.calls.open_call import OpenCall
from svc_tui.services.calls.snippets import do_steps
from svc_tui.services.core.context import Context
from svc_tui.services.messages.telling import GIVEN, About, tell
from svc_tui.services.queues.available import available
from svc_tui.services.sla.clocks import NO_COVER_LEFT, Clocks, clocks_of, coverage_under, fallback
from svc_tui.storage.calls import reads as calls
from svc_tui.storage.calls.rows import CallRecord
from svc_tui.storage.calls.snippets import macros
from svc_tui.storage.company.rows import QueueRecord
from svc_tui.storage.contracts.terms import Hours, hours_of
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.queues import levels as reads
from svc_tui.storage.queues import people
from svc_tui.storage.queues.levels import ITSELF, LevelRow
from svc_tui.storage.session import Session

BURST = 50
"""Calls of one transaction: between two of them others write."""
AT_A_LOOK = 200
"""Calls that the app and a command do at most on the way; the rest comes with the next look."""
TEXT = N_("{number}, level {level}: {subject}")
EVENT = "escalated"
_ALWAYS = coverage_of("24/7", "UTC")
Key = tuple[str, datetime, int | None]
"""A level and what it is armed by."""


@dataclass(frozen=True, slots=True)
class Fired:
    """A level that a call has reached, and what was done."""

    number: str
    """The call."""
    level: str
    target: str
    """response, resolution or silence."""
    reached_at: datetime
    """When it was reached; later than that it may have been done."""
    at: datetime
    """When it was done."""
    done: tuple[Note, ...]
    told: tuple[str, ...]
    """Codes of the people it tells."""
    shown_from: datetime | None
    """When the first of them is told; none: at once, or nobody is."""
    refused: tuple[Note, ...]
    """What could not be done, and why."""


class _Left(Exception):
    """A dry run is over: nothing of it is kept."""


def due(context: Context) -> list[str]:
    """What a look on the way does. Returns the numbers of the calls."""
    found = Escalating(context).run(most=AT_A_LOOK)
    return list(dict.fromkeys(each.number for each in found))


class Escalating:
    """The levels of the store, and the calls that have reached one."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def run(self, *, dry_run: bool = False, most: int | None = None) -> tuple[Fired, ...]:
        """Do what is due by now.

        Args:
            dry_run: Do it all, tell it, and keep nothing.
            most: So many calls at most.

        Returns: What fired, calls in the order in which they reached their first level.
        """
        context, now = self._context, self._context.now()
        with context.store.read() as session:
            look = _Look(context, session, now)
            waiting = look.waiting()[:most] if look.levels else []
        found: list[Fired] = []
        for start in range(0, len(waiting), BURST):
            try:
                with context.store.write(who=ITSELF, at=now, undoable=False) as unit:
                    for call in _Look(context, unit.session, now).open(waiting[start : start + BURST]):
                        found += _Escalation(unit, context, call).fired()
                    if dry_run:
                        raise _Left
            except _Left:
                continue
        return tuple(found)


@dataclass(slots=True)
class _Seen:
    """A call as it is looked at."""

    look: "_Look"
    row: CallRecord
    pauses: Sequence[Pause]
    last: datetime
    """Its last entry that is no level's own."""
    fired: dict[Key, datetime] = field(default_factory=dict)
    """What has fired for it, and when that was reached."""

    @property
    def clocks(self) -> Clocks:
        """Its stopwatches."""
        return clocks_of(self.row, self.look.coverage(self.row), self.pauses)

    def arms(self) -> Mapping[str, Arm | None]:
        """What arms the levels of each target."""
        clocks, row = self.clocks, self.row
        return {
            RESPONSE: arm_of(clocks.response, row.respond_by),
            "resolution": arm_of(clocks.resolution, row.resolve_by),
        }

    def reached(self) -> list[tuple[LevelRow, Reach]]:
        """Levels that it has reached and that have not fired, in the order in which it reached them."""
        row, look, found = self.row, self.look, list[tuple[LevelRow, Reach]]()
        if not may_fire(is_open=row.is_open, resolved_at=row.resolved_at, paused_since=row.paused_since):
            return []
        clocks = self.clocks
        hours = clocks.coverage or look.hours(row.queue) or _ALWAYS
        for level in look.levels:
            if level.queue not in (None, row.queue):
                continue
            if level.target == SILENCE:
                reached = silent(level.moment, self.last, hours)
            else:
                watch, by = (
                    (clocks.response, row.respond_by)
                    if level.target == RESPONSE
                    else (clocks.resolution, row.resolve_by)
                )
                reached = reach(level.moment, watch, clocks.coverage, due=by, hours=hours)
            if reached is None or not reached.is_reached(look.now):
                continue
            if (level.name, reached.arm.since, reached.arm.budget_s) not in self.fired:
                found.append((level, reached))
        return sorted(found, key=lambda each: each[1].at)  # of one instant in the order of the levels


class _Look:
    """What one session sees of levels, calls and hours."""

    def __init__(self, context: Context, session: Session, now: datetime) -> None:
        self.context, self.session, self.now = context, session, now
        self.company = context.company
        self.levels = reads.levels(session=session, active=True)
        self._contracts: dict[int, Coverage | None] = {}
        self._hours: dict[str | None, Coverage | None] = {None: None}

    def waiting(self) -> list[int]:
        """Keys of the calls with a level that has not fired, by when it was reached."""
        near = self.open(reads.due(session=self.session, levels=self.levels, now=self.now))
        found = [(reached[0][1].at, call.row.id) for call in near if (reached := call.reached())]
        return [key for _at, key in sorted(found)]

    def open(self, ids: Sequence[int]) -> list[_Seen]:
        """These calls, with what decides about them, in this order."""
        session, names = self.session, [level.name for level in self.levels]
        rows = {row.id: row for row in calls.calls_by_id(session=session, ids=ids)}
        held = calls.pauses_of(session=session, ids=[row.id for row in rows.values() if row.paused_s])
        quiet = any(level.target == SILENCE for level in self.levels)
        lasts = reads.last_entries(session=session, ids=ids) if quiet else {}
        fired = reads.fired(session=session, ids=ids, names=names)
        wanted = {row.contract for row in rows.values() if row.contract} - self._contracts.keys()
        terms = hours_of(session=session, numbers=list(wanted))
        self._contracts |= {number: self._under(terms.get(number)) for number in wanted}
        return [
            _Seen(
                self, rows[key], held.get(key, ()), lasts.get(key, rows[key].reported_at),
                {(each.escalation, each.since, each.budget_s): each.reached_at for each in fired.get(key, ())},
            )
            for key in ids
            if key in rows
        ]  # fmt: skip

    def coverage(self, row: CallRecord) -> Coverage | None:
        """The covered time of a call; none where it has none."""
        if row.coverage_reason == NO_COVER_LEFT:
            return None
        if row.contract is None:
            return self._fallback
        if row.contract not in self._contracts:
            found = hours_of(session=self.session, numbers=[row.contract])
            self._contracts[row.contract] = self._under(found.get(row.contract))
        return self._contracts[row.contract]

    @cached_property
    def _fallback(self) -> Coverage | None:
        return coverage_under(fallback(self.company), self.company, self.now)

    def _under(self, found: Hours | None) -> Coverage | None:
        return coverage_under(found, self.company, self.now)

    def hours(self, queue: str | None) -> Coverage | None:
        """When a queue is open, in the company's zone, without its closed dates; none: at any hour."""
        if queue not in self._hours:
            self._hours[queue] = self._opening(self.queue(queue))
        return self._hours[queue]

    def queue(self, code: str | None) -> QueueRecord | None:
        """A queue by its code."""
        return None if code is None else self._queues.get(code)

    @cached_property
    def _queues(self) -> Mapping[str, QueueRecord]:
        return {queue.code: queue for queue in calls.queues(session=self.session)}

    @cached_property
    def active(self) -> frozenset[str]:
        """The codes of those who can be told."""
        return frozenset(people.active(session=self.session))

    def _opening(self, queue: QueueRecord | None) -> Coverage | None:
        if queue is None or not queue.hours:
            return None
        try:
            return coverage_under(Hours(queue.hours, None, None, ()), self.company, self.now)
        except Refused:
            return None  # an import brought hours that nobody can read


class _Call(OpenCall):
    """A call in the hands of its levels: who is given it is told when all is done."""

    given: str | None = None
    """Who was given it last."""

    def tell_given(self, person: str) -> None:
        self.given = person


class _Escalation:
    """The levels that one call has reached, done in one unit of work."""

    def __init__(self, unit: UnitOfWork, context: Context, seen: _Seen) -> None:
        self._unit, self._context, self._seen, self._look = unit, context, seen, seen.look
        self._call = _Call(unit, context, seen.row.number)
        self._told: dict[str, list[str]] = {}
        self._from: dict[str, datetime | None] = {}

    def fired(self) -> list[Fired]:
        """Do them. What they bring about, such as levels of another queue, is looked at again until nothing is due."""
        found: list[Fired] = []
        for _round in range(len(self._look.levels) + 1):
            before, again = self._seen.arms(), self._seen.reached()
            if not again:
                break
            for level, reached in again:
                found.append(self._fire(level, reached))
                if not self._goes_on:
                    break
            self._look_again()
            self._carry(before)
        if found:
            self._write_messages()
        return found

    @property
    def _goes_on(self) -> bool:
        row = self._call.row
        return may_fire(is_open=row.is_open, resolved_at=row.resolved_at, paused_since=row.paused_since)

    def _look_again(self) -> None:
        self._seen.row = self._call.row
        self._seen.pauses = [(pause.start_at, pause.end_at) for pause in self._call.pauses()]

    def _carry(self, before: Mapping[str, Arm | None]) -> None:
        """A target that a level itself changed, such as by the priority, is no new one: what had fired has fired."""
        after, seen = self._seen.arms(), self._seen
        for level in self._look.levels:
            old, new = before.get(level.target), after.get(level.target)
            if old is None or new is None or old == new:
                continue
            reached_at = seen.fired.get((level.name, old.since, old.budget_s))
            if reached_at is not None and (level.name, new.since, new.budget_s) not in seen.fired:
                self._note_down(level, Reach(new, reached_at), carried=True)

    def _note_down(self, level: LevelRow, reached: Reach, *, carried: bool = False) -> None:
        arm = reached.arm
        values = {
            "call_id": self._call.id, "escalation": level.name, "since": arm.since, "budget_s": arm.budget_s,
            "reached_at": reached.at, "at": self._unit.at, "carried": carried,
        }  # fmt: skip
        self._unit.insert("escalation_step", values)
        self._seen.fired[level.name, arm.since, arm.budget_s] = reached.at

    def _fire(self, level: LevelRow, reached: Reach) -> Fired:
        call = self._call
        self._note_down(level, reached)
        call.log(EVENT, new=level.name)
        done: list[Note] = []
        refused: list[Note] = []
        told: list[str] = []
        for what, value in level.steps:
            try:
                if what == "tell":
                    told += self._tell(level, value)
                elif (happened := self._try(what, value)) is not None:
                    done.append(happened)
            except SvcError as error:
                refused.append(Note(error.message, error.values))
        told = list(dict.fromkeys(told))
        waits = [self._from[person] for person in told]
        shown = None if not waits or None in waits else min(each for each in waits if each is not None)
        return Fired(
            call.number, level.name, level.target, reached.at, self._unit.at, tuple(done), tuple(told), shown,
            tuple(refused),
        )  # fmt: skip

    def _try(self, what: str, value: str) -> Note | None:
        """One step; what is refused leaves no trace. Raises SvcError: it cannot be."""
        call = self._call
        row, pauses, given, told = call.row, call._pauses, call.given, call.told
        call.told = told.branch()
        try:
            with self._unit.attempt():
                return self._do(what, value)
        except SvcError:
            call.row, call._pauses, call.given, call.told = row, pauses, given, told
            raise

    def _do(self, what: str, value: str) -> Note | None:
        """One step, as a person would do it; None: it is so already. Raises SvcError: it cannot be."""
        call = self._call
        if what == "priority":
            higher = PRIORITIES.index(value) > PRIORITIES.index(call.row.priority)
            return call_edit.priority(call, value) if higher else None
        if what == "queue":
            return call.move(value) if call.row.queue != value else None
        if what == "person":
            return call.assign(value) if call.row.assignee != value else None
        found = macros(session=self._unit.session, name=value)
        if not found:
            raise NotFound(N_("There is no macro {name}. Look at the list of those that exist."), name=value)
        do_steps(call, found[0])
        return note(N_("{number}: {macro} done"), number=call.number, macro=found[0].name)

    # Who is told

    def _tell(self, level: LevelRow, whom: str) -> list[str]:
        """Remember whom a level tells, and from when on. Raises Refused: there is nobody."""
        row = self._call.row
        found = [person for person in self._people(row, whom) if person in self._look.active]
        if not found:
            raise self._nobody(row, whom)
        waits = shown_from(self._look.hours(row.queue), self._unit.at)
        for person in found:
            self._told.setdefault(person, []).append(level.name)
            self._from[person] = self._sooner(person, waits)
        return found

    def _sooner(self, person: str, waits: datetime | None) -> datetime | None:
        """Two levels may tell the same person by the hours of two queues."""
        known = self._from.get(person, waits)
        return None if waits is None or known is None else min(waits, known)

    def _people(self, row: CallRecord, whom: str) -> Iterable[str]:
        if whom not in ("manager", "assignee", "queue"):
            return (whom,)
        queue = self._look.queue(row.queue)
        manager = (queue.manager,) if queue is not None and queue.manager else ()
        if whom == "assignee" and row.assignee:
            return (row.assignee,)
        if whom == "queue" and queue is not None:
            present = available(self._context, self._unit.session, queue.code)
            return dict.fromkeys((*(each.person for each in present), *manager))
        return manager

    @staticmethod
    def _nobody(row: CallRecord, whom: str) -> Refused:
        if whom not in ("manager", "assignee", "queue"):
            return Refused(N_("{person} is no longer active, so nobody is told."), person=whom)
        if row.queue is None:
            return Refused(N_("{number} is in no queue, so nobody is told."), number=row.number)
        return Refused(
            N_("{queue} has no active manager, so nobody is told. Name one in the set-up."), queue=row.queue
        )

    def _write_messages(self) -> None:
        """One message a person, however many levels: of being given the call, of the levels, or of what moved on."""
        call, unit, about = self._call, self._unit, About(self._call.id)
        waits = shown_from(self._look.hours(call.row.queue), unit.at)
        told = set(self._told)
        if call.given is not None and call.given == call.row.assignee:
            told.add(call.given)
            tell(unit, call.given, "given", GIVEN, about, shown_from=waits)
        for person, levels in self._told.items():
            if person != call.given or person != call.row.assignee:
                named = ", ".join(dict.fromkeys(levels))
                tell(unit, person, EVENT, TEXT, about, shown_from=self._from[person], level=named)
        for person, number in call.told.messages.items():
            if person in told:
                unit.delete("message", number)
            else:
                unit.update("message", number, {"shown_from": waits})
