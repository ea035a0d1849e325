"""Pages to hand over as plain text for a terminal or a mail, and as Markdown."""

from collections.abc import Iterable, Sequence

from rich.cells import cell_len

from svc_tui.domain.core.paper import Beside, Block, Figures, Pairs, Paper, Prose, Signatures, Table
from svc_tui.domain.core.text import show, show_line

WIDTH = 72


def text(papers: Sequence[Paper]) -> str:
    """The papers as text, tables with their columns under each other; a form feed begins the next one."""
    return "\f".join("".join(line.rstrip() + "\n" for line in _Plain().paper(paper)) for paper in papers)


def markdown(papers: Sequence[Paper]) -> str:
    """The papers as Markdown; a rule parts them."""
    return "\n---\n\n".join("".join(line + "\n" for line in _Markdown().paper(paper)) for paper in papers)


class _Plain:
    """How each block reads as text."""

    def paper(self, paper: Paper) -> Iterable[str]:
        yield from self.top(paper)
        for block in paper.blocks:
            yield from self.block(block)
        yield from ("", self.line(paper.foot)) if paper.foot else ()

    def block(self, block: Block) -> Iterable[str]:
        match block:
            case Beside():
                for part in block.parts:
                    yield from self.block(part)
            case Pairs():
                pairs = [(self.line(label), self.line(value)) for label, value in block.pairs if value]
                yield from (*self.heading(block.title), *self.pairs(pairs)) if pairs else ()
            case Prose():
                yield from (*self.heading(block.title), *self.prose(block.text)) if block.text.strip() else ()
            case Figures():
                pairs = [
                    (self.line(each.label), self.line(f"{each.value}  {each.beneath}".strip()))
                    for each in block.figures
                ]
                yield from (*self.heading(block.title), *self.pairs(pairs)) if pairs else ()
            case Table():
                yield from self._table(block)
            case Signatures():
                yield from self.signatures(block)

    def line(self, text: str) -> str:
        return show_line(text)

    def top(self, paper: Paper) -> Iterable[str]:
        head = [line for line in (paper.head.name, *paper.head.lines) if line]
        yield from (*map(self.line, head), "") if head else ()
        yield from (self.line(paper.title), "=" * WIDTH)
        yield from (self.line(paper.subtitle),) if paper.subtitle else ()

    def heading(self, title: str) -> Iterable[str]:
        return ("", f"-- {self.line(title)}") if title else ("",)

    def pairs(self, pairs: Sequence[tuple[str, str]]) -> Iterable[str]:
        wide = max(cell_len(label) for label, _value in pairs)
        return [f"{label}{' ' * (wide - cell_len(label))}  {value}" for label, value in pairs]

    def prose(self, text: str) -> Iterable[str]:
        return show(text).strip("\n").split("\n")

    def _table(self, block: Table) -> Iterable[str]:
        if not block.rows:  # lines to fill in by hand are nothing for a screen
            return
        yield from self.heading(block.title)
        yield from self.rows(block)
        yield from ("", self.line(block.note)) if block.note else ()

    def rows(self, block: Table) -> Iterable[str]:
        total = [block.total] if block.total is not None else []
        rows = [[column.title for column in block.columns], *block.rows, *total]
        cells = [[self.line(cell) for cell in row] for row in rows]
        widths = [max(cell_len(row[index]) for row in cells) for index in range(len(block.columns))]
        for row in cells:
            parts = []
            for cell, wide, column in zip(row, widths, block.columns, strict=True):
                gap = " " * (wide - cell_len(cell))
                parts.append(gap + cell if column.right else cell + gap)
            yield "  ".join(parts)

    def signatures(self, block: Signatures) -> Iterable[str]:
        yield from ("", self.line(block.said)) if block.said else ()
        for signer in block.signers:
            yield from ("", f"{self.line(signer.name) or '_' * 30}  {self.line(signer.label)}")
            yield from (self.line(signer.beneath),) if signer.beneath else ()


_ACTS = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>|#~"})


class _Markdown(_Plain):
    """How each block reads as Markdown; what people typed is never markup."""

    def line(self, text: str) -> str:
        return show_line(text).translate(_ACTS)

    def top(self, paper: Paper) -> Iterable[str]:
        head = [line for line in (paper.head.name, *paper.head.lines) if line]
        yield from (" · ".join(map(self.line, head)), "") if head else ()
        yield f"# {self.line(paper.title)}"
        yield from ("", self.line(paper.subtitle)) if paper.subtitle else ()

    def heading(self, title: str) -> Iterable[str]:
        return ("", f"## {self.line(title)}", "") if title else ("",)

    def pairs(self, pairs: Sequence[tuple[str, str]]) -> Iterable[str]:
        return [f"- {label}: {value}" for label, value in pairs]

    def prose(self, text: str) -> Iterable[str]:
        return [f"> {line.translate(_ACTS)}" for line in super().prose(text)]

    def rows(self, block: Table) -> Iterable[str]:
        total = [block.total] if block.total is not None else []
        yield f"| {' | '.join(self.line(column.title) for column in block.columns)} |"
        yield f"|{'|'.join(' ---: ' if column.right else ' --- ' for column in block.columns)}|"
        for row in (*block.rows, *total):
            yield f"| {' | '.join(map(self.line, row))} |"
