"""FormRows: one editor over the field at hand, candidates over the lines below it, notes beside the values."""

from svc_tui.widgets.form_rows import FieldRow, FormRows
from tests.widgets.tiny import TinyApp, screen_text

FIELDS = (
    FieldRow("serial", "Serial", looks_up=True),
    FieldRow("subject", "Subject", wide=True),
    FieldRow("text", "Text", "text"),
    FieldRow("save", "Save", "act"),
)


class FormApp(TinyApp):
    """A form, and what it said."""

    def __init__(self) -> None:
        self.form = FormRows()
        kinds = (FormRows.Edited, FormRows.Entered, FormRows.Taken, FormRows.Chosen, FormRows.Dropped)
        super().__init__(self.form, *kinds)

    def on_mount(self) -> None:
        self.form.show_rows(FIELDS, {"serial": "SN-1", "text": "one\ntwo"})
        self.form.grip()


async def test_typing_is_told_and_shown_in_its_field() -> None:
    app = FormApp()
    async with app.test(60, 12) as pilot:
        await pilot.press("2", "tab", "x")
        assert [type(each).__name__ for each in app.heard] == ["Edited", "Entered", "Edited"]
        assert app.form.values == {"serial": "SN-12", "subject": "x", "text": "one\ntwo", "save": ""}
        lines = screen_text(app)
        assert lines[0] == "  Serial            SN-12"
        assert lines[1].startswith("> Subject           x")
        assert lines[2:4] == ["  Text              one", "                    two"]
        assert lines[6] == "  Save"


async def test_enter_takes_the_lit_candidate_and_goes_on() -> None:
    app = FormApp()
    async with app.test(60, 12) as pilot:
        app.form.offer([(("first", "text"),), (("second", "text"),)])
        await pilot.pause()
        assert screen_text(app)[1].split() == [">", "first"]
        await pilot.press("down", "enter")
        taken = [each for each in app.heard if isinstance(each, FormRows.Taken)]
        assert [(each.name, each.index) for each in taken] == [("serial", 1)]
        assert app.form.present.name == "subject"
        assert screen_text(app)[1].startswith("> Subject")


async def test_what_is_only_shown_is_not_taken_by_passing() -> None:
    app = FormApp()
    async with app.test(60, 12) as pilot:
        app.form.offer([(("first", "text"),)], lit=False)
        await pilot.press("enter")
        assert not [each for each in app.heard if isinstance(each, FormRows.Taken)]


async def test_escape_puts_candidates_away_first_then_asks_to_leave() -> None:
    app = FormApp()
    async with app.test(60, 12) as pilot:
        app.form.offer([(("first", "text"),)])
        await pilot.press("escape")
        assert app.form.candidates == 0
        assert app.heard == []
        await pilot.press("escape")
        assert [type(each).__name__ for each in app.heard] == ["Dropped"]


async def test_the_text_takes_enter_and_tab_leaves_it() -> None:
    app = FormApp()
    async with app.test(60, 12) as pilot:
        await pilot.press("tab", "tab", "enter", "3", "tab")
        assert app.form.values["text"] == "one\ntwo\n3"
        assert app.form.present.name == "save"
        assert not app.form.editing
        app.form.choose()
        await pilot.pause()
        assert isinstance(app.heard[-1], FormRows.Chosen)


async def test_a_form_longer_than_the_screen_follows_the_field_at_hand() -> None:
    app = FormApp()
    async with app.test(60, 4) as pilot:
        app.form.set_notes({"serial": ("not known", "urgent")})
        await pilot.pause()
        assert screen_text(app)[0].endswith("not known")
        await pilot.press("pagedown")
        assert screen_text(app)[3].startswith("> Save")
        app.form.step(1)
        await pilot.pause()
        assert screen_text(app)[0].startswith("> Serial")


async def test_wide_text_is_cut_between_characters() -> None:
    app = FormApp()
    async with app.test(30, 12) as pilot:
        app.form.set_value("text", "電話がつながらないと言う電話がつながらないと言う\n" * 9)
        app.form.set_value("subject", "設備" * 30)
        await pilot.pause()
        assert all(len(line) <= 30 for line in screen_text(app))
        assert screen_text(app)[5].endswith("…")


async def test_what_is_typed_is_never_filled_over_even_before_it_is_told() -> None:
    app = FormApp()
    async with app.test(60, 12) as pilot:
        app.form.go("subject")
        await pilot.pause()
        app.form.insert("S")
        app.form.fill("subject", "an answer of before")
        await pilot.pause()
        assert app.form.values["subject"] == "S"
        app.form.fill("subject", "")
        app.form.fill("serial", "SN-2")
        assert (app.form.values["subject"], app.form.values["serial"]) == ("S", "SN-2")
