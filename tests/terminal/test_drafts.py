"""Drafts come back whole, are private, and are gone when discarded."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.local.drafts import Draft, Drafts

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def test_a_draft_comes_back(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts")
    draft = Draft("call:10423", NOW, {"subject": "Stops after warm-up", "note": "zwei\nZeilen 漢"})
    drafts.save(draft)
    assert drafts.load("call:10423") == draft
    assert drafts.load("call:10424") is None


def test_the_last_one_stands(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    for text in ("one", "two"):
        drafts.save(Draft("new call", NOW, {"subject": text}))
    found = drafts.load("new call")
    assert found is not None
    assert found.fields["subject"] == "two"
    assert len(list(tmp_path.iterdir())) == 1


def test_only_the_owner_reads_it(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts")
    drafts.save(Draft("x", NOW))
    (file,) = (tmp_path / "drafts").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_draft_is_discarded_once_saved(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.save(Draft("x", NOW))
    drafts.discard("x")
    drafts.discard("x")
    assert drafts.load("x") is None
    assert drafts.every() == []


def test_the_newest_comes_first(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    for hour, key in enumerate(("old", "new", "newest")):
        drafts.save(Draft(key, NOW + timedelta(hours=hour)))
    assert [draft.key for draft in drafts.every()] == ["newest", "new", "old"]


@given(st.binary(max_size=60))
def test_a_damaged_file_is_no_draft_and_no_error(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    directory = tmp_path_factory.mktemp("drafts")
    drafts = Drafts(directory)
    drafts.save(Draft("x", NOW, {"a": "b"}))
    (file,) = directory.iterdir()
    file.write_bytes(content)
    assert drafts.load("x") is None


def test_without_a_directory_there_are_no_drafts(tmp_path: Path) -> None:
    assert Drafts(tmp_path / "none").every() == []
