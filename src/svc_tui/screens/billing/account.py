"""What a customer is billed: the open lines up to a day, approved, held, handed over as a file, taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on

from svc_tui.domain.core.days import read_day
from svc_tui.domain.core.text import fold, show_line
from svc_tui.errors import N_, Refused
from svc_tui.interchange.documents.bills import form_of_name
from svc_tui.language import _, ngettext, number
from svc_tui.presentation.billing import account as words
from svc_tui.screens.core.desk import Answer
from svc_tui.screens.core.desk_app import Ref
from svc_tui.screens.core.file_prompts import paths
from svc_tui.screens.core.jobs import run_job
from svc_tui.screens.core.rows_screen import RowsScreen
from svc_tui.services.core.outcomes import worded
from svc_tui.widgets.columns import Column, ColumnHeads
from svc_tui.widgets.detail_pane import DetailPane
from svc_tui.widgets.lines import Lines
from svc_tui.widgets.prompt_line import Candidate
from svc_tui.widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from svc_tui.services.billing.handing import Handed
    from svc_tui.services.billing.standing import Account, Standing
    from svc_tui.services.core.outcomes import Outcomes

ROWS = 5
"""Lines above a prompt."""


class AccountScreen(RowsScreen):
    """The open lines of one customer."""

    PLACE = "account"
    DEFAULT_CSS = """
    #reading { height: 1fr; } #head { height: auto; } #rows { height: 1fr; } #detail { height: 5; }
    """

    def __init__(self, customer: str) -> None:
        super().__init__()
        self.customer = customer
        self.until: date | None = None
        """Last day of the period; none: today."""
        self._found: Account | None = None
        self._name = ""

    def compose_rows(self) -> ComposeResult:
        yield from super().compose_rows()
        yield DetailPane(id="detail")

    def begin(self) -> None:
        super().begin()
        columns = [
            Column(each.key, _(each.title), each.width, each.grow, right=each.right, gap=each.gap)
            for each in words.COLUMNS
        ]
        self.rows.set_columns(columns)
        self.query_one("#heads", ColumnHeads).set_columns(columns)
        self.reload()

    def reload(self) -> None:
        """Read anew what is owed, and how it stands."""
        run_job(self, "account", self._read, self._take)

    def action_reload(self) -> None:
        self.reload()
        self.say(_("Read again."))

    def _read(self) -> tuple[Account, str]:
        services = self.services
        with services.store.moment():
            found = services.billing.account(self.customer, self.until)
            return found, services.customers.find(found.customer).row.name

    def _take(self, answer: tuple[Account, str]) -> None:
        found, self._name = answer
        before, at = self._found, self.rows.selected_id or 0
        self._found = found
        if before is not None and [each.source for each in before.lines] != [
            each.source for each in found.lines
        ]:
            self.rows.clear_marks()
        self.rows.set_ids(range(len(found.lines)))
        self.rows.put_page(
            Row(place, words.cells(each, worded(each.line.reason, _), self.services.today), each.source)
            for place, each in enumerate(found.lines)
        )
        self.rows.move_to(min(at, max(0, len(found.lines) - 1)))
        head = self.query_one("#head", Lines)
        lines = words.head(found, self._name)
        head.styles.height = len(lines)
        head.show_lines(lines)
        self._show_detail()

    @on(RowList.CursorMoved)
    def _show_detail(self) -> None:
        """Why the line is billed, by which rule, and how it stands."""
        line = self._line()
        self.query_one("#detail", DetailPane).show_lines(
            [] if line is None else words.detail(line, worded(line.line.reason, _))
        )

    @on(RowList.MarksChanged)
    def _count_marks(self, message: RowList.MarksChanged) -> None:
        self.show_marks(message.count)

    def _line(self) -> Standing | None:
        """The line under the cursor."""
        at = self.rows.selected_id
        found = self._found
        return None if found is None or at is None or at >= len(found.lines) else found.lines[at]

    def _chosen(self) -> list[str]:
        """What the marked lines come from, else the one under the cursor; that there is none is said."""
        found, marked = self._found, self.rows.marked_ids()
        if found is not None and marked:
            return list(dict.fromkeys(found.lines[place].line.source.whole for place in marked))
        line = self._line()
        if line is None:
            self.say(_("Nothing is to be billed up to this day."))
        return [] if line is None else [line.line.source.whole]

    # --- lines

    def action_account_mark(self) -> None:
        self.rows.toggle_mark()
        self.rows.move(1)

    def action_account_approve(self) -> None:
        """What is chosen is billed as it stands."""
        if chosen := self._chosen():
            self._do(partial(self.services.billing.approve, chosen, self.until), move=True)

    def action_account_approve_all(self) -> None:
        """All that is proposed and has a price."""
        self._do(partial(self.services.billing.approve_all, self.customer, self.until))

    def action_account_hold(self) -> None:
        """The customer disputes it: it stays out, with the reason."""
        chosen = self._chosen()
        if not chosen:
            return

        def then(text: str, _picked: Candidate | None) -> None:
            if not text.strip():
                raise Refused(N_("Say why it is held."))
            self._do(partial(self.services.billing.hold, chosen, text, self.until), move=True)

        self.ask(_("Why it is held"), then)

    def action_account_release(self) -> None:
        """It is proposed again."""
        if chosen := self._chosen():
            self._do(partial(self.services.billing.release, chosen))

    def _do(self, work: Callable[[], Outcomes], *, move: bool = False) -> None:
        def show(outcomes: Outcomes) -> None:
            self.rows.clear_marks()
            self.say(_done(outcomes), self.undo_hint if outcomes.change_id is not None else "")
            if move and len(outcomes.outcomes) == 1:
                self.rows.move(1)
            self.reload()

        self.run(work, show)

    def action_account_until(self) -> None:
        """Another last day of the period."""

        def then(text: str, _picked: Candidate | None) -> None:
            self.until = read_day(text, today=self.services.today, prefer="near") if text.strip() else None
            self.reload()

        day = self.until or self.services.today
        self.ask(_("Up to which day"), then, value=day.isoformat())

    def action_account_open(self) -> None:
        """Open the call or the contract that the line comes from."""
        line = self._line()
        if line is None:
            return
        if line.line.call:
            self.desk.open(Ref("call", line.line.call))
        elif line.line.contract:
            self.desk.open(Ref("contract", f"K-{line.line.contract}"))

    # --- hand-overs

    def action_account_hand_over(self) -> None:
        """Hand over what is approved: the file's name says the form; asked once more before it is done."""
        found = self._found
        if found is None or not any(each.status == "approved" for each in found.lines):
            self.say(_("Nothing is approved yet."))
            return
        value = f"{show_line(found.customer)}-{found.until.isoformat()}.csv"
        hint = (
            (_(".csv for an accountant, .xml an invoice (UBL), .json, .b1.json a draft for B1"), "muted"),
        )

        def answer(text: str) -> Answer:
            return Answer(paths(text).candidates, hint)

        def then(text: str, _picked: Candidate | None) -> None:
            path = Path(text.strip()).expanduser()
            form = form_of_name(path.name)
            if form is None:
                raise Refused(
                    N_("{name} does not say its form. End it in .csv, .json, .xml or .b1.json."),
                    name=path.name,
                )
            self.confirm(words.question(found, str(path)), partial(self._hand_over, path, form))

        self.ask(_("Into which file"), then, value=value, rows=ROWS, answer=answer, in_thread=False)

    def _hand_over(self, path: Path, form: str) -> None:
        work = partial(self.services.billing.hand_over, self.customer, path, form, until=self.until)
        self.run(work, self._handed)

    def _handed(self, handed: Handed) -> None:
        told = words.handed(handed.documents, [str(path) for path in handed.paths])
        self.say("; ".join([told, *(worded(each, _) for each in handed.warnings)]))
        self.reload()

    def action_account_reverse(self) -> None:
        """Take a hand-over back, with the reason: its lines are proposed again."""
        billing = self.services.billing

        def known(text: str) -> Answer:
            rows = [row for row in billing.hand_overs(self.customer) if row.reversed_at is None]
            lines = [(str(row.number), words.hand_over(row)) for row in rows]
            return Answer([Candidate(name, line) for name, line in lines if fold(text) in fold(name)])

        def which(_text: str, picked: Candidate | None) -> None:
            if picked is None:
                self.say(_("Nothing of this customer was handed over."))
                return
            self.ask(_("Why {number} is taken back").format(number=picked.value), partial(why, picked.value))

        def why(name: str, text: str, _picked: Candidate | None) -> None:
            if not text.strip():
                raise Refused(N_("Say why it is taken back."))

            def show(_row: object) -> None:
                self.say_done(_("{number} taken back; its lines are proposed again").format(number=name))

            self.run(lambda: billing.reverse(name, text), show)

        self.ask(_("Take back which"), which, chooses=True, rows=ROWS, answer=known)


def _done(outcomes: Outcomes) -> str:
    """What became of lines."""
    if len(outcomes.outcomes) == 1:
        return outcomes.outcomes[0].say(_)
    done = len(outcomes.done)
    told = ngettext("{count} line done", "{count} lines done", done).format(count=number(done))
    return "; ".join([told, *(each.say(_) for each in outcomes.refused[:1])])
