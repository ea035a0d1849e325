"""A page to choose from: candidates from the top bar down, the line to type on below them."""

from collections.abc import Callable, Sequence
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from svc_tui.language import _
from svc_tui.screens.core.desk import Answer, DeskScreen
from svc_tui.widgets.bars import KeyBar
from svc_tui.widgets.prompt_line import Candidate, PromptLine


class PickScreen(DeskScreen):
    """Letters search, enter takes what is lit, q leaves while nothing is typed."""

    PLACE = "page"
    DEFAULT_CSS = "#reading { height: 1fr; }"

    def __init__(
        self,
        label: str,
        answer: Callable[[str], Answer],
        then: Callable[[Candidate], None],
        *,
        takes: str = "",
        in_thread: bool = True,
    ) -> None:
        """`then` gets what was chosen once the page is gone; `takes` is the word for enter."""
        super().__init__()
        self._label, self._candidates, self._then = label, answer, then
        self._takes, self._in_thread = takes, in_thread

    def compose_body(self) -> ComposeResult:
        with Vertical(id="reading"):
            yield from super().compose_body()

    def begin(self) -> None:
        super().begin()
        self.ask(
            self._label,
            self._take,
            chooses=True,
            page=True,
            answer=self._candidates,
            in_thread=self._in_thread,
        )
        self.show_keys()  # not those of a prompt

    def show_keys(self, *_given: Any) -> None:
        """What moves, takes and leaves."""
        self.query_one("#keys", KeyBar).show_keys(self._words())

    def _words(self) -> Sequence[tuple[str, str]]:
        return [
            (_("a word"), _("searches")),
            ("↑↓", _("choose")),
            ("enter", self._takes or _("take")),
            ("q", _("back")),
        ]

    def _take(self, _text: str, chosen: Candidate | None) -> None:
        self.desk.pop_screen()
        if chosen is not None:
            self._then(chosen)

    @on(PromptLine.Dropped)
    def _leave(self) -> None:
        self.desk.pop_screen()
