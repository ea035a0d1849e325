"""Which way the arrows point, seen from a fresh interpreter: what an import really pulls in.

The contracts in pyproject.toml look at the source; this looks at `sys.modules`, which also proves that deferred
imports are deferred. The modules of a group are imported one after another in one process, so that the first
one that brings a forbidden package is named.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "svc_tui"

SEES = """
import importlib, json, sys
names, forbidden = json.loads(sys.argv[1])
for name in names:
    importlib.import_module(name)
    pulled = sorted(package for package in forbidden if package in sys.modules)
    if pulled:
        sys.exit(f"importing {name} pulls in {', '.join(pulled)}")
"""


def modules(*tops: str) -> list[str]:
    """Names of all modules below these files and packages, in order."""
    found: list[str] = []
    for top in tops:
        path = SOURCE / top
        files = sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]
        assert files, top
        for file in files:
            parts = file.relative_to(SOURCE.parent).with_suffix("").parts
            found.append(".".join(part for part in parts if part != "__init__"))
    return found


def python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh interpreter."""
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


STORE = ("storage", "services")
SCREEN = ("terminal", "widgets", "screens", "app")
REST = tuple(
    sorted(
        path.stem
        for path in SOURCE.iterdir()
        if (path.suffix == ".py" or (path / "__init__.py").exists())
        and path.stem not in (*STORE, *SCREEN, "__init__")
    )
)

GROUPS = {
    "everything else without screen and store": (
        modules(*REST),
        ["textual", "sqlmodel", "sqlalchemy", "svc_tui.storage", "svc_tui.services", "svc_tui.app"],
    ),
    "domain without Rich and Typer": (modules("errors", "domain"), ["rich", "typer", "babel"]),
    "store and services without a screen": (
        modules(*STORE),
        ["textual", "typer", "svc_tui.app", "svc_tui.cli"],
    ),
    "terminal without Textual, but for driver and frame comparer": (
        [name for name in modules("terminal") if not name.endswith((".frames", ".driver"))],
        ["textual"],
    ),
    "the app with what its first frame needs": (
        [*modules("terminal", "widgets"), "svc_tui.app"],
        ["sqlmodel", "sqlalchemy", "typer"],
    ),
    "screens, which may wait for the store": (modules("screens"), ["typer", "svc_tui.cli"]),
}  # fmt: skip


@pytest.mark.parametrize("group", GROUPS)
def test_imports_pull_in_only_what_the_layer_may(group: str) -> None:
    names, forbidden = GROUPS[group]
    result = python(SEES, json.dumps([names, forbidden]))
    assert result.returncode == 0, result.stderr


def test_the_package_itself_imports_nothing() -> None:
    result = python(
        "import sys; before = set(sys.modules); import svc_tui; print(sorted(set(sys.modules) - before))"
    )
    assert result.stdout.strip() == "['svc_tui']", result.stderr


@pytest.mark.parametrize("words", [["--help"], ["call", "--help"], ["where"]])
def test_help_answers_without_screen_and_store(words: list[str]) -> None:
    code = (
        "import atexit, sys; sys.argv = ['svc-tui', *sys.argv[1:]]\n"
        "atexit.register(lambda: print('PULLED', *{'textual', 'sqlmodel', 'sqlalchemy'} & set(sys.modules)))\n"
        "from svc_tui.__main__ import main\n"
        "main()\n"
    )
    result = python(code, *words)
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines()[-1].strip() == "PULLED"
