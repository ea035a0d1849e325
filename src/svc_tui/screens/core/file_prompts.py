"""Prompts about the files of a record of any kind: keep one with it, write one out of it."""

from functools import partial
from pathlib import Path

from svc_tui.domain.core.text import fold, show_line
from svc_tui.language import _
from svc_tui.screens.core.desk import Answer, DeskScreen
from svc_tui.widgets.prompt_line import Candidate

ROWS = 4


def attach(screen: DeskScreen, number: str, kind: str) -> None:
    """Keep a file with a record; paths are completed while they are typed."""
    files = screen.services.files

    def then(text: str, _picked: Candidate | None) -> None:
        def show(name: str) -> None:
            screen.say_done(_("{name} attached to {number}").format(name=show_line(name), number=number))

        if text.strip():
            screen.run(lambda: files.attach(number, Path(text.strip()).expanduser(), kind=kind).name, show)
        else:
            screen.say(_("Nothing was attached."))

    screen.ask(_("File"), then, rows=ROWS, answer=paths)


def save_file(screen: DeskScreen, number: str, kind: str) -> None:
    """Write an attached file into a directory."""
    files = screen.services.files

    def which(_text: str, picked: Candidate | None) -> None:
        if picked is None:
            screen.say(_("{number} has no such file.").format(number=number), role="warning")
        else:
            screen.ask(
                _("Into directory"), partial(where, int(picked.value)), rows=ROWS,
                answer=partial(paths, directories=True),
            )  # fmt: skip

    def where(attachment: int, text: str, _picked: Candidate | None) -> None:
        def show(path: Path) -> None:
            screen.say(_("Written: {path}").format(path=show_line(str(path))))

        screen.run(lambda: files.save_out(attachment, Path(text.strip() or ".").expanduser()), show)

    def known(text: str) -> Answer:
        return Answer(
            [
                Candidate(str(each.id), ((show_line(each.name), "text"), (f"  {each.size}", "muted")))
                for each in files.list(number, kind=kind)
                if fold(text) in fold(each.name)
            ]
        )

    screen.ask(_("Save which file"), which, chooses=True, rows=ROWS, answer=known)


def paths(text: str, *, directories: bool = False) -> Answer:
    """How a typed path may go on."""
    typed = Path(text.strip() or ".").expanduser()
    parent, begin = (typed, "") if text.strip() == "" or text.endswith("/") else (typed.parent, typed.name)
    try:
        found = sorted(
            (
                each
                for each in parent.iterdir()
                if each.name.startswith(begin) and (begin or each.name[0] != ".")
            ),
            key=lambda each: (not each.is_dir(), each.name),
        )[:50]
    except OSError:
        return Answer((), ((_("There is no such directory."), "warning"),))
    lines = []
    for each in found:
        end = "/" if each.is_dir() else ""
        if end or not directories:
            lines.append(Candidate(f"{each}{end}", ((show_line(each.name) + end, "text"),)))
    return Answer(lines, ((_("Tab goes through what is there."), "muted"),))
