"""What a terminal can show, from its environment; and which terminals are refused, in a sentence."""

import pytest
from rich.color import Color, ColorSystem
from rich.style import Style

from svc_tui.errors import BadUsage
from svc_tui.terminal.frames import pen_of
from svc_tui.terminal.profile import Colours, Look, TerminalFlags, check, decide
from svc_tui.terminal.themes import (
    ANSI,
    ANSI_LIGHT,
    CUBE,
    DARK,
    LIGHT,
    MONO,
    ON_GROUND,
    THEMES,
    LookTheme,
    contrast,
)

NO_FLAGS = TerminalFlags()


@pytest.mark.parametrize(
    ("env", "colours", "look"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "truecolor", "dark"),
        ({"TERM": "xterm-256color"}, "256", "dark"),
        ({"TERM": "xterm-kitty"}, "truecolor", "dark"),
        ({"TERM": "xterm"}, "standard", "ansi"),
        ({"TERM": "linux"}, "standard", "ansi"),
        ({"TERM": "vt220"}, "mono", "mono"),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}, "mono", "mono"),
        ({"TERM": "xterm-256color", "COLORFGBG": "0;15"}, "256", "light"),
        ({"TERM": "xterm", "TEXTUAL_COLOR_SYSTEM": "256"}, "256", "dark"),
    ],
)
def test_colours_and_look_follow_the_terminal(env: dict[str, str], colours: Colours, look: Look) -> None:
    profile = decide(env, NO_FLAGS)
    assert (profile.colours, profile.look) == (colours, look)


def test_a_slow_line_gets_sixteen_colours_and_few_frames() -> None:
    profile = decide({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, TerminalFlags(slow=True))
    assert profile.look == "ansi"
    assert profile.variables["TEXTUAL_COLOR_SYSTEM"] == "standard"
    assert profile.variables["TEXTUAL_FPS"] == "15"


def test_what_the_user_asks_for_wins() -> None:
    env = {"TERM": "xterm-256color", "NO_COLOR": "1", "LANG": "C", "SSH_CONNECTION": "1"}
    profile = decide(env, TerminalFlags(look="light", ascii=False, mouse=True))
    assert (profile.look, profile.ascii, profile.mouse) == ("light", False, True)


def test_variables_that_the_user_set_are_left_alone() -> None:
    profile = decide({"TERM": "xterm", "TEXTUAL_FPS": "30", "TEXTUAL_ANIMATIONS": "full"}, NO_FLAGS)
    assert "TEXTUAL_FPS" not in profile.variables
    assert "TEXTUAL_ANIMATIONS" not in profile.variables
    assert profile.variables["TEXTUAL_SMOOTH_SCROLL"] == "0"


def test_mono_tells_textual_so() -> None:
    profile = decide({"TERM": "xterm-256color"}, TerminalFlags(look="mono"))
    assert profile.variables["NO_COLOR"] == "1"
    assert profile.is_native


@pytest.mark.parametrize(
    ("env", "encoding", "expected"),
    [
        ({"LANG": "it_IT.UTF-8"}, "utf-8", False),
        ({}, "utf-8", False),
        ({"LANG": "C"}, "utf-8", True),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, "utf-8", True),  # what Python makes of it
        ({"LC_CTYPE": "C.UTF-8"}, "utf-8", False),
        ({"LANG": "C", "LC_CTYPE": "it_IT.UTF-8"}, "utf-8", False),
        ({"LC_ALL": "POSIX", "LANG": "it_IT.UTF-8"}, "UTF-8", True),
        ({"LANG": "it_IT.ISO-8859-1"}, "iso-8859-1", True),
    ],
)
def test_the_locale_picks_the_glyphs(env: dict[str, str], encoding: str, expected: bool) -> None:
    assert decide(env, NO_FLAGS, encoding=encoding).ascii is expected


