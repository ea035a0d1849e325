"""Writing pages to hand over to a file: what is printed is chosen where there is a choice, then the file is named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from svc_tui.domain.core.text import fold
from svc_tui.language import _
from svc_tui.screens.core.desk import Answer
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.domain.core.paper import Paper
    from svc_tui.screens.core.acts import RecordsScreen

MOST_NAMES = 1000


@dataclass(frozen=True)
class Printable:
    """What can be printed of a record."""

    name: str
    """What its file is called, before the number."""
    words: str
    """What people call it."""
    papers: Callable[[Sequence[str]], Sequence[Paper]]
    """The pages of records, by their numbers. Runs in a thread."""


def print_chosen(screen: RecordsScreen, kinds: Sequence[Printable]) -> None:
    """Print the chosen records; where more than one page can be printed of them, ask which."""
    if not screen.chosen().ids:
        screen.say(screen.noun.no_record())
    elif len(kinds) == 1:
        _ask_where(screen, kinds[0])
    else:
        _ask_what(screen, kinds)


def _ask_what(screen: RecordsScreen, kinds: Sequence[Printable]) -> None:
    by_name = {each.name: each for each in kinds}

    def answer(text: str) -> Answer:
        fits = [each for each in kinds if fold(text.strip()) in fold(each.words)]
        return Answer([Candidate(each.name, ((each.words, "text"),)) for each in fits])

    def then(_text: str, picked: Candidate | None) -> None:
        if picked is None:
            screen.say(_("Nothing was chosen."))
        else:
            _ask_where(screen, by_name[picked.value])

    screen.ask(_("Print which"), then, chooses=True, rows=len(kinds), answer=answer, in_thread=False)


def _ask_where(screen: RecordsScreen, kind: Printable) -> None:
    chosen = screen.chosen()
    name = f"{kind.name}-{chosen.one}" if chosen.one else f"{kind.name}s"

    def then(typed: str, _picked: Candidate | None) -> None:
        path = Path(typed.strip()).expanduser()

        def job() -> None:
            from svc_tui.interchange.documents.papers import ENDINGS, form_of_name, written
            from svc_tui.services.core.view_export import check_path
            from svc_tui.services.core.whole_file import whole_bytes

            check_path(path, ENDINGS)
            numbers = screen.noun.numbers_of(chosen.ids) if chosen.numbers is None else chosen.numbers
            whole_bytes(path, written(kind.papers(numbers), form_of_name(path.name) or ""))

        screen.run(job, lambda _nothing: screen.say(_("Written: {path}").format(path=path.absolute())))

    screen.ask(_("Print to (.pdf, .html, .md, .txt)"), then, value=_free(name))


def _free(name: str) -> str:
    """A name of a PDF that is not there yet."""
    for nth in range(1, MOST_NAMES):
        path = Path(f"{name}-{nth}.pdf" if nth > 1 else f"{name}.pdf")
        if not path.exists():
            break
    return str(path)
