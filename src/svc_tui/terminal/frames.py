"""Frames: an App that sends the difference to what the terminal shows, not every dirty region whole.

It leans on private names of Textual 8.2.8 (`App._display`, `LayoutUpdate`, `ChopsUpdate`), which is pinned;
tests/terminal/test_equal_screens.py holds it to stock Textual's pictures. The comparing itself is
`painter.py`; `TerminalProfile.compare` turns it off, and then `PrintableFilter` is the last gate.
"""

import asyncio
import os
import re
import sys
import termios
from collections.abc import Sequence
from functools import lru_cache, partial
from time import monotonic
from typing import Any

from rich.color import Color as RichColor
from rich.color import ColorSystem
from rich.console import RenderableType
from rich.segment import Segment
from rich.style import Style
from textual import events, on
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App, ReturnType
from textual.color import Color
from textual.driver import Driver
from textual.filter import LineFilter
from textual.message import Message
from textual.screen import Screen
from textual.strip import Strip
from textual.theme import Theme

from svc_tui.terminal.cells import PLAIN, Grid, Pen, cells_of, safe_text
from svc_tui.terminal.driver import DeskDriver
from svc_tui.terminal.pacing import Pacing
from svc_tui.terminal.painter import Painter
from svc_tui.terminal.profile import TerminalProfile
from svc_tui.terminal.themes import CUBE, THEMES, LookTheme

SYNC_FROM = 1000
"""Bytes of a frame from which it is worth sixteen more that the terminal draws it at once."""

HOLD_S = 0.4
"""So long, and no longer, a frame waits for what a screen that was just opened reads first."""

_HARMLESS = re.compile(
    r"(?:\x07|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # bell, clipboard, title, pointer
    r"|\x1b\[\?(?!(?:3|6|47|1047|1048|1049)[hl])\d+(?:[hl]|\$p)"  # modes that leave the picture alone
    r"|\x1b\[[<>=]\d*u|\x1b\[6n)*"
)
"""What others may write without changing a cell or the cursor."""


@lru_cache(2048)
def pen_of(style: Style, system: ColorSystem | None) -> Pen:
    """A Rich style in the terminal's colour system; None draws without colours."""
    attrs = style._attributes & style._set_attributes
    if system is None:
        return Pen(attrs)
    return Pen(attrs, _sgr(style.color, system, ink=True), _sgr(style.bgcolor, system, ink=False))


def _sgr(colour: RichColor | None, system: ColorSystem, *, ink: bool) -> str:
    """SGR parameters of a colour as ink or as ground; a colour of the fixed 256 is told by its number.

    The number costs half of what the colour's three parts cost, and is exact where Rich's nearest one is not.
    """
    if colour is None or colour.is_default:
        return ""
    number = (
        None if colour.triplet is None or system is ColorSystem.STANDARD else CUBE.get(colour.triplet.hex)
    )
    if number is not None:
        return f"{38 if ink else 48};5;{number}"
    return ";".join(colour.downgrade(system).get_ansi_codes(ink))


