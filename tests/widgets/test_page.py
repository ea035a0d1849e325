"""Page: lines that are read by scrolling and wrapped to the width; TabBar: where one is."""

from textual import on
from textual.app import ComposeResult

from svc_tui.widgets.page import Page, TabBar
from svc_tui.widgets.pens import Line
from tests.widgets.tiny import TinyApp, screen_text, settle


def numbered(width: int) -> list[Line]:
    """Thirty lines that say how wide they are."""
    return [((f"{number} of {width}", "text"),) for number in range(30)]


class PageApp(TinyApp):
    """Tabs over a page."""

    def __init__(self) -> None:
        super().__init__(Page(id="page"))

    def compose(self) -> ComposeResult:
        yield TabBar(id="tabs")
        yield self.widget

    def on_mount(self) -> None:
        self.query_one(TabBar).show_tabs(["General", "History"], 1)
        self.query_one(Page).show(numbered)

    @on(Page.Moved)
    def remember(self, message: Page.Moved) -> None:
        self.query_one(TabBar).show_read(f"{message.first}-{message.last} of {message.count}")


async def test_reading_on_by_lines_and_pages_ends_at_the_ends() -> None:
    app = PageApp()
    async with app.run_test(size=(40, 11)) as pilot:
        page = app.query_one(Page)
        assert screen_text(app)[0] == "  General [History]          1-10 of 30"
        assert screen_text(app)[1] == "0 of 40"
        page.read_on(3)
        await pilot.pause()
        assert screen_text(app)[1] == "3 of 40"
        page.turn(1)
        await pilot.pause()
        assert screen_text(app)[1] == "12 of 40"
        page.to_end()
        await pilot.pause()
        assert screen_text(app)[-1] == "29 of 40"
        page.read_on(5)
        page.turn(-9)
        await pilot.pause()
        assert screen_text(app)[1] == "0 of 40"


async def test_another_width_makes_the_lines_anew_and_stays_in_range() -> None:
    app = PageApp()
    async with app.run_test(size=(40, 6)) as pilot:
        app.query_one(Page).to_end()
        await pilot.resize_terminal(30, 21)
        await pilot.pause()
        assert screen_text(app)[1] == "10 of 30"
        assert screen_text(app)[-1] == "29 of 30"


async def test_a_short_text_wants_no_scrolling() -> None:
    app = PageApp()
    async with app.run_test(size=(40, 6)) as pilot:
        page = app.query_one(Page)
        page.to_end()
        page.show(lambda _width: [(("only", "text"),)])
        page.read_on(1)
        await pilot.pause()
        assert screen_text(app)[1] == "only"


async def test_tabs_stand_closer_and_then_give_way_but_the_lit_one_is_seen() -> None:
    bar = TabBar()
    app = TinyApp(bar)
    async with app.test(40, 2) as pilot:
        bar.show_tabs(["General", "History", "Files", "Work"], 3)
        bar.show_read("1-5 of 9")
        await settle(pilot)
        assert screen_text(app)[0] == " General History Files [Work]  1-5 of 9"
        await pilot.resize_terminal(26, 2)
        await settle(pilot)
        assert screen_text(app)[0] == " … History Files [Work]"
        bar.show_tabs(["General", "History", "Files", "Work"], 0)
        await settle(pilot)
        assert screen_text(app)[0].startswith(" [General] History Files")
