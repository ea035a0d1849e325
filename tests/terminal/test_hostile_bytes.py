"""S1: text that means harm in every field, and the bytes that the real app sends: only its own, and nothing happens."""

import os
from pathlib import Path

import pytest

from svc_tui.local.form_drafts import FormDrafts
from tests.hostile import GROUPS, PERSON, STRINGS, make_hostile, texts
from tests.services.desk import MONDAY_9
from tests.terminal.desk import open_desk
from tests.terminal.pty_driver import PtyProgram
from tests.terminal.wire import foreign

SIZE = (230, 50)
TABS = 6


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store full of it."""
    return make_hostile(tmp_path_factory.mktemp("hostile") / "desk.db")


def files_of_harm(directory: Path) -> Path:
    """A directory whose file names mean harm, one of them in no encoding."""
    directory.mkdir()
    names = [text.replace("/", "_").replace("\0", "").encode()[:250] for text in STRINGS]
    for name in {*names, b"\xff\xfe\x9b31m"} - {b"", b".", b".."}:
        with open(os.path.join(os.fsencode(directory), name), "wb") as file:
            file.write(b"x")
    return directory


def look(program: PtyProgram, *keys: str) -> None:
    """Press keys, each until the app is at rest."""
    program.press(*keys, first=0.3)


def paste(program: PtyProgram, text: str) -> None:
    """What a terminal sends for a paste; it lets no end mark through."""
    look(program, "\x1b[200~" + text.replace("\x1b[201~", "") + "\x1b[201~")


@pytest.mark.slow
@pytest.mark.parametrize("options", [(), ("--stock",)])
def test_s1_nothing_of_it_reaches_the_terminal(store: Path, tmp_path: Path, options: tuple[str, ...]) -> None:
    home = tmp_path / "home"
    drafts = FormDrafts(home / ".local/state/svc-tui/drafts", store, PERSON)
    drafts.keep("new call", "", {"subject": texts(0)[0]}, MONDAY_9)
    drafts.close()
    names = files_of_harm(tmp_path / "files")
    with open_desk(store, home, "--who", PERSON, *options, size=SIZE) as program:
        program.until_text("not saved, from")
        look(program, *["j"] * len(GROUPS))
        for row in range(4, 20, 3):
            look(program, f"\x1b[<0;60;{row}M\x1b[<0;60;{row}m")
        look(program, "home", "enter")
        for group in range(len(GROUPS)):
            program.until_text(f"\n {10001 + group} ")
            look(program, *["tab"] * TABS, "d")
            program.until_text("Reported Monday")
            look(program, "q", "}")
        look(program, "e", *["tab"] * 6, "esc", "'", "b", "e", "esc", "q", "q")
        for key in ("a", "m", "K", "/", "?"):
            look(program, key, "tab", "esc")
        for key, text in (("/", " ".join(STRINGS)), ("c", "\n".join(STRINGS))):
            look(program, key)
            paste(program, text)
            look(program, "esc")
        look(program, "v", "1", ":", "attach", "enter", f"{names}/", *["tab"] * 5, "enter")
        program.until_text("attached to")
        os.write(program.fd, b"\xff\xe8\x80")
        look(program, ":", "set-up: peo", "enter")
        program.until_text("Set-up: People")
        look(program, "]", "G", "enter", "esc", "q")
        assert program.wait_exit(0.1) is None, program.text()
        program.until_text("Inbox")
        assert foreign(program.sent) == []
        look(program, "ctrl+q")
        program.type("y")
        assert program.wait_exit() == 0, program.text()
