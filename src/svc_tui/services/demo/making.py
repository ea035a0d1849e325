"""Writing the demo company into a new store, in bulk, with progress; a failure or Ctrl+C leaves nothing behind."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from svc_tui.errors import N_, Refused
from svc_tui.services.demo import chances, comes_round, fees, planned, prices, visits
from svc_tui.services.demo.calls import Demo
from svc_tui.services.demo.content import load
from svc_tui.services.demo.levels import see_to
from svc_tui.services.demo.people import talk
from svc_tui.services.demo.telling import APART, Chunk, chunks, chunks_from_aside
from svc_tui.storage.engine.store import Store
from svc_tui.storage.exchange.incoming import add, pairs
from svc_tui.storage.sqlite import bulk, turns

MOST_CALLS = 2_000_000
MARK = "demo"
"""The setting that tells a demo store from a real one."""

Progress = Callable[[str, int, int], None]
"""Told the stage (a template of the catalogue), how much of it is done, and of how much."""

WRITING = N_("Writing calls")
INDEXING = N_("Indexing words")
SHARES = {WRITING: (0.0, 0.8), INDEXING: (0.88, 1.0)}
"""From which to which part of the whole time each stage lasts; the columns are indexed in between."""


@dataclass(frozen=True)
class Made:
    """What a demo company is made from; a demo store remembers it."""

    calls: int
    seed: int
    language: str
    at: datetime


def make(path: Path, wanted: Made, progress: Progress) -> None:
    """Make the store of the demo company at `path`, which must not exist yet.

    Raises:
        Refused: there is something at the path, or the number of calls is out of range.
    """
    if path.exists():
        raise Refused(N_("{path} exists already. Name a file that does not, or remove it."), path=path)
    if not 1 <= wanted.calls <= MOST_CALLS:
        message = N_("{calls} calls cannot be made; ask for 1 to {most}.")
        raise Refused(message, calls=wanted.calls, most=MOST_CALLS)
    draft = path.with_name(f"{path.name}.part")
    _remove(draft)
    try:
        demo = Demo(load(wanted.language), wanted.at, wanted.seed)
        _write_standing(draft, demo, wanted)
        told = (
            chunks_from_aside(wanted.language, wanted.at, wanted.seed, wanted.calls)
            if wanted.calls >= APART
            else chunks(demo, wanted.calls)
        )
        with closing(told):
            _write_calls(draft, told, wanted.calls, progress)
        _write_planned(draft, demo, wanted)
        # Opened once in the ordinary way: the journal mode is set and the schema looked at.
        Store.open(draft, make=False).close()
        talk(draft, load(wanted.language).words, wanted.at)
        visits.fill(draft, load(wanted.language).words, wanted.at)
        comes_round.fill(draft, load(wanted.language).words, wanted.at)
        chances.fill(draft, load(wanted.language).words, wanted.at)
        prices.fill(draft, load(wanted.language), wanted.at)
        fees.fill(draft, wanted.at)
        see_to(draft, wanted.at)
        draft.rename(path)
    finally:
        _remove(draft)


def made(path: Path) -> Made | None:
    """What the demo company in this store was made from; none for a store that is no demo."""
    store = Store.open(path, make=False)
    try:
        with store.read() as session:
            found = pairs(session=session, table_name="setting", key="name", value="value").get(MARK)
    finally:
        store.close()
    if not isinstance(found, dict):
        return None
    return Made(found["calls"], found["seed"], found["language"], datetime.fromisoformat(found["at"]))


def check(path: Path, wanted: Made, calls_named: bool, seed_named: bool) -> Made:
    """What the store at `path` was made from, where it is a demo company and the one that is meant.

    Raises:
        Refused: a real store, or another demo company than the one that was named.
    """
    found = made(path)
    if found is None:
        message = N_("{path} is a store of its own, not a demo company. Name another with --store.")
        raise Refused(message, path=path)
    if (calls_named and found.calls != wanted.calls) or (seed_named and found.seed != wanted.seed):
        message = N_(
            "{path} holds the demo company of {calls} calls and seed {seed}. Name another file with --store, "
            "or add --fresh to replace it."
        )
        raise Refused(message, path=path, calls=found.calls, seed=found.seed)
    return found


def discard(path: Path) -> None:
    """Remove a demo company. Raises Refused: it is a real store."""
    if made(path) is None:
        message = N_("{path} is a store of its own, not a demo company; it stays. Name another with --store.")
        raise Refused(message, path=path)
    _remove(path)


def _remove(draft: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal", *turns.NAMES):
        with suppress(FileNotFoundError):
            draft.with_name(draft.name + suffix).unlink()


def _write_standing(path: Path, demo: Demo, wanted: Made) -> None:
    store = Store.open(path)
    try:
        with store.write(who="anna", at=wanted.at, undoable=False) as unit:
            mark = asdict(wanted) | {"at": wanted.at.isoformat()}
            add(unit, "setting", [{"name": MARK, "value": mark}])
            for name, rows in demo.records.items():
                add(unit, name, rows)
            for name in ("contract", "equipment", "solution"):
                unit.raise_number(name, max(row["number"] for row in demo.records[name]))
    finally:
        store.close()


def _write_planned(path: Path, demo: Demo, wanted: Made) -> None:
    store = Store.open(path, make=False)
    try:
        with store.write(who="anna", at=wanted.at, undoable=False) as unit:
            planned.write(unit, load(wanted.language), demo.records, wanted.at)
    finally:
        store.close()


def _write_calls(path: Path, chunks: Iterable[Chunk], calls: int, progress: Progress) -> None:
    with _uncollected(), bulk.filling(path, lambda done, total: progress(INDEXING, done, total)) as out:
        done = 0
        progress(WRITING, 0, calls)
        for chunk in chunks:
            for table_name, columns, rows in chunk.tables:
                out.add(table_name, columns, rows)
            done += chunk.calls
            progress(WRITING, done, calls)
        out.count_use(chunk.used)
        out.draw_units(chunk.drawn)
        out.set_number("call", 10_000 + calls)
        out.set_number("activity", chunk.activities)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the cycle collector: rows hold no cycles, and walking them again and again costs a sixth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
