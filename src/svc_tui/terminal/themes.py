"""Themes: the colours of every role in the four looks, as data; the App makes Textual themes of them.

The variables are named like the roles that presentation gives to text. Faint is for rules alone and need not
be readable; everything else reaches a contrast of 4.5:1 on its ground, which a test holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product

ON_GROUND = ("text", "muted", "accent", "urgent", "warning", "kept")
"""Roles that are read on the ground and on the bars."""

_STEPS = (0, 95, 135, 175, 215, 255)
CUBE = {
    f"#{red:02x}{green:02x}{blue:02x}": number
    for number, (red, green, blue) in enumerate(product(_STEPS, repeat=3), 16)
} | {f"#{grey:02x}{grey:02x}{grey:02x}": number for number, grey in enumerate(range(8, 239, 10), 232)}
"""Numbers of the colours that xterm's palette of 256 fixes, from 16 on; the first sixteen are each terminal's own."""


@dataclass(frozen=True)
class LookTheme:
    """One look: its colours by role, and what stock widgets take from them."""

    name: str
    dark: bool
    native: bool
    """In the terminal's own sixteen colours."""
    roles: Mapping[str, str]
    stock: Mapping[str, str] = field(default_factory=dict)

    @property
    def variables(self) -> dict[str, str]:
        """Theme variables: the roles, and those of stock widgets that would stand out."""
        role = self.roles
        return {
            **role,
            "border": role["faint"],
            "border-blurred": role["faint"],
            "block-cursor-foreground": role["cursor-text"],
            "block-cursor-background": role["cursor-ground"],
            "block-cursor-text-style": "none",
            "block-cursor-blurred-foreground": role["cursor-text"],
            "block-cursor-blurred-background": role["cursor-ground"],
            "block-cursor-blurred-text-style": "none",
            "block-hover-background": role["bars"],
            "footer-foreground": role["muted"],
            "footer-background": role["bars"],
            "footer-key-foreground": role["accent"],
            "scrollbar": role["faint"],
            "scrollbar-hover": role["muted"],
            "scrollbar-active": role["muted"],
            "scrollbar-background": role["ground"],
            "scrollbar-background-hover": role["ground"],
            "scrollbar-background-active": role["ground"],
            "scrollbar-corner-color": role["ground"],
            "link-color": role["accent"],
            **self.stock,
        }


DARK = LookTheme(
    "svc-dark",
    dark=True,
    native=False,
    roles={
        "ground": "#121212",
        "text": "#e4e4e4",
        "muted": "#8a8a8a",
        "aside": "#8a8a8a",
        "faint": "#585858",
        "accent": "#5fafff",
        "title": "#5fafff",
        "urgent": "#ff8787",
        "warning": "#ffd787",
        "kept": "#87d787",
        "cursor-text": "#e4e4e4",
        "cursor-ground": "#3a3a3a",
        "bars": "#1c1c1c",
    },
)
LIGHT = LookTheme(
    "svc-light",
    dark=False,
    native=False,
    roles={
        "ground": "#ffffff",
        "text": "#262626",
        "muted": "#626262",
        "aside": "#626262",
        "faint": "#bcbcbc",
        "accent": "#005faf",
        "title": "#005faf",
        "urgent": "#af0000",
        "warning": "#875f00",
        "kept": "#005f00",
        "cursor-text": "#262626",
        "cursor-ground": "#d7ffff",
        "bars": "#eeeeee",
    },
)
_OWN = "ansi_default"
_NATIVE_STOCK = {
    "ansi-background": _OWN,
    "ansi-foreground": _OWN,
    "input-cursor-text-style": "reverse",
    "input-selection-background": _OWN,
    "input-selection-foreground": _OWN,
}


def _native(
    name: str, *, dark: bool, accent: str, cursor: tuple[str, str, str], colours: Mapping[str, str]
) -> LookTheme:
    """A look in the terminal's own colours.

    `cursor`: text, ground and style of the cursor in stock widgets, whose styles drop "reverse" on the way.
    """
    plain = (
        "ground",
        "text",
        "cursor-text",
        "cursor-ground",
        "bars",
        "muted",
        "aside",
        "title",
        "faint",
        "urgent",
        "warning",
        "kept",
    )
    roles = dict.fromkeys(plain, _OWN) | {"accent": accent} | dict(colours)
    parts = ("foreground", "background", "text-style")
    block = {f"block-cursor-{part}": value for part, value in zip(parts, cursor, strict=True)}
    blurred = {f"block-cursor-blurred-{part}": value for part, value in zip(parts, cursor, strict=True)}
    return LookTheme(name, dark=dark, native=True, roles=roles, stock=_NATIVE_STOCK | block | blurred)


_SIGNS = {
    "muted": "ansi_bright_black",
    "faint": "ansi_bright_black",
    "urgent": "ansi_red",
    "warning": "ansi_yellow",
    "kept": "ansi_green",
}
_DARK_CURSOR = ("ansi_black", "ansi_white", "none")
_LIGHT_CURSOR = ("ansi_white", "ansi_black", "none")
ANSI = _native("svc-ansi", dark=True, accent="ansi_cyan", cursor=_DARK_CURSOR, colours=_SIGNS)
ANSI_LIGHT = _native("svc-ansi-light", dark=False, accent="ansi_blue", cursor=_LIGHT_CURSOR, colours=_SIGNS)
MONO = _native("svc-mono", dark=True, accent=_OWN, cursor=(_OWN, _OWN, "bold underline"), colours={})

THEMES = {theme.name: theme for theme in (DARK, LIGHT, ANSI, ANSI_LIGHT, MONO)}


def contrast(one: str, other: str) -> float:
    """Contrast of two `#rrggbb` colours by the WCAG 2.1 formula, 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
