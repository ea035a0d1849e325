"""How often a solution was used is what the calls say, whatever was attached, undone, merged, closed or reopened."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from svc_tui.errors import NotFound, SvcError
from svc_tui.services.solutions.service import Solutions
from tests.amounts import many
from tests.services.desk import Desk

STEPS = 8
ROUNDS = many(40, 200)
PART = 20
"""Rounds in one store: each begins with calls and solutions of its own."""


def counted(desk: Desk) -> dict[int, int]:
    """Closed calls of each solution, counted by hand."""
    with desk.store.read() as session:
        connection = session.connection()
        ties = connection.exec_driver_sql(
            "SELECT s.solution, c.is_open, c.merged_into FROM call_solution s JOIN call c ON c.id = s.call_id"
        ).fetchall()
    found: dict[int, int] = {}
    for solution, is_open, merged_into in ties:
        found[solution] = found.get(solution, 0) + (not is_open and merged_into is None)
    return found


def kept(desk: Desk) -> dict[int, int]:
    """The counts that solutions carry."""
    with desk.store.read() as session:
        rows = session.connection().exec_driver_sql("SELECT number, used FROM solution").fetchall()
    return {number: used for number, used in rows if used}


def stamps_agree(desk: Desk, call: str) -> bool:
    """SC-17, SC-18: an open call has a resolution stamp exactly when a solution or a text is there.

    A call that was reopened waits for a new outcome, though its solutions stay on it.
    """
    try:
        row = desk.row(call)
    except NotFound:
        return True  # its opening was undone
    with desk.store.read() as session:
        connection = session.connection()
        ties = connection.exec_driver_sql(f"SELECT count(*) FROM call_solution WHERE call_id = {row['id']}")
        has = bool(ties.scalar_one()) or bool(row["resolution"].strip())
    if not row["is_open"]:
        return True
    stamped = row["resolved_at"] is not None
    return stamped == has or (has and row["reopened"] > 0)


class Hands:
    """Does one thing after another to three calls and three solutions."""

    def __init__(self, desk: Desk, rng: Random) -> None:
        self.desk, self.rng = desk, rng
        self.solutions = Solutions(desk.context)
        self.calls = [
            desk.calls.new({"customer": "C1", "subject": f"Fault {n}"}).outcomes[0].number for n in range(3)
        ]
        self.numbers = [self.solutions.new({"solution": f"Answer {n}"}).number for n in range(3)]

    def step(self) -> None:
        """One act; what is refused is refused."""
        call, solution = self.rng.choice(self.calls), self.rng.choice(self.numbers)
        other = self.rng.choice(self.numbers)
        acts: dict[str, Callable[[], object]] = {
            "attach": lambda: self.solutions.attach([solution], [call]),
            "attach two": lambda: self.solutions.attach([solution, other], [call]),
            "detach": lambda: self.desk.calls.detach_solution(call, solution),
            "missed": lambda: self.solutions.missed(solution, call),
            "close": lambda: self.desk.calls.close([call]),
            "reopen": lambda: self.desk.calls.reopen([call]),
            "merge solutions": lambda: self.solutions.merge(solution, other),
            "merge calls": lambda: self.desk.calls.merge([call], self.rng.choice(self.calls)),
            "delete": lambda: self.solutions.delete([solution]),
            "undo": self.desk.undo.undo,
            "redo": self.desk.undo.redo,
        }
        often = ["attach", "attach", "close", "close", "undo", "undo", "redo"]
        try:
            acts[self.rng.choice([*acts, *often])]()
        except SvcError:
            pass


@pytest.mark.slow
def test_counts_and_stamps_hold_through_many_interleavings(tmp_path: Path) -> None:
    for part in range(ROUNDS // PART):
        desk = Desk(tmp_path / f"{part}.db")
        with desk.context.write() as unit:
            unit.raise_number("solution", 15)
            unit.log("solution", 1, "numbered")
        for seed in range(part * PART, (part + 1) * PART):
            hands = Hands(desk, Random(seed))
            for _ in range(STEPS):
                desk.later(minutes=7)
                hands.step()
                assert kept(desk) == {number: used for number, used in counted(desk).items() if used}, seed
            assert all(stamps_agree(desk, call) for call in hands.calls), seed
        assert desk.store.problems() == []
        desk.store.close()


def test_ties_that_an_import_brings_are_counted(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.db")
    closed, still_open = desk.open_call(), desk.open_call()
    desk.calls.close([closed], "Done")
    ties = [
        {"call_id": desk.row(call)["id"], "solution": 15, "at": desk.time} for call in (closed, still_open)
    ]
    with desk.context.write(undoable=False) as unit:
        unit.load("call_solution", ties)
    row = Solutions(desk.context).find_number(15)
    assert (row.used, row.last_used_at) == (1, desk.time)
    desk.calls.reopen([closed])
    assert Solutions(desk.context).find_number(15).used == 0
