"""Bars, status line, key bar and detail pane say what they are given and fit their line."""

from rich.color import Color
from textual.strip import Strip
from textual.theme import Theme

from svc_tui.widgets.bars import FilterLine, KeyBar, StatusLine, TopBar, spread
from svc_tui.widgets.detail_pane import DetailPane
from svc_tui.widgets.pens import Pens, paint
from tests.widgets.tiny import ROLES, TinyApp, screen_text, settle

KEYS = [("t", "take"), ("a", "assign"), ("z", "pause"), ("K", "solutions"), ("?", "keys")]


async def test_key_bar_drops_what_may_go_and_keeps_the_last() -> None:
    bar = KeyBar()
    app = TinyApp(bar)
    async with app.test(50, 2) as pilot:
        bar.show_keys(KEYS, drops=("z", "K"))
        await settle(pilot)
        assert screen_text(app)[0] == " t take  a assign  z pause  K solutions  ? keys"
        await pilot.resize_terminal(40, 2)
        await settle(pilot)
        assert screen_text(app)[0] == " t take  a assign  K solutions  ? keys"
        await pilot.resize_terminal(16, 2)
        await settle(pilot)
        assert screen_text(app)[0] == " t take  ? keys"
        bar.show_keys([("o", "open")], lead="s")
        await settle(pilot)
        assert screen_text(app)[0] == " s  o open"


async def test_status_line_says_one_thing_and_counts_marks() -> None:
    line = StatusLine()
    app = TinyApp(line)
    async with app.test(40, 4) as pilot:
        line.say("10398 moved to NORTH", ("  (u undo)", "muted"))
        await settle(pilot)
        assert screen_text(app)[0] == " 10398 moved to NORTH  (u undo)"
        line.show_marks("2 marked")
        await settle(pilot)
        assert screen_text(app)[:2] == [" 10398 moved to NORTH  (u undo)", " 2 marked"]
        line.say()
        await settle(pilot)
        assert screen_text(app)[:2] == [" 2 marked", ""]
        line.say("10002 waits in NORTH and nobody has taken it. Take it with t, then close it.")
        await settle(pilot)
        assert screen_text(app)[:3] == [
            " 10002 waits in NORTH and nobody has",
            " taken it. Take it with t, then close",
            " it.    2 marked",
        ]


async def test_filter_line_and_top_bar_give_the_right_end_away_first() -> None:
    line = FilterLine()
    app = TinyApp(line)
    async with app.test(60, 2) as pilot:
        line.show_filter((("queue:", "muted"), ("north", "text")), "is:open", "214 calls")
        await settle(pilot)
        assert screen_text(app)[0] == " / queue:north" + " " * 25 + "is:open  214 calls"
        await pilot.resize_terminal(30, 2)
        await settle(pilot)
        assert screen_text(app)[0] == " / queue:north      214 calls"
    bar = TopBar()
    app = TinyApp(bar)
    async with app.test(30, 2) as pilot:
        bar.show_places(["Inbox", "Queues"], "Inbox", "anna")
        await settle(pilot)
        assert screen_text(app)[0] == " Inbox  Queues           anna"
        bar.show_running("10423 9:05")
        await settle(pilot)
        assert screen_text(app)[0] == " Inbox  Queues    10423 9:05"  # what runs is more than who one is
        await pilot.resize_terminal(40, 2)
        await settle(pilot)
        assert screen_text(app)[0] == " Inbox  Queues         10423 9:05  anna"
        await pilot.resize_terminal(22, 2)
        await settle(pilot)
        assert screen_text(app)[0] == " Inbox      10423 9:05"  # and more than the names of other places
        bar.show_running("")
        await settle(pilot)
        assert screen_text(app)[0].split() == ["Inbox", "Queues", "anna"]


class Painted(DetailPane):
    """Remembers which lines were painted."""

    painted: list[int]

    def render_line(self, y: int) -> Strip:
        self.painted.append(y)
        return super().render_line(y)


async def test_only_lines_that_differ_are_painted() -> None:
    pane = Painted()
    pane.painted = []
    app = TinyApp(pane)
    async with app.test(30, 5) as pilot:
        pane.show_lines([(("one", "text"),), (("two", "text"),), (("three", "text"),)])
        await settle(pilot)
        pane.painted.clear()
        pane.show_lines([(("one", "text"),), (("TWO", "text"),)])
        await settle(pilot)
        assert sorted(pane.painted) == [1, 2]
        assert screen_text(app)[:3] == ["one", "TWO", ""]
        pane.painted.clear()
        pane.show_lines([(("one", "text"),), (("TWO", "text"),)])
        await settle(pilot)
        assert pane.painted == []


async def test_every_line_follows_another_look() -> None:
    app = TinyApp(DetailPane([(("one", "text"),)]))
    async with app.test(10, 2) as pilot:
        app.register_theme(Theme("other", "#0b62b8", variables={**ROLES, "text": "#22282e"}))
        app.theme = "other"
        await settle(pilot)
        first = next(iter(app.screen._compositor.render_strips()[0]))
        assert first.text == "one"
        assert first.style is not None
        assert first.style.color == Color.parse("#22282e")


def test_cursor_row_is_reverse_without_colours_and_keeps_warnings_with_them() -> None:
    mono = Pens({}, mono=True)
    assert mono.style("muted", "cursor").reverse
    assert mono.style("muted").dim
    assert mono.style("urgent").bold
    dark = Pens(ROLES)
    assert dark.style("muted", "cursor") == dark.style("text", "cursor")
    assert dark.style("urgent", "cursor").color == dark.style("urgent").color
    assert dark.style("accent strong").bold


def test_paint_cuts_wide_characters_whole() -> None:
    strip = paint((("漢字漢", "text"),), 5, Pens(ROLES))
    assert strip.cell_length == 5
    assert strip.text == "漢字…"
    assert spread([("left", "")], [("right", "")], 9) == (("left", ""),)
