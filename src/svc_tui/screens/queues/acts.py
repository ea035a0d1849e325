"""What keys do on the board alone: from column to column, from a figure to its calls, the choice of columns."""

from __future__ import annotations

import re
from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any

from svc_tui.domain.core.text import fold
from svc_tui.language import _
from svc_tui.screens.calls.acts import CallActs
from svc_tui.screens.core.commands import Commands
from svc_tui.screens.core.desk import Answer
from svc_tui.screens.core.desk_app import Ref
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.screens.queues.board import BoardScreen

_CODE = re.compile(r'"([^"]*)"|([^\s,"]+)')
"""A code in a choice of columns; one with a blank stands in quotes."""
INBOX = "inbox"


class BoardMoves(Commands[Any]):
    """The cursor between columns, and what opens from it."""

    screen: BoardScreen

    def action_board_left(self) -> None:
        self.screen.rows.side(-1)

    def action_board_right(self) -> None:
        self.screen.rows.side(1)

    def action_cursor_top(self) -> None:
        self.screen.rows.to_end(last=False)

    def action_cursor_bottom(self) -> None:
        self.screen.rows.to_end(last=True)

    def action_record_open(self) -> Awaitable[None] | None:
        """Open the call under the cursor; on a figure its calls, in the inbox."""
        rows = self.screen.rows
        if rows.figure and rows.head is not None:
            text = self.services.board.filter_of(self.screen.text, rows.head.key, rows.figure)
            return self.desk.show_in(INBOX, text)
        if number := self.screen.chosen_one():
            self.desk.open(Ref("call", number))
        return None

    def action_queue_balance(self) -> None:
        """The balance of the column's queue; where it is none, of one that is chosen."""
        head = self.screen.rows.head
        if head is not None and head.key:
            self.desk.balance(head.key)
        else:
            CallActs(self.screen).action_queue_balance()

    # --- the choice of columns

    def action_view_columns(self) -> None:
        """Choose the queues that are columns, and their order, in one line."""
        board = self.services.board

        def answer(text: str) -> Answer:
            head, _space, tail = text.rpartition(" ")
            taken = codes_in(head)
            found = [
                Candidate(f"{head} {code}".strip(), ((code, "text"), (f"  {name}", "muted")))
                for code, name in self._known()
                if code not in taken and fold(tail) in fold(f"{code} {name}")
            ]
            words = _("Codes in their order; - is no queue, * all the others; nothing shows all again.")
            return Answer(found, ((words, "muted"),))

        def then(text: str, _picked: Candidate | None) -> None:
            self.screen.run(lambda: board.choose(codes_in(text)), self._told)

        def ask(chosen: tuple[str, ...]) -> None:
            value = " ".join(in_quotes(code) for code in chosen)
            self.screen.ask(_("Columns"), then, value=f"{value} " if value else "", rows=3, answer=answer)

        self.screen.run(lambda: board.chosen, ask, "columns")

    def _known(self) -> list[tuple[str, str]]:
        found = [(in_quotes(row.code), row.name) for row in self.services.queues.list() if not row.inactive]
        return [*found, ("-", _("no queue")), ("*", _("all others"))]

    def _told(self, codes: tuple[str, ...]) -> None:
        names = " ".join(codes) or "*"
        self.screen.say_done(_("Columns: {names}").format(names=names))


def codes_in(text: str) -> list[str]:
    """The codes of a line."""
    return [found[1] or found[2] for found in _CODE.finditer(text)]


def in_quotes(code: str) -> str:
    """A code as it is typed in such a line."""
    return f'"{code}"' if re.search(r"[\s,]", code) else code
