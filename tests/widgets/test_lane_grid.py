"""LaneGrid: the cursor is a stretch of one line; a key paints two lines at most."""

from textual.strip import Strip

from svc_tui.widgets.lane_grid import LaneGrid, cut
from svc_tui.widgets.pens import Line
from tests.widgets.tiny import TinyApp, screen_text, settle

HEAD: Line = (("         06  07", "muted"),)


def lane(name: str) -> Line:
    return ((f"   {name} ", "text"), ("[104=]", "accent"), (". .", "muted"))


class Counting(LaneGrid):
    """Remembers which lines were painted."""

    def __init__(self) -> None:
        super().__init__()
        self.painted: list[int] = []

    def on_mount(self) -> None:
        self.styles.height = 4
        self.show(HEAD, [lane(name) for name in ("anna", "bruno", "carla", "dario", "elena")])
        self.stand(0, 8, 14)

    def render_line(self, y: int) -> Strip:
        self.painted.append(y)
        return super().render_line(y)


async def test_the_cursor_moves_between_lines_and_they_scroll() -> None:
    grid = Counting()
    app = TinyApp(grid)
    async with app.run_test() as pilot:
        grid.focus()
        await settle(pilot)
        assert screen_text(app)[:4] == [
            " ↓2      06  07", " > anna [104=]. .", "   bruno [104=]. .", "   carla [104=]. ."
        ]  # fmt: skip
        grid.painted.clear()
        grid.stand(1, 8, 14)
        await settle(pilot)
        assert sorted(set(grid.painted)) == [1, 2]
        grid.stand(4, 8, 14)
        await settle(pilot)
        assert screen_text(app)[0] == " ↑2      06  07"
        assert screen_text(app)[1:4] == ["   carla [104=]. .", "   dario [104=]. .", " > elena [104=]. ."]
        grid.painted.clear()
        grid.show(HEAD, [lane(name) for name in ("anna", "bruno", "carla", "DARIO", "elena")])
        await settle(pilot)
        assert grid.painted == [2]
        grid.show(HEAD, [lane(name) for name in ("anna", "bruno", "carla")])
        await settle(pilot)
        assert screen_text(app)[0] == "         06  07"


def test_a_line_is_cut_by_cells() -> None:
    line: Line = (("ab", "text"), ("cd", "muted"))
    assert cut(line, 1, 3) == ([("a", "text")], [("b", "text"), ("c", "muted")], [("d", "muted")])
    wide: Line = (("日本x", "text"),)
    assert cut(wide, 2, 4) == ([("日", "text")], [("本", "text")], [("x", "text")])
