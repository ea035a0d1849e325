"""The prompt: one line to type on, with candidates and a preview above it, in place of any dialog.

Whoever owns it answers `Changed` with candidates or a preview, and acts on `Submitted`. In a prompt that
chooses, enter takes the lit candidate; in one that writes, tab puts a candidate's text into the line. What is only
near to what was typed is lit by hand alone.

The line itself is Textual's Input without its border; ours is what stands above it, and the label. Bytes at 80x24 in
truecolor (`make widgets`): to open it 104, a letter 39, to close it 81; a bare Input alone 105, 36 and 78 to 115, one
with its border 706, 39 and 305 to 889, as one frame or two.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input

from svc_tui.widgets.lines import Lines, in_one_line
from svc_tui.widgets.pens import Line, paint, pens_of


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something to choose, or a way to go on with the line."""

    value: str
    """What the line says when it is taken."""
    line: Line
    """What is shown."""
    heading: bool = False
    """It names those that follow and cannot be chosen."""
    near: bool = False
    """It is only like what was typed: offered, never lit by itself."""
    said: Line = ()
    """What the preview says while it stands on the line, where it is another one."""


BREAK = "↵"
"""What stands on the row for the end of a line."""
NEW_LINE = ("alt+enter", "shift+enter", "ctrl+j")
"""Keys that end a line, and do not answer."""


class _Choices(Lines):
    """The candidates, the lit one like a cursor row, and the preview below them."""

    DEFAULT_CSS = "_Choices { height: 1fr; }"
    lit = -1

    def light(self, lines: Sequence[Line], lit: int) -> None:
        before, self.lit = self.lit, lit
        self.show_lines(lines)
        if before != lit:
            self.refresh()

    @dataclass
    class Sized(Message):
        """There is room for more or fewer of them."""

    def on_resize(self) -> None:
        self.post_message(self.Sized())

    def render_line(self, y: int) -> Strip:
        line = self.lines[y] if y < len(self.lines) else ()
        ground = "cursor" if y == self.lit else "ground"
        sign = " > " if y == self.lit else "   " if line else ""
        return paint(((sign, "accent"), *line), self.size.width, pens_of(self.app), ground)


class _Editor(Input):
    """The stock input on one bare row; keys that belong to the prompt go to it first."""

    DEFAULT_CSS = """
    _Editor, _Editor:focus {
        height: 1; border: none; padding: 0; background: $background; background-tint: transparent;
        color: $foreground;
    }
    """
    KEYS = ("escape", "enter", "tab", "shift+tab", "up", "down", "pageup", "pagedown", "ctrl+n", "ctrl+p")

    @dataclass
    class Pressed(Message):
        key: str

    leaving: tuple[str, ...] = ("backspace",)
    """Keys that give up where nothing is typed."""
    lines = False
    """Whether several lines can be typed; each break is a sign on the row."""

    @property
    def text(self) -> str:
        """What is typed, in lines."""
        return self.value.replace(BREAK, "\n") if self.lines else self.value

    def one_row(self, text: str) -> str:
        """A text as it stands on the row."""
        if not self.lines:
            return in_one_line(text)
        return text.replace("\r\n", "\n").rstrip("\n").replace("\t", " ").replace("\n", BREAK)

    def _on_hide(self, event: events.Hide) -> None:
        """The stock one gives the focus away some time later: a prompt opened again meanwhile lost its keys."""
        event.prevent_default()

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.replace(self.one_row(event.text), *self.selection)

    async def _on_key(self, event: events.Key) -> None:
        if self.lines and event.key in NEW_LINE:
            event.stop()
            event.prevent_default()
            self.insert_text_at_cursor(BREAK)
        elif event.key in self.KEYS or (event.key in self.leaving and not self.value):
            event.stop()
            event.prevent_default()
            self.post_message(self.Pressed(event.key))


