"""The open customer: head with what warns, and tabs whose lines open what they speak of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from textual import on

from svc_tui.domain.core.text import code_key, show_line
from svc_tui.language import _
from svc_tui.presentation.company import page as customer_page
from svc_tui.presentation.company import timeline as timeline_words
from svc_tui.screens.activities.acts import ActivityActs
from svc_tui.screens.company.acts import CustomerActs
from svc_tui.screens.company.noun import CustomerNoun
from svc_tui.screens.core.desk_app import Ref
from svc_tui.screens.core.jobs import run_job
from svc_tui.screens.core.record_page import RecordScreen
from svc_tui.widgets.pens import Line
from svc_tui.widgets.prompt_line import Candidate
from svc_tui.widgets.rows_page import RowsPage

if TYPE_CHECKING:
    from svc_tui.services.company.timeline import TimelinePage
    from svc_tui.services.shapes.customers import CustomerView
    from svc_tui.services.shapes.names import Record
    from svc_tui.storage.company.timeline import Entry, Position

TIMELINE, CALLS, CARDS, CONTRACTS, ACTIVITIES, GENERAL, FILES, HISTORY = range(8)
FIRST = 60
"""Entries of the timeline that are read at first, and each time the cursor comes near the last one."""
NEWEST = 100
"""Calls and units that a tab shows."""
Target = Ref | str | None
"""What enter opens: a record, a list of the set-up by its name, or nothing."""
Row = tuple[Line, Target]


@dataclass
class Shown:
    """What was read of the customer: a tab is read when it is first turned to."""

    view: CustomerView
    record: Record
    tabs: dict[int, list[Row]] = field(default_factory=dict)
    next: Position | None = None
    """Where the older entries of the timeline begin."""


class CustomerScreen(RecordScreen):
    """One customer, from top to bottom."""

    NOUN = CustomerNoun
    ACTS = (CustomerActs, ActivityActs)
    PLACE = "customer"
    TABS = customer_page.TABS
    PAGE = RowsPage

    def __init__(self, number: str, *, tab: int = 0, told: str = "") -> None:
        super().__init__(number, tab=tab, told=told)
        self.filter = ""
        """What narrows the timeline."""
        self._anew = False
        self._more = False

    # --- what it shows

    def read(self, number: str) -> Shown:
        from svc_tui.services.shapes.customers import view_record

        tab, before = self.tab, self.sheet
        with self.services.store.moment():
            view = self.services.customer_views.view(number)
            shown = Shown(view, view_record(view))
            many = FIRST
            if before is not None and before.view.row.code == view.row.code:
                many = max(FIRST, len(before.tabs.get(TIMELINE, ())))
            shown.tabs[tab] = self._read_tab(shown, tab, many)
        return shown

    def _read_tab(self, shown: Shown, tab: int, many: int) -> list[Row]:
        view, services, code = shown.view, self.services, shown.view.row.code
        now, zone = services.now(), services.zone
        quoted = code.replace('"', "")
        match tab:
            case 0:
                found = self._read_timeline(code, many)
                shown.next = found.next
                return [self._entry(each) for each in found.entries]
            case 1:
                return [
                    (customer_page.call_line(row, now=now, zone=zone), Ref("call", row.number))
                    for row in services.customer_views.calls(code, NEWEST)
                ]
            case 2:
                cards = services.equipment.ids(f'customer:"{quoted}" is:any', first=NEWEST)
                lines = [
                    each for each in services.equipment.lines(cards.ids[:NEWEST]) if each.row.customer == code
                ]
                return [
                    (customer_page.card_line(each), Ref("equipment", str(each.row.number))) for each in lines
                ]
            case 3:
                return [
                    (customer_page.contract_line(each), Ref("contract", f"K-{each['number']}"))
                    for each in shown.record["contracts"]
                ]
            case 4:
                return [
                    (
                        customer_page.activity_line(each, now=now, zone=zone),
                        Ref("activity", str(each.number)),
                    )
                    for each in services.customer_views.activities(code)
                ]
            case 5:
                fields: list[Row] = [(line, None) for line in customer_page.general(shown.record)]
                contacts = len(shown.record["contacts"])
                people = customer_page.people(shown.record)
                lists = [
                    f"{'contacts' if index < contacts else 'addresses'} {code}"
                    for index in range(len(people))
                ]
                return [*fields, *(((), None),) * bool(people), *zip(people, lists, strict=True)]
            case 6:
                return [(customer_page.file_line(each, now=now, zone=zone), None) for each in view.files]
            case _:
                history = services.customer_views.history(code)
                return [(line, None) for line in customer_page.history_lines(history, now=now, zone=zone)]

    def _read_timeline(self, code: str, many: int, after: Position | None = None) -> TimelinePage:
        timelines = self.services.timelines
        return timelines.page(code, timelines.wanted(self.filter), limit=many, after=after)

    def _entry(self, entry: Entry) -> Row:
        line = timeline_words.entry_line(entry, now=self.services.now(), zone=self.services.zone)
        if entry.activity is not None:
            return line, Ref("activity", str(entry.activity))
        if entry.call is not None:
            return line, Ref("call", entry.call)
        if entry.kind == "equipment":
            return line, Ref("equipment", str(entry.equipment))
        return line, Ref("contract", f"K-{entry.contract}")

    def number_of_sheet(self, sheet: Shown) -> str:
        code = sheet.view.row.code
        return self.number if code_key(code) == code_key(self.number) else code

    def id_of_sheet(self) -> int:
        return int(self.sheet.view.row.id)

    def head(self, width: int) -> Sequence[Line]:
        lines = customer_page.head(self.sheet.record)
        if self.filter:
            lines.append((("/ ", "accent"), (show_line(self.filter), "text")))
        return [*(((" ", "text"), *line) for line in lines), ()]

    def counts(self) -> Sequence[int]:
        view = self.sheet.view
        counts = view.counts
        return (0, counts.calls, counts.cards, counts.contracts, counts.activities, 0, len(view.files), 0)

    def tab_lines(self, tab: int, width: int) -> Sequence[Line]:
        rows = self.sheet.tabs.get(tab, ())
        return [(("  ", "text"), *line) for line, _target in rows] or [((f"  {_empty(tab)}", "muted"),)]

    # --- tabs

    def turn_to(self, tab: int) -> None:
        """Show a tab from its first row; one that was not read yet is read, and what was there stays so long."""
        self.tab = tab % len(self.TABS)
        self._anew = True
        if self.sheet is None or self.tab in self.sheet.tabs:
            self.show_sheet()
        else:
            self.show_tabs()
            shown, tab, many = self.sheet, self.tab, FIRST
            self._reads.ask(partial(self._with_tab, shown, tab, many), self._take)

    def _with_tab(self, shown: Shown, tab: int, many: int) -> Shown:
        shown.tabs[tab] = self._read_tab(shown, tab, many)
        return shown

    def show_sheet(self) -> None:
        if self.sheet is not None and self.tab not in self.sheet.tabs:
            return  # it is being read
        if self._anew:
            self._anew = False
            self.rows.to_first()
        super().show_sheet()

    def open(self, number: str, *, told: str = "") -> None:
        self.filter = ""
        super().open(number, told=told)

    @property
    def rows(self) -> RowsPage:
        """The lines with their cursor."""
        return self.query_one("#page", RowsPage)

    @on(RowsPage.NearEnd)
    def _read_more(self) -> None:
        shown = self.sheet
        if shown is None or self.tab != TIMELINE or shown.next is None or self._more:
            return
        self._more = True
        code, after = shown.view.row.code, shown.next

        def show(found: TimelinePage) -> None:
            self._more = False
            if self.sheet is shown and shown.next == after:
                shown.tabs[TIMELINE] += [self._entry(each) for each in found.entries]
                shown.next = found.next
                self.show_sheet()

        run_job(self, "more", lambda: self._read_timeline(code, FIRST, after), show)

    # --- acts of the page

    def action_line_open(self) -> None:
        """Open what the line speaks of."""
        rows = [] if self.sheet is None else self.sheet.tabs.get(self.tab, [])
        target = rows[self.rows.cursor][1] if self.rows.cursor < len(rows) else None
        if self.tab == FILES and rows:
            self._attached("action_call_save_file")
        elif isinstance(target, Ref):
            self.desk.open(target)
        elif target is not None:
            self.desk.show_list(target)
        else:
            self.say(_("There is nothing behind this line."))

    def _attached(self, action: str) -> None:
        act: Callable[[], None] | None = self.doer(action)
        if act is not None:
            act()

    def action_timeline_filter(self) -> None:
        """Narrow the timeline by kind, person and words."""

        def then(text: str, _picked: Candidate | None) -> None:
            def show(_wanted: object) -> None:
                self.filter = text.strip()
                self.tab, self._anew = TIMELINE, True
                if self.sheet is not None:
                    self.sheet.tabs.pop(TIMELINE, None)
                self.reload()

            self.run(lambda: self.services.timelines.wanted(text), show, "filter")

        self.ask(_("Timeline: kind:phone who:anna, words"), then, value=self.filter)


def _empty(tab: int) -> str:
    return {
        TIMELINE: _("Nothing happened here yet."),
        CALLS: _("No calls yet."),
        CARDS: _("No units."),
        CONTRACTS: _("No contracts."),
        ACTIVITIES: _("No activities yet."),
        FILES: _("No file is attached."),
    }.get(tab, _("Nothing was changed yet."))
