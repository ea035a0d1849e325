"""What is closed is gone: its editors, and what they drew."""

import gc
from weakref import ref

from textual.app import App, ComposeResult
from textual.screen import Screen

from svc_tui.widgets.form_editors import LineEditor, TextEditor
from svc_tui.widgets.letting_go import let_pictures_go


class Form(Screen[None]):
    def compose(self) -> ComposeResult:
        yield LineEditor()
        yield TextEditor()


async def test_editors_are_gone_with_their_form() -> None:
    """Else a day of forms fills the memory: each text keeps its history and its picture."""
    let_pictures_go()
    async with App[None]().run_test() as pilot:
        left = list[ref[object]]()
        for _ in range(3):
            await pilot.app.push_screen(Form())
            for kind in (LineEditor, TextEditor):
                editor = pilot.app.screen.query_one(kind)
                editor.focus()
                await pilot.press(*"fan")
                left += ref(editor), ref(editor._styles_cache)
                del editor
            await pilot.app.pop_screen()
            await pilot.pause()
        gc.collect()
        # What is under the mouse, and what had the keys last, may still be known.
        assert [each() for each in left[:8]] == [None] * 8
