"""The board of queues: its figures against a count of its own, its columns, the filters that lead to the inbox."""

import random
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import event

from svc_tui.errors import NotFound, Refused
from svc_tui.services.core.context import Context
from svc_tui.services.queues.board import Board, BoardListing
from svc_tui.storage.calls.lists import CallRow
from tests.services.desk import Desk

NOWHERE = ""


@pytest.fixture
def board(desk: Desk) -> Board:
    return Board(desk.context)


def every_call(desk: Desk) -> list[CallRow]:
    return desk.calls.rows(desk.calls.ids("is:any").ids)


def stands(desk: Desk) -> dict[str, str]:
    """In which queue each open call waits."""
    return {row.number: row.queue or NOWHERE for row in every_call(desk) if row.is_open}


class Count:
    """What came and went, from the store as it stood before each act and after it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.moves: list[list[tuple[datetime, str, str, int]]] = []
        """Of each act that stands: when, which call, which queue, in (1) or out (-1)."""
        self.undone: list[list[tuple[datetime, str, str, int]]] = []

    def act(self, do: Callable[[], Any]) -> None:
        before = stands(self.desk)
        try:
            outcomes = do()
        except Refused:
            return
        if outcomes.change_id is None:
            return
        after, at, found = stands(self.desk), self.desk.time, []
        for number in before.keys() | after.keys():
            if before.get(number) != after.get(number):
                found += [(at, number, before[number], -1)] if number in before else []
                found += [(at, number, after[number], 1)] if number in after else []
        self.moves.append(found)
        self.undone.clear()

    def undo(self) -> None:
        if self.moves:
            self.desk.undo.undo()
            self.undone.append(self.moves.pop())

    def redo(self) -> None:
        if self.undone:
            self.desk.undo.redo()
            self.moves.append(self.undone.pop())

    def today(self, way: int) -> dict[str, int]:
        zone = self.desk.context.zone
        today = self.desk.time.astimezone(zone).date()
        found = {
            (number, queue)
            for act in self.moves
            for at, number, queue, moved in act
            if moved == way and at.astimezone(zone).date() == today
        }
        return dict(Counter(queue for _number, queue in found))


def shown(listing: BoardListing) -> dict[str, tuple[int, int, int, datetime | None, int, int]]:
    found = {}
    for column in (*listing.columns, *listing.folded):
        each = column.figures
        found[column.queue.code] = (
            each.open, each.unassigned, each.overdue, each.oldest_at, each.came, each.went,
        )  # fmt: skip
    return found


@pytest.mark.parametrize("seed", range(3))
def test_the_figures_agree_with_an_independent_count(desk: Desk, board: Board, seed: int) -> None:
    """A random week of opening, moving, closing, reopening, merging, undoing, over midnights of Rome."""
    draw, count = random.Random(seed), Count(desk)
    for _ in range(70):
        desk.time += timedelta(minutes=draw.randrange(20, 300))
        calls = [row.number for row in every_call(desk)]
        some = draw.sample(calls, min(len(calls), draw.randrange(1, 4)))
        queue = draw.choice(["NORTH", "SOUTH", None])
        priority = draw.choice(["low", "high"])
        new = {"serial": "SN-000931", "subject": "Stops", "queue": queue, "priority": priority}
        acts: list[Callable[[], Any]] = [
            partial(desk.calls.new, new),
            partial(desk.calls.move, some, queue),
            partial(desk.calls.close, some, "Done", take=True),
            partial(desk.calls.reopen, some),
            partial(desk.calls.take, some),
            partial(desk.calls.merge, some[1:], some[0] if some else ""),
        ]
        kind = draw.randrange(8)
        if kind == 6:
            count.undo()
        elif kind == 7:
            count.redo()
        elif kind == 0 or (some and (kind != 5 or len(some) > 1)):
            count.act(acts[kind])
        _agrees(desk, board, count)
    assert count.today(1) or count.today(-1) or len(every_call(desk)) > 3


def _agrees(desk: Desk, board: Board, count: Count) -> None:
    rows = [row for row in every_call(desk) if row.is_open]
    came, went = count.today(1), count.today(-1)
    for code, figures in shown(board.ids("")).items():
        own = [row for row in rows if (row.queue or NOWHERE) == code]
        assert figures == (
            len(own),
            sum(row.assignee is None for row in own),
            sum(row.next_due is not None and row.next_due < desk.time for row in own),
            min((row.reported_at for row in own), default=None),
            came.get(code, 0),
            went.get(code, 0),
        ), code


FIGURES = ("open", "unassigned", "overdue", "came", "went")


@pytest.mark.parametrize(
    "text", ["", "priority:high", "priority:high OR stops", "is:any", "is:overdue", "sort:number"]
)
def test_every_figure_finds_exactly_its_calls_in_the_inbox(desk: Desk, board: Board, text: str) -> None:
    made = [
        desk.open_call(queue=queue, priority=level)
        for queue in ("NORTH", "SOUTH", None)
        for level in ("low", "high")
    ]
    made += [desk.open_call(queue="NORTH", subject="Leaks") for _ in range(3)]
    desk.later(days=2)
    desk.calls.take(made[:1])
    desk.calls.move(made[1:3], "SOUTH")
    desk.calls.close(made[3:4], "Done", take=True)
    desk.calls.move(made[6:7], None)
    for column in (listing := board.ids(text)).columns + listing.folded:
        for figure in FIGURES:
            found = desk.calls.ids(board.filter_of(text, column.queue.code, figure)).ids
            assert len(found) == getattr(column.figures, figure), (column.queue.code, figure)
        in_order = desk.calls.ids(board.filter_of(text, column.queue.code, "open")).ids
        assert list(in_order) == list(column.ids)


def test_empty_queues_fold_and_inactive_ones_show_what_they_still_hold(desk: Desk, board: Board) -> None:
    number = desk.open_call(queue="NORTH")
    listing = board.ids("")
    assert [each.queue.code for each in listing.columns] == ["NORTH"]
    assert [each.queue.code for each in listing.folded] == ["SOUTH", NOWHERE]
    desk.change("call", desk.row(number)["id"], queue="OLD")
    assert [each.queue.code for each in board.ids("").columns] == ["OLD"]


def test_columns_are_chosen_by_each_for_himself(desk: Desk, board: Board) -> None:
    for queue in ("NORTH", "SOUTH", None):
        desk.open_call(queue=queue)

    def order(of: Board) -> list[str]:
        return [each.queue.code for each in of.ids("").columns]

    assert order(board) == ["NORTH", "SOUTH", NOWHERE]
    assert board.choose(["-", "south", "south"]) == ("-", "SOUTH")
    assert order(board) == [NOWHERE, "SOUTH"]
    assert board.ids("").hidden == 1
    assert board.chosen == ("-", "SOUTH")
    board.choose(["south", "*"])
    assert order(board) == ["SOUTH", "NORTH", NOWHERE]
    assert order(Board(Context(desk.store, "bruno", lambda: desk.time))) == ["NORTH", "SOUTH", NOWHERE]
    with pytest.raises(NotFound, match="SOUTHH"):
        board.choose(["SOUTHH"])
    assert order(board) == ["SOUTH", "NORTH", NOWHERE]
    desk.undo.undo()
    assert order(board) == [NOWHERE, "SOUTH"]
    board.choose([])
    assert order(board) == ["NORTH", "SOUTH", NOWHERE]


def test_what_came_and_went_is_found_by_date(desk: Desk) -> None:
    number = desk.open_call(queue="NORTH")
    desk.later(days=1)
    desk.calls.move([number], "SOUTH")
    other = desk.open_call(queue="NORTH")
    desk.calls.close([other], "Done", take=True)

    def found(text: str) -> list[str]:
        return sorted(row.number for row in desk.calls.rows(desk.calls.ids(text).ids))

    assert found("came:north") == [other]
    assert found("came:north@yesterday") == [number]
    assert found("came:north@-2d") == found("came:north@2026-03") == [number, other]
    assert found("came:north@2026-03-02..2026-03-03") == [number, other]
    assert found("went:north") == [number, other]
    assert found("went:north is:open") == [number]
    assert found("came:@me") == [other]  # anna is a member of NORTH
    assert found("came:none") == []
    assert found("-came:north is:any") == [number]
    assert found("has:went") == [number, other]
    assert found("came:north@2026-02") == found("came:nowhere@-2d") == []
    desk.undo.undo()
    assert found("went:north") == [number]


def test_what_is_imported_or_undone_did_not_come_in(desk: Desk, board: Board) -> None:
    number = desk.open_call(queue="NORTH")
    desk.undo.undo()
    assert shown(board.ids(""))["NORTH"][-2:] == (0, 0)
    desk.undo.redo()
    assert shown(board.ids(""))["NORTH"][-2:] == (1, 0)
    with desk.context.bursts("calls.csv") as work:
        work.unit.update("call", desk.row(number)["id"], {"queue": "SOUTH"})
    assert shown(board.ids(""))["SOUTH"][-2:] == (0, 0)


def test_what_the_program_moves_by_itself_counts(desk: Desk, board: Board) -> None:
    number = desk.open_call(queue="NORTH")
    with desk.store.write(who="svc-tui", at=desk.time, undoable=False) as unit:
        unit.update("call", desk.row(number)["id"], {"queue": "SOUTH"})
    assert shown(board.ids(""))["SOUTH"][-2:] == (1, 0)


def test_many_calls_moved_at_once_are_taken_back_but_for_one(desk: Desk, board: Board) -> None:
    """A part of a bulk act that others changed since stays; what came and went by the rest is gone."""
    made = [desk.open_call(queue="NORTH") for _ in range(3)]
    desk.calls.move(made, "SOUTH")
    desk.as_person("bruno").move(made[:1], "NORTH")
    desk.undo.undo(skip=True)
    figures = shown(board.ids(""))
    assert figures["NORTH"][0] == 3
    assert figures["SOUTH"][-2:] == (1, 1)


def test_the_figures_of_open_calls_come_out_of_one_index_alone(desk: Desk, board: Board) -> None:
    """No row of a call is looked at: with a million closed ones beside them the open ones cost the same."""
    desk.open_call(queue="NORTH")
    said: list[tuple[str, Any]] = []

    @event.listens_for(desk.store.engine, "before_cursor_execute")
    def hear(_connection: object, _cursor: object, statement: str, values: Any, *_: object) -> None:
        said.append((statement, values))

    board.ids("")
    event.remove(desk.store.engine, "before_cursor_execute", hear)
    with closing(sqlite3.connect(desk.store.path)) as raw:
        plans = {
            statement: " ".join(row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {statement}", values))
            for statement, values in said
            if statement.startswith("SELECT coalesce(call.queue") or "coalesce(call.queue" in statement[:40]
        }
    assert len(plans) == 2
    for statement, plan in plans.items():
        assert "COVERING INDEX call_open_queue" in plan, (statement, plan)
