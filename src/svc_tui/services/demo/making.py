"""Writing the demo company into a new store, in bulk, with progress; a failure or Ctrl+C leaves nothing behind."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from svc_tui.errors import N_, Refused
from svc_tui.services.demo.calls import Demo
from svc_tui.services.demo.content import load
from svc_tui.services.demo.labour import WORK
from svc_tui.services.demo.story import Story
from svc_tui.storage.engine.store import Store
from svc_tui.storage.exchange.incoming import add, pairs
from svc_tui.storage.sqlite import bulk, turns

CHUNK = 1_000
MOST_CALLS = 2_000_000
MARK = "demo"
"""The setting that tells a demo store from a real one."""

Progress = Callable[[str, int, int], None]
"""Told the stage (a template of the catalogue), how much of it is done, and of how much."""

WRITING = N_("Writing calls")
INDEXING = N_("Indexing words")
SHARES = {WRITING: (0.0, 0.8), INDEXING: (0.88, 1.0)}
"""From which to which part of the whole time each stage lasts; the columns are indexed in between."""

_HISTORY = ("kind", "object_id", "at", "who", "event", "field", "old", "new")
_ACTIVITY = (
    "number", "call_id", "customer", "kind", "subject", "notes", "who", "starts_at", "ends_at", "closed",
    "closed_at", "created_at", "version", "change_seq", "updated_at",
)  # fmt: skip
_PAUSE = ("call_id", "start_at", "end_at", "kind", "reason")
_ENTRY = ("contract", "at", "who", "kind", "quantity", "work", "call_id", "note")
_SOLUTION = ("call_id", "solution", "line", "at", "who")


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
        _write_calls(draft, demo, wanted.calls, progress)
        # Opened once in the ordinary way: the journal mode is set and the schema looked at.
        Store.open(draft, make=False).close()
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


def _write_calls(path: Path, demo: Demo, calls: int, progress: Progress) -> None:
    writer = _Writer()
    stories = demo.stories(calls)
    with _uncollected(), bulk.filling(path, lambda done, total: progress(INDEXING, done, total)) as out:
        done = 0
        progress(WRITING, 0, calls)
        while chunk := list(islice(stories, CHUNK)):
            writer.write(out, chunk)
            done += len(chunk)
            progress(WRITING, done, calls)
        out.count_use([(used, last, number) for number, (used, last) in sorted(writer.used.items())])
        out.draw_units([(drawn, contract) for contract, drawn in sorted(writer.drawn.items())])
        out.set_number("call", 10_000 + calls)
        out.set_number("activity", writer.activities)


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


class _Writer:
    """Turns stories into rows of the tables they touch."""

    def __init__(self) -> None:
        self.activities = 0
        self.used: dict[int, tuple[int, int]] = {}
        self.lines = 0
        self.drawn: dict[int, int] = {}
        """What work drew from each contract's prepaid units."""
        plain = [name for name in bulk.call_columns() if name not in ("extra", "priority")]
        self._columns = [*plain, "priority"]
        self._pick = itemgetter(*plain)

    def write(self, out: bulk.Bulk, stories: Iterable[Story]) -> None:
        """Write a chunk."""
        rows: list[tuple[Any, ...]] = []
        history: list[tuple[Any, ...]] = []
        activities: list[tuple[Any, ...]] = []
        pauses: list[tuple[Any, ...]] = []
        solutions: list[tuple[Any, ...]] = []
        work: list[tuple[Any, ...]] = []
        for story in stories:
            row = story.told()
            call_id = row["id"]
            rows.append((*self._pick(row), bulk.rank(row["priority"])))
            history += [("call", call_id, *event) for event in story.events]
            for kind, subject, notes, who, start, end in story.activities:
                self.activities += 1
                activities.append(
                    (self.activities, call_id, row["customer"], kind, subject, notes, who, start, end,
                     end is not None, end, start, 1, 1, end or start)
                )  # fmt: skip
            pauses += [(call_id, *pause) for pause in story.pauses]
            work += story.work
            for line, (number, at, who) in enumerate(story.solutions):
                solutions.append((call_id, number, line, at, who))
                if not row["is_open"]:
                    used, last = self.used.get(number, (0, 0))
                    self.used[number] = (used + 1, max(last, at))
        out.add("call", self._columns, rows)
        out.add("history", _HISTORY, history)
        out.add("activity", _ACTIVITY, activities)
        out.add("call_pause", _PAUSE, pauses)
        out.add("call_solution", _SOLUTION, solutions)
        self._write_work(out, work)

    def _write_work(self, out: bulk.Bulk, work: list[tuple[Any, ...]]) -> None:
        """Lines of work, and what they drew from prepaid units."""
        entries: list[tuple[Any, ...]] = []
        for values in work:
            self.lines += 1
            line = dict(zip(WORK, values, strict=True))
            if line["accounted"]:
                drawn = (line["contract"], line["ends_at"], line["who"], "used", -line["accounted"])
                entries.append((*drawn, self.lines, line["call_id"], ""))
                self.drawn[line["contract"]] = self.drawn.get(line["contract"], 0) + line["accounted"]
        out.add("work", ("id", *WORK), [
            (place, *values) for place, values in enumerate(work, start=self.lines - len(work) + 1)
        ])  # fmt: skip
        # A ledger is written in the order of its days.
        out.add("unit_entry", _ENTRY, sorted(entries, key=lambda entry: int(entry[1])))
