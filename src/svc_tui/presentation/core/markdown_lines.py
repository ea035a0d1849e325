"""Markdown of people as lines of a width: headings, lists, quotes, code; what it means is said by signs, not colour."""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len, chop_cells

from svc_tui.domain.core.text import show, show_line
from svc_tui.language import _
from svc_tui.presentation.core.spans import Line, Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

RULE = "----"
MOST = 50_000
"""So much of a text is shown as Markdown; what follows is left out, and said so."""


@lru_cache(maxsize=1)
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False})


def markdown_lines(text: str, width: int, indent: int = 1) -> list[Line]:
    """The text as lines of at most `width` cells. Any text is Markdown: what is no sign stands for itself."""
    writer = _Writer(max(20, width - 1), indent)
    for token in _parser().parse(show(text[:MOST])):
        writer.take(token)
    if len(text) > MOST:
        writer.lines.append(((_("The text goes on; its form shows all of it."), "muted"),))
    while writer.lines and not writer.lines[-1]:
        writer.lines.pop()
    return writer.lines


class _Writer:
    """Turns tokens into lines; keeps what the present paragraph hangs under."""

    def __init__(self, width: int, indent: int) -> None:
        self.lines: list[Line] = []
        self._width = width
        self._margins = [" " * indent]
        self._numbers: list[int | None] = []
        self._mark = ""
        """The sign of a list entry, before its first line."""
        self._heading = 0

    def take(self, token: "Token") -> None:
        """One token of the parser."""
        match token.type:
            case "heading_open":
                self._heading = int(token.tag[1:])
            case "heading_close":
                self._heading = 0
                self._part()
            case "inline":
                self._write(token.children or [])
            case "paragraph_close":
                if not token.hidden:
                    self._part()
            case "bullet_list_open":
                self._numbers.append(None)
            case "ordered_list_open":
                self._numbers.append(int(str(token.attrs.get("start", 1))))
            case "bullet_list_close" | "ordered_list_close":
                self._numbers.pop()
                if not self._numbers:
                    self._part()
            case "list_item_open":
                self._begin_entry()
            case "list_item_close" | "blockquote_close":
                self._margins.pop()
            case "blockquote_open":
                self._hang("| ")
            case "fence" | "code_block":
                self._code(token.content)
            case "hr":
                self.lines.append(((self._margins[-1] + RULE, "muted"),))
                self._part()
            case _:
                pass

    def _begin_entry(self) -> None:
        number = self._numbers[-1]
        self._mark = "- " if number is None else f"{number}. "
        if number is not None:
            self._numbers[-1] = number + 1
        self._hang(" " * len(self._mark))

    def _hang(self, margin: str) -> None:
        """A further margin; half of the width stays for the text however deep it lies."""
        self._margins.append((self._margins[-1] + margin)[: self._width // 2])

    def _part(self) -> None:
        """An empty line between parts."""
        if self.lines and self.lines[-1]:
            self.lines.append(())

    def _code(self, content: str) -> None:
        margin = self._margins[-1] + "    "
        for line in content.rstrip("\n").split("\n"):
            for piece in chop_cells(show_line(line), max(4, self._width - len(margin))) or [""]:
                self.lines.append(((margin + piece, "text"),))
        self._part()

    def _write(self, children: "Sequence[Token]") -> None:
        """A run of text, broken between words."""
        first = self._margins[-1]
        if self._mark:
            first = first[: max(0, len(first) - len(self._mark))] + self._mark
            self._mark = ""
        line: list[Span] = [(first, "text")]
        used = len(first)
        begun = False
        for text, role in self._words(children):
            if text == "\n":
                self.lines.append(_joined(line))
                line, used, begun = [(self._margins[-1], "text")], len(self._margins[-1]), False
                continue
            long = cell_len(text)
            if begun and used + 1 + long > self._width:
                self.lines.append(_joined(line))
                line, used, begun = [(self._margins[-1], "text")], len(self._margins[-1]), False
            for place, piece in enumerate(chop_cells(text, max(4, self._width - used - 1)) if long else []):
                if place:
                    self.lines.append(_joined(line))
                    line, used = [(self._margins[-1], "text")], len(self._margins[-1])
                gap = " " if begun and not place else ""
                line.append((gap + piece, role))
                used += len(gap) + cell_len(piece)
            begun = True
        self.lines.append(_joined(line))

    def _words(self, children: "Sequence[Token]") -> list[Span]:
        """Words with their roles; a line break that was meant is a word of its own."""
        found: list[Span] = []
        strong, link = int(self._heading > 0), ""
        glued = False
        for child in children:
            match child.type:
                case "text" | "code_inline":
                    role = "text strong" if strong or child.type == "code_inline" else "text"
                    words = child.content.split()
                    if glued and words and not child.content[:1].isspace() and found and found[-1][0] != "\n":
                        before, kept = found.pop()
                        found.append((before + words.pop(0), kept if kept == role else role))
                    found += [(word, role) for word in words]
                    glued = bool(child.content) and not child.content[-1:].isspace()
                case "strong_open" | "em_open":
                    strong += 1
                case "strong_close" | "em_close":
                    strong -= 1
                case "link_open":
                    link = str(child.attrs.get("href", ""))
                case "link_close":
                    if link and (not found or link not in found[-1][0]):
                        found.append((f"<{link}>", "accent"))
                        glued = True
                case "softbreak":
                    glued = False
                case "hardbreak":
                    found.append(("\n", "text"))
                    glued = False
                case "image":
                    found.append((f"[{child.content}]", "muted"))
                    glued = False
                case _:
                    pass
        return found


def _joined(line: Sequence[Span]) -> Line:
    """Neighbours of one role as one span."""
    found: list[Span] = []
    for text, role in line:
        if found and found[-1][1] == role:
            found[-1] = (found[-1][0] + text, role)
        elif text:
            found.append((text, role))
    return tuple(found)
