"""What the program found to sell: each hint with its reason; raised, put off or dismissed, one or the marks at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from textual import on

from svc_tui.domain.core.days import read_day
from svc_tui.domain.core.text import show_line
from svc_tui.errors import SvcError
from svc_tui.language import _, day_long, ngettext, number
from svc_tui.presentation.sales import hints as words
from svc_tui.screens.core.desk import Answer, DeskScreen
from svc_tui.screens.core.desk_app import Ref
from svc_tui.screens.core.jobs import run_job
from svc_tui.screens.core.rows_screen import RowsScreen
from svc_tui.screens.sales.raising import ask_amount
from svc_tui.widgets.columns import Column, ColumnHeads
from svc_tui.widgets.lines import Lines
from svc_tui.widgets.prompt_line import Candidate
from svc_tui.widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from svc_tui.domain.sales.hints import Hint

MOST = 500
"""So many are shown; those that end first and are worth most come first."""

Done = Callable[[str], None]
"""Says what became of it, and shows what is left."""


# --- the acts, of the strip and of the page


def raise_hint(screen: DeskScreen, hint: Hint, done: Done) -> None:
    """Ask for the amount, and make an opportunity of a hint."""
    hints = screen.services.hints

    def ask(proposal: dict[str, Any]) -> None:
        def then(values: dict[str, object]) -> None:
            screen.run(lambda: _told(hints.raise_(hint.id, values).note), done)

        ask_amount(screen, proposal, then)

    def read() -> dict[str, Any]:
        known = screen.services.opportunities.proposal(hint.record, hint.number)
        return {**known, "name": _told(hint.offer)}

    screen.run(read, ask, "raising")


def put_off(screen: DeskScreen, names: Sequence[str], done: Done) -> None:
    """Ask for the day on which hints come back."""
    hints, services = screen.services.hints, screen.services

    def answer(text: str) -> Answer:
        if not text.strip():
            return Answer(preview=((_("A day such as 15 jan, fri, +30d."), "muted"),))
        try:
            return Answer(preview=((day_long(read_day(text, today=services.today)), "text"),))
        except SvcError as error:
            return Answer(preview=((error.text(_), "muted"),))

    def then(text: str, _picked: Candidate | None) -> None:
        if text.strip():
            until = read_day(text, today=services.today)
            screen.run(lambda: hints.put_off(names, until).say(_), done)

    screen.ask(_("Put off until"), then, rows=1, answer=answer, in_thread=False)


def dismiss(screen: DeskScreen, names: Sequence[str], done: Done) -> None:
    """Ask why hints are none; they never come back."""
    hints = screen.services.hints

    def then(text: str, _picked: Candidate | None) -> None:
        screen.run(lambda: hints.dismiss(names, text).say(_), done)

    hint = ((_("It never comes back. Say why it is no chance, in one line."), "muted"),)
    screen.ask(
        _("Dismiss, because"), then, rows=1, answer=lambda _text: Answer(preview=hint), in_thread=False
    )


def _told(note: Any) -> str:
    return str(_(note.text).format(**note.values))


# --- the page


class HintsScreen(RowsScreen):
    """All hints that stand, what ends first before what is worth most."""

    PLACE = "hints"
    DEFAULT_CSS = "HintsScreen #reading { height: 1fr; } HintsScreen #head { height: 2; }"

    def __init__(self) -> None:
        super().__init__()
        self._found: Sequence[Hint] = ()
        self._count = ""

    def begin(self) -> None:
        super().begin()
        columns = [Column("reason", _("Why"), 56, 3), Column("customer", _("Customer"), 18, 1)]
        self.rows.set_columns(columns)
        self.query_one("#heads", ColumnHeads).set_columns(columns)
        self.reload()

    def reload(self) -> None:
        """Look again."""
        hints = self.services.hints
        run_job(self, "hints", lambda: (hints.found(limit=MOST), hints.count()), self._take)

    def on_screen_resume(self) -> None:
        """Back from a record: what was done there may have ended a hint."""
        if self._found:
            self.reload()

    def action_reload(self) -> None:
        self.reload()

    def _take(self, answer: tuple[Sequence[Hint], int]) -> None:
        self._found, count = answer
        today, at = self.services.today, self.rows.cursor
        self.rows.forget()
        self.rows.clear_marks()
        self.rows.set_ids(range(len(self._found)))
        self.rows.put_page([Row(n, words.cells(each, today), each.id) for n, each in enumerate(self._found)])
        self.rows.move_to(min(at, max(0, len(self._found) - 1)))
        told = ngettext("{count} hint", "{count} hints", count).format(count=number(count))
        if count > len(self._found):
            told += "  " + _("the first {count} are shown").format(count=number(len(self._found)))
        self._count = told
        self._show_head()

    @on(RowList.CursorMoved)
    def _show_head(self) -> None:
        """How many there are, and the one under the cursor in full."""
        at = self.rows.selected_id
        one = self._found[at] if at is not None and at < len(self._found) else None
        said = words.sentence(one, self.services.today) if one else _("No hint stands now.")
        self.query_one("#head", Lines).show_lines(
            [((" ", "text"), (self._count, "text strong")), ((f" {show_line(said)}", "aside"),)]
        )

    # --- which are meant

    def _one(self) -> Hint | None:
        at = self.rows.selected_id
        if at is None or at >= len(self._found):
            self.say(_("No hint stands now."))
            return None
        return self._found[at]

    def _names(self) -> list[str]:
        """Those of the marks, else the one under the cursor."""
        marked = self.rows.marked_ids()
        if marked:
            return [self._found[at].id for at in marked]
        one = self._one()
        return [one.id] if one else []

    def _done(self, told: str) -> None:
        self.say(told, self.undo_hint)
        self.reload()

    # --- acts

    def action_hint_raise(self) -> None:
        if (one := self._one()) is not None:
            raise_hint(self, one, self._done)

    def action_hint_put_off(self) -> None:
        if names := self._names():
            put_off(self, names, self._done)

    def action_hint_dismiss(self) -> None:
        if names := self._names():
            dismiss(self, names, self._done)

    def action_hint_open(self) -> None:
        """Open the card or contract that it is about."""
        if (one := self._one()) is not None:
            self.desk.open(
                Ref(one.record, f"K-{one.number}" if one.record == "contract" else str(one.number))
            )

    def action_hint_mark(self) -> None:
        self.rows.toggle_mark()
        self.rows.move(1)
