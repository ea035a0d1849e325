"""Canned texts put into what is being typed: the page to choose one, its places filled from the call at hand."""

from collections.abc import Callable

from svc_tui.domain.calls.snippets import fill
from svc_tui.domain.core.text import fold, show_line
from svc_tui.errors import N_, NotFound
from svc_tui.language import _
from svc_tui.screens.core.desk import Answer, DeskScreen
from svc_tui.screens.core.pick import PickScreen
from svc_tui.widgets.columns import cell
from svc_tui.widgets.prompt_line import Candidate

Values = Callable[[], dict[str, object]]
"""The call's values, read in a thread."""


def offer(screen: DeskScreen, values: Values, put: Callable[[str], None]) -> None:
    """Choose a text; filled with the values it goes to `put`."""
    snippets = screen.services.snippets

    def answer(typed: str) -> Answer:
        wanted, found = fold(typed), snippets.list()
        if not found:
            words = _("There is no canned text yet. Type : and canned to write one.")
            return Answer(preview=((words, "muted"),))
        return Answer(
            [
                Candidate(
                    each.name,
                    ((cell(show_line(each.name), 22, False), "text"), (f" {show_line(each.text)}", "muted")),
                )
                for each in found
                if wanted in fold(f"{each.name} {each.text}")
            ]
        )

    def work(name: str) -> str:
        for each in snippets.list():
            if each.name == name:
                return fill(each.text, values()).text
        raise NotFound(N_("{name} is gone; somebody took it away."), name=name)

    def then(chosen: Candidate) -> None:
        screen.run(lambda: work(chosen.value), put, "canned")

    screen.desk.push_screen(PickScreen(_("Text"), answer, then))
