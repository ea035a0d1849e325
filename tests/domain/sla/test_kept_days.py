"""Holidays are worked out once and read from then on, and always the same."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from svc_tui.domain.sla import calendars
from svc_tui.errors import Refused
from svc_tui.local.kept_days import KeptDays

ASKED = """
import sys
from pathlib import Path
from svc_tui.domain.sla import calendars
from svc_tui.local.kept_days import KeptDays
calendars.keep_with(KeptDays(Path(sys.argv[1])))
found = calendars.holiday_names("IT", "BZ", first_year=2026, last_year=2027)
print(len(found), sorted(found.items())[:2], "holidays" in sys.modules)
"""


def test_what_was_worked_out_once_is_read_without_the_package(tmp_path: Path) -> None:
    def ask() -> str:
        command = [sys.executable, "-c", ASKED, str(tmp_path)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    first, second = ask(), ask()
    assert first.rsplit(" ", 1)[0] == second.rsplit(" ", 1)[0]
    assert (first.split()[-1], second.split()[-1]) == ("True", "False")


def test_a_damaged_file_is_nothing(tmp_path: Path) -> None:
    kept = KeptDays(tmp_path / "new")
    days = {date(2026, 1, 1): "Capodanno"}
    kept.put("IT  2026 2026 it", days)
    assert kept.get("IT  2026 2026 it") == days
    assert kept.get("IT  2026 2027 it") is None
    (file,) = (tmp_path / "new").iterdir()
    for damaged in ("", "{", "[]", '{"asked": "IT  2026 2026 it", "days": {"x": "y"}}', '{"asked": 1}'):
        file.write_text(damaged)
        assert kept.get("IT  2026 2026 it") is None


def test_a_directory_that_cannot_be_made_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    kept = KeptDays(tmp_path / "file" / "below")
    kept.put("DE", {})
    assert kept.get("DE") is None


def test_another_edition_of_the_package_is_asked_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = KeptDays(tmp_path)
    kept.put("IT", {date(2026, 1, 1): "Capodanno"})
    monkeypatch.setattr("svc_tui.local.kept_days._edition", lambda: b"another")
    assert kept.get("IT") is None


def test_an_unknown_country_is_refused_whoever_keeps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendars, "_keepers", [KeptDays(tmp_path)])
    with pytest.raises(Refused):
        calendars.holiday_names("XX", first_year=2026, last_year=2026)
    assert not list(tmp_path.iterdir())
