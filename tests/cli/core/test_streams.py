"""Standard streams and arguments as they may come; the real program, since a test's own streams are other ones."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import Shell
from tests.services.desk import Desk


def run(svc: Shell, words: str | bytes, **env: str) -> subprocess.CompletedProcess[bytes]:
    """A line of the shell; `svc` in it is the program."""
    line = os.fsencode(words).replace(b"svc ", f"{sys.executable} -m svc_tui ".encode())
    found = {
        **os.environ,
        "SVC_TUI_STORE": str(svc.store),
        "SVC_TUI_USER": "anna",
        "LC_ALL": "C.UTF-8",
        **env,
    }
    return subprocess.run([b"/bin/sh", b"-c", line], env=found, capture_output=True, cwd=svc.home, timeout=60)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("svc call list > /dev/full", 1, b"Standard output cannot be written"),
        ("svc call list --json >&-", 1, b"Standard output is closed"),
        ("svc call note 10001 'seen it' >&- 2>&- <&-", 0, b""),
        ("svc call show 10099 2>&-", 3, b""),
        ("svc call note 10001 'seen it' 2>/dev/full", 0, b""),
        ("svc call note 10001 - <&-", 1, b"empty"),
        (b"svc call new serial=SN-000931 subject=caf\xe9", 2, b"no text"),
        (b"svc call list caf\xe9", 2, b"no text"),
        (b"printf 'caf\\351' | svc call note 10001 -", 2, b"not UTF-8"),
        (b"printf 'caf\\351' | svc call close - done", 2, b"not UTF-8"),
        ("mkfifo pipe; svc import pipe", 1, b"not an ordinary file"),
        ("mkdir folder; svc import folder", 1, b"folder"),
        ("svc import " + "n" * 300, 1, b"too long"),
        ("svc call attach 10001 " + "n" * 300, 1, b"too long"),
        ("svc export call --to " + "n" * 300 + ".csv", 1, b"too long"),
        ("svc store backup " + "n" * 300, 1, b"too long"),
        ("svc store restore " + "n" * 300, 1, b"too long"),
        ("ln -s loop loop; svc import loop", 1, b"loop"),
        ("ln -s loop loop; svc call attach 10001 loop", 1, b"back to itself"),
    ],
)  # fmt: skip
def test_a_stream_or_a_name_that_is_off_is_a_sentence(
    svc: Shell, desk: Desk, words: str | bytes, code: int, said: bytes
) -> None:
    desk.open_call()
    desk.store.close()
    found = run(svc, words)
    assert (found.returncode, found.stdout) == (code, b""), found
    assert said in found.stderr
    assert found.stderr.count(b"\n") <= 1
    assert b"fault of its own" not in found.stderr
    assert b"Traceback" not in found.stderr
    assert b"Exception ignored" not in found.stderr


def test_signs_that_cannot_be_shown_are_replaced(svc: Shell, desk: Desk) -> None:
    desk.open_call(subject="Perché")
    desk.store.close()
    found = run(svc, "svc call list", PYTHONIOENCODING="ascii")
    assert found.returncode == 0
    assert b"Perch?" in found.stdout


def test_a_file_whose_name_is_no_text_is_attached_saved_and_backed_up(svc: Shell, desk: Desk) -> None:
    number = desk.open_call()
    desk.store.close()
    name = os.fsdecode(b"caf\xe9")
    (svc.home / name).write_text("x", encoding="utf-8")
    assert run(svc, f"svc call attach {number} {name}").returncode == 0
    assert run(svc, f"svc store backup {name}.db").returncode == 0
    assert (svc.home / f"{name}.db").exists()
    assert (svc.home / f"{name}.db.files").is_dir()
    assert run(svc, f"svc export call --to {name}.csv").returncode == 0
    assert Path(svc.home / f"{name}.csv").exists()
