"""Pages to hand over as PDF: real text in a font that comes along, heads again on each sheet, `2 / 3` at its foot.

The one file that knows reportlab. What the font lacks (Latin, Greek and Cyrillic it has) stands as a box, and the page
says so.
"""

import io
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from types import ModuleType
from typing import Any
from xml.sax.saxutils import escape

from svc_tui.domain.core.paper import (
    Beside,
    Block,
    Figures,
    Letterhead,
    Pairs,
    Paper,
    Prose,
    Signatures,
    Signer,
    Table,
)
from svc_tui.domain.core.text import show, show_line

# reportlab would run ~/.reportlab_settings: what is printed must not hang on a file of the home directory.
sys.modules.setdefault("reportlab_settings", ModuleType("reportlab_settings"))

from reportlab.lib.colors import HexColor  # noqa: E402
from reportlab.lib.enums import TA_RIGHT  # noqa: E402
from reportlab.lib.pagesizes import A4  # noqa: E402
from reportlab.lib.styles import ParagraphStyle  # noqa: E402
from reportlab.lib.units import mm  # noqa: E402
from reportlab.pdfbase import pdfmetrics  # noqa: E402
from reportlab.pdfbase.ttfonts import TTFont  # noqa: E402
from reportlab.pdfgen.canvas import Canvas  # noqa: E402
from reportlab.platypus import (  # noqa: E402
    BaseDocTemplate,
    CondPageBreak,
    Frame,
    FrameBreak,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)
from reportlab.platypus import Table as Grid  # noqa: E402

REGULAR, BOLD = "Paper", "Paper-Bold"
SIDE, TOP, BOTTOM = 18 * mm, 16 * mm, 18 * mm
WIDE, HIGH = A4[0] - 2 * SIDE, A4[1] - TOP - BOTTOM
BOX = "\N{WHITE SQUARE}"
LABEL = 26 * mm
BLANK = 8 * mm
"""Height of a row to be filled in by hand."""
INK, GREY, RULE = HexColor("#111111"), HexColor("#555555"), HexColor("#bbbbbb")
LONGEST = 20_000
"""Signs of one piece of text that is printed; beyond them it is cut with a mark, as nobody reads on."""


def pdf(papers: Sequence[Paper]) -> bytes:
    """The papers as one file, each beginning on a sheet of its own."""
    return _Writer(papers).written()


@cache
def _signs() -> frozenset[int]:
    """The code points that both fonts have; registers them."""
    folder = files("svc_tui") / "shipped" / "fonts"
    known: list[set[int]] = []
    for name, file in ((REGULAR, "regular.ttf"), (BOLD, "bold.ttf")):
        font = TTFont(name, io.BytesIO((folder / file).read_bytes()))
        pdfmetrics.registerFont(font)
        known.append(set(font.face.charToGlyph))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)
    return frozenset(known[0] & known[1])


def _style(size: float, *, bold: bool = False, right: bool = False, grey: bool = False, **more: Any) -> Any:
    return ParagraphStyle(
        "own", fontName=BOLD if bold else REGULAR, fontSize=size, leading=size * 1.3, splitLongWords=1,
        textColor=GREY if grey else INK, **({"alignment": TA_RIGHT} if right else {}), **more,
    )  # fmt: skip


