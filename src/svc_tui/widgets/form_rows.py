"""FormRows: fields as lines of label, value and note, with one editor that floats over the field at hand.

It knows no feature: whoever owns it says what the fields are, answers `Edited` with notes and candidates, and
acts on `Chosen`, `Asked` and `Dropped`. Candidates are shown over the lines below the field, so nothing moves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, TextArea

from svc_tui.widgets.columns import cell
from svc_tui.widgets.form_editors import LineEditor, Pressed, TextEditor
from svc_tui.widgets.pens import Line, Span, paint, pens_of

LABEL = 18
VALUE = 32
TEXT_LINES = 4
CANDIDATES = 6


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of a form, or a line that can be chosen."""

    name: str
    label: str
    """Translated."""
    kind: str = "line"
    """line, text (several lines) or act (a line that can be chosen, such as Save)."""
    wide: bool = False
    """The value takes the whole line; its note stands only in words elsewhere."""
    looks_up: bool = False
    """Enter takes the lit candidate."""


class FormRows(Widget, can_focus=True):
    """The fields of a form."""

    DEFAULT_CSS = "FormRows { height: 1fr; width: 1fr; overflow: hidden; }"

    @dataclass
    class Edited(Message):
        """Someone typed: the field says something else."""

        name: str
        value: str

    @dataclass
    class Entered(Message):
        """Another field is at hand; `left` is the one before."""

        name: str
        left: str

    @dataclass
    class Taken(Message):
        """A candidate was taken for a field."""

        name: str
        index: int

    @dataclass
    class Chosen(Message):
        """Enter on a line that can be chosen."""

        name: str

    @dataclass
    class Asked(Message):
        """The form is to be saved: ctrl+s."""

    @dataclass
    class Dropped(Message):
        """Escape."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: tuple[FieldRow, ...] = ()
        self._values: dict[str, str] = {}
        self._notes: dict[str, tuple[str, str]] = {}
        self._candidates: tuple[Line, ...] = ()
        self._lit = -1
        self._at = 0
        self._typed: set[str] = set()
        self.top = 0

    def compose(self) -> ComposeResult:
        line = LineEditor(compact=True, select_on_focus=False, id="line")
        line.cursor_blink = False
        text = TextEditor(compact=True, highlight_cursor_line=False, id="text")
        text.cursor_blink = False
        line.display = text.display = False
        yield line
        yield text

    # --- what it shows

    def show_rows(self, rows: Sequence[FieldRow], values: Mapping[str, str], at: str = "") -> None:
        """Show these fields with their values, `at` being the one at hand."""
        self._rows = tuple(rows)
        self._values = {row.name: values.get(row.name, "") for row in rows}
        self._notes, self._typed = {}, set()
        names = [row.name for row in rows]
        self._at = names.index(at) if at in names else 0
        self._candidates, self._lit = (), -1
        self._settle()
        self.refresh()

    @property
    def present(self) -> FieldRow:
        """The field at hand."""
        return self._rows[self._at]

    @property
    def values(self) -> dict[str, str]:
        """What each field says."""
        return dict(self._values)

    @property
    def candidates(self) -> int:
        """How many candidates are shown."""
        return len(self._candidates)

    @property
    def is_lit(self) -> bool:
        """Whether enter would take a candidate."""
        return self._lit >= 0

    def set_value(self, name: str, value: str) -> None:
        """Let a field say something; nobody is told."""
        if self._values.get(name) == value:
            return
        self._values[name] = value
        if self.editing and self.present.name == name:
            self._fill_editor()
        self.refresh()

    def fill(self, name: str, value: str) -> None:
        """The same, unless somebody typed into the field, even if nobody was told of it yet."""
        editor = self._editor() if self.present.name == name else self
        shown = getattr(editor, "text" if isinstance(editor, TextEditor) else "value", self._values[name])
        if name not in self._typed and shown == self._values[name]:
            self.set_value(name, value)

    def set_notes(self, notes: Mapping[str, tuple[str, str]]) -> None:
        """What stands beside each field: text and role."""
        if dict(notes) != self._notes:
            self._notes = dict(notes)
            self.refresh()

    def offer(self, candidates: Sequence[Line], *, lit: bool = True) -> None:
        """Show these under the field at hand; `lit` lights the first one, so that enter takes it."""
        shown = tuple(candidates)[:CANDIDATES]
        if shown == self._candidates and self._lit >= 0 and lit:
            return
        self._candidates = shown
        self._lit = 0 if lit and self._candidates else -1
        self._settle_top()
        self.refresh()

    @property
    def editing(self) -> bool:
        """Whether letters are text now."""
        return bool(self._rows) and self.present.kind != "act"

    def go(self, name: str) -> None:
        """Make a field the one at hand."""
        for index, row in enumerate(self._rows):
            if row.name == name:
                self._move_to(index)

    def step(self, by: int) -> None:
        """To the next field or the one before, around the ends."""
        if self._rows:
            self._move_to((self._at + by) % len(self._rows))

    def choose(self) -> None:
        """Enter on a line that can be chosen."""
        if self._rows and self.present.kind == "act":
            self.post_message(self.Chosen(self.present.name))

    # --- the editor

    def grip(self) -> None:
        """Give the focus to what takes the keys now."""
        # At once, not later: what is typed ahead belongs to the field.
        self.screen.set_focus(self._editor(), scroll_visible=False)

    def _editor(self) -> Widget:
        if not self.editing:
            return self
        return self.query_one("#text" if self.present.kind == "text" else "#line")

    def _move_to(self, index: int) -> None:
        left = self.present.name
        self._at = index
        self._candidates, self._lit = (), -1
        self._settle()
        self.grip()
        self.refresh()
        self.post_message(self.Entered(self.present.name, left))

    def _settle(self) -> None:
        if not self._rows or not self.is_mounted:
            return
        line, text = self.query_one("#line", LineEditor), self.query_one("#text", TextEditor)
        line.display = self.present.kind == "line"
        text.display = self.present.kind == "text"
        self._settle_top()
        if self.editing:
            self._fill_editor()

    def insert(self, text: str) -> None:
        """Put a text in where the cursor stands; on one line where the field has but one."""
        if self.present.kind == "text":
            self.query_one("#text", TextEditor).insert(text)
        elif self.present.kind == "line":
            self.query_one("#line", LineEditor).insert_text_at_cursor(" ".join(text.split()))

    def _fill_editor(self) -> None:
        value = self._values[self.present.name]
        if self.present.kind == "line":
            line = self.query_one("#line", LineEditor)
            with line.prevent(Input.Changed):
                line.value = value
            line.cursor_position = len(value)
        else:
            text = self.query_one("#text", TextEditor)
            with text.prevent(TextArea.Changed):
                text.load_text(value)
            text.move_cursor(text.document.end)

    def _settle_top(self) -> None:
        """Scroll to where the field at hand and its candidates are seen, and put the editor over it."""
        if not self._rows:
            return
        begin, height = self._place(self._at), self._height(self.present)
        need = height + (len(self._candidates) if self._candidates else 0)
        view = max(1, self.size.height)
        top = self.top
        if begin + need > top + view:
            top = begin + need - view
        top = max(0, min(top, begin))
        if top != self.top:
            self.top = top
            self.refresh()
        if self.editing:
            editor = self._editor()
            editor.styles.offset = (LABEL + 2, begin - self.top)
            editor.styles.width = max(4, self._room(self.present))
            editor.styles.height = height

    def _height(self, row: FieldRow) -> int:
        return TEXT_LINES if row.kind == "text" else 1

    def _place(self, index: int) -> int:
        return sum(self._height(row) for row in self._rows[:index])

    def _room(self, row: FieldRow) -> int:
        """Cells of a field's value."""
        all_ = self.size.width - LABEL - 3
        return all_ if row.wide or row.kind == "text" else min(VALUE, all_ * 3 // 5)

    @on(Pressed)
    def _press(self, message: Pressed) -> None:
        message.stop()
        lit = self._candidates and self.present.kind == "line"
        match message.key:
            case "escape":
                if self._candidates and self._lit >= 0:
                    self._candidates, self._lit = (), -1
                    self.refresh()
                else:
                    self.post_message(self.Dropped())
            case "ctrl+s":
                self.post_message(self.Asked())
            case "enter":
                if lit and self._lit >= 0 and self.present.looks_up:
                    self.post_message(self.Taken(self.present.name, self._lit))
                self.step(1)
            case "down" | "ctrl+n" if lit:
                self._light(1)
            case "up" | "ctrl+p" if lit:
                self._light(-1)
            case "tab" | "down" | "ctrl+n":
                self.step(1)
            case "pagedown":
                self._move_to(len(self._rows) - 1)
            case "pageup":
                self._move_to(0)
            case _:
                self.step(-1)

    def _light(self, by: int) -> None:
        at = self._lit + by if self._lit >= 0 or by > 0 else len(self._candidates) - 1
        self._lit = at % len(self._candidates)
        self.refresh()

    @on(Input.Changed)
    def _line_changed(self, message: Input.Changed) -> None:
        message.stop()
        self._told(message.value)

    @on(TextArea.Changed)
    def _text_changed(self, message: TextArea.Changed) -> None:
        message.stop()
        self._told(message.text_area.text)

    def _told(self, value: str) -> None:
        if self.editing and value != self._values[self.present.name]:
            self._values[self.present.name] = value
            self._typed.add(self.present.name)
            self.post_message(self.Edited(self.present.name, value))

    def on_mount(self) -> None:
        self._settle()

    def on_resize(self) -> None:
        """Another size: the editor and the first line shown follow."""
        self._settle_top()
        self.refresh()

    def on_focus(self) -> None:
        """The keys belong to the editor where there is one."""
        if self.editing:
            self.grip()

    # --- painting

    def render_line(self, y: int) -> Strip:
        """One line: part of a field, or a candidate over it."""
        width, pens = self.size.width, pens_of(self.app)
        if not self._rows:
            return paint((), width, pens)
        at = self.top + y
        over = at - self._place(self._at) - self._height(self.present)
        if 0 <= over < len(self._candidates):
            lit = over == self._lit
            line = ((" " * (LABEL - 1), "text"), (" > " if lit else "   ", "accent"), *self._candidates[over])
            return paint(line, width, pens, "cursor" if lit else "bars")
        begin = 0
        for index, row in enumerate(self._rows):
            height = self._height(row)
            if at < begin + height:
                return paint(self._field(row, at - begin, index == self._at), width, pens)
            begin += height
        return paint((), width, pens)

    def _field(self, row: FieldRow, part: int, present: bool) -> Line:
        room = self._room(row)
        sign = "> " if present and part == 0 else "  "
        label = cell(row.label if part == 0 else "", LABEL - 1, False)
        if row.kind == "act":
            line: list[Span] = [(sign, "accent"), (row.label, "accent strong" if present else "accent")]
        else:
            value = self._values[row.name]
            if row.kind == "text":
                value = _part(value, part, room, TEXT_LINES)
            shade = "accent" if present else "muted"
            line = [(sign, "accent"), (label, shade), (" ", "text"), (cell(value, room, False), "text")]
        if part == 0 and (row.kind == "act" or not row.wide) and row.name in self._notes:
            text, role = self._notes[row.name]
            line += [("  ", "text"), (text, role)]
        elif part == 0 and row.name in self._notes and self._notes[row.name][1] == "urgent":
            line[0] = ("! ", "urgent")
        return tuple(line)


def _part(text: str, part: int, width: int, lines: int) -> str:
    """One line of a text in a field; the last one says that there is more."""
    pieces: list[str] = []
    for line in text.split("\n"):
        pieces += _chop(line, width) or [""]
    if part >= len(pieces):
        return ""
    if part == lines - 1 and len(pieces) > lines:
        return set_cell_size(pieces[part], width - 1) + "…"
    return pieces[part]


def _chop(line: str, width: int) -> list[str]:
    pieces, present = [], ""
    for word in line.split(" "):
        joined = f"{present} {word}" if present else word
        if cell_len(joined) <= width:
            present = joined
        else:
            pieces.append(present)
            present = word
    return [*pieces, present]
