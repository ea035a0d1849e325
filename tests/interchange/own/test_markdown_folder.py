"""Solutions as Markdown files: what is written is read back, and what cannot be read is told."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.core.text import clean, clean_line
from svc_tui.interchange.core.files import Source
from svc_tui.interchange.core.json_files import Found
from svc_tui.interchange.core.records import Problem
from svc_tui.interchange.own import markdown_folder


def read(path: Path, text: str) -> dict[str, Any]:
    path.write_bytes(text.encode())
    found = list(markdown_folder.objects(Source(path)))
    assert len(found) == 1
    assert isinstance(found[0], Found), found
    return found[0].value


def refused(path: Path, text: str) -> Problem:
    path.write_text(text, encoding="utf-8")
    found = list(markdown_folder.objects(Source(path)))
    assert isinstance(found[-1], Problem), found
    return found[-1]


@given(line=st.text(max_size=40).map(clean_line), steps=st.text(max_size=120).map(clean))
def test_whatever_text_is_written_is_read_back(tmp_path_factory: Any, line: str, steps: str) -> None:
    path = tmp_path_factory.getbasetemp() / "one.md"
    at = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    record = {"number": 15, "solution": f"x{line}", "symptom": line, "description": steps, "reviewed_at": at}
    found = read(path, markdown_folder.written(record))
    assert found["number"] == "15"
    assert found["solution"] == f"x{line}"
    assert (found["symptom"] or "") == line
    assert found["reviewed_at"] == "2026-03-02T08:00:00Z"
    assert (found["description"] or "") == steps.strip("\n")


def test_files_that_people_wrote_are_read(tmp_path: Path) -> None:
    text = "\ufeff---\r\n# ours\r\nSolution: 'It''s the sensor'  \r\nitem: WSH-40 # washer\r\n\r\n---\r\n"
    text += "\r\n# Steps\r\n1. Off\r\n"
    assert read(tmp_path / "a.md", text) == {
        "solution": "It's the sensor",
        "item": "WSH-40",
        "description": "# Steps\n1. Off",
    }
    assert read(tmp_path / "b.md", "---\nsolution: No steps\n---")["description"] is None


@pytest.mark.parametrize(
    "text", ["", "Steps alone\n", "---\nsolution: x\n", "---\n- a list\n---\n", "---\nkey\n---\n"]
)
def test_what_is_no_solution_is_told_and_not_guessed(tmp_path: Path, text: str) -> None:
    problem = refused(tmp_path / "a.md", text)
    assert problem.severity == "reject"
    assert problem.row >= 1


def test_names_of_files() -> None:
    assert (
        markdown_folder.file_name(15, "Sostituire la guarnizione: perché?")
        == "0015-sostituire-la-guarnizione-perche.md"
    )
    assert markdown_folder.file_name(7, "\u4fee\u7406") == "0007.md"
    assert markdown_folder.number_of("0015-replace.md") == 15
    assert markdown_folder.number_of("notes.md") is None
