"""Records of one kind into one file: our own whole lines, or CSV that our import reads again without a mapping."""

from collections.abc import Iterator, Sequence
from typing import TextIO

from svc_tui.errors import N_, BadUsage
from svc_tui.interchange.core.fields import FIELDS, LINES
from svc_tui.interchange.csv.mapping_parts import DOT, PRIORITIES
from svc_tui.interchange.own import jsonl as own_jsonl
from svc_tui.services.activities.recurring import way_back
from svc_tui.services.core.context import Context
from svc_tui.services.core.fields import Given, Values
from svc_tui.services.exchange.incoming.whole_kinds import FILES, KINDS
from svc_tui.services.exchange.outgoing.whole import lines
from svc_tui.storage.exchange import whole as rows

TARGETS = tuple(
    f"targets{DOT}{priority}{DOT}{one}" for priority in PRIORITIES for one in ("response", "resolution")
)


def write_kind(
    context: Context, kind: str, out: TextIO, *, as_csv: bool = False, only: Sequence[int] | None = None
) -> int:
    """Write the records of a kind. Returns how many.

    Args:
        context: The store.
        kind: What to write.
        out: Where to.
        as_csv: A CSV of our names; else whole lines. Files that are attached go with `export all` alone.
        only: Internal keys of the records wanted, in order; None means every one.

    Raises:
        BadUsage: there is no such kind, or no CSV of it.
    """
    if kind not in KINDS:
        raise BadUsage(
            N_("export knows no {kind}; it knows {kinds}."), kind=kind, kinds=", ".join((*KINDS, "all"))
        )
    if as_csv and kind not in FIELDS:
        raise BadUsage(N_("There is no CSV of {kind}. Name a .jsonl file."), kind=kind)
    with context.store.read() as session:
        table = KINDS[kind].table
        pages = (
            rows.pages(session=session, table_name=table)
            if only is None
            else rows.of_ids(session=session, table_name=table, ids=only)
        )
        found = (line for page in pages for line in lines(session, KINDS[kind], page))
        return _csv(kind, found, out) if as_csv else _lines(found, out)


def _lines(found: Iterator[Values], out: TextIO) -> int:
    count = 0
    for line in found:
        line.pop(FILES.name, None)
        out.write(own_jsonl.line_of(line))
        count += 1
    return count


def _csv(kind: str, found: Iterator[Values], out: TextIO) -> int:
    """One row a record; a contract has one for each of its lines."""
    names = [name for name, shape in FIELDS[kind].items() if shape != "records"]
    count = 0

    def counted() -> Iterator[Given]:
        nonlocal count
        for line in found:
            count += 1
            if kind == "activity":
                line["recurrence"] = way_back(line.get("recurrence")) or None
            yield from _of_contract(line) if kind == "contract" else [line]

    parts = (*(f"lines{DOT}{name}" for name in LINES), *TARGETS) if kind == "contract" else ()
    own_jsonl.write_csv(counted(), out, [*names, *parts])
    return count


def _of_contract(line: Values) -> Iterator[Given]:
    targets = {
        f"targets{DOT}{target['priority']}{DOT}{one}": target[one]
        for target in line["targets"]
        for one in ("response", "resolution")
    }
    for unit in line["lines"] or [{}]:
        yield {**line, **targets, **{f"lines{DOT}{name}": unit.get(name) for name in LINES}}