class PrintableFilter(LineFilter):
    """The last gate where frames are not compared: printable text alone, of the same width."""

    def __init__(self, *, ascii_only: bool = False) -> None:
        super().__init__()
        self._ascii_only = ascii_only

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Replace what is not printable."""
        return [
            Segment(safe_text(text, self._ascii_only), style)
            for text, style, control in segments
            if not control
        ]


class ComparedApp(App[ReturnType]):
    """An App whose frames are compared, paced and gated as its terminal profile says."""

    def __init__(self, profile: TerminalProfile, **options: Any) -> None:
        super().__init__(driver_class=DeskDriver, ansi_color=profile.is_native or None, **options)
        self.profile = profile
        for look in THEMES.values():
            self.register_theme(_theme(look))
        if not os.environ.get("TEXTUAL_THEME"):
            self.theme = profile.theme
        self._painter = Painter(1, 1)
        self._wanted: Grid | None = None
        self._resizes = 0
        self._pacing = Pacing(wanted=profile.pace)
        self._frame_owed: asyncio.TimerHandle | None = None
        self._held_until = 0.0
        self._drawn = asyncio.Event()
        self._compares = False
        """Whether frames pass here: a real, full-screen terminal, and not turned off."""
        self._gate = PrintableFilter(ascii_only=profile.ascii)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """With the comparer off, the gate comes first."""
        filters = super().get_line_filters()
        return filters if self.profile.compare else [self._gate, *filters]

    def repaint_terminal(self) -> None:
        """Send the whole picture again, after anything spoiled it."""
        self._painter.forget()
        self._send_frame()

    def hold_frame(self) -> None:
        """Something is opened: send nothing until `release_frame`, so that it comes with its content, in one frame.

        A screen that comes empty first is wiped for bytes, and then written. It comes empty after HOLD_S.
        """
        self._held_until = monotonic() + HOLD_S

    @property
    def holds_frame(self) -> bool:
        """Whether nothing is sent now because something was opened."""
        return self._compares and self._held_until > monotonic()

    @property
    def is_drawn(self) -> bool:
        """Whether nothing of the screen in front is still to be heard, laid out or drawn."""
        screen = self.screen
        if screen._layout_required or screen._dirty_widgets or screen._callbacks:
            return False
        widgets = screen.walk_children(with_self=True)
        return not any(each.message_queue_size or each._next_callbacks for each in widgets)

    def release_frame(self) -> None:
        """What was opened has its content."""
        if self._held_until:
            self._held_until = 0.0
            if self._compares:
                self._send_frame()

    def _build_driver(self, *args: Any, **options: Any) -> Driver:
        driver = super()._build_driver(*args, **options)
        self._compares = self.profile.compare and not driver.is_headless and not driver.is_inline
        if self._compares:
            self._painter = Painter(1, 1, newline=_newline())
            self._write_own = driver.write
            driver.write = self._watched_write  # type: ignore[method-assign]
            hear = partial(self._hear, driver.process_message, asyncio.get_running_loop())
            driver.process_message = hear  # type: ignore[method-assign]
        return driver

    def sleep(self) -> None:
        """Stop until the shell wakes the program."""
        if isinstance(self._driver, DeskDriver):
            self._driver.sleep()

    def line_ended(self) -> None:
        """There is nothing more to read: leave. From the input's thread."""
        self.call_later(self.exit)

    def line_drained(self) -> None:
        """The line took all that waited."""
        driver = self._driver
        if isinstance(driver, DeskDriver) and driver.spilt():
            self._painter.forget()
            self.refresh(layout=True)
        if self._compares:
            self._send_frame()

    def _watched_write(self, data: str) -> None:
        """Everything but our frames passes here: what may touch the picture makes us forget it."""
        if not self.profile.mouse and data.startswith("\x1b]22;"):
            return  # the shape of a pointer that we never asked for
        if not _HARMLESS.fullmatch(data):
            self._painter.forget()
            self._pacing.start_over()
        self._write_own(data)

    def _hear(self, pass_on: Any, loop: asyncio.AbstractEventLoop, message: Message) -> None:
        """Runs in the input thread: a cursor report is for the pacing, the rest for Textual."""
        if isinstance(message, events.CursorPosition):
            loop.call_soon_threadsafe(self._report_drawn)
        else:
            pass_on(message)

    def _report_drawn(self) -> None:
        self._pacing.answered()
        if not self._pacing.unanswered:
            self._drawn.set()
        if self._frame_owed:
            self._send_frame()

    def _display(self, screen: "Screen[Any]", renderable: RenderableType | None) -> None:
        if not self._compares or not isinstance(renderable, (LayoutUpdate, ChopsUpdate)):
            super()._display(screen, renderable)
        else:
            if self._running and not self._closed and not self._batch_count:
                self._take(renderable)
                self._send_frame()
            self.post_display_hook()

    def _take(self, update: LayoutUpdate | ChopsUpdate) -> None:
        """Paint an update of Textual's into the wanted picture."""
        width, height = self.size
        if self._wanted is None:
            self._wanted = Grid(width, height)
        elif (self._wanted.width, self._wanted.height) != (width, height):
            self._wanted = self._wanted.resized(width, height)
        if isinstance(update, LayoutUpdate):
            for y, strips in enumerate(update.strips, update.region.y):
                x = update.region.x
                for strip in strips:
                    x = self._take_strip(x, y, strip)
            return
        for y, left, right in update.spans:
            for end, (x, chop) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                if chop is None or x > right or end <= left:
                    continue
                whole = left <= x < right and end <= right
                self._take_strip(x, y, chop if whole else chop.crop(0, min(end, right) - x))

    def _take_strip(self, x: int, y: int, strip: Strip) -> int:
        assert self._wanted is not None
        system = None if self.profile.is_mono else self.console._color_system or ColorSystem.TRUECOLOR
        ascii_only = self.profile.ascii
        for text, style, control in strip:
            if not control:
                cells = cells_of(text, PLAIN if style is None else pen_of(style, system), ascii_only)
                self._wanted.put(x, y, cells)
                x += len(cells)
        return x

    def _send_frame(self) -> None:
        """Send what differs, or owe it while two frames are under way."""
        if self._frame_owed:
            self._frame_owed.cancel()
            self._frame_owed = None
        driver = self._driver
        if self._wanted is None or driver is None or not self._running or self._closed:
            return
        if isinstance(driver, DeskDriver) and not driver.takes_frames():
            return  # `line_drained` comes
        now = monotonic()
        if (held := self._held_until - now) > 0:
            self._frame_owed = asyncio.get_running_loop().call_later(held + 0.001, self._send_frame)
            return
        if not self._pacing.may_send(now):
            wait = max(0.0, (self._pacing.patience_ends or now) - now) + 0.01
            self._frame_owed = asyncio.get_running_loop().call_later(wait, self._send_frame)
            return
        cursor = self.screen.outer_size.clamp_offset(self.cursor_position)
        data = self._painter.paint(self._wanted, (cursor.x, cursor.y))
        self._previous_cursor_position = cursor
        if not data:
            return
        if len(data) >= SYNC_FROM and self._sync_available:
            data = SYNC_START + data + SYNC_END
        data += self._pacing.request(now)
        self._drawn.clear() if self._pacing.unanswered else self._drawn.set()
        self._write_own(data)
        driver.flush()

    @on(events.Resize)
    def _forget_after_resize(self, event: events.Resize) -> None:
        """A terminal that was resized, even back again, shows what it likes."""
        self._resizes += 1
        if self._resizes == 2 and event.size == (self._painter.width, self._painter.height):
            return  # Textual tells the size twice when it starts; the terminal did nothing.
        self._painter.forget()
        if self._wanted is not None and event.size == (self._wanted.width, self._wanted.height):
            self._send_frame()

    async def _process_messages_loop(self) -> None:
        """Let the last reports arrive before the terminal is given back, or the shell would read them as typed."""
        await super()._process_messages_loop()
        if self._pacing.is_proven and self._pacing.unanswered:
            try:
                await asyncio.wait_for(self._drawn.wait(), 1.0)
            except TimeoutError:
                self._pacing.start_over()


def _theme(look: LookTheme) -> Theme:
    """A look as Textual takes it."""
    role = look.roles
    return Theme(
        look.name,
        primary=role["accent"],
        secondary=role["accent"],
        accent=role["accent"],
        error=role["urgent"],
        warning=role["warning"],
        success=role["kept"],
        foreground=role["text"],
        background=role["ground"],
        surface=role["ground"],
        panel=role["bars"],
        dark=look.dark,
        ansi=look.native,
        variables=look.variables,
    )


def _newline() -> str:
    """What the tty turns into carriage return and line feed on its way out."""
    try:
        output = termios.tcgetattr(sys.__stderr__.fileno() if sys.__stderr__ else 2)[1]
    except (termios.error, OSError):
        return "\r\n"
    return "\n" if output & termios.OPOST and output & termios.ONLCR else "\r\n"
