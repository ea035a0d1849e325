"""The filter as it is shown: keys step back behind their values; and its sort term exchanged."""

import re

from svc_tui.domain.core.text import fold, show_line
from svc_tui.domain.query.keys import SYNTAX
from svc_tui.presentation.core.spans import Line, Span

_TERM = re.compile(r'(-?[^\W\d][\w.]*:)((?:"[^"]*"|[^\s()"|])*)|("[^"]*"?)|(\s+)|([^\s()"|]+|[()|])')


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
    sorted_by: list[str] = []
    kept: list[str] = []
    for found in _TERM.finditer(text):
        name, value, _quoted, gap, _word = found.groups()
        if name and SYNTAX.get(fold(name[:-1])) == "sort":
            sorted_by.append(value)
        elif not gap:
            kept.append(found[0])
        elif kept and kept[-1] != " ":
            kept.append(" ")
    short = {"resolve_by": "due", "assignee": "who", "number": "number"}.get(key, key)
    down = sorted_by[:1] == [short]
    return f"{''.join(kept).strip()} sort:{'-' if down else ''}{short}".strip()
