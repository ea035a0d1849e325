"""Work on calls: time, travel and parts logged, corrected, removed; who pays each line; the stopwatch of a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from svc_tui.domain.core.amounts import check_note
from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.core.text import clean_line, serial_key
from svc_tui.domain.work import rules
from svc_tui.domain.work.rules import Entry
from svc_tui.domain.work.totals import Totals, totals
from svc_tui.domain.work.typed import read_entry, read_taken
from svc_tui.errors import N_, BadUsage, Refused
from svc_tui.services.calls.open_call import OpenCall
from svc_tui.services.core.fields import Field, Values, read_fields
from svc_tui.services.core.outcomes import Outcomes
from svc_tui.services.work.entry import entry_of
from svc_tui.services.work.lines import (
    account_of,
    correction,
    line_of,
    log_on,
    pay,
    remove,
    taken_words,
    write,
)
from svc_tui.services.work.plan import Bill, Plan, bill, check_serials, complete, plan
from svc_tui.services.work.stopwatch import Stopwatches
from svc_tui.storage.engine import read_models as reading
from svc_tui.storage.work import rows
from svc_tui.storage.work.rows import LineShown, WorkRecord

FIELDS = {
    "billable": Field("flag", empty=False),
    "note": Field(),
    "who": Field("person", empty=False),
    "serial_in": Field(longest=36),
    "serial_out": Field(longest=36),
}
"""What `set` changes; time, kilometres and quantities are corrected."""


@dataclass(frozen=True)
class Log:
    """The work of a call."""

    number: str
    lines: tuple[LineShown, ...]
    totals: Totals


class Works(Stopwatches):
    """What people do with work on calls."""

    # Reading

    def read(self, text: str) -> Entry:
        """A line as it is typed: `1h30 replaced the seal`, `travel 24km 40m`, `part PMP-3 x2`. Raises Refused."""
        return read_entry(text, now=self.context.now(), zone=self.context.zone)

    def list(self, number: str) -> Log:
        """The lines of a call with their totals. Raises NotFound."""
        with self.context.store.read() as session:
            row = self._calls.row(number, session)
            lines = rows.of_call(session=session, call_id=row.id)
        return Log(row.number, tuple(lines), totals(lines))

    def preview(self, number: str, entry: Entry | str) -> Plan:
        """What a piece of work would become: lines, who pays, what it counts and draws. Nothing is written.

        Raises:
            Refused: it cannot be logged; the sentence says why.
        """
        entry = self.read(entry) if isinstance(entry, str) else entry
        with self.context.store.read() as session:
            call = self._calls.row(number, session)
            rules.check_closed(call.number, call.is_open)
            return plan(session, self.context, call, complete(session, self.context, call, entry))

    def bill(self, numbers: Sequence[str], entry: Entry | str) -> Bill:
        """What a piece of work on many calls would come to. Nothing is written."""
        entry = self.read(entry) if isinstance(entry, str) else entry
        with self.context.store.read() as session:
            calls = [self._calls.row(number, session) for number in numbers]
            return bill(session, self.context, calls, entry)

    # Logging

    def log(self, numbers: Sequence[str], work: Entry | Mapping[str, Any] | str) -> Outcomes:
        """Log one piece of work on each call: a typed line, its fields by name, or an Entry."""
        entry = self._entry(work)
        return self._calls.act(numbers, N_("{calls}: work logged"), lambda call: log_on(call, entry))

    def _entry(self, work: Entry | Mapping[str, Any] | str) -> Entry:
        if isinstance(work, Entry):
            return work
        if isinstance(work, str):
            return self.read(work)
        return entry_of(work, now=self.context.now(), zone=self.context.zone)

    # Changing lines

    def set(self, number: str, line: int, values: Mapping[str, object]) -> Outcomes:
        """Change who pays a line, its note, who did it, or its serials.

        A line that is billed by hand gives back what it drew; one that is included by hand draws nothing.
        """
        typed = read_fields(FIELDS, values)
        if not typed:
            raise BadUsage(N_("Say what to change: KEY=VALUE, such as billable=no."))

        def act(call: OpenCall) -> Note:
            row = line_of(call, line)
            if typed.get("who"):
                typed["who"] = reading.active_code(call.unit, "person", "code", typed["who"])
            self._serials(call, row, typed)
            if typed.get("billable", row.billable) != row.billable:
                pay(call, row, bool(typed["billable"]))
            rest = {name: value for name, value in typed.items() if name != "billable"}
            if "note" in rest:
                rest["note"] = rest["note"] or ""
            for name, value in call.unit.update("work", row.id, rest, log=False).items():
                if not name.endswith("_key"):
                    old, new = getattr(row, name) or "-", value or "-"
                    call.log("work", field=name, old=f"{line}: {old}", new=f"{line}: {new}")
            return note(N_("{number}: line {line} changed"), number=call.number, line=line)

        return self._calls.act([number], N_("{calls}: work changed"), act)

    def _serials(self, call: OpenCall, row: WorkRecord, typed: Values) -> None:
        for name in ("serial_in", "serial_out"):
            if name in typed:
                typed[f"{name}_key"] = serial_key(typed[name]) if typed[name] else None
        if "serial_in" in typed or "serial_out" in typed:
            put_in, taken_out = (typed.get(name, getattr(row, name)) for name in ("serial_in", "serial_out"))
            check_serials(call.unit.session, put_in, taken_out, but=row.id)

    def remove(self, number: str, lines: Sequence[int]) -> Outcomes:
        """Take lines away, each with its corrections and the billable rest that was split off it."""

        def act(call: OpenCall) -> Note:
            rules.check_closed(call.number, call.row.is_open)
            session = call.unit.session
            for line in dict.fromkeys(lines):
                found = rows.line_of(session=session, call_id=call.id, line=line)
                if found is None and any(line in gone for gone in removed):
                    continue
                removed.append(remove(call, found or line_of(call, line)))
            shown = ", ".join(str(line) for line in lines)
            return note(N_("{number}: line {line} removed"), number=call.number, line=shown)

        removed: list[set[int]] = []
        return self._calls.act([number], N_("{calls}: work removed"), act)

    def correct(self, number: str, line: int, taken: str, why: str = "") -> Outcomes:
        """Take time, kilometres or parts away from a line by a line of its own; a closed call allows it too.

        Args:
            number: The call.
            line: The line that said too much.
            taken: What to take away: `15m`, `10km 20m`, `1`; what follows it is why.
            why: Why.
        """

        def act(call: OpenCall) -> Note:
            row = line_of(call, line)
            if row.corrects is not None:
                raise Refused(N_("Line {line} is itself a correction. Remove it instead."), line=line)
            read = read_taken(taken, row.kind)
            check_note(clean_line(why), hour=read.seconds > 0)
            values = correction(call, row, read)
            values["note"] = clean_line(f"{read.why} {why}")
            written = write(call, values)
            words = taken_words(row, read.seconds, read.other, row.item)
            account = account_of(call, row)
            if account is not None:
                account.draw(values["accounted"], written)
                account.settle_visit(call.id)
            call.log(
                "work",
                field="correction",
                old=None,
                new=f"{line}: -{words} {values['note']}".strip(),
            )
            return note(N_("{number}: line {line} corrected by {what}"), number=call.number, line=line,
                        what=f"-{words}")  # fmt: skip

        return self._calls.act([number], N_("{calls}: work corrected"), act)