class PromptLine(Vertical):
    """A prompt that can be opened again and again."""

    DEFAULT_CSS = """
    PromptLine { height: auto; display: none; }
    PromptLine > Horizontal { height: 1; }
    PromptLine Lines#label { width: auto; height: 1; }
    """

    @dataclass
    class Changed(Message):
        """The line says something else."""

        value: str

    @dataclass
    class Submitted(Message):
        """Enter: the text, and the index of the lit candidate where one is lit."""

        value: str
        choice: int | None

    @dataclass
    class Dropped(Message):
        """The prompt was given up."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._candidates: tuple[Candidate, ...] = ()
        self._preview: Line = ()
        self._lit = -1
        self._chooses = False
        self._typed = ""
        self._rows = 0
        self._fills = False

    def compose(self) -> ComposeResult:
        yield _Choices(id="choices")
        with Horizontal():
            yield Lines(id="label")
            editor = _Editor(compact=True, select_on_focus=False, id="editor")
            editor.cursor_blink = False
            yield editor

    @property
    def is_open(self) -> bool:
        """Whether it takes the keys now."""
        return bool(self.display)

    @property
    def value(self) -> str:
        """What the line says."""
        return self.query_one("#editor", _Editor).text

    def open(
        self,
        label: str,
        value: str = "",
        *,
        chooses: bool = False,
        rows: int = 0,
        page: bool = False,
        lines: bool = False,
    ) -> None:
        """Ask: `rows` are kept for candidates and preview above the line.

        A `page` takes all the room there is, begins at its top, and is left with `q` too while nothing is typed.
        """
        self._fills = page
        self._candidates, self._preview, self._lit = (), (), -1
        self._chooses, self._typed, self._rows = chooses, value, rows
        marked = self.query_one("#label", Lines)
        marked.show_lines([((f" {label} ", "accent"),)])
        marked.styles.width = cell_len(label) + 2
        self.styles.height = "1fr" if page else rows + 1
        self.query_one("#choices", _Choices).display = (
            page or rows > 0
        )  # even of no height it would take a row
        self.display = True
        editor = self.query_one("#editor", _Editor)
        editor.lines = lines
        with editor.prevent(Input.Changed):
            editor.value = editor.one_row(value) if lines else value
        editor.cursor_position = len(editor.value)
        editor.leaving = ("backspace", "q") if page else ("backspace",)
        # At once, not later: what is typed ahead belongs to the line.
        self.screen.set_focus(editor, scroll_visible=False)
        self._show()

    def insert(self, text: str) -> None:
        """Put a text in where the cursor stands."""
        editor = self.query_one("#editor", _Editor)
        editor.insert_text_at_cursor(editor.one_row(text) if editor.lines else " ".join(text.split()))

    def close(self) -> None:
        """Give the keys back; the owner focuses what it wants."""
        if self.query_one("#editor", _Editor).has_focus:
            self.screen.set_focus(None)
        self.display = False

    def offer(self, candidates: Sequence[Candidate]) -> None:
        """Show these candidates; a prompt that chooses lights the first, unless it is only near."""
        self._candidates = tuple(candidates)
        first = next((at for at, each in enumerate(self._candidates) if not each.heading), -1)
        self._lit = first if self._chooses and first >= 0 and not self._candidates[first].near else -1
        self._typed = self.value
        self._show()

    @property
    def lit(self) -> int | None:
        """The index of what enter takes."""
        return self._lit if self._chooses and self._lit >= 0 else None

    def show_preview(self, line: Line) -> None:
        """Show what would come of it, right above the line."""
        self._preview = line
        self._show()

    def _show(self) -> None:
        choices = self.query_one("#choices", _Choices)
        rows = choices.size.height if self._fills else self._rows
        preview = self._candidates[self._lit].said if self._lit >= 0 else ()
        preview = preview or self._preview
        room = max(0, rows - (1 if preview else 0))
        first = max(0, min(self._lit - room // 2, len(self._candidates) - room))
        shown = [candidate.line for candidate in self._candidates[first : first + room]]
        blank: Line = ()
        above = 0 if self._fills else room - len(shown)
        lines = [*([blank] * above), *shown, *([preview] if preview else [])]
        lit = self._lit - first + above if self._lit >= 0 and shown else -1
        choices.light(lines, lit)

    @on(_Choices.Sized)
    def _fill(self, message: _Choices.Sized) -> None:
        message.stop()
        if self._fills:
            self._show()

    @on(_Editor.Pressed)
    def _press(self, message: _Editor.Pressed) -> None:
        message.stop()
        match message.key:
            case "escape" | "backspace" | "q":
                self.post_message(self.Dropped())
            case "enter":
                self.post_message(self.Submitted(self.value, self.lit))
            case "tab" | "down" | "ctrl+n":
                self._step(1)
            case "shift+tab" | "up" | "ctrl+p":
                self._step(-1)
            case "pagedown":
                self._step(self._page_rows)
            case _:
                self._step(-self._page_rows)

    @property
    def _page_rows(self) -> int:
        """How far a page key goes."""
        return max(1, self.query_one("#choices", _Choices).size.height if self._fills else self._rows)

    def _step(self, by: int) -> None:
        count = len(self._candidates)
        if not count:
            return
        if self._chooses:
            self._lit = self._beside(by)
        else:
            # One place before the first is what was typed.
            self._lit = (self._lit + 1 + by) % (count + 1) - 1
            value = self._candidates[self._lit].value if self._lit >= 0 else self._typed
            editor = self.query_one("#editor", _Editor)
            with editor.prevent(Input.Changed):
                editor.value = value
            editor.cursor_position = len(value)
        self._show()

    def _beside(self, by: int) -> int:
        """The candidate so far away; one further where a heading stands there."""
        count = len(self._candidates)
        if self._lit < 0 and by < 0:
            by += 1  # from below the last one
        at = (self._lit + by) % count if abs(by) <= 1 else max(0, min(self._lit + by, count - 1))
        if not self._candidates[at].heading:
            return at
        way = range(at, -1, -1) if by < 0 and at > 0 else range(at, count)
        return next((near for near in way if not self._candidates[near].heading), self._lit)

    @on(Input.Changed)
    def _tell(self, message: Input.Changed) -> None:
        message.stop()
        self._typed = message.value
        self.post_message(self.Changed(self.value))
