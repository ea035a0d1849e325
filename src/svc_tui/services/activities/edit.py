"""Activities written down and changed: on a call, with a customer, about a card or a contract; one undo each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from svc_tui.domain.activities import recurrence, rules
from svc_tui.domain.activities.said import Said
from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.core.text import clean, clean_line
from svc_tui.errors import N_, NotFound, Refused
from svc_tui.services.activities import recurring, typed
from svc_tui.services.activities.ties import PLACES, named, tied
from svc_tui.services.calls.open_call import OpenCall
from svc_tui.services.calls.said import answered, check_past, reword, write_activity
from svc_tui.services.calls.service import Calls
from svc_tui.services.core.acts import Opening, run
from svc_tui.services.core.context import Context
from svc_tui.services.core.editing import settle
from svc_tui.services.core.fields import Given, Values
from svc_tui.services.core.outcomes import Outcomes, Title
from svc_tui.storage.activities import rows
from svc_tui.storage.calls import reads
from svc_tui.storage.calls.rows import ActivityRecord
from svc_tui.storage.engine import attachments
from svc_tui.storage.engine.unit_of_work import UnitOfWork

Scope = Literal["this", "later"]
"""Of one that comes back: this one alone, or this one and those to come."""
FOLLOWED = (
    "customer",
    "equipment",
    "contract",
    "opportunity",
    "kind",
    "type",
    "topic",
    "subject",
    "priority",
    "who",
    "contact",
    "phone",
)
"""What a follow-up has like the one that it follows, until it is told otherwise."""
PLANNED = ("remind_at", "recurrence")


@dataclass(frozen=True)
class Written:
    """An activity that was written down."""

    number: int
    note: Note
    warnings: tuple[Note, ...] = ()


@dataclass
class _Open:
    """An activity in a unit of work."""

    unit: UnitOfWork
    context: Context
    row: ActivityRecord
    warnings: list[Note] = field(default_factory=list)
    _call: OpenCall | None = None

    @property
    def number(self) -> int:
        """Its number."""
        return self.row.number

    @property
    def call(self) -> OpenCall | None:
        """The call it belongs to."""
        if self._call is None and self.row.call_id is not None:
            self._call = OpenCall(
                self.unit, self.context, str(self.unit.row("call", self.row.call_id)["number"])
            )
        return self._call

    @property
    def series(self) -> recurring.Series | None:
        """What it says of its series."""
        return recurring.series_of(self.row.recurrence, self.row.starts_at, self.context.zone)

    def write(self, values: Given) -> dict[str, Any]:
        """Change columns. Returns what really changed."""
        changed = reword(self.unit, self.row.id, values, self.warnings)
        self.row = self.row._replace(**changed)
        return changed

    def notes(self) -> list[Note]:
        """Rules of kind W that were passed over."""
        return [*self.warnings, *(self._call.warnings if self._call else ())]


@dataclass
class _Named:
    """A record of another kind in a unit of work, by what people call it."""

    unit: UnitOfWork
    name: str
    warnings: list[Note] = field(default_factory=list)


Act = Callable[[_Open], Note]


class ActivityEdit:
    """What is written on activities, in the name of the context's person."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def new(self, values: Mapping[str, object]) -> Written:
        """Write one down. A phone call, meeting or note without a time to come is taken as over unless told otherwise.

        Raises:
            Refused: it has no words, ends before it begins, reminds in the past, names what may not be named.
            NotFound: what it names is not there.
        """
        given = typed.read(self.context, values)
        with self.context.write() as unit:
            written = self._write_new(unit, given)
            unit.call_it(N_("Activity {number} written down"), number=written.number)
        return written

    def follow_up(self, number: int | str, values: Mapping[str, object] | None = None) -> Written:
        """Write down what follows from one: it points back, and has its customer, call and people. Raises as `new`."""
        given = typed.read(self.context, values) if values else {}
        with self.context.write() as unit:
            before = self._open(unit, number).row
            same: Values = {name: getattr(before, name) for name in FOLLOWED}
            if same["kind"] == "note":
                same["kind"] = "task"
            if before.call_id is not None:
                same["call"] = str(unit.row("call", before.call_id)["number"])
            kept = {name: value for name, value in same.items() if value is not None}
            if PLACES & given.keys():
                kept = {k: v for k, v in kept.items() if k not in PLACES}
            given = {"closed": False, **kept, **given, "follows": before.number}
            written = self._write_new(unit, given)
            unit.call_it(N_("Activity {number} follows {other}"), number=written.number, other=before.number)
        return written

    def say_on(self, kind: str, names: Sequence[str], said: Said) -> Outcomes:
        """Write on calls, cards, contracts or customers what was typed in one line; one act with a result for each.

        What is still to be done and has a time reminds whoever wrote it then.
        """
        now = self.context.now()
        over, at = said.over(now), said.at
        if kind == "call":
            calls = Calls(self.context)
            return calls.note(list(names), said.text, said.kind, closed=over, at=at, remind=not over)
        if not said.text.strip():
            raise Refused(N_("The note is empty. Type what was said or done."))
        given: Values = {"kind": said.kind, "closed": over, "notes": said.text}
        if at is not None:
            given |= {"starts_at": at, "remind_at": at} if at > now else {"starts_at": at}

        def act(one: _Named) -> Note:
            one.warnings += self._write_new(one.unit, {**given, kind: one.name}).warnings
            return note(N_("{number}: noted"), number=one.name)

        opening = Opening[_Named](
            lambda unit, _context, text: _Named(unit, text), lambda one: one.name, lambda one: one.warnings
        )
        return run(self.context, names, opening, N_("{numbers}: note"), act)

    def _write_new(self, unit: UnitOfWork, given: Values) -> Written:
        columns, call = self._columns(unit, given, None)
        planned = any(given.get(name) for name in PLANNED) or (columns.get("starts_at") or unit.at) > unit.at
        kind = given.get("kind") or ("task" if planned else "note")
        closed = given.get("closed")
        if closed is None:
            closed = kind in rules.DONE_AT_ONCE and not planned
        ends = given.get("ends_at") is not None or given.get("length") is not None
        if closed and columns.get("starts_at") is None and not ends:
            columns["starts_at"] = unit.at
        times = typed.settled_times({**given, **_instants(columns)}, None, None, "" if closed else kind)
        columns |= {"kind": kind, "closed": bool(closed), **times}
        if not columns.get("subject"):
            raise Refused(N_("An activity needs its line: say in one sentence what is said or to be done."))
        if columns.get("who") is None and "who" not in given:
            me = reads.person(session=unit.session, code=unit.who)
            columns["who"] = me.code if me else None
        rules.check_reminder(times.get("remind_at"), unit.at, columns["who"])
        over = times.get("ends_at") or columns.get("starts_at") or unit.at
        if closed:
            self._check_over(call, over, unit.at)
            columns["closed_at"] = over
        if given.get("recurrence"):
            columns["recurrence"] = self._begun(given["recurrence"], {**columns, **times}).kept()
        unknown: list[Note] = []
        number = write_activity(unit, columns, log="created", call=call, warnings=unknown)
        if columns.get("recurrence"):
            unit.update(
                "activity",
                rows.key_of(session=unit.session, number=number) or 0,
                {"series": number},
                log=False,
            )
        if call is not None:
            call.log(kind, field="activities", new=columns["subject"])
            if closed:
                answered(call, kind, columns["starts_at"])
        warnings = tuple(call.warnings if call is not None else unknown)
        return Written(number, note(N_("Activity {number} written down"), number=number), warnings)

    def set(
        self,
        numbers: Sequence[int | str],
        values: Mapping[str, object],
        *,
        scope: Scope | None = None,
        if_version: int | None = None,
        base: Given | None = None,
    ) -> Outcomes:
        """Change fields of activities; one that comes back says with `scope` what of its series is meant.

        Raises:
            Conflict: someone else changed it in between.
            Refused: the only one refused it: AC-01, SC-24, its times.
        """
        given = typed.read(self.context, values)

        def act(one: _Open) -> Note:
            before = one.row
            closing = given.get("closed")
            if closing is False and one.row.closed:
                self._reopen(one)
            rules.check_locked(one.number, one.row.closed)
            wanted = {name: value for name, value in given.items() if name != "closed"}
            changed = self._change(one, wanted, scope, if_version, base) if wanted else {}
            if closing:
                return self._done(one, None)
            if not changed and one.row.closed == before.closed:
                return note(N_("Activity {number}: nothing changed"), number=one.number)
            fields = ", ".join(sorted(changed)) or "closed"
            return note(N_("Activity {number}: {fields} changed"), number=one.number, fields=fields)

        return self._act(numbers, (N_("Activity {numbers} changed"), N_("Activities {numbers} changed")), act)

    def correct(self, number: int | str, text: str) -> Outcomes:
        """Other words; a closed activity is read-only until reopened (AC-01)."""
        text = clean(text).strip()
        if not text:
            raise Refused(N_("The note is empty. Type what was said or done."))

        def act(one: _Open) -> Note:
            rules.check_locked(one.number, one.row.closed)
            one.write({"notes": text, "subject": clean_line(text.split("\n", 1)[0])[:100]})
            return note(N_("Activity {number} corrected"), number=one.number)

        return self._act([number], N_("Activity {numbers} corrected"), act)

    def done(self, numbers: int | str | Sequence[int | str], at: datetime | None = None) -> Outcomes:
        """Close activities, now or at the instant at which it happened; a phone call or meeting is the call's first
        response (SC-16), and of one that comes back the next is made."""
        title = (N_("Activity {numbers} done"), N_("Activities {numbers} done"))
        return self._act(_listed(numbers), title, lambda one: self._done(one, at))

    def reopen(self, numbers: int | str | Sequence[int | str]) -> Outcomes:
        """Open activities again, so that they can be corrected (AC-01)."""

        def act(one: _Open) -> Note:
            self._reopen(one)
            return note(N_("Activity {number} is open again"), number=one.number)

        title = (N_("Activity {numbers} is open again"), N_("Activities {numbers} are open again"))
        return self._act(_listed(numbers), title, act)

    def delete(self, numbers: int | str | Sequence[int | str], scope: Scope | None = None) -> Outcomes:
        """Remove activities that are to do. Of one that comes back `this` leaves one out, `later` ends the series."""

        def act(one: _Open) -> Note:
            rules.check_locked(one.number, one.row.closed)
            said = self._scope_of(one, scope)
            following = self._next(one) if said == "this" else None
            for each in rows.linked(session=one.unit.session, number=one.number, follows=None, series=None):
                key = rows.key_of(session=one.unit.session, number=each.number)
                one.unit.update("activity", key or 0, {"follows": one.row.follows})
            for file in attachments.rows(session=one.unit.session, kind="activity", object_id=one.row.id):
                one.unit.delete("attachment", file.id)
            if one.call is not None:
                one.call.log("activity deleted", field="activities", old=one.row.subject)
            one.unit.delete("activity", one.row.id)
            more = N_("Activity {number} left out; {next} comes on {at}")
            return self._with_next(N_("Activity {number} deleted"), more, one.number, following)

        return self._act(
            _listed(numbers), (N_("Activity {numbers} deleted"), N_("Activities {numbers} deleted")), act
        )

    # --- inside an act

    def _open(self, unit: UnitOfWork, text: int | str) -> _Open:
        number = number_of(text)
        row = reads.activity(session=unit.session, number=number)
        if row is None:
            raise NotFound(N_("There is no activity {number}. Look with: activity list"), number=number)
        return _Open(unit, self.context, row)

    def _act(self, numbers: Sequence[int | str], title: Title, act: Act) -> Outcomes:
        opening = Opening[_Open](
            lambda unit, _context, text: self._open(unit, text), lambda one: str(one.number), _Open.notes
        )
        return run(self.context, numbers, opening, title, act)

    def _columns(
        self, unit: UnitOfWork, given: Values, row: ActivityRecord | None
    ) -> tuple[Values, OpenCall | None]:
        """What was typed as columns, what it names found; the call that it belongs to from now on."""
        columns = {
            k: v
            for k, v in given.items()
            if k not in ("call", "length", "recurrence", "closed", *typed.INSTANTS)
        }
        columns |= {k: v for k, v in given.items() if k in typed.INSTANTS}
        if "notes" in columns and not given.get("subject") and not (row and row.subject):
            columns["subject"] = clean_line(columns["notes"].split("\n", 1)[0])[: rules.SUBJECT_MAX]
        if "subject" in columns:
            columns["subject"] = columns["subject"] or ""
        columns |= named(unit, columns, row)
        places, call = tied(unit, self.context, given, row)
        return {**columns, **places}, call

    def _change(
        self, one: _Open, given: Values, scope: Scope | None, if_version: int | None, base: Given | None
    ) -> Values:
        row = one.row._asdict()
        columns, _call = self._columns(one.unit, given, one.row)
        kind = columns.get("kind") or one.row.kind
        columns |= typed.settled_times(
            {**given, **_instants(columns)}, one.row.starts_at, one.row.ends_at, kind
        )
        if "subject" in columns and not columns["subject"]:
            raise Refused(N_("An activity needs its line: say in one sentence what is said or to be done."))
        if "starts_at" in columns and "remind_at" not in columns:
            columns |= _reminder_along(one.row, columns["starts_at"], one.unit.at)
        name = f"{one.number}"
        changes = settle(one.unit, "activity", row, columns, name=name, if_version=if_version, base=base)
        changes = {key: value for key, value in changes.items() if row[key] != value}
        after = {**row, **changes}
        waits = after["remind_at"] is not None and after["remind_at"] > one.unit.at
        if changes.get("remind_at") is not None or ("who" in changes and waits):
            rules.check_reminder(after["remind_at"], one.unit.at, after["who"])
        series = one.series
        if "recurrence" in given:
            changes |= self._recurrence(one, given["recurrence"], after)
        elif changes and series is not None:
            if self._scope_of(one, scope) == "later":
                rules.check_recurs(changes.get("starts_at", row["starts_at"]))
                series = recurring.changed_for_all(series, row, changes, self.context.zone)
            else:
                series = recurring.changed_alone(series, row, changes)
            if (kept := series.kept()) != one.row.recurrence:
                changes["recurrence"] = kept
        before = one.row
        changed = one.write(changes)
        if "recurrence" in given:
            _tell_recurrence(one, before.recurrence)
        else:
            changed.pop("recurrence", None)
        changed.pop("series", None)
        if "call_id" in changed and one.call is not None and before.call_id is None:
            one.call.log(one.row.kind, field="activities", new=one.row.subject)
        return changed

    def _recurrence(self, one: _Open, text: str | None, now: Given) -> Values:
        if not text:
            return {"recurrence": None}
        return {"recurrence": self._begun(text, now).kept(), "series": one.row.series or one.number}

    def _begun(self, text: str, now: Given) -> recurring.Series:
        rules.check_recurs(now.get("starts_at"))
        zone = self.context.zone
        rule = recurrence.read(text, start=recurring.civil(now["starts_at"], zone), today=self.context.today)
        return recurring.begun(rule, now["starts_at"], now.get("ends_at"), now.get("remind_at"), zone)

    def _scope_of(self, one: _Open, scope: Scope | None) -> Scope | None:
        if one.series is None:
            return None
        if scope is None:
            raise Refused(
                N_("Activity {number} comes back. Say whether this one alone is meant (--this) or it and those to "
                   "come (--later)."),
                number=one.number,
            )  # fmt: skip
        return scope

    def _check_over(self, call: OpenCall | None, at: datetime, now: datetime) -> None:
        if call is not None:
            check_past(call, at)
        elif at > now:
            raise Refused(N_("What is done lies in the past. Type an earlier instant, or closed=no."))

    def _done(self, one: _Open, at: datetime | None) -> Note:
        row, unit = one.row, one.unit
        if row.closed:
            raise Refused(N_("Activity {number} is done already."), number=row.number)
        self._check_over(one.call, at or unit.at, unit.at)
        one.write({"closed": True, "closed_at": at or unit.at})
        if one.call is not None:
            one.call.log("activity done", field="activities", new=row.subject)
            answered(one.call, row.kind, at or unit.at)
        series = row.series or row.number
        made = rows.later_in_series(session=unit.session, series=series, number=row.number)
        following = None if made is not None else self._next(one)
        return self._with_next(
            N_("Activity {number} done"),
            N_("Activity {number} done; {next} comes on {at}"),
            row.number,
            following,
        )

    def _next(self, one: _Open) -> tuple[int, datetime] | None:
        """Make the one that follows in its series. Returns its number and beginning."""
        series = one.series
        values = recurring.next_of(one.row, series, one.unit.at, self.context.zone) if series else None
        if values is None:
            return None
        if one.call is not None and not one.call.row.is_open:
            values["call_id"] = None  # what comes back outlives its call
        number = write_activity(one.unit, values, log="created")
        return number, values["starts_at"].astimezone(self.context.zone)

    def _with_next(self, plain: str, more: str, number: int, following: tuple[int, datetime] | None) -> Note:
        if following is None:
            return note(plain, number=number)
        return note(more, number=number, next=following[0], at=following[1])

    def _reopen(self, one: _Open) -> None:
        if not one.row.closed:
            raise Refused(N_("Activity {number} is open."), number=one.number)
        one.write({"closed": False, "closed_at": None})
        if one.call is not None:
            one.call.log("activity reopened", field="activities", new=one.row.subject)


