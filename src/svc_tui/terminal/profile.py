"""Profile: what this terminal can show, decided from the environment and the flags before Textual is imported.

Pure: the environment comes in as a mapping. The caller sets `profile.variables` and only then imports Textual,
which reads them at import. What the user set already is never changed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from svc_tui.errors import N_, BadUsage

Look = Literal["dark", "light", "ansi", "mono"]
Colours = Literal["truecolor", "256", "standard", "mono"]

FAMILIES = (
    "xterm", "screen", "tmux", "rxvt", "linux", "vt1", "vt2", "vt3", "vt4", "vt5", "alacritty", "foot", "kitty",
    "wezterm", "ghostty", "konsole", "gnome", "vte", "putty", "st", "iterm", "mintty", "cygwin", "contour", "rio",
    "ansi", "eterm", "mlterm", "nsterm", "teraterm", "dtterm", "sun", "wsvt", "cons25", "pcvt", "fbterm", "mosh",
    "mrxvt", "terminator", "terminology", "tilda", "guake", "yakuake", "zellij", "warp", "hterm", "aixterm",
)  # fmt: skip
"""Terminals that are known by the beginning of TERM, also where the host has no terminfo entry."""

_TRUECOLOUR_TERMS = (
    "alacritty",
    "foot",
    "xterm-kitty",
    "kitty",
    "wezterm",
    "ghostty",
    "xterm-ghostty",
    "contour",
)
_COLOURLESS_TERMS = ("vt1", "vt2", "vt3", "vt4", "vt5")
_FORCED: dict[str, Colours] = {"truecolor": "truecolor", "256": "256", "standard": "standard"}
_PLAIN = ("C", "POSIX")
_COERCED = ("C.UTF-8", "C.utf8", "UTF-8")
_SSH = ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")


@dataclass(frozen=True)
class TerminalFlags:
    """What the user asked for on the command line or in the settings; None leaves it to the terminal."""

    look: Look | None = None
    ascii: bool | None = None
    slow: bool = False
    mouse: bool | None = None
    compare: bool = True
    """Whether frames are compared before they are sent."""


@dataclass(frozen=True)
class TerminalProfile:
    """How this session is drawn."""

    colours: Colours = "truecolor"
    look: Look = "dark"
    ascii: bool = False
    """Nothing but ASCII may be sent."""
    light_ground: bool = False
    """The terminal says that its own ground is light."""
    slow: bool = False
    mouse: bool = True
    compare: bool = True
    pace: bool = True
    """Ask the terminal to report drawn frames, and wait for it."""
    variables: Mapping[str, str] = field(default_factory=dict)
    """Environment variables to set before Textual is imported."""
    unset: tuple[str, ...] = ()
    """Environment variables to take away before: those of another terminal's size, and what is set to nothing."""

    @property
    def is_mono(self) -> bool:
        """No colours at all."""
        return self.look == "mono"

    @property
    def is_native(self) -> bool:
        """Drawn in the terminal's own colours; to be told to Textual's App when it is made."""
        return self.look in ("ansi", "mono")

    @property
    def theme(self) -> str:
        """Name of the theme in `themes.py`."""
        return "svc-ansi-light" if self.look == "ansi" and self.light_ground else f"svc-{self.look}"