class _Numbered(Canvas):  # type: ignore[misc]
    """A canvas that writes head and foot of a sheet when it knows how many sheets there are."""

    papers: Sequence[tuple[str, str]] = ()
    """Title and foot of each paper."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._sheets: list[dict[str, Any]] = []
        self.paper = 0
        """Which paper the sheet belongs to."""

    def showPage(self) -> None:
        self._sheets.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        of = [sheet["paper"] for sheet in self._sheets]
        for index, sheet in enumerate(self._sheets):
            self.__dict__.update(sheet)
            number = index - of.index(self.paper) + 1
            self._frame(*self.papers[self.paper], number, of.count(self.paper))
            super().showPage()
        super().save()

    def _frame(self, title: str, foot: str, number: int, count: int) -> None:
        self.setFont(REGULAR, 7.5)
        self.setFillColor(GREY)
        line = BOTTOM - 6 * mm
        self.drawString(SIDE, line, foot)
        self.drawRightString(A4[0] - SIDE, line, f"{number} / {count}")
        if number > 1:
            self.drawString(SIDE, A4[1] - TOP + 3 * mm, title)


class _Rows(Grid):  # type: ignore[misc]
    """A table that goes on over sheets between its rows; only a row that is taller than a sheet is cut."""

    def split(self, wide: float, high: float) -> list[Any]:
        self._calc(wide, high)
        parts: list[Any] = self._splitRows(high, doInRowSplit=0)
        if parts:
            return [parts[0], FrameBreak, *parts[1:]]
        if high < HIGH - 1:
            return []  # it begins on a sheet of its own before it is cut
        cut: list[Any] = self._splitRows(high, doInRowSplit=1)
        return cut


class _Writer:
    """One file being written."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self.papers = papers
        self.known = _signs()
        self.lacks = False

    def written(self) -> bytes:
        out = io.BytesIO()
        names = [(self._fitted(paper.title), self._fitted(paper.foot)) for paper in self.papers]
        canvas = type("Canvas", (_Numbered,), {"papers": names})
        document = BaseDocTemplate(
            out, pagesize=A4, title=names[0][0], author=self._line(self.papers[0].head.name),
            lang=self.papers[0].language,
        )  # fmt: skip
        frame = (SIDE, BOTTOM, WIDE, HIGH)
        document.addPageTemplates(
            [
                PageTemplate(str(index), [Frame(*frame, 0, 0, 0, 0)], onPage=_belongs_to(index))
                for index in range(len(self.papers))
            ]
        )
        story: list[Any] = []
        for index, paper in enumerate(self.papers):
            story += [NextPageTemplate(str(index)), PageBreak()] if index else []
            story += self._paper(paper)
        document.build(story, canvasmaker=canvas)
        return out.getvalue()

    # --- text

    def _line(self, text: str) -> str:
        """Text of one line, in signs that the font has."""
        return self._printable(show_line(text))

    def _fitted(self, text: str) -> str:
        """Text that fits on the line at the head or foot of a sheet."""
        line = self._line(text)
        while pdfmetrics.stringWidth(line, REGULAR, 7.5) > WIDE - 20 * mm:
            line = line[: max(0, len(line) * 9 // 10 - 1)] + "…"
        return line

    def _printable(self, text: str) -> str:
        kept = text if len(text) <= LONGEST else text[:LONGEST] + " …"
        if all(ord(sign) in self.known or sign == "\n" for sign in kept):
            return kept
        self.lacks = True
        return "".join(sign if ord(sign) in self.known or sign == "\n" else BOX for sign in kept)

    def _cell(self, text: str, style: Any) -> Any:
        """A piece of text that wraps; its lines are kept."""
        return Paragraph(escape(self._printable(show(text))).replace("\n", "<br/>"), style)

    # --- blocks

    def _paper(self, paper: Paper) -> Iterable[Any]:
        self.lacks = False
        yield from self._letterhead(paper.head)
        yield self._cell(paper.title, _style(17, bold=True))
        if paper.subtitle:
            yield self._cell(paper.subtitle, _style(11, grey=True, spaceBefore=1 * mm))
        yield Spacer(1, 2 * mm)
        for block in paper.blocks:
            yield from self._block(block)
        if self.lacks and paper.lacking:
            yield self._cell(f"{BOX} {paper.lacking}", _style(7.5, grey=True, spaceBefore=4 * mm))

    def _letterhead(self, head: Letterhead) -> Iterable[Any]:
        if not (head.name or head.lines):
            return
        small = _style(8, grey=True, right=True)
        lines = [self._cell(line, small) for line in head.lines if line]
        row = [self._cell(head.name, _style(12, bold=True)), lines or ""]
        ruled = [("LINEBELOW", (0, 0), (-1, -1), 0.8, INK), ("BOTTOMPADDING", (0, 0), (-1, -1), 2 * mm)]
        yield _grid([row], [WIDE * 0.45, WIDE * 0.55], ruled)
        yield Spacer(1, 5 * mm)

    def _block(self, block: Block) -> Iterable[Any]:
        match block:
            case Beside():
                yield from self._beside(block)
            case Pairs():
                yield from self._pairs(block)
            case Prose():
                yield from self._prose(block)
            case Figures():
                yield from self._figures(block)
            case Table():
                yield from self._table(block)
            case Signatures():
                yield from self._signatures(block)

    def _heading(self, title: str) -> list[Any]:
        return (
            [self._cell(title, _style(10.5, bold=True, spaceBefore=4 * mm, spaceAfter=1.2 * mm))]
            if title
            else []
        )

    def _pair_rows(self, block: Pairs) -> list[list[Any]]:
        label, value = _style(9, grey=True), _style(9)
        return [[self._cell(name, label), self._cell(text, value)] for name, text in block.pairs if text]

    def _pairs(self, block: Pairs) -> Iterable[Any]:
        rows = self._pair_rows(block)
        if rows:
            yield CondPageBreak(18 * mm)
            yield from self._heading(block.title)
            yield _grid(rows, [LABEL, WIDE - LABEL])

    def _beside(self, block: Beside) -> Iterable[Any]:
        parts = [part for part in block.parts if any(text for _name, text in part.pairs)]
        if not parts:
            return
        wide = WIDE / len(parts)
        cells = [
            [
                *self._heading(part.title),
                _grid(self._pair_rows(part), [LABEL, wide - LABEL - 5 * mm]),
            ]
            for part in parts
        ]
        yield _grid([cells], [wide] * len(parts))

    def _prose(self, block: Prose) -> Iterable[Any]:
        text = self._printable(show(block.text)).strip("\n")
        if text.strip():
            yield CondPageBreak(18 * mm)
            yield from self._heading(block.title)
            style = _style(9.5)
            for line in text.split("\n"):
                yield Paragraph(escape(line), style) if line.strip() else Spacer(1, 2 * mm)

    def _figures(self, block: Figures) -> Iterable[Any]:
        if not block.figures:
            return
        big, small = _style(16, bold=True), _style(8, grey=True)
        rows = [
            [self._cell(each.label, small) for each in block.figures],
            [self._cell(each.value, big) for each in block.figures],
            [self._cell(each.beneath, small) for each in block.figures],
        ]
        ruled = [("BOX", (0, 0), (-1, -1), 0.5, RULE), ("LINEAFTER", (0, 0), (-2, -1), 0.5, RULE),
                 ("LEFTPADDING", (0, 0), (-1, -1), 3 * mm), ("TOPPADDING", (0, 0), (-1, 0), 2 * mm),
                 ("BOTTOMPADDING", (0, -1), (-1, -1), 2 * mm)]  # fmt: skip
        wide = WIDE / len(block.figures)
        above = self._heading(block.title) or [Spacer(1, 3 * mm)]
        yield KeepTogether([*above, _grid(rows, [wide] * len(block.figures), ruled)])

    def _table(self, block: Table) -> Iterable[Any]:
        if not (block.rows or block.blank):
            return

        def row(
            texts: Sequence[str], *, bold: bool = False, size: float = 8.5, grey: bool = False
        ) -> list[Any]:
            return [
                self._cell(text, _style(size, bold=bold, right=column.right, grey=grey))
                for text, column in zip(texts, block.columns, strict=True)
            ]  # fmt: skip

        rows = [row([each.title for each in block.columns], bold=True, size=8, grey=True)]
        rows += [row(each) for each in block.rows]
        rows += [[""] * len(block.columns) for _each in range(block.blank)]
        heights: list[float | None] = [None] * (len(rows) - block.blank) + [BLANK] * block.blank
        ruled: list[Any] = [
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK), ("LINEBELOW", (0, 1), (-1, -1), 0.3, RULE),
            ("RIGHTPADDING", (0, 0), (-1, -1), 2 * mm), ("TOPPADDING", (0, 0), (-1, -1), 0.8 * mm),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0.8 * mm), ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ]  # fmt: skip
        if block.blank:
            ruled += [("LINEAFTER", (0, 0), (-2, -1), 0.3, RULE), ("LEFTPADDING", (0, 0), (-1, -1), 1 * mm)]
        if block.total is not None:
            rows.append(row(block.total, bold=True))
            heights.append(None)
            ruled.append(("LINEABOVE", (0, -1), (-1, -1), 0.8, INK))
        shares = sum(column.share for column in block.columns)
        widths = [WIDE * column.share / shares for column in block.columns]
        grid = _grid(rows, widths, ruled, made=_Rows, repeatRows=1, rowHeights=heights)
        grid.wrap(WIDE, HIGH)
        begin = sum(grid._rowHeights[:2]) + 14 * mm  # the title does not stand alone at the end of a sheet
        yield CondPageBreak(min(begin, HIGH))
        yield from self._heading(block.title)
        yield grid
        if block.note:
            yield self._cell(block.note, _style(8, grey=True, spaceBefore=1.5 * mm))

    def _signatures(self, block: Signatures) -> Iterable[Any]:
        story: list[Any] = [Spacer(1, 6 * mm)]
        if block.said:
            story.append(self._cell(block.said, _style(9)))
        wide, gap = (WIDE - 10 * mm * (len(block.signers) - 1)) / len(block.signers), 10 * mm
        cells: list[Any] = []
        widths: list[float] = []
        for index, signer in enumerate(block.signers):
            cells += ([""] if index else []) + [self._signer(signer, wide)]
            widths += ([gap] if index else []) + [wide]
        yield KeepTogether([*story, _grid([cells], widths)])

    def _signer(self, signer: Signer, wide: float) -> list[Any]:
        name = self._cell(signer.name, _style(11)) if signer.name else ""
        ruled = [("LINEBELOW", (0, 0), (-1, 0), 0.6, INK), ("VALIGN", (0, 0), (-1, -1), "BOTTOM")]
        beneath = [self._cell(signer.label, _style(8, grey=True, spaceBefore=1 * mm))]
        if signer.beneath:
            beneath.append(self._cell(signer.beneath, _style(7.5, grey=True)))
        return [_grid([[name]], [wide], ruled, rowHeights=[15 * mm]), *beneath]


def _belongs_to(index: int) -> Any:
    def on_page(canvas: Any, _document: Any) -> None:
        canvas.paper = index

    return on_page


def _grid(
    rows: Sequence[Sequence[Any]],
    widths: Sequence[float],
    ruled: Sequence[Any] = (),
    *,
    made: type[Any] = Grid,
    **more: Any,
) -> Any:
    """A table of reportlab; what is said in `more` is its own."""
    plain = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 1 * mm), ("TOPPADDING", (0, 0), (-1, -1), 0.4 * mm),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0.4 * mm),
    ]  # fmt: skip
    return made(rows, colWidths=widths, splitInRow=1, hAlign="LEFT", style=[*plain, *ruled], **more)
