"""The tool behind `make mutants`: puts faults into the program, one at a time, and counts those that a test finds.

    python -m tests.mutants [--count 150] [--seed 1] [--jobs 2] [--map] [--only PATTERN] [--skip N]

The first run makes a map of which test runs which line (`--map` makes it anew). Each mutant is tried with the tests
that run its line, then with those of its layer that start processes, until one fails that passes without the mutant.
Survivors are listed; one that changes nothing a user or a rule would notice has its reason in
`tests/mutants/reasons.txt`. What the demo company invents is left out: it is right whatever it says.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

from tests.mutants import mapping
from tests.mutants.sites import KINDS, Site, sites

ROOT = mapping.ROOT
SOURCE = ROOT / "src" / "svc_tui"
LAYERS = ("domain", "services", "storage", "interchange")
REASONS = Path(__file__).with_name("reasons.txt")
BUDGET_S = 240.0
"""Tests are tried until their times without a mutant sum up to this."""
PATIENCE = 15
"""A run that takes this many times as long hangs, which is found; so much because other work may share the machine."""


@dataclass(frozen=True)
class Tried:
    """What became of a mutant."""

    site: Site
    verdict: str
    """found, lived, unrun (no test runs its line)."""
    by: str = ""


def chosen(count: int, seed: int) -> list[Site]:
    """So many sites, each kind as often as the others; a change of the source changes few of those of a seed."""
    files = sorted(
        str(path.relative_to(SOURCE)) for layer in LAYERS for path in (SOURCE / layer).rglob("*.py")
    )
    known = [site for file in files if "/demo/" not in file for site in sites(SOURCE, file)]
    same: Counter[str] = Counter()
    lots: dict[Site, bytes] = {}
    for site in known:
        same[site.name] += 1
        lots[site] = hashlib.sha256(f"{seed} {same[site.name]} {site.name}".encode()).digest()
    picked: list[Site] = []
    for number, kind in enumerate(KINDS):
        share = count // len(KINDS) + (number < count % len(KINDS))
        picked += sorted((site for site in known if site.kind == kind), key=lots.__getitem__)[:share]
    return picked


def within(names: Iterable[str], times: dict[str, float]) -> list[str]:
    """The first tests whose times fit into the budget, at least one."""
    taken: list[str] = []
    total = 0.0
    for name in names:
        total += times[name]
        if taken and total > BUDGET_S:
            break
        taken.append(name)
    return taken


class Workshop:
    """A copy of the source that takes one mutant at a time."""

    def __init__(self, folder: Path) -> None:
        self.source = folder / "src"
        shutil.copytree(ROOT / "src", self.source)
        self.list = folder / "tests.txt"

    def survives(self, site: Site, tests: list[str], patience_s: float) -> tuple[bool, str]:
        """Does every test pass with the mutant in; else the first that fails and passes without it."""
        remaining = tests
        while True:
            lives, by = self._with(site, remaining, patience_s)
            if lives or by not in remaining or self._run([by], patience_s)[0]:
                return lives, by
            remaining = [test for test in remaining if test != by]

    def _with(self, site: Site, tests: list[str], patience_s: float) -> tuple[bool, str]:
        path = self.source / "svc_tui" / site.file
        sound = path.read_bytes()
        path.write_bytes(site.applied(sound))
        self._forget(path)
        try:
            return self._run(tests, patience_s)
        finally:
            path.write_bytes(sound)
            self._forget(path)

    def _run(self, tests: list[str], patience_s: float) -> tuple[bool, str]:
        self.list.write_text("\n".join(tests), encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", "--tb=no", f"@{self.list}"]
        env = {**os.environ, "PYTHONPATH": f"{self.source}{os.pathsep}{ROOT}"}
        try:
            done = subprocess.run(
                command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=patience_s, check=False
            )
        except subprocess.TimeoutExpired:
            return False, "a test that hangs"
        failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
        first = failed[0].split(" - ")[0].split(" ", 1)[1] if failed else "the program does not start"
        return done.returncode == 0, first

    @staticmethod
    def _forget(path: Path) -> None:
        for compiled in path.parent.glob(f"__pycache__/{path.stem}.*.pyc"):
            compiled.unlink()


def tried(site: Site, known: mapping.Map, shops: "Queue[Workshop]") -> Tried:
    """Try one mutant."""
    last = site.line + site.old.count("\n")
    seen = known.of(site.file, site.line, last) or _whole(site, known)
    names = within(dict.fromkeys([*seen, *known.elsewhere(site.file)]), known.times)
    if not names:
        return Tried(site, "unrun")
    shop = shops.get()
    try:
        lives, by = shop.survives(site, names, 60 + PATIENCE * sum(known.times[name] for name in names))
    finally:
        shops.put(shop)
    return Tried(site, "lived", f"{len(names)} tests") if lives else Tried(site, "found", by)


def _whole(site: Site, known: mapping.Map) -> list[str]:
    return known.of_file(site.file) if not site.inside or site.inside[0].isupper() else []


def reasons() -> dict[str, str]:
    """Why a mutant may live, by its name."""
    lines = REASONS.read_text(encoding="utf-8").splitlines()
    return dict(line.split(" # ", 1) for line in lines if line and not line.startswith("#"))


def told(results: list[Tried]) -> int:
    """Print what became of them; 1 where fewer than 95 of 100 were found or a survivor has no reason."""
    excused = reasons()
    for result in results:
        if result.verdict != "found":
            why = excused.get(result.site.name, "NO REASON")
            print(f"{result.verdict} line {result.site.line} {result.site.name} # {why} ({result.by})")
    counts = Counter(result.verdict for result in results)
    share = 100 * counts["found"] / len(results)
    bare = [one for one in results if one.verdict != "found" and one.site.name not in excused]
    print(f"{len(results)} mutants: {counts['found']} found ({share:.1f} %), {counts['lived']} lived, "
          f"{counts['unrun']} on lines that no test runs; {len(bare)} without a reason")  # fmt: skip
    return 1 if bare or share < 95 else 0


def main() -> int:
    """Choose, try, tell."""
    parser = argparse.ArgumentParser(prog="mutants")
    parser.add_argument("--count", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--map", action="store_true", help="make the map of tests anew")
    parser.add_argument("--only", default="", help="those whose name holds this")
    parser.add_argument("--skip", type=int, default=0, help="leave so many out, which an earlier run tried")
    given = parser.parse_args()
    if given.map or not mapping.stands():
        mapping.make()
    known = mapping.Map()
    picked = [site for site in chosen(given.count, given.seed) if given.only in site.name][given.skip :]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(given.jobs) as pool:
        shops: Queue[Workshop] = Queue()
        for number in range(given.jobs):
            shops.put(Workshop(Path(folder) / str(number)))
        results: list[Tried] = []
        for result in pool.map(lambda site: tried(site, known, shops), picked):
            results.append(result)
            print(f"{len(results)}/{len(picked)} {result.verdict}: {result.site.name}"[:150], file=sys.stderr)
    return told(results)


if __name__ == "__main__":
    raise SystemExit(main())
