"""Pages to hand over as one file of HTML: no script, nothing from any network, for the printer and for the screen."""

from collections.abc import Iterable, Sequence
from html import escape

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

_STYLE = """
@page{size:A4;margin:16mm 18mm 18mm;
@bottom-right{content:counter(page) " / " counter(pages);font:7.5pt sans-serif;color:#555}}
*{box-sizing:border-box}
body{font:9.5pt/1.35 system-ui,"DejaVu Sans",sans-serif;color:#111;background:#fff;max-width:174mm;margin:10mm auto;
overflow-wrap:anywhere}
article+article{break-before:page;margin-top:20mm}
header{display:flex;justify-content:space-between;gap:8mm;border-bottom:1.5px solid #111;
padding-bottom:2mm;margin-bottom:5mm}
header b{font-size:12pt}header div{text-align:right;font-size:8pt;color:#555}
h1{font-size:17pt;line-height:1.2;margin:0}h2{font-size:10.5pt;margin:4mm 0 1mm;break-after:avoid}
h2+.figures{margin-top:0}
.sub{font-size:11pt;color:#555;margin:.5mm 0 2mm}
.beside{display:flex;gap:6mm}.beside>section{flex:1 1 0;min-width:0}
dl{display:grid;grid-template-columns:26mm 1fr;margin:0;font-size:9pt}dt{color:#555;padding-right:2mm}dd{margin:0}
.prose{white-space:pre-wrap;margin:0}
.figures{display:flex;margin-top:3mm;border:1px solid #bbb;break-inside:avoid}
.figures div{flex:1 1 0;padding:2mm 3mm;font-size:8pt;color:#555}
.figures div+div{border-left:1px solid #bbb}.figures strong{display:block;font-size:16pt;line-height:1.3;color:#111}
table{border-collapse:collapse;width:100%;table-layout:fixed;font-size:8.5pt}
th,td{text-align:left;vertical-align:top;padding:.8mm 2mm .8mm 0;border-bottom:1px solid #ccc;white-space:pre-line}
th{font-size:8pt;color:#555;vertical-align:bottom;border-bottom:1.5px solid #111}
.n{text-align:right}.blank td{height:8mm}.blank td+td,.blank th+th{border-left:1px solid #ccc;padding-left:1mm}
tfoot td{font-weight:bold;border-top:1.5px solid #111}thead{display:table-header-group}tfoot{display:table-row-group}
tr{break-inside:avoid}.note{font-size:8pt;color:#555;margin:1.5mm 0 0}
.signed{break-inside:avoid;margin-top:6mm}.signed p{margin:0}.lines{display:flex;gap:10mm}
.lines div{flex:1 1 0;min-width:0;font-size:8pt;color:#555}
.lines b{display:flex;align-items:flex-end;height:15mm;border-bottom:1px solid #111;font-size:11pt;font-weight:normal;
color:#111;margin-bottom:1mm}
footer{font-size:7.5pt;color:#555;margin-top:8mm}
@media print{body{margin:0;max-width:none}article+article{margin-top:0}}
"""


def html(papers: Sequence[Paper]) -> str:
    """The papers as one page; in print each begins on a sheet of its own."""
    first = papers[0]
    body = "\n".join(part for paper in papers for part in _paper(paper))
    return f"""<!DOCTYPE html>
<html lang="{escape(first.language)}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width"><title>{_line(first.title)}</title><style>{_STYLE}</style></head>
<body>
{body}
</body></html>
"""


def _line(text: str) -> str:
    return escape(show_line(text))


def _text(text: str) -> str:
    return escape(show(text).strip("\n"))


def _paper(paper: Paper) -> Iterable[str]:
    yield "<article>"
    yield from _letterhead(paper.head)
    yield f"<h1>{_line(paper.title)}</h1>"
    if paper.subtitle:
        yield f'<p class="sub">{_line(paper.subtitle)}</p>'
    for block in paper.blocks:
        yield from _block(block)
    if paper.foot:
        yield f"<footer>{_line(paper.foot)}</footer>"
    yield "</article>"


def _letterhead(head: Letterhead) -> Iterable[str]:
    if head.name or head.lines:
        lines = "<br>".join(_line(line) for line in head.lines if line)
        yield f"<header><b>{_line(head.name)}</b><div>{lines}</div></header>"


def _block(block: Block) -> Iterable[str]:
    match block:
        case Beside():
            yield '<div class="beside">'
            for part in block.parts:
                yield from _section(part)
            yield "</div>"
        case Pairs():
            yield from _section(block)
        case Prose():
            if block.text.strip():
                yield f'{_heading(block.title)}<p class="prose">{_text(block.text)}</p>'
        case Figures():
            yield from _figures(block)
        case Table():
            yield from _table(block)
        case Signatures():
            signers = "".join(_signer(each) for each in block.signers)
            yield f'<div class="signed"><p>{_line(block.said)}</p><div class="lines">{signers}</div></div>'


def _heading(title: str) -> str:
    return f"<h2>{_line(title)}</h2>" if title else ""


def _section(block: Pairs) -> Iterable[str]:
    pairs = [f"<dt>{_line(label)}</dt><dd>{_text(value)}</dd>" for label, value in block.pairs if value]
    if pairs:
        yield f"<section>{_heading(block.title)}<dl>{''.join(pairs)}</dl></section>"


def _figures(block: Figures) -> Iterable[str]:
    if block.figures:
        figures = "".join(
            f"<div>{_line(each.label)}<strong>{_line(each.value)}</strong>{_line(each.beneath)}</div>"
            for each in block.figures
        )
        yield f'{_heading(block.title)}<div class="figures">{figures}</div>'


def _table(block: Table) -> Iterable[str]:
    if not (block.rows or block.blank):
        return
    shares = sum(column.share for column in block.columns)
    wide = "".join(f'<col style="width:{column.share * 100 / shares:.1f}%">' for column in block.columns)
    empty = f"<tr>{'<td></td>' * len(block.columns)}</tr>" * block.blank
    blank = ' class="blank"' if block.blank else ""
    yield f"{_heading(block.title)}<table{blank}><colgroup>{wide}</colgroup>"
    yield f"<thead>{_row([each.title for each in block.columns], block, 'th')}</thead><tbody>"
    for row in block.rows:
        yield _row(row, block)
    yield f"{empty}</tbody>"
    if block.total is not None:
        yield f"<tfoot>{_row(block.total, block)}</tfoot>"
    yield "</table>"
    if block.note:
        yield f'<p class="note">{_text(block.note)}</p>'


def _row(texts: Sequence[str], block: Table, cell: str = "td") -> str:
    right = ("", ' class="n"')
    cells = (
        f"<{cell}{right[column.right]}>{_text(text)}</{cell}>"
        for text, column in zip(texts, block.columns, strict=True)
    )
    return f"<tr>{''.join(cells)}</tr>"


def _signer(signer: Signer) -> str:
    beneath = f"<br>{_text(signer.beneath)}" if signer.beneath else ""
    return f"<div><b>{_line(signer.name)}</b>{_line(signer.label)}{beneath}</div>"
