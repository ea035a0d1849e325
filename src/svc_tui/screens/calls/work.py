"""Work on a call by two keys: one line logs it, with a preview of what it counts, draws and bills; a stopwatch.

Also the report of work, its signature and the customer's satisfaction, reached by name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from svc_tui.domain.core.text import show_line
from svc_tui.errors import N_, Refused, SvcError
from svc_tui.language import _, time_of_day
from svc_tui.screens.core.acts import RecordsScreen
from svc_tui.screens.core.commands import Commands
from svc_tui.screens.core.desk import Answer
from svc_tui.widgets.bars import TopBar
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.domain.work.rules import Entry
    from svc_tui.services.core.outcomes import Outcomes
    from svc_tui.services.work.running import Running

PREVIEWED = 200
"""The bill of so many calls is made while the line is typed."""
HINT = N_("1h30 what was done; from 9 to 10:30 ...; travel 24km 40m; part ITEM x2")


class CallWork(Commands[RecordsScreen]):
    """What `w` and `W` do."""

    # --- logging

    def action_call_work(self) -> None:
        """Log work on the chosen calls."""
        if not self.screen.chosen().ids:
            self.screen.say(self.noun.no_record())
            return
        chosen = self.screen.chosen()
        number = chosen.one
        read: list[str] = []

        def numbers() -> Sequence[str]:
            """The calls that are marked, read once."""
            if not read:
                read.extend(self.noun.numbers_of(chosen.ids) if chosen.numbers is None else chosen.numbers)
            return read

        def log(entry: Entry) -> None:
            self.screen.act(
                _("Work"),
                lambda numbers: self.services.work.log(numbers, entry),
                moved_on=False,
                repeats=False,
            )

        self._ask_work(_("Work"), number, "", log, numbers)

    def _ask_work(
        self,
        label: str,
        number: str,
        value: str,
        log: Callable[[Entry], None],
        numbers: Callable[[], Sequence[str]] = list,
    ) -> None:
        """Ask for a line; what cannot be read stays on the line, with the reason."""

        def then(text: str, _picked: Candidate | None) -> None:
            if not text.strip():
                self.screen.say(_("Nothing was logged."))
                return
            try:
                entry = self.services.work.read(text)
            except SvcError as error:
                self._ask_work(label, number, text, log, numbers)
                self.screen.say_error(error)
            else:
                log(entry)

        self.screen.ask(label, then, value=value, rows=1, answer=partial(self._preview, number, numbers))

    def _preview(self, number: str, numbers: Callable[[], Sequence[str]], text: str) -> Answer:
        """What the line would become; of many calls what they come to together."""
        from svc_tui.presentation.work.lines import bill_words, preview

        if not text.strip():
            return Answer(preview=((_(HINT), "muted"),))
        works = self.services.work
        try:
            entry = works.read(text)
            if not number:
                if len(several := numbers()) > PREVIEWED:
                    return Answer(preview=((_("Each call's own contract says who pays."), "muted"),))
                bill = works.bill(several, entry)
                return Answer(preview=((bill_words(bill), "warning" if bill.to_bill else "text"),))
            plan = works.preview(number, entry)
        except SvcError as error:
            return Answer(preview=((error.text(_), "muted"),))
        role = "warning" if any(line.billable for line in plan.lines) else "text"
        return Answer(preview=((preview(plan, now=self.services.now(), zone=self.services.zone), role),))

    # --- the stopwatch

    def action_call_stopwatch(self) -> None:
        """Start it on the chosen call; where it runs, stop it and log its time where it ran."""
        self.screen.run(self.services.work.running, self._start_or_stop, "stopwatch")

    def _start_or_stop(self, running: Running | None) -> None:
        if running is not None:
            self.screen.run(self.services.work.proposal, partial(self._stop, running), "stopwatch")
        elif self.screen.chosen().one:
            self.screen.act(
                _("Stopwatch"),
                lambda numbers: self.services.work.start(numbers[0]),
                moved_on=False,
                repeats=False,
            )
        else:
            self.screen.say(self.noun.one_record() if self.screen.chosen().ids else self.noun.no_record())

    def _stop(self, running: Running, proposal: str) -> None:
        """Ask what was done; until enter the stopwatch runs on."""

        def log(entry: Entry) -> None:
            self.screen.run(
                lambda: self.services.work.stop(entry), partial(self.screen.told, self.screen.chosen(), False)
            )

        label = _("Stop, work on {number}").format(number=show_line(running.call))
        self._ask_work(label, running.call, proposal, log)

    def action_call_stopwatch_drop(self) -> None:
        """Stop the stopwatch and log nothing."""
        chosen = self.screen.chosen()
        self.screen.run(lambda: self.services.work.stop(log=False), partial(self.screen.told, chosen, False))

    def on_services(self) -> None:
        self._show_stopwatch()

    def reloaded(self) -> None:
        self._show_stopwatch()

    def resumed(self) -> None:
        """It may have been stopped elsewhere."""
        self._show_stopwatch()

    def told(self, outcomes: Outcomes) -> None:
        if outcomes.touched is None or "stopwatch" in outcomes.touched:
            self._show_stopwatch()

    def _show_stopwatch(self) -> None:
        """Name the call and since when; it is painted once, not each second."""
        from svc_tui.services.work.running import running as ask

        def show(running: Running | None) -> None:
            words = ""
            if running is not None:
                since = time_of_day(running.since, self.services.zone)
                words = _("{number} since {since}").format(number=show_line(running.call), since=since)
            self.screen.query_one("#top", TopBar).show_running(words)

        self.screen.run(lambda: ask(self.services.context), show, "stopwatch shown")

    # --- what is handed over

    def action_call_report(self) -> None:
        """Show the report of work as it is printed and signed."""
        from svc_tui.screens.calls.work_report import WorkReportScreen

        if self.screen.chosen().one:
            self.screen.app.push_screen(WorkReportScreen(self.screen.chosen().one))
        else:
            self.screen.say(self.noun.one_record() if self.screen.chosen().ids else self.noun.no_record())

    def action_call_sign(self) -> None:
        """Ask for the name of the person who signs the report."""
        number, services = self.screen.chosen().one, self.services
        if not number:
            self.screen.say(self.noun.one_record() if self.screen.chosen().ids else self.noun.no_record())
            return

        def sign(name: str) -> Outcomes:
            from svc_tui.presentation.work.report import report_text

            printed = report_text(services.handover.report(number), services.zone)
            return services.handover.sign(number, name, printed)

        def then(text: str, _picked: Candidate | None) -> None:
            self.screen.act(_("Sign"), lambda _numbers: sign(text), moved_on=False, repeats=False)

        self.screen.ask(_("Signed by"), then)

    def action_call_rate(self) -> None:
        """Ask for the customer's mark and what was said."""
        if not self.screen.chosen().ids:
            self.screen.say(self.noun.no_record())
            return

        def then(text: str, _picked: Candidate | None) -> None:
            mark, _space, said = text.strip().partition(" ")
            if not (mark.isascii() and mark.isdecimal()):
                raise Refused(N_("Begin with a mark from 1 (bad) to 5 (very good)."))
            rate = self.services.handover.rate
            self.screen.act(
                _("Satisfaction"),
                lambda numbers: rate(numbers, int(mark), said),
                moved_on=False,
                repeats=False,
            )

        preview_ = ((_("A mark from 1 (bad) to 5 (very good), then what was said."), "muted"),)
        self.screen.ask(
            _("Satisfaction"), then, rows=1, answer=lambda _text: Answer(preview=preview_), in_thread=False
        )
