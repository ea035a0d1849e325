"""What Textual 8.2.8, which is pinned, holds on to after its time: without this a day of forms fills the memory.

F63 of what real use broke; `tests/widgets/test_letting_go.py` fails where a newer Textual needs it otherwise, or no
more at all.
"""

from functools import lru_cache

from textual._styles_cache import StylesCache
from textual.app import App
from textual.color import Color
from textual.dom import DOMNode
from textual.style import Style

_asked = StylesCache.get_inner_outer.__wrapped__


@lru_cache(1024)
def _grounds(base: Color, ground: Color) -> tuple[Style, Style]:
    return _asked(StylesCache, base, ground)


def let_pictures_go() -> None:
    """The rows that a widget drew go with it: two colours are remembered by themselves, not by who asked for them."""
    setattr(StylesCache, "get_inner_outer", staticmethod(_grounds))  # noqa: B010  a method is never assigned to


def stop_watching(app: App[object], node: DOMNode) -> None:
    """The app forgets who watched it: else it holds him until what he watched changes, which may be never."""
    for watching in getattr(app, "__watchers", {}).values():
        watching[:] = [(who, told) for who, told in watching if who is not node]