def decide(env: Mapping[str, str], flags: TerminalFlags, *, encoding: str = "utf-8") -> TerminalProfile:
    """The profile for an environment, the flags and the encoding of the terminal's stream."""
    no_colour = flags.look == "mono" or (flags.look is None and bool(env.get("NO_COLOR")))
    colours: Colours = "mono" if no_colour else _colours(env, slow=flags.slow)
    look = flags.look or _look(env, colours)
    if look == "mono":
        colours = "mono"
    wanted = {
        "TEXTUAL_ANIMATIONS": "none",
        "TEXTUAL_SMOOTH_SCROLL": "0",
        "TEXTUAL_FPS": "15" if flags.slow else "60",
        "TEXTUAL_COLOR_SYSTEM": "standard" if colours == "mono" else colours,
    }
    if look == "mono":
        wanted["NO_COLOR"] = "1"
    return TerminalProfile(
        colours=colours,
        look=look,
        ascii=flags.ascii if flags.ascii is not None else not _is_unicode(env, encoding),
        light_ground=_is_light(env),
        slow=flags.slow,
        mouse=flags.mouse if flags.mouse is not None else not any(env.get(name) for name in _SSH),
        compare=flags.compare,
        pace=flags.compare,
        variables={name: value for name, value in wanted.items() if name not in env or name in _empty(env)},
        unset=(*(name for name in ("COLUMNS", "LINES") if name in env), *_empty(env)),
    )


def check(
    env: Mapping[str, str],
    flags: TerminalFlags,
    *,
    stdin_is_terminal: bool,
    stderr_is_terminal: bool,
    encoding: str,
    in_terminfo: Callable[[str], bool] = lambda _: False,
) -> None:
    """Refuse, in one sentence, a terminal on which the screens cannot work.

    Raises:
        BadUsage: with the cure; the command line works all the same.
    """
    term = env.get("TERM", "")
    if not stdin_is_terminal or not stderr_is_terminal:
        raise BadUsage(
            N_("The screens need a terminal for input and for errors. Or use a command: svc-tui --help.")
        )
    if term in ("", "dumb", "unknown"):
        raise BadUsage(
            N_(
                "The terminal {term} cannot show screens. Set TERM to what you have, or use a command: svc-tui --help."
            ),
            term=term or "(TERM is not set)",
        )
    if not term.lower().startswith(FAMILIES) and not in_terminfo(term):
        raise BadUsage(
            N_(
                "The terminal {term} is not known here. Set TERM, for example to xterm-256color, or use a command."
            ),
            term=term,
        )
    if not flags.ascii and not _encodes_unicode(encoding):
        raise BadUsage(
            N_(
                "This session writes {encoding}, the screens need UTF-8. Set LANG to a UTF-8 locale, or add --ascii."
            ),
            encoding=encoding or "(no encoding)",
        )


def _colours(env: Mapping[str, str], *, slow: bool) -> Colours:
    forced = _FORCED.get(env.get("TEXTUAL_COLOR_SYSTEM", ""))
    if forced:
        return forced
    if slow:
        return "standard"
    term = env.get("TERM", "").lower()
    if env.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return "truecolor"
    if term.startswith(_TRUECOLOUR_TERMS) or term.endswith("-direct"):
        return "truecolor"
    if "256color" in term:
        return "256"
    return "mono" if term.startswith(_COLOURLESS_TERMS) else "standard"


def _look(env: Mapping[str, str], colours: Colours) -> Look:
    """Sixteen colours are the terminal's own; a light ground is believed when the terminal tells of it."""
    if colours == "mono":
        return "mono"
    if colours == "standard":
        return "ansi"
    return "light" if _is_light(env) else "dark"


def _empty(env: Mapping[str, str]) -> tuple[str, ...]:
    """Variables that mean something once they are set, and by their convention only where they say something."""
    return tuple(name for name in ("NO_COLOR",) if env.get(name) == "")


def _is_light(env: Mapping[str, str]) -> bool:
    return env.get("COLORFGBG", "").split(";")[-1] in ("7", "15")


def _is_unicode(env: Mapping[str, str], encoding: str) -> bool:
    """Whether locale and stream both speak UTF-8; a locale that is not set leaves it to the stream."""
    characters, language = env.get("LC_CTYPE"), env.get("LANG")
    if language in _PLAIN and characters in _COERCED:
        characters = None  # Python put it there itself when it started (PEP 538)
    locale = env.get("LC_ALL") or characters or language or ""
    return _encodes_unicode(encoding) and locale not in _PLAIN


def _encodes_unicode(encoding: str) -> bool:
    return encoding.lower().replace("-", "").replace("_", "") == "utf8"
