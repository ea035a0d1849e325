"""The stopwatch of a person: a row of the store, so that it runs on whatever becomes of the session."""

from dataclasses import replace
from datetime import datetime

from svc_tui.domain.core.amounts import check_note
from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.core.text import clean_line
from svc_tui.domain.work import rules
from svc_tui.domain.work.rules import Entry
from svc_tui.errors import N_, Refused
from svc_tui.services.calls.open_call import OpenCall
from svc_tui.services.calls.service import Calls
from svc_tui.services.core.context import Context
from svc_tui.services.core.outcomes import Outcomes
from svc_tui.services.work.lines import log_on
from svc_tui.services.work.running import Running, running
from svc_tui.storage.work import rows


class Stopwatches:
    """Starting, stopping and looking at one's stopwatch."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._calls = Calls(context)

    def start(self, number: str, kind: str = "labour") -> Outcomes:
        """Let the stopwatch of this person run for a call."""
        if kind not in ("labour", "travel"):
            raise Refused(N_("A stopwatch times labour or travel, not {kind}."), kind=kind)

        def act(call: OpenCall) -> Note:
            rules.check_closed(call.number, call.row.is_open)
            other = rows.stopwatch(session=call.unit.session, person=self.context.me)
            if other is not None:
                message = N_("Your stopwatch runs already, for {number} since {since}. Stop it first.")
                since = other.since.astimezone(self.context.zone)
                raise Refused(message, number=other.number, since=f"{since:%H:%M}").cured_by("call.stopwatch")
            values = {"person": self.context.me, "call_id": call.id, "kind": kind, "since": call.at}
            call.unit.insert("stopwatch", values, log=None)
            return note(N_("{number}: stopwatch started"), number=call.number)

        return self._calls.act([number], N_("{calls}: stopwatch started"), act)

    def running(self) -> Running | None:
        """The stopwatch of this person, where one runs; it outlives any session."""
        return running(self.context)

    def proposal(self) -> str:
        """The line that stopping would log: from when to when, to be written on."""
        found = self.running()
        if found is None:
            raise _no_stopwatch()
        zone = self.context.zone
        since, until = found.since.astimezone(zone), self.context.now().astimezone(zone)
        begin = f"{since:%Y-%m-%d} {since:%H:%M}" if since.date() != until.date() else f"{since:%H:%M}"
        head = "travel " if found.kind == "travel" else ""
        return f"{head}from {begin} to now "

    def stop(self, work: Entry | str = "", *, log: bool = True) -> Outcomes:
        """Stop the stopwatch and log its time, with a note or as the line that `proposal` began.

        Args:
            work: The note, or a whole Entry of which time and call are the stopwatch's where it names none.
            log: False throws the time away.
        """
        standing = self.running()
        if standing is None:
            raise _no_stopwatch()

        def act(call: OpenCall) -> Note:
            found = rows.stopwatch(session=call.unit.session, person=self.context.me)
            if found is None:
                raise _no_stopwatch()
            call.unit.delete("stopwatch", found.id)
            if not log:
                return note(N_("{number}: stopwatch stopped, nothing logged"), number=call.number)
            entry = work if isinstance(work, Entry) else _noted(found.kind, clean_line(work))
            entry = _to_the_second(entry, found.since)
            if entry.seconds is None and entry.kind != "part":
                seconds = int((call.at - found.since).total_seconds())
                if not seconds:  # started and stopped at once
                    return note(N_("{number}: stopwatch stopped, nothing logged"), number=call.number)
                entry = replace(entry, seconds=seconds, starts_at=found.since, ends_at=call.at)
            return log_on(call, entry)

        return self._calls.act([standing.call], N_("{calls}: stopwatch stopped"), act)


def _noted(kind: str, text: str) -> Entry:
    """The time of the stopwatch with a note; a time that was typed is not the stopwatch's."""
    check_note(text)
    return Entry(kind=kind, note=text)


def _no_stopwatch() -> Refused:
    return Refused(N_("No stopwatch of yours runs. Start one on a call first.")).cured_by("call.stopwatch")


def _to_the_second(entry: Entry, since: datetime) -> Entry:
    """The entry from the second at which the stopwatch was started, where it names that minute."""
    starts, ends = entry.starts_at, entry.ends_at
    if starts is None or ends is None or starts != since.replace(second=0) or ends <= since:
        return entry
    return replace(entry, starts_at=since, seconds=int((ends - since).total_seconds()))
