"""`svc-tui demo --no-open`: made on first use, kept afterwards, never in place of a real store."""

import os
import pty
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from svc_tui.__main__ import main
from svc_tui.services.demo.making import made
from svc_tui.storage.engine.store import Store

NOW = ["--now", "2026-03-04T09:30Z"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data directory of one's own, and no variable that names a store or a language."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    for name in ("SVC_TUI_STORE", "SVC_TUI_LANGUAGE", "SVC_TUI_USER", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def demo(*words: str) -> int:
    """Run the command without opening the app."""
    return main(["demo", "--no-open", *words])


def test_it_is_made_in_the_data_directory_and_kept(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert demo("--calls", "20", *NOW) == 0
    path = home / "svc-tui" / "demo-20.db"
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", f"The demo company is ready: 20 calls in {path}.\n")
    before = path.stat().st_mtime_ns
    assert demo("--calls", "20", *NOW) == 0
    assert path.stat().st_mtime_ns == before
    found = made(path)
    assert found is not None
    assert (found.calls, found.seed, found.language) == (20, 1, "en")
    assert found.at == datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


def test_each_company_has_its_own_file(home: Path) -> None:
    for words in (["--seed", "3"], ["--language", "it"]):
        assert demo("--calls", "5", *NOW, *words) == 0
    names = sorted(path.name for path in (home / "svc-tui").iterdir())
    assert names == ["demo-5-it.db", "demo-5-seed3.db"]


def test_an_old_one_says_how_to_renew_it(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert demo("--calls", "5", *NOW) == 0
    capsys.readouterr()
    assert demo("--calls", "5", "--now", "2026-03-24T09:30Z") == 0
    assert "made 20 days ago; --fresh makes it anew" in capsys.readouterr().err
    assert demo("--calls", "5", "--now", "2026-03-24T09:30Z", "--fresh") == 0
    found = made(home / "svc-tui" / "demo-5.db")
    assert found is not None
    assert found.at == datetime(2026, 3, 24, 9, 30, tzinfo=UTC)


def test_a_named_store_is_used_and_guarded(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = home / "mine.db"
    assert demo("--store", str(mine), "--calls", "5", *NOW) == 0
    assert demo("--store", str(mine), *NOW) == 0
    capsys.readouterr()
    assert demo("--store", str(mine), "--calls", "6", *NOW) == 1
    assert "holds the demo company of 5 calls" in capsys.readouterr().err
    real = home / "desk.db"
    Store.open(real).close()
    for words in ([], ["--fresh"]):
        assert demo("--store", str(real), *words) == 1
        assert "a store of its own" in capsys.readouterr().err
    assert real.exists()


def test_wrong_values_are_refused(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert demo("--calls", "0") == 1
    assert "0 calls cannot be made" in capsys.readouterr().err
    assert demo("--now", "when the moon is blue") == 1
    assert not (home / "svc-tui" / "demo.db").exists()


def test_progress_is_shown_to_a_person_and_to_nobody_else(home: Path) -> None:
    command = [sys.executable, "-m", "svc_tui", "demo", "--no-open", *NOW, "--calls"]
    piped = subprocess.run([*command, "7"], capture_output=True, text=True, check=True)
    assert "\r" not in piped.stderr
    ours, theirs = pty.openpty()
    process = subprocess.Popen([*command, "2500"], stderr=theirs, stdout=subprocess.DEVNULL)
    os.close(theirs)
    seen = b""
    try:
        while part := os.read(ours, 4096):
            seen += part
    except OSError:  # the other end closed: the command is done
        pass
    os.close(ours)
    assert process.wait() == 0
    assert b"Writing calls: " in seen
    assert b" of 2,500, 0:" in seen
    assert seen.rstrip().endswith(b".db.")
