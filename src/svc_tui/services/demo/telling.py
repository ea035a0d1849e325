"""The calls of the demo company as rows of the tables that they touch, chunk by chunk.

Of many calls the rows are made in a process of their own, while the caller writes those before them: each of the two
takes about half of the time.
"""

import gc
import marshal
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from svc_tui.services.demo.calls import Demo
from svc_tui.services.demo.content import load
from svc_tui.services.demo.labour import WORK
from svc_tui.services.demo.moves import COLUMNS, LATELY_S, Move, moves_of
from svc_tui.services.demo.story import Story
from svc_tui.storage.sqlite import bulk

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

CHUNK = 1_000
APART = 20_000
"""From so many calls on another process pays."""
PATIENCE_S = 10.0
"""How long a process that has told everything may take to end."""

_HISTORY = ("kind", "object_id", "at", "who", "event", "field", "old", "new")
_ACTIVITY = (
    "number", "call_id", "customer", "kind", "subject", "notes", "who", "starts_at", "ends_at", "closed",
    "closed_at", "created_at", "version", "change_seq", "updated_at",
)  # fmt: skip
_PAUSE = ("call_id", "start_at", "end_at", "kind", "reason")
_ENTRY = ("contract", "at", "who", "kind", "quantity", "work", "call_id", "note")
_SOLUTION = ("call_id", "solution", "line", "at", "who")

Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Chunk:
    """Rows of some calls, and what all calls up to these sum up to."""

    calls: int
    tables: Sequence[tuple[str, Sequence[str], Rows]]
    """By table: its columns and rows, with values as the store keeps them."""
    activities: int
    """The last number of an activity."""
    used: Sequence[tuple[int, int, int]]
    """Of each solution how often, and when last, it was used, and its number; in the last chunk alone."""
    drawn: Sequence[tuple[int, int]]
    """What work drew from the prepaid units of each contract, and its number; in the last chunk alone."""


def chunks(demo: Demo, calls: int) -> Generator[Chunk, None, None]:
    """All calls of a company, oldest first, made here and now."""
    writer = _Teller(demo.now_s - LATELY_S)
    stories, left = demo.stories(calls), calls
    while told := list(islice(stories, CHUNK)):
        left -= len(told)
        yield writer.chunk(told, last=left <= 0)


def chunks_from_aside(language: str, at: datetime, seed: int, calls: int) -> Generator[Chunk, None, None]:
    """The same from another process, which makes the company of this language, moment and seed for itself.

    Raises:
        RuntimeError: the process ended early; what it had to say stands on its standard error.
    """
    from multiprocessing import get_context

    context = get_context("spawn")  # a fork would take the caller's threads and open files along
    ours, its = context.Pipe(duplex=False)
    process = context.Process(target=_tell, args=(its, language, at, seed, calls), daemon=True)
    process.start()
    its.close()
    try:
        left = calls
        while left > 0:
            try:
                chunk = Chunk(*marshal.loads(ours.recv_bytes()))
            except EOFError as error:
                raise RuntimeError("the process that makes the calls ended early") from error
            left -= chunk.calls
            yield chunk
        process.join(PATIENCE_S)
    finally:
        ours.close()
        process.kill()
        process.join()


def _tell(out: "Connection", language: str, at: datetime, seed: int, calls: int) -> None:
    gc.disable()  # rows hold no cycles, and walking them again and again costs a sixth of the time
    try:
        for chunk in chunks(Demo(load(language), at, seed), calls):
            out.send_bytes(marshal.dumps(tuple(vars(chunk).values())))
    except (BrokenPipeError, KeyboardInterrupt):
        return  # nobody wants the rest


class _Teller:
    """Turns stories into rows of the tables they touch."""

    def __init__(self, since: int) -> None:
        """`since`: moves between queues are told from then on."""
        self._since = since
        self.activities = 0
        self.used: dict[int, tuple[int, int]] = {}
        self.lines = 0
        self.drawn: dict[int, int] = {}
        """What work drew from each contract's prepaid units."""
        plain = [name for name in bulk.call_columns() if name not in ("extra", "priority")]
        self._columns = [*plain, "priority"]
        self._pick = itemgetter(*plain)

    def chunk(self, stories: Iterable[Story], *, last: bool) -> Chunk:
        """The rows of these stories; with the last ones go the sums."""
        rows: list[tuple[Any, ...]] = []
        history: list[tuple[Any, ...]] = []
        activities: list[tuple[Any, ...]] = []
        pauses: list[tuple[Any, ...]] = []
        solutions: list[tuple[Any, ...]] = []
        work: list[tuple[Any, ...]] = []
        moves: list[Move] = []
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
            moves += moves_of(story, call_id, self._since)
            for line, (number, at, who) in enumerate(story.solutions):
                solutions.append((call_id, number, line, at, who))
                if not row["is_open"]:
                    times, latest = self.used.get(number, (0, 0))
                    self.used[number] = (times + 1, max(latest, at))
        tables = (
            ("call", self._columns, rows),
            ("history", _HISTORY, history),
            ("activity", _ACTIVITY, activities),
            ("call_pause", _PAUSE, pauses),
            ("call_solution", _SOLUTION, solutions),
            ("queue_move", COLUMNS, moves),
            *self._work(work),
        )
        used = (
            [(times, latest, number) for number, (times, latest) in sorted(self.used.items())] if last else []
        )
        drawn = [(drawn, contract) for contract, drawn in sorted(self.drawn.items())] if last else []
        return Chunk(len(rows), tables, self.activities, used, drawn)

    def _work(self, work: list[tuple[Any, ...]]) -> tuple[tuple[str, Sequence[str], Rows], ...]:
        """Lines of work, and what they drew from prepaid units."""
        entries: list[tuple[Any, ...]] = []
        for values in work:
            self.lines += 1
            line = dict(zip(WORK, values, strict=True))
            if line["accounted"]:
                drawn = (line["contract"], line["ends_at"], line["who"], "used", -line["accounted"])
                entries.append((*drawn, self.lines, line["call_id"], ""))
                self.drawn[line["contract"]] = self.drawn.get(line["contract"], 0) + line["accounted"]
        lines = [(place, *values) for place, values in enumerate(work, start=self.lines - len(work) + 1)]
        # A ledger is written in the order of its days.
        entries.sort(key=lambda entry: int(entry[1]))
        return ("work", ("id", *WORK), lines), ("unit_entry", _ENTRY, entries)
