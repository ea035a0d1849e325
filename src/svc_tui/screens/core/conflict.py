"""Two people changed one record: each field with mine, theirs and what was before; the person decides."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult

from svc_tui.language import _, ngettext
from svc_tui.presentation.core.wrapping import wrapped
from svc_tui.screens.core.desk import DeskScreen
from svc_tui.widgets.lines import Lines
from svc_tui.widgets.page import Page
from svc_tui.widgets.pens import Line, Span


@dataclass(frozen=True)
class Side:
    """One field as it was, as they saved it and as I typed it."""

    name: str
    label: str
    before: str
    theirs: str
    mine: str


class ConflictScreen(DeskScreen):
    """Mine or theirs, field by field."""

    PLACE = "conflict"
    DEFAULT_CSS = "#head { height: 2; }"

    def __init__(self, record: str, sides: Sequence[Side], then: Callable[[Mapping[str, str]], None]) -> None:
        """`then` gets what each field shall say."""
        super().__init__()
        self.record = record
        self.sides = tuple(sides)
        self._then = then
        self._at = 0
        self._mine = dict.fromkeys((side.name for side in sides), True)

    def compose_body(self) -> ComposeResult:
        yield Lines(id="head")
        yield Page(id="page")
        yield from super().compose_body()

    def begin(self) -> None:
        super().begin()
        count = len(self.sides)
        words = ngettext(
            "{record}: someone else changed {count} field that you changed too.",
            "{record}: someone else changed {count} fields that you changed too.",
            count,
        )
        self.query_one("#head", Lines).show_lines(
            [((" ", "text"), (words.format(record=self.record, count=count), "warning")), ()]
        )
        self._show()
        self.say(_("Choose for each field, then save. Nothing is lost until then."))

    def _show(self) -> None:
        page = self.query_one("#page", Page)
        page.show(self._lines)
        page.read_on(max(0, self._begins(page.size.width)[self._at] - 2) - page.top)

    def _lines(self, width: int) -> list[Line]:
        lines: list[Line] = []
        for index in range(len(self.sides)):
            lines += self._side(index, width)
        return lines

    def _begins(self, width: int) -> list[int]:
        begins, at = [], 0
        for index in range(len(self.sides)):
            begins.append(at)
            at += len(self._side(index, width))
        return begins

    def _side(self, index: int, width: int) -> list[Line]:
        side = self.sides[index]
        mine = self._mine[side.name]
        lines: list[Line] = [((" > " if index == self._at else "   ", "accent"), (side.label, "text strong"))]
        for label, text, taken in (
            (_("mine"), side.mine, mine),
            (_("theirs"), side.theirs, not mine),
            (_("before"), side.before, None),
        ):
            role = "text" if taken else "muted"
            sign = "x" if taken else " "
            for part, line in enumerate(wrapped(text or "-", width - 18)):
                head: list[Span] = [("   " + (sign if part == 0 else " ") + " ", "accent")]
                head.append((f"{label if part == 0 else '':<11} ", role))
                lines.append((*head, (line, role)))
        return [*lines, ()]

    # --- keys

    def action_conflict_mine(self) -> None:
        self._decide(True)

    def action_conflict_theirs(self) -> None:
        self._decide(False)

    def _decide(self, mine: bool) -> None:
        self._mine[self.sides[self._at].name] = mine
        self._at = min(self._at + 1, len(self.sides) - 1)
        self._show()

    def action_form_next(self) -> None:
        self._at = min(self._at + 1, len(self.sides) - 1)
        self._show()

    def action_form_previous(self) -> None:
        self._at = max(self._at - 1, 0)
        self._show()

    def action_form_choose(self) -> None:
        self.action_form_save()

    def action_form_save(self) -> None:
        kept = {side.name: side.mine if self._mine[side.name] else side.theirs for side in self.sides}
        self.desk.pop_screen()
        self._then(kept)

    def action_form_leave(self) -> None:
        self.desk.pop_screen()
        self.desk.desk_screen.say(_("Not saved yet; what you typed still stands here."))
