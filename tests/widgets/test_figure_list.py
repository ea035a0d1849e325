"""FigureList: the cursor goes from figure to figure; what finds no room comes in from the side, names stay."""

from textual.strip import Strip

from svc_tui.widgets.columns import Column
from svc_tui.widgets.figure_list import FigureList, FlowRow, Table
from svc_tui.widgets.row_list import Row
from tests.widgets.tiny import TinyApp, screen_text, settle

NAMES = ("Who", "Calls", "Median", "Mean", "Max")
TABLE = Table(
    tuple(Column(name, name, 6, right=name != "Who") for name in NAMES),
    tuple((name,) for name in NAMES),
    1,
    5,
)


class Counting(FigureList):
    """Remembers which lines were painted."""

    def __init__(self, table: Table = TABLE) -> None:
        super().__init__()
        self.given = table
        self.painted: list[int] = []

    def on_mount(self) -> None:
        self.show_table(self.given)
        self.set_ids(range(3))
        cells = tuple((text, "text") for text in ("anna", "41", "52", "91", "405"))
        self.put_page([Row(0, cells), Row(1, cells), FlowRow(2, (("all", "text"), ("Calls 82", "text")))])

    def render_line(self, y: int) -> Strip:
        self.painted.append(y)
        return super().render_line(y)


def tiny(rows: FigureList) -> TinyApp:
    return TinyApp(rows, FigureList.FigureMoved)


async def test_a_figure_stands_in_brackets_and_a_key_to_the_side_paints_one_line() -> None:
    rows = Counting()
    app = tiny(rows)
    async with app.test(60, 5) as pilot:
        await settle(pilot)
        assert screen_text(app)[0] == " > anna        41      52      91     405"
        rows.painted.clear()
        assert rows.side(1)
        await settle(pilot)
        assert rows.painted == [0]
        assert rows.column == 1
        assert screen_text(app)[0] == " > anna       [41]     52      91     405"
        rows.side(1)
        await settle(pilot)
        assert screen_text(app)[0] == " > anna        41     [52]     91     405"
        assert screen_text(app)[1] == "   anna        41      52      91     405"


async def test_at_the_ends_nothing_moves_and_the_row_itself_is_the_first() -> None:
    rows = Counting()
    async with tiny(rows).test(60, 5) as pilot:
        await settle(pilot)
        assert not rows.side(-1)
        assert [rows.side(1) for _ in range(5)] == [True] * 4 + [False]
        assert rows.column == 4


async def test_columns_without_room_come_in_from_the_side_and_signs_say_that_there_are_more() -> None:
    rows = Counting()
    app = tiny(rows)
    async with app.test(28, 5) as pilot:
        await settle(pilot)
        assert screen_text(app)[0] == " > anna        41      52"
        assert "".join(text for text, _ in rows.head_lines()[0]) == "   Who      Calls  Median  >"
        for _ in range(3):
            rows.side(1)
        await settle(pilot)
        assert screen_text(app)[0] == " > anna        52     [91]"
        assert "".join(text for text, _ in rows.head_lines()[0]) == "   Who   < Median    Mean  >"
        rows.side(1)
        assert "".join(text for text, _ in rows.head_lines()[0]) == "   Who   <   Mean     Max"
        for _ in range(4):
            rows.side(-1)
        await settle(pilot)
        assert screen_text(app)[0] == " > anna        41      52"


async def test_a_row_in_no_columns_is_walked_through_by_its_own_cells() -> None:
    rows = Counting()
    app = tiny(rows)
    async with app.test(40, 5) as pilot:
        await settle(pilot)
        rows.move_to(2)
        rows.side(1)
        await settle(pilot)
        assert screen_text(app)[2] == " > all [Calls 82]"
        assert rows.column == 1
        assert not rows.side(1)


async def test_words_at_the_right_end_are_cut_and_figures_never() -> None:
    columns = (Column("n", "No.", 5), Column("c", "Customer", 30), Column("w", "Why", 30))
    rows = Counting(Table(columns, (("No.",), ("Customer",), ("Why",)), 0, 3))
    app = tiny(rows)
    async with app.test(60, 5) as pilot:
        await settle(pilot)
        rows.put_page([Row(0, (("10001", "text"), ("Bar", "text"), ("x" * 30, "text")))])
        await settle(pilot)
        line = screen_text(app)[0]
        assert line == f" > 10001  Bar{' ' * 29}{'x' * 16}…"
