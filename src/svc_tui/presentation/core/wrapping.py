"""Text of people as lines of a width: its own line breaks kept, long lines broken between words."""

from rich.cells import cell_len, chop_cells

from svc_tui.domain.core.text import show
from svc_tui.presentation.core.spans import Line


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells."""
    width = max(1, width)
    lines: list[str] = []
    for line in show(text).split("\n"):
        lines += _broken(line.rstrip(), width)
    return lines


def _broken(line: str, width: int) -> list[str]:
    if cell_len(line) <= width:
        return [line]
    margin = " " * min(len(line) - len(line.lstrip(" ")), width // 2)
    lines: list[str] = []
    present = margin
    room = width - len(margin)
    for word in line.split():
        if cell_len(present) + cell_len(word) + (present != margin) <= width:
            present += ("" if present == margin else " ") + word
            continue
        if present != margin:
            lines.append(present)
        *full, rest = chop_cells(word, room) or [""]
        lines += [margin + piece for piece in full]
        present = margin + rest
    return [*lines, present]


def paragraph(text: str, width: int, role: str = "text", indent: int = 1) -> list[Line]:
    """The text as lines with a margin."""
    return [((" " * indent, "text"), (line, role)) for line in wrapped(text, width - indent - 1)]
