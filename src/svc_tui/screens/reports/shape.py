"""What a report is about and how it is parted: filter, period, groups, order and figures, each in one line.

Every answer makes another definition of the report that is open, and runs it; what cannot be is said with its place
and the way out, and the report stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from svc_tui.domain.core.text import fold
from svc_tui.domain.reports import periods
from svc_tui.errors import SvcError
from svc_tui.language import _
from svc_tui.presentation.company.titles import title as field_title
from svc_tui.presentation.reports.sheet import heading, period_words
from svc_tui.screens.core.commands import Commands
from svc_tui.screens.core.desk import Answer
from svc_tui.services.reports import shaping
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.domain.reports.definition import Definition
    from svc_tui.domain.reports.result import Result
    from svc_tui.screens.reports.panes import ReportsScreen, Shown

PERIODS = (
    "today", "week", "last week", "month", "last month", "quarter", "last quarter", "year", "last year", "30d", "90d",
    "next 90 days", "all",
)  # fmt: skip
ROWS = 4
ACROSS = "across"


class ReportShape(Commands[Any]):
    """The parameters of the report that is open."""

    screen: ReportsScreen

    def _open(self) -> Shown | None:
        """The report that is open; where none is, that is said."""
        if self.screen.shown is None:
            self.screen.say(_("No report is open yet; enter opens the one under the cursor."))
        return self.screen.shown

    def _ask(
        self, label: str, value: str, answer: Callable[[str], Answer], change: Change, **how: Any
    ) -> None:
        """Ask for a parameter; the answer makes another definition, or is refused."""

        def then(text: str, picked: Candidate | None) -> None:
            self._change(change, picked.value if picked is not None and how.get("chooses") else text.strip())

        self.screen.ask(label, then, value=value, rows=ROWS, answer=answer, in_thread=False, **how)

    def _change(self, change: Change, text: str) -> None:
        shown = self.screen.shown
        if shown is None:
            return
        try:
            definition = change(shown.result.checked.definition, text)
            self.services.reports.checked(definition)
        except SvcError as error:
            self.screen.say_error(error)
            return
        self.screen.ask_report(definition)
        if self.screen.in_list:
            self.screen.go_into(listed=False)

    # --- the filter

    def action_filter_edit(self) -> None:
        """Of a report its whole filter; in the list, search the reports."""
        if self.screen.in_list:
            self._search()
        elif shown := self._open():
            reports = self.services.reports

            def answer(text: str) -> Answer:
                found = [
                    Candidate(
                        text[: each.start] + each.text + text[each.end :],
                        ((each.text, "text"), (f"  {_(each.help)}" if each.help else "", "muted")),
                    )
                    for each in reports.complete(shown.definition, text)[:20]
                ]
                warning = shaping.warning_of(shown.definition, text)
                return Answer(found, ((warning, "warning"),) if warning else ())

            def then(text: str, _picked: Candidate | None) -> None:
                self._change(lambda made, typed: replace(made, filter=typed), text.strip())

            before = shown.result.checked.definition.filter
            self.screen.ask("/", then, value=f"{before} " if before else "", rows=ROWS, answer=answer)

    def _search(self) -> None:
        """Choose a report by a part of its title, its name or what it answers."""

        def answer(text: str) -> Answer:
            wanted = fold(text).split()
            found = [
                each
                for each in self.screen.entries
                if all(word in fold(f"{each.title} {each.report} {each.help}") for word in wanted)
            ]
            found.sort(key=lambda each: not all(word in fold(each.title) for word in wanted))
            return Answer(
                [
                    Candidate(each.report, ((each.title, "text"), (f"  {each.help}", "muted")))
                    for each in found
                ]
            )

        def then(text: str, picked: Candidate | None) -> None:
            self.screen.open_report(picked.value if picked is not None else text.strip())

        self.screen.ask("/", then, chooses=True, rows=ROWS, answer=answer, in_thread=False)

    # --- the period

    def action_report_period(self) -> None:
        """Which days; in front of them, with a colon, of which date: `closed_at:last month`."""
        if shown := self._open():
            checked, today = shown.result.checked, self.services.today
            dates = list(checked.subject.dates)

            def read(text: str) -> tuple[str, str]:
                date, colon, days = text.partition(":")
                return (date.strip(), days.strip()) if colon and date.strip() in dates else ("", text.strip())

            def answer(text: str) -> Answer:
                date, typed = read(text)
                wanted = fold(typed)
                named = [*PERIODS, *(f"{each}:{typed or 'month'}" for each in dates[1:] if not date)]
                found = [Candidate(each, ((each, "text"),)) for each in named if wanted in fold(each)]
                try:
                    days = period_words(periods.period(typed or "all", today)) or _("all time")
                except SvcError as error:
                    return Answer(found, ((error.text(_), "warning"),))
                return Answer(found, ((f"{field_title(date or checked.date)}: {days}", "muted"),))

            def change(made: Definition, text: str) -> Definition:
                date, typed = read(text)
                if typed:
                    periods.period(typed, today)
                return replace(made, period="" if fold(typed) == "all" else typed, date=date or made.date)

            before = checked.definition
            value = f"{before.date}:{before.period}" if before.date else before.period
            self._ask(_("Period"), value, answer, change)

    # --- groups

    def action_report_group(self) -> None:
        """One group or two, by their names; `across` behind them puts the second one across."""
        if shown := self._open():
            checked = shown.result.checked
            known = {each.name: _(each.title) for each in checked.dimensions}

            def answer(text: str) -> Answer:
                words = _(
                    "One or two names; {word} behind them makes a cross table; nothing parts by nothing."
                )
                return Answer(_going_on(text, {**known, ACROSS: _("the second one across")}),
                              ((words.format(word=ACROSS), "muted"),))  # fmt: skip

            def change(made: Definition, text: str) -> Definition:
                names = text.replace(",", " ").split()
                by = tuple(name for name in names if name != ACROSS)
                return shaping.regrouped(made, by, cross=ACROSS in names)

            made = checked.definition
            value = " ".join([*made.by, *([ACROSS] if made.cross else [])])
            self._ask(_("Group by"), f"{value} " if value else "", answer, change)

    # --- order and figures

    def action_sort_choose(self) -> None:
        """Sort by a figure or a group; the same one again turns the order round."""
        if shown := self._open():
            known = self._columns(shown.result)

            def answer(text: str) -> Answer:
                wanted = fold(text)
                return Answer(
                    [
                        Candidate(name, ((words, "text"), (f"  {name}", "muted")))
                        for name, words in known.items()
                        if wanted in fold(words) or wanted in name
                    ]
                )

            def change(made: Definition, text: str) -> Definition:
                name = text.strip()
                figures = {each.name for each in shown.result.checked.figures}
                down = made.sort == name if made.sort.removeprefix("-") == name else name in figures
                return replace(made, sort=f"-{name}" if down else name)

            self._ask(_("Sort by"), "", answer, change, chooses=True)

    def _columns(self, result: Result) -> dict[str, str]:
        """What a report can be sorted by, with its words."""
        checked = result.checked
        if result.records is not None:
            keys = checked.subject.keys
            return {
                name: field_title(name) for name in checked.definition.columns if keys.key(name) is not None
            }
        named = {each.name: _(each.title) for each in checked.by}
        return {**named, **{each.name: heading(checked, each) for each in checked.figures}}

    def action_view_columns(self) -> None:
        """The figures of a report, or the columns of one that lists records, by their names in their order."""
        if shown := self._open():
            made, records = shown.result.checked.definition, shown.result.records is not None
            names = shaping.names_of(made, records=records)
            checked = shown.result.checked
            known = {
                name: field_title(name) if figure is None else heading(checked, figure)
                for name, figure in names.items()
            }

            def answer(text: str) -> Answer:
                words = _("Names in their order. Tab goes through the names.")
                return Answer(_going_on(text, known), ((words, "muted"),))

            def change(made: Definition, text: str) -> Definition:
                return shaping.with_columns(made, tuple(text.replace(",", " ").split()), records=records)

            present: Sequence[str] = made.columns if records else [each.name for each in checked.figures]
            self._ask(_("Columns") if records else _("Figures"), " ".join(present) + " ", answer, change)


def _going_on(text: str, known: dict[str, str]) -> list[Candidate]:
    """How a line of names may go on."""
    head, _space, tail = text.rpartition(" ")
    taken = head.split()
    return [
        Candidate(f"{head} {name}".strip(), ((name, "text"), (f"  {words}", "muted")))
        for name, words in known.items()
        if (name.startswith(tail) or fold(tail) in fold(words)) and name not in taken
    ]


if TYPE_CHECKING:
    Change = Callable[[Definition, str], Definition]
    """What another answer makes of a definition."""
