"""The ear: every sequence that is no known key is swallowed to its end, however it comes; keys are what was pressed."""

import importlib.metadata
import inspect
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.internal.charmap import CategoryName
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver

from svc_tui.terminal.driver import keys_of, terminal_size
from tests.terminal.hearing import REPORTS, SHIFTS, hear, keys

KNOWN = {
    "j": "j", "J": "J", "5": "5", "/": "slash", ";": "semicolon", " ": "space", "\r": "enter", "\n": "enter",
    "\t": "tab", "\x7f": "backspace", "\x1b": "escape", "\x01": "ctrl+a", "\x1a": "ctrl+z", "\x00": "ctrl+@",
    "è": "è", "漢": "漢", "\x1b[A": "up", "\x1bOA": "up", "\x1b[Z": "shift+tab", "\x1b[5~": "pageup", "\x1bOP": "f1",
    "\x1b[[A": "f1", "\x1b[15~": "f5", "\x1b[1;5C": "ctrl+right", "\x1b[3$": "shift+delete", "\x1bOM": "enter",
    "\x1bOq": "1", "\x1b\x7f": "ctrl+w", "\x1bt": "alt+t", "\x1bT": "alt+T", "\x1b1": "alt+1", "\x1b-": "alt+-",
    "\x1bl": "alt+l", "\x1b[1;3A": "alt+up", "\x1b[1;9D": "alt+left", "\x1b[3;3~": "alt+delete",
    "\x1b[106u": "j", "\x1b[106;;106u": "j", "\x1b[106;2:1u": "J", "\x1b[106:74;2u": "J", "\x1b[106;2;74u": "J",
    "\x1b[106;1:2u": "j", "\x1b[106;65u": "j", "\x1b[49:33;2u": "exclamation_mark", "\x1b[49;2;33u": "exclamation_mark",
    "\x1b[116;3u": "alt+t", "\x1b[116;3;116u": "alt+t", "\x1b[116;4;84u": "alt+T", "\x1b[116;3;8224u": "dagger",
    "\x1b[97;5u": "ctrl+a", "\x1b[97;6u": "ctrl+shift+a", "\x1b[49;2u": "shift+1", "\x1b[32u": "space",
    "\x1b[27u": "escape", "\x1b[13u": "enter", "\x1b[9;2u": "shift+tab", "\x1b[57414u": "enter", "\x1b[57400u": "1",
    "\x1b[1:1A": "up", "\x1b[1;1:1A": "up", "\x1b[1;5:2B": "ctrl+down", "\x1b[;5A": "ctrl+up", "\x1b[5;1:1~": "pageup",
    "\x1b[57409;;46u": "full_stop",
}  # fmt: skip


def cut(text: str, at: list[int]) -> list[str]:
    """The text in pieces."""
    marks = sorted({0, len(text), *(each % (len(text) + 1) for each in at)})
    return [text[low:high] for low, high in pairwise(marks)]


@pytest.mark.parametrize(("sent", "name"), KNOWN.items())
def test_a_key_is_heard_by_its_name(sent: str, name: str) -> None:
    assert hear(sent) == [name]


def test_every_key_that_textual_knows_is_one_key_here() -> None:
    for sent, known in ANSI_SEQUENCES_KEYS.items():
        if isinstance(known, tuple) and sent not in ("\x1b\x1b", "\x9b"):
            assert len(hear(sent, mouse=True)) == 1, sent
            assert not (sent.startswith("\x1b") and len(sent) > 1 and hear(sent) == ["escape"]), sent


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("way", ["whole", "in two", "by letters"])
def test_what_a_terminal_reports_is_no_key(report: str, way: str) -> None:
    pieces = {"whole": [report], "in two": [report[:-1], report[-1:]], "by letters": list(report)}[way]
    gap = 0.05 if way == "by letters" else 0.2
    assert keys(hear(*pieces, gap=gap)) == []
    assert keys(hear("j", *pieces, "k", gap=gap)) == ["j", "k"]
    assert keys(hear("\x1b", "x", *pieces, gap=gap)) in (["escape", "x"], ["alt+x"])


@pytest.mark.parametrize("shift", SHIFTS)
def test_what_a_program_tells_a_terminal_is_no_key(shift: str) -> None:
    assert hear(shift, "j") == ["j"]
    assert hear(*shift, "j", gap=0.05) == ["j"]


SURROGATES: list[CategoryName] = ["Cs"]
BODY = st.text(
    st.characters(exclude_characters="\x1b\x07\x18\x1a\x9c", exclude_categories=SURROGATES), max_size=40
)
STRING = st.tuples(st.sampled_from("]PX^_"), BODY, st.sampled_from(["\x1b\\", "\x9c"])).map("".join)
CONTROL = st.tuples(
    st.text("0123456789;:<=>?", max_size=20),
    st.text(" !\"#$%&'()*+,-./", max_size=2),
    st.characters(min_codepoint=0x40, max_codepoint=0x7E, exclude_characters="[M"),
).map("".join)


