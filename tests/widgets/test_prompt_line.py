"""The prompt: typing, choosing, completing, giving up."""

from textual import events
from textual.message import Message

from svc_tui.widgets.prompt_line import Candidate, PromptLine
from tests.widgets.tiny import TinyApp, screen_text, settle


def candidates(*names: str) -> list[Candidate]:
    return [Candidate(name, ((name, "text"),)) for name in names]


def last(app: TinyApp) -> Message:
    return app.heard[-1]


async def test_a_prompt_that_chooses_gives_the_lit_candidate() -> None:
    prompt = PromptLine()
    app = TinyApp(prompt, PromptLine.Changed, PromptLine.Submitted, PromptLine.Dropped)
    async with app.test(40, 6) as pilot:
        prompt.open("Assign to", chooses=True, rows=4)
        prompt.offer(candidates("anna", "bruno", "carla"))
        prompt.show_preview((("would be theirs", "muted"),))
        await settle(pilot)
        assert screen_text(app)[:5] == [" > anna", "   bruno", "   carla", "   would be theirs", " Assign to"]
        await pilot.press("c", "tab", "down")
        await settle(pilot)
        assert last(app) == PromptLine.Changed("c")
        assert screen_text(app)[2] == " > carla"
        await pilot.press("enter")
        await settle(pilot)
        assert last(app) == PromptLine.Submitted("c", 2)


async def test_a_prompt_that_writes_completes_and_comes_back_to_what_was_typed() -> None:
    prompt = PromptLine()
    app = TinyApp(prompt, PromptLine.Changed, PromptLine.Submitted, PromptLine.Dropped)
    async with app.test(40, 6) as pilot:
        prompt.open("/", "queue:n", rows=3)
        prompt.offer(candidates("queue:north", "queue:new"))
        await settle(pilot)
        seen = []
        for _ in range(3):
            await pilot.press("tab")
            seen.append(prompt.value)
        assert seen == ["queue:north", "queue:new", "queue:n"]
        await pilot.press("tab", "enter")
        await settle(pilot)
        assert last(app) == PromptLine.Submitted("queue:north", None)


async def test_a_prompt_without_candidates_shows_what_is_asked_and_typed_on_one_row() -> None:
    prompt = PromptLine()
    app = TinyApp(prompt)
    async with app.test(40, 6) as pilot:
        for rows, height in ((0, 1), (2, 3), (0, 1)):
            prompt.open("Signed by", rows=rows)
            await pilot.press("A", "d", "a")
            await settle(pilot)
            assert [line for line in screen_text(app) if line] == [" Signed by Ada"]
            assert prompt.size.height == height
            prompt.close()


async def test_escape_and_backspace_on_nothing_give_up() -> None:
    for keys in (("escape",), ("x", "backspace", "backspace")):
        prompt = PromptLine()
        app = TinyApp(prompt, PromptLine.Changed, PromptLine.Dropped)
        async with app.test(40, 6) as pilot:
            prompt.open("Note")
            await settle(pilot)
            await pilot.press(*keys)
            await settle(pilot)
            assert isinstance(last(app), PromptLine.Dropped)
            prompt.close()
            await settle(pilot)
            assert not prompt.is_open


async def test_more_candidates_than_rows_scroll_with_the_lit_one() -> None:
    prompt = PromptLine()
    app = TinyApp(prompt)
    async with app.test(40, 6) as pilot:
        prompt.open("To", chooses=True, rows=3)
        prompt.offer(candidates(*(f"name {number}" for number in range(20))))
        await pilot.press(*["down"] * 10)
        await settle(pilot)
        assert screen_text(app)[:3] == ["   name 9", " > name 10", "   name 11"]
        await pilot.press("up", "pagedown", "pagedown", "pagedown", "pagedown")
        await settle(pilot)
        assert screen_text(app)[2] == " > name 19"


async def test_a_prompt_opened_again_keeps_its_keys_when_word_of_its_hiding_comes_late() -> None:
    prompt = PromptLine()
    app = TinyApp(prompt, PromptLine.Changed, PromptLine.Submitted, PromptLine.Dropped)
    async with app.test(40, 6) as pilot:
        prompt.open("All acts")
        await settle(pilot)
        prompt.close()
        assert app.screen.focused is None
        prompt.open("Correct", "call")
        prompt.query_one("#editor").post_message(events.Hide())
        await settle(pilot)
        await pilot.press("s")
        assert prompt.value == "calls"
