"""Sentences whose parts have roles: one template of the catalogue, filled with spans."""

import re

Span = tuple[str, str]
"""Text and its role."""
Line = tuple[Span, ...]

_PLACE = re.compile(r"\{(\w+)\}")


def spans(template: str, role: str, **parts: Span | str) -> Line:
    """The sentence as spans: what stands between the placeholders has `role`, a part its own or the same."""
    line: list[Span] = []
    for index, piece in enumerate(_PLACE.split(template)):
        part = parts[piece] if index % 2 else piece
        text, own = (part, role) if isinstance(part, str) else part
        if text:
            line.append((text, own))
    return tuple(line)
