"""Which tests run which line, and how long each takes: the suite is run once with coverage, test by test.

As a plugin of pytest (`-p tests.mutants.mapping`) it tells coverage which test is under way and writes the times down.
What runs in another process is not seen: `Map.elsewhere` names the tests that start some.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".bench" / "mutants"
PARTS = (
    ("tests/domain", "tests/storage", "tests/interchange", "tests/presentation", "tests/cli"),
    ("tests/services", "tests/screens", "tests/widgets"),
)
"""Run side by side; tests of the terminal start programs of their own."""
SETTINGS = """[run]
source = svc_tui
parallel = true
data_file = {folder}/coverage
"""
_PROCESSES = re.compile(r"\b(os\.fork|subprocess|multiprocessing|Crowd)\b")
"""Words of a test that starts processes; a Crowd (tests/storage/many.py) is some."""
times: dict[str, float] = {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Say which test the lines belong to."""
    import coverage

    running = coverage.Coverage.current()
    if running is not None:
        running.switch_context(item.nodeid)
    return (yield)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Keep what a test took, its fixtures included."""
    times[report.nodeid] = times.get(report.nodeid, 0.0) + report.duration


def pytest_sessionfinish() -> None:
    """Write the times of this process down."""
    (FOLDER / f"times-{os.getpid()}.json").write_text(json.dumps(times), encoding="utf-8")


def make() -> None:
    """Run the suite with coverage, in two processes. Takes two or three times what the suite takes."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in (*FOLDER.glob("times-*"), *FOLDER.glob("coverage*")):
        old.unlink()
    settings = FOLDER / "coverage.ini"
    settings.write_text(SETTINGS.format(folder=FOLDER), encoding="utf-8")
    run = [sys.executable, "-m", "coverage", "run", f"--rcfile={settings}", "-m", "pytest", "-q"]
    started = [
        subprocess.Popen([*run, "-p", "tests.mutants.mapping", *part], cwd=ROOT, env=_environment())
        for part in PARTS
    ]
    for process in started:
        process.wait()
    combine = [sys.executable, "-m", "coverage", "combine", "-q", f"--rcfile={settings}"]
    subprocess.run(combine, cwd=ROOT, check=True)
    known: dict[str, float] = {}
    for file in FOLDER.glob("times-*"):
        known |= json.loads(file.read_text(encoding="utf-8"))
    (FOLDER / "times.json").write_text(json.dumps(known), encoding="utf-8")


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def stands() -> bool:
    """Has a map been made."""
    return (FOLDER / "times.json").exists()


class Map:
    """The map as it was made."""

    def __init__(self) -> None:
        import coverage

        self._data = coverage.CoverageData(str(FOLDER / "coverage"))
        self._data.read()
        self.times: dict[str, float] = json.loads((FOLDER / "times.json").read_text(encoding="utf-8"))
        self._files = {Path(file).name: [] for file in self._data.measured_files()}  # type: dict[str, list[str]]
        for file in self._data.measured_files():
            self._files[Path(file).name].append(file)

    def of(self, file: str, line: int, last: int) -> list[str]:
        """Tests that run a line of [line, last] of a file (below src/svc_tui), those of its layer first, then
        the quickest."""
        paths = [path for path in self._files.get(Path(file).name, ()) if path.endswith(f"svc_tui/{file}")]
        found: set[str] = set()
        for path in paths:
            by_line = self._data.contexts_by_lineno(path)
            for number in range(line, last + 1):
                found.update(name for name in by_line.get(number, ()) if name)
        layer = f"tests/{file.split('/')[0]}/"
        return sorted(
            found & self.times.keys(), key=lambda name: (not name.startswith(layer), self.times[name])
        )

    def of_file(self, file: str) -> list[str]:
        """Tests that run any line of a file: for what runs when the module is read."""
        return self.of(file, 1, 100_000)

    def elsewhere(self, file: str) -> list[str]:
        """Tests of a file's layer that start processes, whose lines the map does not know; the quickest first."""
        layer = f"tests/{file.split('/')[0]}/"
        modules = {name.split("::")[0] for name in self.times if name.startswith(layer)}
        starting = {each for each in modules if _starts_processes(ROOT / each)}
        return sorted(
            (name for name in self.times if name.split("::")[0] in starting), key=self.times.__getitem__
        )


def _starts_processes(path: Path) -> bool:
    return path.exists() and _PROCESSES.search(path.read_text(encoding="utf-8")) is not None
