"""My day: what is late and due, what reminds, what I was told, in one list by the time left; calls with all their acts.

It stands in the shell, since it lists records of several nouns.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from svc_tui.domain.core.text import fold
from svc_tui.domain.query.complete import Completion
from svc_tui.domain.query.keys import KeyTable
from svc_tui.domain.query.reader import parse
from svc_tui.errors import N_, NotFound
from svc_tui.language import _, day_long, ngettext
from svc_tui.presentation.company.day import TABLE, cells, detail_lines, headline
from svc_tui.screens.calls.commands import CALL_ACTS
from svc_tui.screens.calls.noun import CallNoun
from svc_tui.screens.core.acts import Chosen, Work
from svc_tui.screens.core.commands import Commands
from svc_tui.screens.core.desk_app import Ref
from svc_tui.screens.core.jobs import run_job
from svc_tui.screens.core.list_screen import ListScreen
from svc_tui.screens.core.place import Bar
from svc_tui.screens.messages.acts import ask_until, opened
from svc_tui.services.core.listing import Listing
from svc_tui.widgets.bars import FilterLine
from svc_tui.widgets.pens import Line
from svc_tui.widgets.row_list import Row

if TYPE_CHECKING:
    from svc_tui.screens.core.list_saved import Listed
    from svc_tui.services.activities.day import Entry

PLACE = "day"
KEYS = KeyTable("day", ())
"""It is filtered by words alone."""
SOURCES = ("call", "activity", "message", "visit")
WAYS = 4
"""The key of a row tells what it is: rows of several kinds share a list."""


def row_id(entry: Entry) -> int:
    """The key of a line among all lines."""
    return entry.id * WAYS + SOURCES.index(entry.source)


class DayList:
    """The day as a list reads it: made anew each time, since time itself changes it."""

    def __init__(self, screen: DayScreen) -> None:
        self._screen = screen
        self.entries: dict[int, Entry] = {}

    def ids(self, text: str = "", *, typing: bool = False, first: int | None = None) -> Listing:
        """The lines whose words hold all that was typed."""
        wanted = fold(text).split()
        found = {row_id(each): each for each in self._screen.services.day.entries()}
        if not typing:
            self.entries = found
        kept = [key for key, each in found.items() if all(word in _words(each) for word in wanted)]
        return Listing(array("q", kept), parse("", KEYS))

    def changed_since(self, seq: int, text: str = "") -> tuple[int, list[int], list[int]]:
        """Everything may have moved on."""
        before, newest = set(self.entries), self._screen.services.store.change_seq()
        now = list(self.ids(text).ids)
        return newest, now, sorted(before.difference(now))

    def complete(self, text: str, cursor: int) -> list[Completion]:
        """Nothing is offered."""
        return []


def _words(entry: Entry) -> str:
    return fold(f"{entry.text} {entry.customer_name} {entry.call or ''} {entry.kind}")


class DayNoun(CallNoun):
    """Calls, among other lines."""

    def numbers_of(self, ids: Sequence[int]) -> Sequence[str]:
        return super().numbers_of([each // WAYS for each in ids])

    def no_record(self) -> str:
        return _("This line is no call. enter opens it, C puts it away.")


class DayActs(Commands["DayScreen"]):
    """The keys that mean something on every line, whatever it is."""

    def action_record_open(self) -> None:
        """Open the record of the line."""
        screen, entry = self.screen, self.screen.entry
        if entry is None:
            screen.say(_("Nothing to open."))
        elif entry.source == "call":
            self.desk.open(Ref("call", entry.name))
        elif entry.source == "message":
            run_job(screen, "jump", partial(opened, self.services, entry.name), self._go)
        elif entry.source == "visit":
            self.desk.open(Ref("call", entry.call or ""))
        else:
            self.desk.open(Ref("activity", entry.name))

    def _go(self, found: tuple[Ref | None, str]) -> None:
        ref, said = found
        if ref is None:
            self.screen.say(said)
        else:
            self.desk.open(ref)

    def action_activity_done(self) -> None:
        """Put away what the line is; of a call, one of its activities; arrive at a visit, and leave it."""
        source, entry = self.screen.source, self.screen.entry
        if source == "visit":
            began = entry is not None and entry.source == "visit" and entry.kind == "working"
            plan = self.services.plan
            if began:
                self.screen.act_on("visit", _("Leave"), plan.check_out)
            else:
                self.screen.act_on("visit", _("Arrive"), plan.check_in)
            return
        if source == "message":
            self.screen.act_on("message", _("Done"), self.services.messages.done)
        elif source == "activity":
            self.screen.act_on("activity", _("Done"), self.services.activities.done)
        else:
            self._of_calls("action_activity_done")

    def action_call_pause(self) -> None:
        """Pause a call, put a message off."""
        if self.screen.source != "message":
            self._of_calls("action_call_pause")
            return
        messages = self.services.messages
        ask_until(
            self.screen,
            lambda until: self.screen.act_on(
                "message", _("Put off"), lambda numbers: messages.snooze(numbers, until)
            ),
        )

    def action_call_respond(self) -> None:
        """Answer a call, read a message."""
        if self.screen.source == "message":
            self.screen.act_on("message", _("Read"), self.services.messages.read)
        else:
            self._of_calls("action_call_respond")

    def _of_calls(self, action: str) -> None:
        """What the key does to calls."""
        for each in self.screen.attached:
            if each is not self and (act := getattr(each, action, None)) is not None:
                act()
                return


class DayScreen(ListScreen):
    """The day of the person who works."""

    NOUN = DayNoun
    ACTS = (DayActs, *CALL_ACTS)
    PLACE = PLACE
    BARS: ClassVar[dict[str, Bar]] = {
        PLACE: (
            ("record.open", ""), ("call.take", ""), ("call.status.open", N_("status")), ("call.note", ""),
            ("activity.done", N_("done")), ("call.pause", N_("later")), ("undo", ""), ("record.back", ""),
            ("help", ""),
        ),
        f"{PLACE} more": (
            ("filter.edit", ""), ("mark.toggle", ""), ("call.respond", N_("respond, read")),
            ("go.messages", ""), ("palette", ""),
        ),
    }  # fmt: skip
    TABLE = TABLE
    EXPORT = "day.csv"
    COUNTS = True

    def __init__(self) -> None:
        super().__init__()
        self._day = DayList(self)
        self._meant = "call"

    # --- which line

    @property
    def entry(self) -> Entry | None:
        """The line under the cursor."""
        selected = self.rows.selected_id
        return None if selected is None else self._day.entries.get(selected)

    @property
    def source(self) -> str:
        """What the marks are, all of them, else the line under the cursor."""
        marked = {SOURCES[each % WAYS] for each in self.rows.marked_ids()}
        if len(marked) == 1:
            return marked.pop()
        return self.entry.source if self.entry is not None else "call"

    def chosen(self) -> Chosen:
        """The calls that are meant, or the lines of another kind while one of its acts is done."""
        wanted = SOURCES.index(self._meant)
        found = super().chosen()
        ids = tuple(each for each in found.ids if each % WAYS == wanted)
        names = tuple(self.name_here(each) for each in ids)
        return Chosen(ids, names if all(names) and ids else None)

    def act_on(self, source: str, words: str, work: Work) -> None:
        """Do something to lines of one kind."""
        self._meant = source
        try:
            self.act(words, work, repeats=False)
        finally:
            self._meant = "call"

    # --- what it reads

    @property
    def listed(self) -> Listed:
        return self._day

    def open_view(self) -> None:
        self.load("")

    def read_rows(self, ids: Sequence[int]) -> list[Row]:
        now, zone, entries = self.services.now(), self.services.zone, self._day.entries
        return [
            Row(each, cells(entries[each], self.columns, now=now, zone=zone), entries[each].name)
            for each in ids
            if each in entries
        ]

    def detail_of(self, selected: int) -> list[Line]:
        entry, services = self._day.entries.get(selected), self.services
        if entry is None:
            return []
        now, zone = services.now(), services.zone
        lines = [] if entry.source == "call" else detail_lines(entry, now=now, zone=zone)
        if entry.call:
            from svc_tui.presentation.calls.detail import detail_lines as call_lines

            preview = services.calls.preview(entry.call)
            lines += call_lines(preview, now=now, zone=zone, width=self.size.width)
        return lines

    def id_of(self, name: str) -> int:
        found = [key for key, each in self._day.entries.items() if each.name == name]
        if not found:
            raise NotFound(N_("There is no call {number}."), number=name)
        return found[0]

    def records(self, ids: Sequence[int], columns: Sequence[str]) -> Iterator[dict[str, Any]]:
        from svc_tui.services.shapes.day import record

        return (record(self._day.entries[each]) for each in ids)

    def record_names(self, columns: Sequence[str]) -> Sequence[str]:
        from svc_tui.services.shapes.day import NAMES

        return NAMES

    def pass_a_minute(self) -> None:
        self.reread(())

    # --- its words

    def _show_filter(self, listing: Listing) -> None:
        from svc_tui.services.activities.day import counts

        found = counts(list(self._day.entries.values()))
        words = headline(found.late, found.due, found.messages)
        typed = f"   / {self.text}" if self.text else ""
        today = day_long(self.services.today)
        self.query_one("#filter", FilterLine).show_filter(
            ((today, "text strong"), (typed, "accent")), "", words
        )

    def counted(self, count: int) -> str:
        return ngettext("{count} line", "{count} lines", count)

    def written(self, count: int) -> str:
        return ngettext("{count} line written to {path}.", "{count} lines written to {path}.", count)

    def nothing_fits(self) -> str:
        if self.text:
            return _("Nothing of your day has these words. {key} edits them.")
        return _("Nothing is late, nothing is due today, and nobody told you anything.")
