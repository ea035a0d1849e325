"""No words bypass the catalogue: in a pseudo-language of Cyrillic letters, the Latin ones on help pages, in tables,
sentences and screens are data, keys or stable names."""

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.main import get_command

from svc_tui import language
from svc_tui.cli.core.main import NOUNS, app
from svc_tui.commands.catalogue import COMMANDS
from svc_tui.presentation.calls.columns import COLUMNS
from tests import pseudo
from tests.screens.running import press, running, screen_text, write
from tests.services.desk import Desk

SOURCES = Path(language.__file__).parent
WORD = re.compile(r"[A-Za-z]{2,}")
DATA = set(WORD.findall("""
    anna Anna bruno Bruno carla Carla gone Gone Lavanderia Bianchi Hotel Aurora Bar Centrale Laundry Washer kg
    WSH SN MF NORTH SOUTH OLD Northern Southern Old team Basement left rack Replace door sensor Europe Rome IT UTC
    dispatcher technician Mo Fr wal SQLite svc tui JSON
"""))  # fmt: skip
"""What the store of the tests holds, roles and hours as they are typed, and proper names."""
KEYS = {key.replace(" ", "") for command in COMMANDS for key in command.keys} | {
    "enter", "tab", "esc", "ctrl", "pgup", "pgdn", "space", "home", "end", "shift",
}  # fmt: skip
NAMES = {*COLUMNS, *(word for name in COLUMNS for word in name.split("_"))}
"""Stable names, where they are typed: in the prompts for columns, sorting and filters."""


# Filter text and options are the same in every language; so are file names, digests and places for values.
SAME = re.compile(r"[0-9a-f]{64}|-?[a-z_]+:[\w>-]*|\w+=\d+|--[a-z]+|/\S+|[A-Z]{2,}(?:=[A-Z]+)?")


def unmarked(lines: list[str], known: set[str]) -> list[str]:
    """Lines with words that neither the catalogue nor the store said."""
    return [line for line in lines if set(WORD.findall(SAME.sub("", line))) - known]


# --- the command line


def commands() -> list[list[str]]:
    """Every command, by its words."""
    root: Any = get_command(app)
    found: list[list[str]] = [[]]
    for noun in NOUNS:
        found += _below([noun], root.get_command(typer.Context(root), noun))
    return found


def _below(words: list[str], group: Any) -> list[list[str]]:
    """A command and all under it."""
    return [words, *(each for verb, command in getattr(group, "commands", {}).items()
                     for each in _below([*words, verb], command))]  # fmt: skip


