"""Driver: Textual's own driver for Linux, with another ear and another mouth.

The ear is total (`typed.py`): no bytes of a terminal can end the program or be a key that nobody pressed; the end
of input means leave. The mouth never makes the program wait: what a stalled line does not take is kept, within
bounds, by a thread of its own. Leans on private names of Textual 8.2.8; tests/terminal/test_driver.py holds it
to them.
"""

import os
import re
import select
import signal
import sys
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol, cast

from textual import events, messages
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS, IGNORE_SEQUENCE
from textual._keyboard_protocol import FUNCTIONAL_KEYS, MODIFIER_FUNCTIONAL_KEYS
from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver
from textual.keys import KEY_NAME_REPLACEMENTS, _character_to_key
from textual.message import Message

from svc_tui.terminal.bursts import Bursts
from svc_tui.terminal.typed import AltLetter, Letter, Pasted, Reader, Sequence, Token
from svc_tui.terminal.writer import Writer

if TYPE_CHECKING:
    from textual.app import App

WAIT_S = 0.1
"""So often the ear looks whether it is still wanted."""
CHUNK = 1 << 14
STALLED = 1 << 13
"""Bytes that a line has not taken yet from which frames wait until it has."""

_KITTY = re.compile(
    r"\x1b\[(\d{0,7})(?::(\d{0,7}))?(?::\d*)?(?:;(\d{0,4})(?::(\d))?(?:;([\d:]*))?)?([u~ABCDEFHPQS])",
    re.ASCII,
)
"""A key by the protocol of kitty: number, its shifted number, modifiers, kind of event, text."""
_POSITION = re.compile(r"\x1b\[(\d{1,5});(\d{1,5})R", re.ASCII)
_MODE = re.compile(r"\x1b\[\?2026;([123])\$y", re.ASCII)
_MOUSE = re.compile(r"\x1b\[<\d{1,3};\d{1,5};\d{1,5}[Mm]", re.ASCII)
_FOCUS = {"\x1b[I": events.AppFocus, "\x1b[O": events.AppBlur}
_MODIFIERS = ((2, "alt"), (4, "ctrl"), (8, "super"), (16, "hyper"), (32, "meta"))
_SHIFT, _MOST_MODIFIERS, _RELEASE = 1, 255, "3"


class Ear:
    """Turns the characters of a terminal into messages of Textual's."""

    def __init__(self, *, mouse: bool = False) -> None:
        self._mouse = mouse
        self._pointer = XTermParser()
        self._reader = Reader()
        self._bursts = Bursts()

    @property
    def deadline(self) -> float | None:
        """When `tick` has something to decide."""
        return min(
            (each for each in (self._reader.deadline, self._bursts.deadline) if each is not None),
            default=None,
        )

    def feed(self, text: str, now: float) -> Iterator[Message]:
        """What these characters say."""
        for token in self._bursts.take(self._reader.feed(text, now), now):
            yield from self.heard(token)

    def tick(self, now: float) -> Iterator[Message]:
        """What is certain because nothing more came."""
        tokens = self._reader.tick(now)
        for token in self._bursts.take(tokens, now) if tokens else self._bursts.tick(now):
            yield from self.heard(token)

    def heard(self, token: Token) -> Iterator[Message]:
        """What a token says: a key, a report, or nothing."""
        match token:
            case Letter(char):
                yield key_of(char)
            case AltLetter(char):
                yield events.Key(f"alt+{char}", None)
            case Pasted(text):
                yield events.Paste(text)
            case Sequence(text):
                yield from self._report(text) or keys_of(text)

    def _report(self, text: str) -> list[Message]:
        if text in _FOCUS:
            return [_FOCUS[text]()]
        if at := _POSITION.fullmatch(text):
            return [events.CursorPosition(int(at[2]) - 1, int(at[1]) - 1)]
        if _MODE.fullmatch(text):
            return [messages.TerminalSupportsSynchronizedOutput()]
        if self._mouse and _MOUSE.fullmatch(text):
            message = self._pointer.parse_mouse_code(text)
            return [message] if message is not None else []
        return []


def key_of(char: str) -> events.Key:
    """The key that types a character."""
    if char == "\n":
        return events.Key("enter", "\r")  # typed before the terminal was ours, or by a terminal that means it
    keys = ANSI_SEQUENCES_KEYS.get(char)
    if isinstance(keys, tuple):
        return events.Key(keys[0].value, char)
    name = _character_to_key(char)
    return events.Key(KEY_NAME_REPLACEMENTS.get(name, name), char)


def keys_of(text: str) -> Iterator[events.Key]:
    """The key that a sequence stands for; most stand for none."""
    keys = ANSI_SEQUENCES_KEYS.get(text)
    if text == "\x1b\r":
        yield events.Key("alt+enter", None)
    elif isinstance(keys, tuple):
        names = [key.value for key in keys]
        # Textual takes alt for an escape before the key.
        yield events.Key(f"alt+{names[1]}" if names[0] == "escape" and len(names) == 2 else names[0], None)
    elif isinstance(keys, str):
        yield key_of(keys)
    elif keys is not IGNORE_SEQUENCE and (match := _KITTY.fullmatch(text)):
        yield from _kitty_keys(*match.groups(default=""))


