"""RowList: two painted lines a cursor key, rows when they come, marks and cursor that stay with their ids."""

from array import array
from collections.abc import Callable, Sequence
from typing import TypeVar

from textual.message import Message
from textual.strip import Strip

from svc_tui.widgets.columns import Column, place
from svc_tui.widgets.row_list import Row, RowList
from tests.widgets.tiny import TinyApp, screen_text, settle

COLUMNS = (
    Column("number", "No.", 5),
    Column("left", "Left", 8, right=True, gap=2),
    Column("subject", "Subject", 12, grow=1),
)
M = TypeVar("M", bound=Message)


def row(number: int, subject: str = "Leak") -> Row:
    return Row(number, ((str(number), "strong"), ("0h45", "warning"), (subject, "text")))


class Counting(RowList):
    """Remembers which lines were painted."""

    def __init__(self) -> None:
        super().__init__(COLUMNS)
        self.painted: list[int] = []

    def render_line(self, y: int) -> Strip:
        self.painted.append(y)
        return super().render_line(y)


def tiny(rows: RowList) -> TinyApp:
    return TinyApp(rows, RowList.PageWanted, RowList.CursorMoved, RowList.MarksChanged)


def heard(app: TinyApp, kind: type[M]) -> list[M]:
    found = [message for message in app.heard if isinstance(message, kind)]
    app.heard.clear()
    return found


def fill(rows: RowList, ids: Sequence[int]) -> None:
    rows.set_ids(ids)
    rows.put_page(row(number) for number in ids[:100])


def _move(rows: RowList) -> Callable[[float], None]:
    return lambda by: rows.move(int(by))


def _move_to(rows: RowList) -> Callable[[float], None]:
    return lambda index: rows.move_to(int(index))


async def test_it_asks_for_what_it_shows_and_paints_rows_when_they_come() -> None:
    rows = Counting()
    app = tiny(rows)
    async with app.test(50, 6) as pilot:
        rows.set_ids(range(10001, 10101))
        await settle(pilot)
        assert screen_text(app)[0] == " >"
        wanted = heard(app, RowList.PageWanted)
        assert len(wanted) == 1
        assert wanted[0].ids[:6] == (10001, 10002, 10003, 10004, 10005, 10006)
        rows.put_page(row(number) for number in wanted[0].ids)
        await settle(pilot)
        assert screen_text(app)[:2] == [" > 10001     0h45  Leak", "   10002     0h45  Leak"]
        assert heard(app, RowList.PageWanted) == []


async def test_the_next_page_is_here_before_its_key() -> None:
    rows = Counting()
    app = tiny(rows)
    async with app.test(50, 6) as pilot:
        rows.set_ids(range(1, 101))
        for _ in range(8):
            await settle(pilot)
            for message in heard(app, RowList.PageWanted):
                rows.put_page(map(row, message.ids))
            rows.page(1)
            assert all(rows.row(row_id) for row_id in rows.ids[rows.top : rows.top + 6])


async def test_a_cursor_key_paints_two_lines() -> None:
    rows = Counting()
    app = tiny(rows)
    async with app.test(50, 8) as pilot:
        fill(rows, range(1, 51))
        await settle(pilot)
        rows.painted.clear()
        rows.move(1)
        await settle(pilot)
        assert sorted(rows.painted) == [0, 1]
        rows.painted.clear()
        rows.put(row(5, "Pump seal"))
        rows.put(row(40, "Out of sight"))
        rows.put(row(6))
        await settle(pilot)
        assert rows.painted == [4]


