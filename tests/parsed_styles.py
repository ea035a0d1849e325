"""Styles are parsed once a process: each app that a test starts parses the same, a fifth of what its start takes.

Textual keeps what it parsed for one sheet; what comes out depends on text, origin and the theme's variables alone.
"""

from typing import Any

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_PARSED: dict[object, list[RuleSet]] = {}
_parse = Stylesheet._parse_rules


def _parse_once(
    sheet: Stylesheet, css: str, read_from: tuple[str, str], *how: Any, **named: Any
) -> list[RuleSet]:
    key = (css, read_from, how, tuple(named.items()), frozenset(sheet._variables.items()))
    if key not in _PARSED:
        _PARSED[key] = _parse(sheet, css, read_from, *how, **named)
    return _PARSED[key]


def share() -> None:
    """Let all sheets of this process share what was parsed."""
    setattr(Stylesheet, _parse.__name__, _parse_once)