@settings(max_examples=300)
@given(string=STRING, at=st.lists(st.integers(0, 60), max_size=4))
@example(string="]52;c;\x1b\\", at=[0, 1, 2, 3])
def test_no_string_changes_anything(string: str, at: list[int]) -> None:
    assert hear(*cut("\x1b" + string, [each or 1 for each in at]), "j", gap=0.09) == ["j"]


@settings(max_examples=500)
@given(control=CONTROL, at=st.lists(st.integers(2, 40), max_size=3))
@example(control="48;0;0;0;0t", at=[])
@example(control="9999999u", at=[])
@example(control=";;u", at=[])
def test_a_control_sequence_is_a_known_key_or_nothing(control: str, at: list[int]) -> None:
    sent = "\x1b[" + control
    if sent == "\x1b[200~":
        return
    heard = keys(hear(*cut(sent, at), "j", gap=0.09))
    assert heard == [*(key.key for key in keys_of(sent) if "(" not in key.key), "j"] or heard == ["j"]


@settings(max_examples=300)
@given(raw=st.binary(max_size=60), at=st.lists(st.integers(0, 60), max_size=4))
def test_any_bytes_are_heard_and_the_ear_goes_on(raw: bytes, at: list[int]) -> None:
    text = raw.decode("utf-8", "replace")
    assert hear(*cut(text, at), "", "", "", "\x1b\\", "\x18", "j", gap=6.0)[-1] == "j"


@settings(max_examples=200)
@given(text=st.text(st.characters(exclude_characters="\x1b", exclude_categories=SURROGATES), max_size=40),
       at=st.lists(st.integers(0, 60), max_size=6))  # fmt: skip
def test_a_paste_is_one_however_it_comes(text: str, at: list[int]) -> None:
    heard = hear("j", *cut(f"\x1b[200~{text}\x1b[201~", [each or 1 for each in at]), "k", gap=0.09)
    assert heard[0] == "j"
    assert heard[-1] == "k"
    assert [word[0] in "'\"" for word in heard] == [False, True, False]


def test_a_paste_whose_end_is_lost_ends_after_a_while() -> None:
    assert hear("\x1b[200~two\r\nlines\x1b[20", "", gap=6.0) == ["'two\\nlines'"]


def test_a_report_whose_escape_came_alone_is_no_key_either() -> None:
    for rest in ("[8;24;80t", "]11;rgb:0/0/0\x1b\\", "P1$r0m\x1b\\", "[?64;1;2c", "_Gi=31;OK\x1b\\"):
        assert keys(hear("\x1b", rest, "j", gap=0.3)) == ["escape", "j"], rest
    assert hear("\x1b", "[A", "j", gap=0.3) == ["escape", "up", "j"]
    assert hear("\x1b", "[", "j", gap=0.3) == ["escape", "left_square_bracket", "j"]


def test_lines_that_come_at_once_are_a_paste_and_keys_stay_keys() -> None:
    assert hear("first line\rsecond\r") == ["'first line\\nsecond\\n'"]
    assert hear("one\r", "two\r", "three", gap=0.01) == ["'one\\ntwo\\nthree'"]
    assert hear(*"one\rtwo\r", gap=0.002)[-1] != "enter"
    assert hear("geSN-1\r") == ["g", "e", "S", "N", "minus", "1", "enter"]
    assert hear(*"jj\rkk\r", gap=0.03) == ["j", "j", "enter", "k", "k", "enter"]
    assert hear("j\rk") == ["j", "enter", "k"]
    assert hear("jjjj", "\x1b[A", "kkkk", gap=0.0) == [*"jjjj", "up", *"kkkk"]


def test_the_pointer_speaks_only_where_it_is_heard() -> None:
    click = "\x1b[<0;5;5M\x1b[<0;5;5m"
    assert hear(click) == []
    assert hear(click, mouse=True) == ["(MouseDown)", "(MouseUp)"]
    assert hear("\x1b[<0;-5;5M\x1b[<0;99999999999999999;5M", mouse=True) == []


def test_reports_that_are_asked_for_arrive() -> None:
    assert hear("\x1b[3;4R", "\x1b[I", "\x1b[O", "\x1b[?2026;2$y") == [
        "(CursorPosition)", "(AppFocus)", "(AppBlur)", "(TerminalSupportsSynchronizedOutput)",
    ]  # fmt: skip


def test_the_terminal_tells_its_size_whatever_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "500")
    monkeypatch.setenv("LINES", "3")
    assert terminal_size() != (500, 3)


def test_textual_is_still_the_one_whose_private_names_are_used() -> None:
    """Raise this only after reading what changed in LinuxDriver, WriterThread and the tables of keys."""
    assert importlib.metadata.version("textual") == "8.2.8"
    for name in (
        "_get_terminal_size",
        "_query_in_band_window_resize",
        "run_input_thread",
        "process_message",
        "close",
    ):
        assert callable(getattr(LinuxDriver, name)), name
        assert name in LinuxDriver.__dict__, name
    assert hasattr(linux_driver, "WriterThread")
    assert "WriterThread(self._file)" in inspect.getsource(LinuxDriver.start_application_mode)
