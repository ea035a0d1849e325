"""The manual agrees with the program: its tables are fresh, its links lead somewhere, its commands work."""

import io
import os
import re
import shlex
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from svc_tui.__main__ import main
from svc_tui.settings import VARIABLES, Settings

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\]\((?!https?://)([^)#]+)")


def commands(page: Path) -> list[str]:
    """The command lines a page shows in its console blocks."""
    blocks = BLOCK.findall(page.read_text(encoding="utf-8"))
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


def test_the_parts_made_from_the_program_are_fresh() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.manual", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_setting_stands_in_the_manual() -> None:
    page = (ROOT / "docs" / "set-up.md").read_text(encoding="utf-8")
    assert [
        each.name for each in fields(Settings) if each.name != "file" and f"`{each.name}`" not in page
    ] == ["keys"]
    assert "`[keys]`" in page
    assert [name for name in VARIABLES.values() if name not in page] == []


def test_links_lead_somewhere() -> None:
    broken = [
        f"{page.name}: {target}"
        for page in PAGES
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_the_readme_begins_with_the_two_commands_and_the_picture() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    begins = [line.split("  ")[0] for line in text.splitlines()[1:8] if line and not line.startswith("```")]
    assert begins[:2] == ["make run", "make test"]
    assert begins[2].endswith("(docs/inbox.svg)")
    assert "<!-- bench -->\n" in text
    assert "\n<!-- /bench -->" in text


@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)], ids=lambda page: page.stem)
def test_the_commands_of_a_page_work(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One after another, as a reader would type them in the project's directory, in an empty home."""
    (tmp_path / "data").symlink_to(ROOT / "data")
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(("SVC_TUI_", "XDG_", "LC_"))]:
        monkeypatch.delenv(name)
    for name, value in {"HOME": str(tmp_path), "USER": "anna", "LANG": "C.UTF-8"}.items():
        monkeypatch.setenv(name, value)
    for line in commands(page):
        words = shlex.split(line)
        if words[0] == "export":
            for setting in words[1:]:
                name, _, value = setting.partition("=")
                monkeypatch.setenv(name, os.path.expanduser(value))
            continue
        out = ""
        for stage in split(words):
            monkeypatch.setattr("sys.stdin", io.StringIO(out))
            assert stage[0] == "svc-tui"
            code = main(stage[1:])
            out, err = capsys.readouterr()
            assert code == 0, f"{line}\n{out}{err}"


def split(words: list[str]) -> list[list[str]]:
    """The commands of a pipe."""
    stages: list[list[str]] = [[]]
    for word in words:
        if word == "|":
            stages.append([])
        else:
            stages[-1].append(word)
    return stages
