"""What every main screen has: top bar, status line, key bar, prompt; saying, asking, confirming."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from svc_tui.bootstrap import Services
from svc_tui.commands.bars import KEY_BAR_DROPS, KEY_BARS
from svc_tui.commands.catalogue import BY_ID, Command
from svc_tui.domain.core.text import show_line
from svc_tui.errors import SvcError
from svc_tui.keymap import Keymap, KeyReader, shown_keys
from svc_tui.language import _, ngettext, number
from svc_tui.screens.core.asking import Answer as Answer
from svc_tui.screens.core.asking import Asking, Question
from svc_tui.screens.core.desk_app import DeskApp
from svc_tui.screens.core.jobs import WRITE, Broke, Failed, Finished, run_job
from svc_tui.screens.core.making import Making
from svc_tui.screens.core.place import Bar
from svc_tui.widgets.bars import HintBar, KeyBar, StatusLine, TopBar
from svc_tui.widgets.lines import Lines
from svc_tui.widgets.prompt_line import Candidate, PromptLine
from svc_tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from svc_tui.local.form_drafts import FormDrafts
    from svc_tui.screens.core.canned import Values
    from svc_tui.screens.core.commands import AnyCommands


SMALLEST = (60, 15)
"""Columns and rows from which there is room to work."""
HESITATION_S = 0.2
"""Who types a sequence at once needs no hint and pays for none."""

SETTLES_S = 0.01
"""So often a screen that is opened is asked whether all it shows is drawn."""


class DeskScreen(Screen[None]):
    """A main screen or an open record."""

    PLACE = ""
    """Its key in `commands.PLACES`."""
    BARS: ClassVar[Mapping[str, Bar]] = KEY_BARS
    """Its key bars by their names; a main place brings its own."""
    OPENS_LATER = False
    """Whether keys wait until it says that it is opened."""
    READS_FIRST = False
    """Whether keys wait until what it begins with is read, and in lists acts until the row under the cursor is."""
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    DeskScreen { layers: default over; }
    DeskScreen #small { layer: over; width: 100%; height: 100%; display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.reader: KeyReader = self.keymap.reader(self.PLACE)
        self._begun: Timer | None = None
        self._hint_shown = False
        self.asking = Asking(self)
        self._confirm: Callable[[], None] | None = None
        self.making = Making()

    # --- where it stands

    @property
    def desk(self) -> DeskApp:
        """The app, as what it is for a screen."""
        return cast(DeskApp, self.app)

    @property
    def keymap(self) -> Keymap:
        """The keys in force."""
        return self.desk.keymap

    @property
    def services(self) -> Services:
        """Everything the screens may do; only after `on_services`."""
        return self.desk.services

    @property
    def drafts(self) -> "FormDrafts | None":
        """Where drafts are kept; None where nothing may be kept."""
        return self.desk.drafts

    # --- parts

    def compose(self) -> ComposeResult:
        yield TopBar(id="top")
        yield from self.compose_body()
        yield StatusLine(id="status")
        yield KeyBar(id="keys")
        yield Lines(id="small")

    def compose_body(self) -> ComposeResult:
        """What stands between the bars; the prompt is part of it."""
        yield PromptLine(id="prompt")

    @property
    def open_here(self) -> tuple[int | None, int | None]:
        """The key of the call whose page this is, and of the one whose form it is: others see that it is open."""
        return None, None

    def home_focus(self) -> Widget | None:
        """What has the focus when no prompt is open."""
        return None

    def on_mount(self) -> None:
        # Textual calls the handlers of all classes, the base's last: what goes on from it is in a method that has none.
        self.begin()

    def begin(self) -> None:
        """The parts are there: show what stands on them, and begin to read."""
        self.show_top()
        self.show_keys()
        self._focus_home()
        self.making.parts_are_there()
        if not self.OPENS_LATER:
            self.making.is_opened()
        self.wait_for_first()
        if self.desk.is_open:
            self.desk.hold_frame()
            self.call_after_refresh(self._show_when_whole)

    def wait_for_first(self) -> None:
        """What it begins with is about to be read: keys, which are meant for that, wait until it is there."""
        if self.READS_FIRST and self.desk.is_open:
            self.making.begins()
            self.call_later(self._see_first)

    def _see_first(self) -> None:
        if self.READS_FIRST and not self.making.jobs and not self.lacks_row:
            self.making.is_opened()

    @property
    def lacks_row(self) -> bool:
        """Whether the cursor is on a row that is still being read."""
        return self.READS_FIRST and any(rows.lacks_row for rows in self.query(RowList))

    def on_resize(self, event: events.Resize) -> None:
        """Below the smallest size say so, over everything: what is begun stays as it is."""
        columns, rows = SMALLEST
        small = self.query_one("#small", Lines)
        small.display = event.size.width < columns or event.size.height < rows
        if small.display:
            words = _("Too small: {columns}x{rows} or more is needed.").format(columns=columns, rows=rows)
            small.show_lines([((words, "warning"),)])

    def show_unavailable(self, error: SvcError) -> None:
        """The store cannot be used: say it, with the cure and the key that tries again."""
        self.say(error.text(_), role="urgent")

    def on_services(self) -> None:
        """The store is open: the first rows can be asked for."""

    def reload(self) -> None:
        """Read again what is shown."""

    @property
    def prompt(self) -> PromptLine:
        """The line to type on."""
        return self.query_one("#prompt", PromptLine)

    def show_top(self) -> None:
        """Name the places and who is at work."""
        desk = self.desk
        names = desk.main_places
        current = _(names[desk.main_place])
        top = self.query_one("#top", TopBar)
        top.show_places([_(name) for name in names.values()], current, show_line(desk.who))
        top.show_unread(desk.unread)

    def show_unread(self) -> None:
        """How many messages wait moved on."""
        if self.making.has_parts:
            self.query_one("#top", TopBar).show_unread(self.desk.unread)

    # --- saying

    @property
    def status(self) -> StatusLine:
        """The line that says what happened."""
        return self.query_one("#status", StatusLine)

    @property
    def said(self) -> str:
        """What the status line says."""
        return self.status.said

    def say(self, text: str, hint: str = "", role: str = "text") -> None:
        """Say in one line what just happened; `hint` is what can be pressed now."""
        spans = [(show_line(text), role), *([(f"  ({hint})", "muted")] if hint else [])]
        self.status.say(*spans)

    @property
    def undo_hint(self) -> str:
        """That one key takes back what was just done."""
        return _("{key} undo").format(key=self.keymap.first_key("undo"))

    def say_done(self, words: str) -> None:
        """Something was done that one key takes back: say it, and show it."""
        self.say(words, self.undo_hint)
        self.reload()

    def say_error(self, error: SvcError) -> None:
        """Say why not, and the way out."""
        cures = [
            (self.keymap.first_key(name), _(BY_ID[name].short or BY_ID[name].words)) for name in error.cures
        ]
        hint = ", ".join(f"{key} {word}" for key, word in cures if key)
        self.say(error.text(_), hint, role="warning")

    def show_marks(self, count: int) -> None:
        """Say how many are marked."""
        words = (
            ngettext("{count} marked", "{count} marked", count).format(count=number(count)) if count else ""
        )
        self.status.show_marks(words)

    # --- keys

    @property
    def takes_letters(self) -> bool:
        """Whether letters are text now."""
        return self.prompt.is_open

    @classmethod
    def commands(cls) -> "tuple[AnyCommands, ...]":
        """What is attached to do acts, before the screen itself; the first that knows one does it."""
        return ()

    @classmethod
    def does(cls, action: str) -> bool:
        """Whether an act is done on this screen, by itself or by what is attached."""
        return any(hasattr(one, action) for one in (cls, *cls.commands()))

    def doer(self, action: str) -> Callable[..., Any] | None:
        """What does an act on this screen, if it knows it."""
        return getattr(self, action, None)

    def begun(self, keys: tuple[str, ...]) -> None:
        """A sequence was begun."""

    def begins(self, keys: tuple[str, ...], *command_ids: str) -> bool:
        """Whether these keys begin a sequence of one of the commands."""
        return any(own[: len(keys)] == keys for name in command_ids for own in self.keymap.keys_of(name))

    def show_begun(self, follow: Sequence[tuple[str, Command]], keys: tuple[str, ...]) -> None:
        """A sequence was begun: show what may follow, unless it is typed on at once."""
        self._begun = self.set_timer(HESITATION_S, partial(self._hesitate, follow, keys))

    def _hesitate(self, follow: Sequence[tuple[str, Command]], keys: tuple[str, ...]) -> None:
        if self.reader.pending:
            self._hint_shown = True
            self.show_keys(follow, shown_keys(keys))
            if self.desk.is_open:
                self.begun(keys)

    def explains(self) -> Sequence[tuple[str, Sequence[str]]]:
        """What the help tells of this screen above its keys: headings, each with its sentences."""
        return ()

    def end_sequence(self) -> None:
        """The sequence ended or was dropped: what it showed goes."""
        if self._begun is not None:
            self._begun.stop()
        if self._hint_shown:
            self._hint_shown = False
            self.show_keys()

    def show_keys(self, follow: Sequence[tuple[str, Command]] = (), begun: str = "") -> None:
        """Show what can be pressed: at rest, or what may follow a begun sequence."""
        bar = self.query_one("#keys", KeyBar)
        if begun:
            items = [(key, _(command.short or command.words)) for key, command in follow]
            bar.show_keys([*items, ("esc", _("no"))], lead=begun)
            return
        self.show_bar(bar, self.PLACE)

    def show_bar(self, bar: KeyBar, name: str) -> None:
        """Show the keys of a bar at rest."""
        items = []
        drops = []
        for command_id, word in self.BARS.get(name) or KEY_BARS[name]:
            keys = self.keymap.keys_of(command_id)
            if keys:
                key = keys[0][0] if word else self.keymap.first_key(command_id)
                items.append((key, _(word or BY_ID[command_id].short)))
                drops.append((command_id, key))
        order = sorted(
            (KEY_BAR_DROPS.index(command_id), key) for command_id, key in drops if command_id in KEY_BAR_DROPS
        )
        bar.show_keys(items, [key for _index, key in order])

    @property
    def asks(self) -> bool:
        """Whether a question waits for yes or no."""
        return self._confirm is not None

    def press_confirm(self, key: str) -> bool:
        """Whether a question that waits for yes or no took the key."""
        if self._confirm is None:
            return False
        then, self._confirm = self._confirm, None
        self.show_keys()
        if key in ("y", _("y"), "enter"):
            self.say("")
            then()
        else:
            self.say(_("Left as it was."))
            self.asking.give_back()
        return True

    def confirm(self, question: str, then: Callable[[], None]) -> None:
        """Ask for yes or no in the status line; `then` is what yes does."""
        self._confirm = then
        self.say(question, role="warning")
        self.query_one("#keys", KeyBar).show_keys([(_("y"), _("yes")), ("n", _("no"))])

    # --- asking

    def ask(
        self,
        label: str,
        then: Callable[[str, Candidate | None], None],
        *,
        value: str = "",
        chooses: bool = False,
        rows: int = 0,
        answer: Callable[[str], Answer] | None = None,
        in_thread: bool = True,
        page: bool = False,
        texts: "Values | None" = None,
        lines: bool = False,
        shown: Callable[[Any], None] | None = None,
    ) -> None:
        """Open the prompt.

        Args:
            label: What is asked.
            then: Gets the text, and what was chosen.
            value: The text to begin with.
            chooses: Enter takes the lit candidate.
            rows: Lines kept above the prompt for candidates and preview.
            answer: Says for a text what to show; called for each change.
            in_thread: Whether `answer` reads the store.
            page: The candidates are what the whole screen is about.
            texts: Canned texts may be put in, filled with these values.
            lines: Several lines that are pasted stay lines.
            shown: Gets each answer once it is shown.
        """
        question = Question(label, then, chooses, rows, answer, in_thread, page, texts, lines, shown)
        self.ask_again(question, value)

    def ask_again(self, question: Question, value: str) -> None:
        """Open the prompt for a question, with a text on the line."""
        rows, page = question.rows, question.page
        room = self.prompt.parent.size.height if isinstance(self.prompt.parent, Widget) else rows + 1
        rows = max(0, min(rows, room - 1))
        self.asking.open(question, value, rows)
        self._show_beside(rows + 1 < room or page)
        words = [("enter", _("ok")), *([("tab", _("next"))] if rows > 1 else [])]
        if question.texts is not None:
            words.append((self.keymap.first_key("text.insert"), _("canned text")))
        words.append(("esc", _("back")))
        self.query_one("#keys", KeyBar).show_keys(words)

    def asked_about(self) -> dict[str, str]:
        """What the prompt is about, so that a draft of it finds back: a kind of record and its number."""
        return {}

    def offer_texts(self) -> bool:
        """Offer canned texts for what is being typed; whether there is anything to put one into."""
        return self.asking.offer_texts()

    def close_prompt(self) -> None:
        """Give the keys back to the screen."""
        self.asking.close()
        self.prompt.close()
        self._show_beside(True)
        self.show_keys()
        self._focus_home()

    def _focus_home(self) -> None:
        home = self.home_focus()
        if home is not None:
            self.set_focus(home, scroll_visible=False)

    def _show_beside(self, shown: bool) -> None:
        """What stands beside the prompt gives way where the prompt takes all of its room."""
        for each in self.prompt.siblings:
            if isinstance(each, HintBar):
                each.set_class(self.prompt.is_open, "-covered")
            else:
                each.display = shown

    @on(PromptLine.Changed)
    def _change(self, message: PromptLine.Changed) -> None:
        self.asking.change(message.value)

    @on(PromptLine.Dropped)
    def _drop(self) -> None:
        self.close_prompt()
        self.asking.drop()

    @on(PromptLine.Submitted)
    def _submit(self, message: PromptLine.Submitted) -> None:
        self.asking.submit(message.value, message.choice)

    # --- work

    def run(self, work: Callable[[], Any], then: Callable[[Any], None], group: str = WRITE) -> None:
        """Call a service in a thread; what it refuses is said."""
        run_job(self, group, work, then)

    @property
    def is_whole(self) -> bool:
        """Whether it shows all it began to read."""
        return not self.making.jobs and all(rows.is_whole for rows in self.query(RowList))

    def _show_when_whole(self, *, was_drawn: bool = False) -> None:
        """Let the frame go that waits for what the screen shows, once it is drawn for two looks: work passes on."""
        if not self.is_current or not self.desk.holds_frame or self.making.jobs:
            return
        drawn = self.is_whole and self.desk.is_drawn
        if drawn and was_drawn:
            self.desk.release_frame()
        else:
            self.set_timer(SETTLES_S, partial(self._show_when_whole, was_drawn=drawn))

    def _job_ended(self) -> None:
        """Once what the job set off has its turn, all may be drawn."""
        self.making.answered()
        self._see_first()
        if self.desk.holds_frame:
            self.call_after_refresh(self._show_when_whole)

    @on(Finished)
    def _finish(self, message: Finished) -> None:
        message.then()
        self._job_ended()
        if message.group == WRITE:
            self.asking.done()

    @on(Failed)
    def _fail(self, message: Failed) -> None:
        self.refused(message.error, message.group)
        self._job_ended()

    def refused(self, error: SvcError, group: str) -> None:
        """The answer to a job is a refusal: nothing that was typed is lost."""
        self.desk.drop_early()
        self.making.is_opened()
        if group == WRITE:
            self.asking.give_back()
        self.failed(error, group)

    def failed(self, error: SvcError, group: str) -> None:
        """A job of this group did not do what it was to do: say why."""
        self.say_error(error)

    @on(Broke)
    def _break(self, message: Broke) -> None:
        raise message.error
