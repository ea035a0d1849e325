"""Who is named in a text: `@bruno`. Addresses of e-mail and of the web name nobody."""

import re
from collections.abc import Collection

from svc_tui.domain.core.text import code_key

_MENTION = re.compile(r"(?<![\w@./+-])@([^\W\d][\w.-]*)(?!\w|@|:/)")


def mentions(text: str) -> tuple[str, ...]:
    """The names after an `@`, as they are typed, each once in any case; a full stop or dash at the end is no part."""
    found: dict[str, str] = {}
    for match in _MENTION.finditer(text):
        name = match[1].rstrip(".-_")
        found.setdefault(code_key(name), name)
    return tuple(found.values())


def new_mentions(text: str, before: Collection[str] | str = "") -> tuple[str, ...]:
    """Those that a text names and an earlier version of it did not: who was told is not told again."""
    known = {code_key(name) for name in (mentions(before) if isinstance(before, str) else before)}
    return tuple(name for name in mentions(text) if code_key(name) not in known)