def in_pseudo(lines: list[list[str]], home: Path) -> Iterator[tuple[list[str], str, str]]:
    """Run command lines in one process that speaks the pseudo-language: their words, out and err."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SVC_TUI_")}
    homes = {name: str(home / name) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")}
    done = subprocess.run(
        [sys.executable, "-m", "tests.pseudo"],
        input="".join(json.dumps(words) + "\n" for words in lines),
        capture_output=True, text=True, check=True, cwd=SOURCES.parents[1], env={**kept, **homes, "COLUMNS": "100"},
    )  # fmt: skip
    for words, line in zip(lines, done.stdout.splitlines(), strict=True):
        _code, out, err = json.loads(line)
        yield words, out.replace(str(home), ""), err.replace(str(home), "")


def test_help_pages_are_all_in_the_catalogue(tmp_path: Path) -> None:
    every = commands()
    names = {part for words in every for word in words for part in WORD.findall(word)}
    said: list[str] = []
    for words, out, err in in_pseudo([[*words, "--help"] for words in every], tmp_path):
        assert out, (words, err)
        plain = re.sub(r"--?[a-z][\w-]*|<[\w\[\]]+>|\[\w+: [^\]]*\]|\|all|[A-Z]{2,}|\{serial\}", "", out)
        said += [
            f"{' '.join(words)}: {line}" for line in unmarked(plain.splitlines(), names | {"svc", "tui"})
        ]
    # A word of a command's name that stands in a sentence is among words that are no names, and the line is found.
    assert not said, "\n".join(said)


SENTENCES = """
call list; call list --columns number,status,priority,reported_at,covered,origin; call show 10001; call due 10001
call take 10002; call priority 10001 high; call priority 10001 high; call note 10001 12; call pause 10001
call pause 10001; call resume 10001; call close 10001; call set 10001; call show 99; call status 10001 Pending
call files 10001; call assign 10001; call list --limit 1.5; call move; call list ( ; call link 10001 10001
queue list; queue show NORTH; queue take; queue rules set R queue=SOUTH; queue rules list; queue rules show R
queue rules check; queue rules try; queue route 10001; queue rules delete R
customer list; customer show C1; customer find 0101; item list
item show WSH-40; item groups; person list; person show anna; view list; text list; macro list; setup closed
undo; redo; undo; store check; store info; where; import 12; export call; keys; call take; --look
call work add 10001 1h30; call work add 10001 99h; call work add 10001 12; call work list 10001; call show 10001
call work correct 10001 1 15m; call work set 10001 1 billable=yes; call report 10001; call sign 10001 Anna
call report 10001; call report 10001 --verify; call stopwatch show; call stopwatch start 10001; call stopwatch show
call stopwatch stop --drop; call rate 10001 5; call rate 10001 9; call work remove 10001 1; contract units show 58
contract units buy 58 10; contract units unaccounted 58; contract units attach 58; contract units expire 58
contract due 58 --at 2026-03-02T09:00 --budget 5h; contract due --hours 24/7 --at 1 --budget 1
"""


def test_tables_pages_and_sentences_are_all_in_the_catalogue(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.db")
    desk.open_call(subject="12", origin="Web")
    desk.open_call(subject="13", assignee=None, queue="NORTH")
    lines = [part.split() for part in SENTENCES.replace("\n", ";").split(";") if part.strip()]
    called = [["--store", str(desk.store.path), "--as", "anna", *words] for words in lines]
    typed = (
        DATA | KEYS | {"desk", "db", "files", "demo", "settings", "toml", "drafts", "log", "state", "data"}
    )
    said: list[str] = []
    for words, out, err in in_pseudo(called, tmp_path):
        known = typed | {part for word in words[4:] for part in WORD.findall(word)}
        if words[4:] == ["keys"]:
            out = "\n".join(line.rsplit(" ", 1)[0] for line in out.splitlines())
        said += [f"{' '.join(words[4:])}: {line}" for line in unmarked((out + err).splitlines(), known)]
    assert not said, "\n".join(said)


# --- the screens

STEPS = """
?; G; escape; v c; escape; o; escape; :; escape; n; escape; enter; ]; ]; ]; ]; ]; e; pagedown; escape; d; G; q; q
s; escape; p; escape; a; escape; t; z; 2 h enter; z; escape; s r; escape; s c; escape; K; escape; L; escape; M
D; escape; >; escape; v s; escape; v 4; v 1; /; escape; c; 1 2 enter; p h; u; U; u; u; r; m; escape; x x p l; u; T
' b; e; escape; q; R; y y; y s; y a; . ; V; *; V; ]; g g; q; n
"""
TYPED = {"v c": NAMES, "o": NAMES, "/": NAMES, "e": {"Open", "customer"}}


@pytest.fixture
def _pseudo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(language, "set_language", pseudo.speak)
    before = language._catalogue, language._current, language._locale
    pseudo.install()
    yield
    language._catalogue, language._current, language._locale = before


@pytest.mark.usefixtures("_pseudo")
async def test_screens_are_all_in_the_catalogue(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.db")
    for number in range(3):
        desk.open_call(subject=str(number), **({"assignee": None, "queue": "NORTH"} if number else {}))
    said: list[str] = []
    async with running(desk.store.path, now=desk.time, size=(120, 30)) as pilot:
        known = DATA | KEYS
        said += unmarked(screen_text(pilot.app), known)
        for step in (part.strip() for part in STEPS.replace("\n", ";").split(";") if part.strip()):
            lines = await press(pilot, *step.split())
            said += [f"{step}: {line}" for line in unmarked(lines, known | TYPED.get(step, set()))]
    assert not said, "\n".join(said)


SET_UP = {
    "Open",
    "Pending",
    "Resolved",
    "Closed",
    "open",
    "waiting",
    "resolved",
    "closed",
    "item",
    "customer",
    "resolution",
    "Lead",
    "Qualified",
    "Quoted",
    "Negotiation",
    "Order",
    "repeat",
    "later",
    "low",
}
"""Values of set-up lists and their classes, of a level and of a plan, as they are stored and typed."""


@pytest.mark.usefixtures("_pseudo")
async def test_the_set_up_is_all_in_the_catalogue(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.db")
    said: list[str] = []
    async with running(desk.store.path, now=desk.time, size=(120, 30)) as pilot:
        for command in COMMANDS:
            if command.id.startswith("setup.") and not command.keys:
                await press(pilot, ":")
                await write(pilot, pseudo.marked(command.words))
                for key in ("enter", "n", "escape", "X", "escape"):
                    lines = await press(pilot, key)
                    said += [f"{command.words}: {line}" for line in unmarked(lines, DATA | KEYS | SET_UP)]
    assert not said, "\n".join(said)


# --- the sources

ROLES = ("text", "muted", "strong", "accent", "urgent", "warning", "kept", "faint")
SAYS = ("say", "notify", "echo", "write", "print", "input", "ask", "secho", "Static", "Label")
REFUSES = ("SvcError", "Refused", "BadUsage", "NotFound", "Conflict", "Unavailable")
SHOWING = ("presentation", "screens", "widgets", "app.py", "cli", "terminal", "launch.py", "__main__.py")
PLACES = re.compile(r"\{[^{}]*\}")


STABLE = ["'name'"]
"""Stable names that stand beside "text", itself one of a canned text."""


def bare_words(node: ast.AST) -> bool:
    """Whether an expression is text with words in it that no catalogue sees; what an f-string fills in is not."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and bool(WORD.search(PLACES.sub("", node.value)))
    if isinstance(node, ast.JoinedStr):
        return any(bare_words(part) for part in node.values if isinstance(part, ast.Constant))
    return isinstance(node, ast.BinOp) and (bare_words(node.left) or bare_words(node.right))


