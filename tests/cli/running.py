"""The command line as a script calls it, in this process: words in, exit code and both streams out."""

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from svc_tui import language
from svc_tui.__main__ import main


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The data."""
        return json.loads(self.out)


class Shell:
    """Runs commands on one store as one person."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], home: Path
    ) -> None:
        self._patch, self._capsys = monkeypatch, capsys
        self.home = home
        self.store = home / "desk.db"
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            monkeypatch.setenv(name, str(home / name.lower()))
        for name in ("STORE", "USER", "LOOK", "ASCII", "SLOW", "LANGUAGE"):
            monkeypatch.delenv(f"SVC_TUI_{name}", raising=False)
        monkeypatch.setenv("LC_ALL", "C.UTF-8")
        monkeypatch.setenv("LANGUAGE", "en")

    def __call__(self, *words: str | int, who: str | None = "anna", stdin: str = "") -> Said:
        self._patch.setattr("sys.stdin", io.StringIO(stdin))
        person = ["--as", who] if who else []
        try:
            code = main(["--store", str(self.store), *person, *map(str, words)])
        finally:
            language.set_language("en")
        captured = self._capsys.readouterr()
        return Said(code, captured.out, captured.err)
