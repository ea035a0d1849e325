"""Drafts of forms: whose they are, and which nobody is typing any more."""

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from svc_tui.local.form_drafts import FormDrafts, extra, form_of, typed

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
KEEP = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from svc_tui.local.form_drafts import FormDrafts
FormDrafts(Path(sys.argv[1]), "desk.db", "anna").keep("call", "10001", {"subject": "Half a wo"}, datetime.now(UTC))
print("kept", flush=True)
sys.stdin.read()
"""


def drafts(directory: Path, who: str = "anna", store: str = "desk.db") -> FormDrafts:
    return FormDrafts(directory, store, who)


def test_a_draft_comes_back_with_its_form_and_record(tmp_path: Path) -> None:
    mine = drafts(tmp_path)
    mine.keep("call", "10001", {"subject": "x", ".version": "4"}, NOW)
    (found,) = mine.waiting()
    assert form_of(found) == ("call", "10001")
    assert typed(found) == {"subject": "x"}
    assert extra(found, "version") == "4"
    assert mine.of("call", "10001") == found
    assert mine.of("call", "10002") is None
    mine.discard(found.key)
    assert mine.waiting() == []


def test_drafts_of_other_people_and_stores_are_not_offered(tmp_path: Path) -> None:
    drafts(tmp_path).keep("call", "10001", {"subject": "x"}, NOW)
    assert drafts(tmp_path, who="bruno").waiting() == []
    assert drafts(tmp_path, store="other.db").waiting() == []


def test_a_draft_waits_only_when_its_program_is_gone(tmp_path: Path) -> None:
    import subprocess

    other = subprocess.Popen(
        [sys.executable, "-c", KEEP, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert other.stdout is not None
    assert other.stdout.readline() == b"kept\n"
    assert drafts(tmp_path).waiting() == []
    os.kill(other.pid, signal.SIGKILL)
    other.communicate()
    assert [typed(draft) for draft in drafts(tmp_path).waiting()] == [{"subject": "Half a wo"}]
    assert not list(tmp_path.glob("*.open"))


def test_a_directory_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert drafts(tmp_path / "none").waiting() == []