def _tell_recurrence(one: _Open, before: Given | None) -> None:
    """The history has the rule as it may be typed again, not what the series remembers of it."""
    old, new = (recurring.way_back(said) or None for said in (before, one.row.recurrence))
    if old != new:
        one.unit.log("activity", one.row.id, "changed", field="recurrence", old=old, new=new)


def number_of(text: int | str) -> int:
    """The number of an activity as people type it. Raises NotFound."""
    digits = str(text).strip().removeprefix("#")
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 16):
        raise NotFound(
            N_("There is no activity {number}. Look with: activity list"), number=clean_line(str(text))[:40]
        )
    return int(digits)


def _listed(numbers: int | str | Sequence[int | str]) -> Sequence[int | str]:
    return [numbers] if isinstance(numbers, int | str) else numbers


def _instants(columns: Values) -> Values:
    return {name: columns[name] for name in typed.INSTANTS if name in columns}


def _reminder_along(row: ActivityRecord, starts_at: datetime | None, now: datetime) -> Values:
    """A reminder keeps its distance from a beginning that moves, where that still lies ahead."""
    if row.remind_at is None or row.starts_at is None or starts_at is None:
        return {}
    moved = row.remind_at + (starts_at - row.starts_at)
    return {"remind_at": moved} if moved > now else {}
