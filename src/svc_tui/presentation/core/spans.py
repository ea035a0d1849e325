"""Sentences whose parts have roles: one template of the catalogue, filled with spans."""

import re

Span = tuple[str, str]
"""Text and its role."""
Line = tuple[Span, ...]

_PLACE = re.compile(r"\{(\w+)\}")


def spans(template: str, role: str, **parts: Span | str) -> Line:
    """The sentence as spans: what stands between the placeholders has `role`, a part its own or the same.

    A lone full stop or comma joins the part before it: a pen of its own costs twenty bytes.
    """
    line: list[Span] = []
    for index, piece in enumerate(_PLACE.split(template)):
        part = parts[piece] if index % 2 else piece
        text, own = (part, role) if isinstance(part, str) else part
        if line and text.strip() in (".", ","):
            line[-1] = (line[-1][0] + text, line[-1][1])
        elif text:
            line.append((text, own))
    return tuple(line)