async def test_the_cursor_moves_by_row_page_and_to_the_ends() -> None:
    rows = RowList(COLUMNS)
    app = tiny(rows)
    async with app.test(50, 10) as pilot:
        fill(rows, range(1, 101))
        await settle(pilot)
        assert app.cursor_position == (0, 0)
        seen = []
        acts: list[tuple[Callable[[float], None], float]] = [
            (_move(rows), 1), (rows.page, 1), (rows.page, 0.5), (rows.page, -1), (_move_to(rows), 99),
            (_move(rows), 1), (rows.page, 1), (_move_to(rows), 0), (_move(rows), -1),
        ]  # fmt: skip
        for act, by in acts:
            act(by)
            seen.append((rows.selected_id, rows.top))
        assert seen == [
            (2, 0), (12, 10), (17, 15), (7, 5), (100, 90), (100, 90), (100, 90), (1, 0), (1, 0),
        ]  # fmt: skip
        await settle(pilot)
        moves = heard(app, RowList.CursorMoved)
        assert [message.id for message in moves] == [1, 2, 12, 17, 7, 100, 1]


async def test_marks_and_cursor_stay_with_their_ids_when_the_list_changes() -> None:
    rows = RowList(COLUMNS)
    app = tiny(rows)
    async with app.test(50, 10) as pilot:
        fill(rows, range(1, 21))
        rows.move(4)
        rows.toggle_mark()
        rows.move(1)
        rows.toggle_mark()
        await settle(pilot)
        assert [message.count for message in heard(app, RowList.MarksChanged)] == [1, 2]
        assert screen_text(app)[4].startswith("  x5")
        rows.set_ids([30, 6, 5, 4, 3])
        await settle(pilot)
        assert rows.selected_id == 6
        assert rows.marked_ids() == [6, 5]
        rows.set_ids([3, 5])
        await settle(pilot)
        assert rows.selected_id == 5
        assert [message.count for message in heard(app, RowList.MarksChanged)] == [1]
        rows.invert_marks()
        assert rows.marked_ids() == [3]
        rows.mark_all()
        assert rows.marked_count == 2
        rows.clear_marks()
        rows.set_ids([])
        assert [rows.selected_id] == [None]
        rows.toggle_mark()
        rows.move(1)
        assert rows.marked_count == 0


async def test_stale_rows_stay_until_the_new_ones_arrive() -> None:
    rows = RowList(COLUMNS)
    app = tiny(rows)
    async with app.test(50, 5) as pilot:
        fill(rows, range(1, 101))
        await settle(pilot)
        heard(app, RowList.PageWanted)
        rows.forget([3, 90])
        await settle(pilot)
        assert [message.ids for message in heard(app, RowList.PageWanted)] == [(3,)]
        assert "Leak" in screen_text(app)[2]
        assert rows.row(90) is None
        rows.put(row(3, "Fixed"))
        await settle(pilot)
        assert "Fixed" in screen_text(app)[2]


async def test_a_million_rows_start_and_move_at_once() -> None:
    rows = RowList(COLUMNS)
    app = tiny(rows)
    async with app.test(80, 24) as pilot:
        ids = array("q", range(1, 1_000_001))
        rows.set_ids(ids)
        rows.move_to(999_999)
        await settle(pilot)
        assert rows.selected_id == 1_000_000
        assert heard(app, RowList.PageWanted)[-1].ids[-1] == 1_000_000
        assert len(rows._rows) == 0


async def test_text_of_people_is_never_markup_and_never_breaks_the_columns() -> None:
    rows = RowList(COLUMNS)
    app = tiny(rows)
    async with app.test(40, 4) as pilot:
        rows.set_ids([1, 2, 3])
        rows.put_page(
            [row(1, "[/b] [@click=app.quit]x[/]"), row(2, "漢字漢字漢字漢字漢字漢字"), row(3, "é" * 40)]
        )
        await settle(pilot)
        lines = screen_text(app)
        assert "[/b] [@click=app" in lines[0]
        assert "漢字漢" in lines[1]
        assert lines[2].endswith("é…")


def test_columns_share_what_is_left_and_give_way_when_it_is_short() -> None:
    assert place(COLUMNS, 50) == [(3, 5), (9, 8), (19, 30)]
    assert place(COLUMNS, 28) == [(3, 5), (9, 8), (19, 8)]
    assert all(start + cells <= 12 or cells == 0 for start, cells in place(COLUMNS, 12))
