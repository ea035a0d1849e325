"""Forms: fields with their notes and lookups, drafts that survive, saving by key or by line.

A form says what its fields are, what a text finds (`look`) and how it is saved (`work`); everything else,
from the draft on disk to the question before something is lost, is here.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer

from svc_tui.commands.catalogue import Command
from svc_tui.errors import Conflict, SvcError
from svc_tui.language import _, time_of_day
from svc_tui.local.drafts import Draft
from svc_tui.local.form_drafts import typed
from svc_tui.screens.core.desk import DeskScreen
from svc_tui.screens.core.jobs import Latest, run_job
from svc_tui.screens.core.looked import Found, Looked
from svc_tui.widgets.bars import KeyBar, Rule
from svc_tui.widgets.form_rows import FieldRow, FormRows
from svc_tui.widgets.lines import Lines
from svc_tui.widgets.pens import Line

if TYPE_CHECKING:
    from svc_tui.screens.core.canned import Values

SAVE = "save"
DRAFT_S = 0.6
"""A draft is written when the keys rested so long."""


class FormScreen(DeskScreen):
    """One form."""

    PLACE = "form"
    DEFAULT_CSS = """
    #sheet { height: 1fr; } #head { height: 1; } #preview { height: 4; }
    FormScreen.-short #preview { height: 2; }
    """
    OPENS_LATER = True
    FORM = ""
    """Its name among the drafts."""

    def __init__(self, record: str = "", draft: Draft | None = None) -> None:
        """`record` is empty for a new one; `draft` is what was typed before and not saved."""
        super().__init__()
        self.record = record
        self.draft = draft
        self.draft_key = draft.key if draft else ""
        self.before: dict[str, str] = {}  # what the fields said when the form was opened
        self.touched: set[str] = set()
        self.given: dict[str, str] = {}
        """What counts as typed when the form opens; then the field to begin with."""
        self.begins_at = ""
        self.hidden: dict[str, str] = {}
        self._ready = False
        self._saving = False
        self._draft_timer: Timer | None = None
        self._draft_lock = Lock()
        self._draft_over = False
        self._found: Sequence[Found] = ()
        self._looks: Latest[tuple[str, Looked]] = Latest(self, "look")
        self._options: dict[str, Callable[[], None]] = {}
        self._forget_leave: Callable[[], None] | None = None

    # --- what a form says

    def headline(self) -> Line:
        """The line above the fields."""
        raise LookupError("a form has a title")

    def fields(self) -> Sequence[FieldRow]:
        """Its fields; the line that saves is added."""
        raise LookupError("a form has fields")

    def read(self) -> dict[str, str]:
        """What the fields say at the beginning; called in a thread."""
        return {}

    def look(self, values: Mapping[str, str], name: str, typed: bool) -> Looked:
        """What the values mean; `name` is at hand, `typed` tells that it was just typed into. In a thread."""
        return Looked()

    def work(self, values: Mapping[str, str]) -> Callable[[], str]:
        """What saving does: a job that answers what is said afterwards. Raises SvcError: what is missing."""
        raise LookupError("a form is saved")

    def kept(self) -> Mapping[str, str]:
        """What the draft keeps beside the fields."""
        return {}

    def restore(self, draft: Draft) -> None:
        """Take up what the draft kept beside the fields."""

    # --- parts

    def compose_body(self) -> ComposeResult:
        yield Lines(id="head")
        with Vertical(id="sheet"):
            yield FormRows(id="form")
            yield Rule()
            yield Lines(id="preview")
            yield from super().compose_body()

    @property
    def rows(self) -> FormRows:
        """The fields."""
        return self.query_one("#form", FormRows)

    def begin(self) -> None:
        super().begin()
        session = self.desk.session
        if session is not None:
            self._forget_leave = session.on_leave(self.keep_draft)
        self.run(self.read, self._open, "form")

    def on_unmount(self) -> None:
        if self._forget_leave is not None:
            self._forget_leave()

    def _open(self, values: dict[str, str]) -> None:
        self.before = {name: values.get(name, "") for name in [row.name for row in self.fields()]}
        shown = dict(self.before)
        if self.draft is not None:
            self.restore(self.draft)
            old = typed(self.draft)
            shown |= {name: old[name] for name in shown if name in old}
            self.touched = {name for name in shown if shown[name] != self.before[name]}
            at = time_of_day(self.draft.saved_at, self.services.zone)
            self.say(_("What was typed until {at} is here again.").format(at=at))
        else:
            shown |= self.given
            self.touched |= self.given.keys()
        rows = [*self.fields(), FieldRow(SAVE, _("Save"), "act")]
        self.query_one("#head", Lines).show_lines([self.headline()])
        self.rows.show_rows(rows, shown, self.begins_at)
        self._ready = True
        self.rows.grip()
        self.show_keys()
        self._look(typed=False)
        self.making.is_opened()

    # --- keys

    @property
    def takes_letters(self) -> bool:
        return self.prompt.is_open or (not self._options and self._ready and self.rows.editing)

    def show_keys(self, follow: Sequence[tuple[str, Command]] = (), begun: str = "") -> None:
        """In a field the keys are those of the editor; elsewhere those of the catalogue."""
        if self._ready and self.rows.editing and not begun:
            enter = _("take") if self._found and self.rows.is_lit else _("next")
            items = [
                ("enter", enter),
                ("tab", _("next")),
                ("↑↓", _("choose") if self._found else _("fields")),
            ]
            if self.rows.present.kind == "text":
                items = [("tab", _("next field"))]
                if self.call_values() is not None:
                    items.append((self.keymap.first_key("text.insert"), _("canned text")))
            items += [("pgdn", _("to the end")), ("ctrl+s", _("save")), ("esc", _("back"))]
            self.query_one("#keys", KeyBar).show_keys(items, ["pgdn", "tab"])
        else:
            super().show_keys(follow, begun)

    def _focus_home(self) -> None:
        if self._ready:
            self.rows.grip()

    def press_confirm(self, key: str) -> bool:
        """Whether a question with several answers took the key."""
        if not self._options:
            return super().press_confirm(key)
        options, self._options = self._options, {}
        self.show_keys()
        then = options.get(key)
        if then is None:
            self.say(_("The form is still open."))
            self.rows.grip()
        else:
            self.say("")
            then()
        return True

    def action_form_save(self) -> None:
        self.save()

    def action_form_choose(self) -> None:
        self.rows.choose()

    def action_form_next(self) -> None:
        self.rows.step(1)

    def action_form_previous(self) -> None:
        self.rows.step(-1)

    def action_form_leave(self) -> None:
        self.leave()

    def call_values(self) -> "Values | None":
        """What fills the places of a canned text; None where the form is about no call."""

    def offer_texts(self) -> bool:
        values = self.call_values() if self._ready and self.rows.editing else None
        if values is not None:
            from svc_tui.screens.core import canned

            canned.offer(self, values, self.rows.insert)
        return values is not None

    # --- typing

    @on(FormRows.Edited)
    def _edited(self, message: FormRows.Edited) -> None:
        self.touched.add(message.name)
        self.draft_soon()
        self.edited(message.name)
        self._look(typed=True)

    def edited(self, name: str) -> None:
        """Someone typed into a field."""

    @on(FormRows.Entered)
    def _entered(self, _message: FormRows.Entered) -> None:
        self._found = ()
        self.show_keys()
        self._look(typed=False)

    @on(FormRows.Taken)
    def _taken(self, message: FormRows.Taken) -> None:
        if message.index < len(self._found):
            found = self._found[message.index]
            self.touched.add(message.name)
            self.hidden |= found.hidden
            self.rows.set_value(message.name, found.value)
            self._found = ()
            self.draft_soon()

    @on(FormRows.Chosen)
    def _chosen(self, message: FormRows.Chosen) -> None:
        if message.name == SAVE:
            self.save()
        else:
            self.chosen_line(message.name)

    def chosen_line(self, name: str) -> None:
        """Enter on a line of the form's own."""

    @on(FormRows.Asked)
    def _asked(self) -> None:
        self.save()

    @on(FormRows.Dropped)
    def _dropped(self) -> None:
        self.leave()

    def _look(self, *, typed: bool) -> None:
        values, name = self.rows.values, self.rows.present.name
        self._looks.ask(lambda: (name, self.look(values, name, typed)), partial(self._show_looked, typed))

    def _show_looked(self, typed: bool, answer: tuple[str, Looked]) -> None:
        name, looked = answer
        for filled, value in looked.fills.items():
            if filled not in self.touched:
                self.rows.fill(filled, value)
        self.rows.set_notes(looked.notes)
        self.query_one("#preview", Lines).show_lines(list(looked.preview))
        if name == self.rows.present.name:
            self._found = looked.found
            sure = bool(looked.found) and not looked.found[0].near
            self.rows.offer([found.line for found in looked.found], lit=typed and sure)
            self.show_keys()

    # --- drafts

    def is_dirty(self) -> bool:
        """Whether something would be lost."""
        if not self._ready:
            return False
        return any(
            value != self.before.get(name, "")
            for name, value in self.rows.values.items()
            if name in self.touched
        )

    def draft_soon(self) -> None:
        """Write the draft when the keys rest, within a second in any case."""
        if self._draft_timer is None:
            self._draft_timer = self.set_timer(DRAFT_S, self._draft_now)

    def _draft_now(self) -> None:
        self._draft_timer = None
        content = self._content()
        if content is not None:
            run_job(self, "draft", partial(self._write, content), lambda _kept: None)

    def _content(self) -> dict[str, str] | None:
        if self.drafts is None or self._saving or not self.is_dirty():
            return None
        values = self.rows.values
        kept = {f".{name}": value for name, value in self.kept().items()}
        return {**{name: values[name] for name in self.touched if name in values}, **kept}

    def _write(self, content: Mapping[str, str]) -> None:
        """Write the draft; one written before under another key is thrown away only then."""
        with self._draft_lock:
            if self.drafts is None or self._draft_over:
                return
            key = self.drafts.keep(self.FORM, self.record, content, self.services.now())
            if self.draft_key not in ("", key):
                self.drafts.discard(self.draft_key)
            self.draft_key = key

    def keep_draft(self) -> None:
        """Write the draft at once: the session ends."""
        content = self._content()
        if content is not None:
            self._write(content)

    def discard_draft(self) -> None:
        """Nobody wants what was typed any more, or it is saved."""
        with self._draft_lock:
            self._draft_over = True
            if self.draft_key and self.drafts is not None:
                self.drafts.discard(self.draft_key)

    # --- leaving

    def leave(self) -> None:
        """Back to where one came from; asks where something would be lost."""
        if not self.is_dirty():
            if self._ready:
                self.discard_draft()
            self.desk.pop_screen()
            return
        self._options = {"y": self._leave_kept, "enter": self._leave_kept, "d": self._leave_lost}
        self.say(_("Not saved. Leave, and keep what was typed as a draft?"), role="warning")
        words = [("y", _("leave, keep the draft")), ("d", _("throw it away")), ("n", _("stay"))]
        self.query_one("#keys", KeyBar).show_keys(words)
        self.set_focus(None)

    def _leave_kept(self) -> None:
        try:
            self.keep_draft()
        except SvcError as error:
            self.say_error(error)
            self.rows.grip()
            return
        self._go(_("Kept as a draft. Type : and draft to go on with it."))

    def _leave_lost(self) -> None:
        self.discard_draft()
        self._go(_("Nothing was saved."))

    def _go(self, words: str, hint: str = "") -> None:
        desk = self.desk
        desk.pop_screen()
        desk.desk_screen.say(words, hint)

    # --- saving

    def save(self) -> None:
        """Save, and go back; what is refused is said and nothing is lost."""
        if self._saving or not self._ready:
            return
        try:
            job = self.work(self.rows.values)
        except SvcError as error:
            self.say_error(error)
            return
        with suppress(SvcError):  # where no draft can be kept, saving matters all the more
            self.keep_draft()
        self._saving = True
        run_job(self, "write", job, self._saved, self._failed)

    def _saved(self, words: str) -> None:
        self._saving = False
        self.discard_draft()
        self._go(words, self.undo_hint)

    def _failed(self, error: SvcError) -> None:
        self._saving = False
        if isinstance(error, Conflict):
            self.conflict(error)
        else:
            self.say_error(error)

    def conflict(self, error: Conflict) -> None:
        """Someone else saved in between: show both sides and let the person decide, field by field."""
        self.say_error(error)
