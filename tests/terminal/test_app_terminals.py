"""T3: TERM, locale and stdio: the real program is legible, or says in one sentence why not and what to do (exit 2)."""

import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.services.desk import Desk
from tests.terminal.pty_driver import PtyProgram
from tests.terminal.wire import foreign

COMMAND = (sys.executable, "-m", "svc_tui")
SUBJECT = "Tür klemmt — 漢字"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A call whose words are not ASCII."""
    desk = Desk(tmp_path_factory.mktemp("terminals") / "desk.db")
    desk.open_call(subject=SUBJECT)
    desk.store.close()
    return desk.store.path


def variables(home: Path, store: Path, **more: str) -> dict[str, str]:
    """A clean environment, as anna on the store."""
    base = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "SVC_TUI_STORE": str(store),
        "SVC_TUI_USER": "anna",
    }
    return base | {"TERM": "xterm-256color", "LANG": "C.UTF-8"} | more


@pytest.mark.slow
@pytest.mark.parametrize("term", ["xterm-256color", "linux", "vt220", "screen", "tmux-256color", "putty"])
@pytest.mark.parametrize("locale", [{"LANG": "C.UTF-8"}, {"LANG": "C"}])
def test_t3_it_is_legible(store: Path, tmp_path: Path, term: str, locale: dict[str, str]) -> None:
    env = variables(tmp_path, store, TERM=term, **locale)
    with PtyProgram(COMMAND, env=env) as program:
        program.until_text("? keys")
        program.until_text("klemmt")
        assert foreign(program.sent) == []
        plain = locale["LANG"] == "C"
        assert ("Tür klemmt — 漢字" in program.text()) is not plain
        if plain:
            assert "Tur klemmt - ? ?" in program.text()
            assert max(program.sent) < 0x80
        if term == "vt220":
            assert b"\x1b[38;" not in program.sent
        program.type("ctrl+q")
        program.until_text("Leave svc-tui?")
        program.type("y")
        assert program.wait_exit() == 0


REFUSED = {
    "no TERM": {"TERM": ""},
    "dumb": {"TERM": "dumb"},
    "unknown": {"TERM": "nonsense-9000"},
    "latin": {"PYTHONIOENCODING": "iso-8859-1", "PYTHONUTF8": "0"},
}


@pytest.mark.parametrize("change", REFUSED.values(), ids=list(REFUSED))
def test_t3_what_cannot_show_screens_is_told(store: Path, tmp_path: Path, change: dict[str, str]) -> None:
    with PtyProgram(COMMAND, env=variables(tmp_path, store, **change)) as program:
        assert program.wait_exit() == 2
        said = program.sent.decode().strip()
        assert said.endswith(".")
        assert "\n" not in said
        assert "\x1b" not in said
        assert any(cure in said for cure in ("TERM", "--ascii"))


@pytest.mark.parametrize("closed", ["stdin", "stderr"])
def test_t3_without_a_terminal_commands_still_work(store: Path, tmp_path: Path, closed: str) -> None:
    shell = f'exec "$@" {"</dev/null" if closed == "stdin" else f"2>{tmp_path}/said"}'
    env = variables(tmp_path, store)
    with PtyProgram(("sh", "-c", shell, "sh", *COMMAND), env=env) as program:
        assert program.wait_exit() == 2
        said = (tmp_path / "said").read_text() if closed == "stderr" else program.sent.decode()
        assert "svc-tui --help" in said
        assert said.count("\n") == 1
        assert "\x1b" not in said
    listed = subprocess.run(
        [*COMMAND, "call", "list", "--json"], env=env | {"TERM": "dumb", "LANG": "C"}, stdin=subprocess.DEVNULL,
        capture_output=True, timeout=30, check=True,
    )  # fmt: skip
    assert SUBJECT in listed.stdout.decode()


@pytest.mark.slow
def test_t3_an_idle_screen_uses_no_processor(store: Path, tmp_path: Path) -> None:
    with PtyProgram(COMMAND, env=variables(tmp_path, store)) as program:
        program.until_text("klemmt")
        program.until_quiet(3.5, limit=4.0)  # the start is over
        process = psutil.Process(program.pid)
        before = sum(process.cpu_times()[:2])
        program.until_quiet(4.0, limit=4.0)
        assert (sum(process.cpu_times()[:2]) - before) / 4.0 <= 0.05