def _kitty_keys(number: str, shifted: str, held: str, kind: str, text: str, end: str) -> Iterator[events.Key]:
    code, bits = int(number or "1"), int(held or "1") - 1
    if kind == _RELEASE or not 0 <= bits <= _MOST_MODIFIERS:
        return
    modifiers = [name for bit, name in _MODIFIERS if bits & bit]
    shift = ["shift"] if bits & _SHIFT else []
    named = FUNCTIONAL_KEYS.get(f"{code}{end}", "")
    base = named if len(named) == 1 else _char(number) if end == "u" and not named else ""
    plain = _capital(base, _char(shifted)) if shift else base
    typed = [char for part in text.split(":") if (char := _char(part))]
    if (not named and not plain) or named in MODIFIER_FUNCTIONAL_KEYS:
        return
    if typed and (not modifiers or typed != [plain]):
        yield from (key_of(char) for char in typed)
    elif plain and not modifiers and not (shift and plain == base):
        yield key_of(plain)
    elif plain and modifiers == ["alt"]:
        yield events.Key(f"alt+{plain}", None)
    else:
        name = KEY_NAME_REPLACEMENTS.get(base, _character_to_key(base)) if base else named
        character = _TYPES.get(named) if not modifiers and not shift else None
        yield events.Key("+".join([*sorted([*modifiers, *shift]), name]), character)


def _capital(char: str, told: str) -> str:
    """What shift makes of a character; the same where the terminal does not tell and letters do not say."""
    capital = told or char.upper()
    return capital if len(capital) == 1 else char


_TYPES = {"backspace": "\x7f", "enter": "\r", "tab": "\t"}


def _char(number: str) -> str:
    """The printable character of a code point, or nothing."""
    code = int(number) if number else 0
    if not 0x20 <= code <= 0x10FFFF or 0x7F <= code <= 0x9F or 0xD800 <= code <= 0xDFFF:
        return ""
    return "" if 0xE000 <= code <= 0xF8FF else chr(code)


class LineListener(Protocol):
    """What an app of this driver hears of its line."""

    def line_drained(self) -> None:
        """The line took all that waited."""

    def line_ended(self) -> None:
        """There is nothing more to read. From the input's thread."""


class DeskDriver(LinuxDriver):
    """The terminal of the desk."""

    def __init__(self, app: "App[Any]", **options: Any) -> None:
        super().__init__(app, **options | {"size": options.get("size") or terminal_size()})
        self._listener = cast("LineListener", app)
        self._mouth: Writer | None = None
        self._ear = Ear()
        self._hearing = False

    @property
    def is_hearing(self) -> bool:
        """Whether something that was typed is not handed over yet: being read, or waiting for what may follow."""
        return self._hearing or self._ear.deadline is not None

    def takes_frames(self) -> bool:
        """Whether the line keeps up; where it does not, `line_drained` tells when it does again."""
        return self._mouth is None or self._mouth.takes(STALLED)

    def spilt(self) -> bool:
        """Whether something was left out since this was last asked."""
        return self._mouth is not None and self._mouth.was_spilt()

    def _get_terminal_size(self) -> tuple[int, int]:
        return terminal_size()

    def start_application_mode(self) -> None:
        """As the stock driver does it, with our own mouth."""
        drained = partial(self._loop.call_soon_threadsafe, self._listener.line_drained)
        mouth = self._mouth = Writer(fd=_output_fd(), drained=_while_it_runs(drained))
        linux_driver.WriterThread = lambda _file: mouth  # type: ignore[attr-defined,assignment,return-value]
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def sleep(self) -> None:
        """Give the terminal back and stop, with whoever started us as one job; the shell's `fg` goes on here."""
        self.suspend_application_mode()
        self._must_signal_resume = True
        os.killpg(os.getpgrp(), signal.SIGSTOP)

    def _query_in_band_window_resize(self) -> None:
        """Never asked for: sizes come by signal."""

    def run_input_thread(self) -> None:
        """Read the terminal until the driver stops, or until there is nothing more to read."""
        ear = self._ear = Ear(mouse=self._mouse)
        decode = getincrementaldecoder("utf-8")(errors="replace").decode
        poll = select.poll()
        poll.register(self.fileno, select.POLLIN)
        while not self.exit_event.is_set():
            now, deadline = monotonic(), ear.deadline
            wait = WAIT_S if deadline is None else max(0.0, min(WAIT_S, deadline - now))
            if poll.poll(wait * 1000 + (1 if deadline else 0)):
                self._hearing = True
                data = self._read()
                if not data:
                    self._listener.line_ended()
                    return
                for message in ear.feed(decode(data), monotonic()):
                    self.process_message(message)
                self._hearing = False
            elif ear.deadline is not None:
                for message in ear.tick(monotonic()):
                    self.process_message(message)

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, CHUNK)
        except OSError:
            return b""


def terminal_size() -> tuple[int, int]:
    """The terminal's own size: variables of the environment may be another's."""
    for fd in (_output_fd(), sys.__stdin__.fileno() if sys.__stdin__ else 0):
        try:
            columns, rows = os.get_terminal_size(fd)
        except OSError:
            continue
        if columns and rows:
            return columns, rows
    return 80, 24


def _output_fd() -> int:
    return sys.__stderr__.fileno() if sys.__stderr__ else 2


def _while_it_runs(call: Callable[[], object]) -> Callable[[], None]:
    def drained() -> None:
        try:
            call()
        except RuntimeError:
            return  # the program ended meanwhile, and nobody waits for the line

    return drained
