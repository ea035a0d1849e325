"""Pens: how a role of text ("urgent", "muted strong") is painted in the look at hand.

Widgets of this package take lines of (text, role) and paint them with these pens; text never passes through
markup. The colours come from the theme's variables, named like the roles.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from rich.cells import cell_len, set_cell_size
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.strip import Strip

Span = tuple[str, str]
"""Text and its role."""
Line = tuple[Span, ...]

COLOURS = ("text", "muted", "aside", "faint", "accent", "title", "urgent", "warning", "kept")
GROUNDS = ("ground", "cursor", "bars")
# Without colours a role is told by an attribute; the words carry it too.
_MONO = {
    "muted": Style(dim=True),
    "aside": Style(dim=True),
    "faint": Style(dim=True),
    "accent": Style(underline=True),
    "title": Style(underline=True),
    "urgent": Style(bold=True),
    "warning": Style(bold=True),
    "kept": Style(bold=True),
}
# On the cursor row only what warns keeps its colour; the rest is lifted to the row's own.
_LOUD = ("accent", "urgent", "warning", "kept")
_REVERSE = Style(reverse=True)
_STRONG = Style(bold=True)


class Pens:
    """The styles of one look, by ground (`ground`, `cursor`, `bars`) and role."""

    def __init__(self, variables: Mapping[str, str], *, ansi: bool = False, mono: bool = False) -> None:
        """`variables`: the theme's, of which those named like roles are used."""
        self._colours = {
            name: colour
            for name in (*COLOURS, "ground", "bars", "cursor-text", "cursor-ground")
            if (colour := _colour(variables.get(name))) is not None
        }
        self._reverse = ansi or mono
        self._mono = mono
        self._styles: dict[tuple[str, str], Style] = {}

    def style(self, role: str, ground: str = "ground") -> Style:
        """The style of a role on a ground; `strong` in the role's name makes it bold."""
        key = (role, ground)
        style = self._styles.get(key)
        if style is None:
            style = self._styles[key] = self._make(role, ground)
        return style

    def _make(self, role: str, ground: str) -> Style:
        name, _, strength = role.partition(" ")
        strong = "strong" in (name, strength)
        name = "text" if name in ("", "strong") else name
        if ground == "cursor" and self._reverse:
            return _REVERSE + _STRONG if strong and self._mono else _REVERSE
        if self._mono:
            style = _MONO.get(name, Style())
        elif ground == "cursor":
            colour = self._colours.get(name if name in _LOUD else "cursor-text")
            style = Style(color=colour, bgcolor=self._colours.get("cursor-ground"))
        else:
            style = Style(color=self._colours.get(name), bgcolor=self._colours.get(ground))
        return style + _STRONG if strong else style


@lru_cache(maxsize=64)
def _colour(name: str | None) -> Color | None:
    if not name or name in ("ansi_default", "transparent"):
        return None
    return Color.parse(name.removeprefix("ansi_"))


@lru_cache(maxsize=8)
def _pens(variables: tuple[tuple[str, str], ...], ansi: bool, mono: bool) -> Pens:
    return Pens(dict(variables), ansi=ansi, mono=mono)


def pens_of(app: App[Any]) -> Pens:
    """The pens of the look that an app wears now."""
    variables = app.current_theme.variables
    return _pens(tuple(variables.items()), app.native_ansi_color, app.no_color)


def paint(line: Iterable[Span], width: int, pens: Pens, ground: str = "ground") -> Strip:
    """One line as it goes to the screen: cut or filled to `width` cells."""
    segments: list[Segment] = []
    left = width
    for text, role in line:
        if left <= 0:
            break
        cells = cell_len(text)
        if cells > left:
            text, cells = set_cell_size(text, left - 1) + "…" if left > 1 else set_cell_size(text, left), left
        left -= cells
        if text:
            segments.append(Segment(text, pens.style(role, ground)))
    if left > 0:
        segments.append(Segment(" " * left, pens.style("text", ground)))
    return Strip(segments, width)