def bypasses(tree: ast.AST, *, shows: bool = True) -> Iterator[ast.expr]:
    """Literals handed to errors and, in a module that shows something, to what says them: sentences and spans."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            shown = node.args[:1] if name in REFUSES else node.args if shows and name in SAYS else []
            yield from (each for each in shown if bare_words(each))
        elif shows and isinstance(node, ast.Tuple) and len(node.elts) == 2:
            words, role = node.elts
            is_role = isinstance(role, ast.Constant) and str(role.value).split(" ")[0] in ROLES
            if is_role and bare_words(words) and words.lineno == role.lineno:
                yield words


def test_no_literal_is_shown_as_it_stands() -> None:
    found: list[str] = []
    for path in sorted(SOURCES.rglob("*.py")):
        place = path.relative_to(SOURCES)
        nodes = bypasses(ast.parse(path.read_text(encoding="utf-8")), shows=place.parts[0] in SHOWING)
        found += [f"{place}:{node.lineno} {ast.unparse(node)}" for node in nodes]
    assert [line for line in found if line.split()[-1] not in STABLE] == []


@pytest.mark.parametrize(
    "source",
    [
        'say("Two words")',
        'raise Refused("No.", name=1)',
        'line = ("late", "urgent strong")',
        'say(f"{n} left")',
    ],
)
def test_a_literal_that_is_shown_is_noticed(source: str) -> None:
    assert list(bypasses(ast.parse(source)))