@pytest.mark.parametrize("name", ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"])
def test_the_mouse_stays_with_the_terminal_over_ssh(name: str) -> None:
    assert not decide({"TERM": "xterm", name: "x"}, NO_FLAGS).mouse
    assert decide({"TERM": "xterm"}, NO_FLAGS).mouse


def test_a_light_terminal_gets_blue_for_what_can_be_pressed() -> None:
    assert decide({"TERM": "xterm", "COLORFGBG": "0;15"}, NO_FLAGS).theme == ANSI_LIGHT.name
    assert decide({"TERM": "xterm"}, NO_FLAGS).theme == ANSI.name


def refusal(term: str = "xterm", *, stdin: bool = True, stderr: bool = True, encoding: str = "utf-8") -> str:
    with pytest.raises(BadUsage) as caught:
        check({"TERM": term}, NO_FLAGS, stdin_is_terminal=stdin, stderr_is_terminal=stderr, encoding=encoding)
    assert caught.value.exit_code == 2
    return caught.value.text()


@pytest.mark.parametrize(
    "sentence",
    [
        lambda: refusal(stdin=False),
        lambda: refusal(stderr=False),
        lambda: refusal("dumb"),
        lambda: refusal(""),
        lambda: refusal("nonsense-9000"),
        lambda: refusal(encoding="iso-8859-1"),
    ],
)
def test_what_cannot_work_is_refused_with_its_cure(sentence) -> None:  # type: ignore[no-untyped-def]
    text = sentence()
    assert text.endswith(".")
    assert any(cure in text for cure in ("command", "TERM", "--ascii"))


@pytest.mark.parametrize(
    "term", ["xterm-256color", "screen", "tmux-256color", "linux", "xterm-ghostty", "putty"]
)
def test_usual_terminals_pass(term: str) -> None:
    check({"TERM": term}, NO_FLAGS, stdin_is_terminal=True, stderr_is_terminal=True, encoding="UTF-8")


def test_a_terminal_of_the_host_passes_too() -> None:
    check(
        {"TERM": "wy60"}, NO_FLAGS, stdin_is_terminal=True, stderr_is_terminal=True, encoding="utf-8",
        in_terminfo=lambda term: term == "wy60",
    )  # fmt: skip


def test_ascii_needs_no_utf8() -> None:
    flags = TerminalFlags(ascii=True)
    check({"TERM": "xterm"}, flags, stdin_is_terminal=True, stderr_is_terminal=True, encoding="iso-8859-1")


@pytest.mark.parametrize("theme", [DARK, LIGHT])
@pytest.mark.parametrize("ground", ["ground", "bars"])
@pytest.mark.parametrize("role", ON_GROUND)
def test_everything_that_is_read_has_contrast(theme: LookTheme, ground: str, role: str) -> None:
    assert contrast(theme.roles[role], theme.roles[ground]) >= 4.5


@pytest.mark.parametrize("system", [ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT])
@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_looks_are_told_by_number_and_show_the_same_in_256_colours(
    theme: LookTheme, system: ColorSystem
) -> None:
    for role, colour in theme.roles.items():
        pen = pen_of(Style(color=colour, bgcolor=colour), system)
        number = CUBE[colour]
        assert (pen.fg, pen.bg) == (f"38;5;{number}", f"48;5;{number}"), role
        assert number > 21, "the first of the cube are changed by popular palettes"
        assert colour == Color.from_ansi(number).get_truecolor().hex, role


def test_other_colours_are_told_by_their_parts() -> None:
    assert pen_of(Style(color="#1d3a57"), ColorSystem.TRUECOLOR).fg == "38;2;29;58;87"
    assert pen_of(Style(color="#dadada"), ColorSystem.STANDARD).fg == "97"


@pytest.mark.parametrize("theme", [DARK, LIGHT])
@pytest.mark.parametrize("role", ["cursor-text", "accent", "urgent", "warning", "kept"])
def test_the_cursor_row_has_contrast(theme: LookTheme, role: str) -> None:
    assert contrast(theme.roles[role], theme.roles["cursor-ground"]) >= 4.5


def test_every_look_names_the_same_roles() -> None:
    assert len({frozenset(theme.roles) for theme in THEMES.values()}) == 1
    assert {theme.name for theme in THEMES.values()} >= {"svc-dark", "svc-light", "svc-ansi", "svc-mono"}


def test_mono_has_no_colour() -> None:
    assert set(MONO.roles.values()) == {"ansi_default"}


def test_no_colour_is_asked_for_by_a_value_not_by_an_empty_variable() -> None:
    env = {
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "NO_COLOR": "",
        "COLUMNS": "30",
        "LANG": "C.UTF-8",
    }
    profile = decide(env, TerminalFlags())
    assert profile.look == "dark"
    assert set(profile.unset) == {"NO_COLOR", "COLUMNS"}
    assert "NO_COLOR" not in profile.variables
    mono = decide(env, TerminalFlags(look="mono"))
    assert mono.variables["NO_COLOR"] == "1"
