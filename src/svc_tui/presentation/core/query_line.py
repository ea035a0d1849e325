"""The filter as it is shown: keys step back behind their values; and its sort term exchanged."""

import re

from svc_tui.domain.core.text import show_line
from svc_tui.presentation.core.spans import Line, Span

_TERM = re.compile(r'(-?[^\W\d][\w.]*:)((?:"[^"]*"|[^\s()"])*)|("[^"]*"?)|(\s+)|([^\s]+?(?=[\s()"]|$)|[()"])')
_SORT = re.compile(r"(?:^|\s)sort:(-?)(\S*)")


def query_spans(text: str) -> Line:
    """The text in spans: keys muted, what they ask for plain."""
    line: list[Span] = []
    for found in _TERM.finditer(show_line(text)):
        key, value, quoted, gap, word = found.groups()
        if key:
            line.append((key, "muted"))
            line.append((value, "text"))
        else:
            line.append((quoted or gap or word, "text"))
    return tuple(span for span in line if span[0])


def with_sort(text: str, key: str) -> str:
    """The filter sorted by a key; downwards where it was sorted upwards by it already."""
    first = _SORT.search(text)
    short = {"resolve_by": "due", "assignee": "who", "number": "number"}.get(key, key)
    down = first is not None and first[2] == short and not first[1]
    rest = " ".join(_SORT.sub(" ", text).split())
    return f"{rest} sort:{'-' if down else ''}{short}".strip()
