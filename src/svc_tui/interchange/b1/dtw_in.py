"""Rows of delimited B1 files: extracts of a table, files of the Data Transfer Workbench, and their child files.

One or two header rows, names of either kind, any delimiter and encoding. The rows of a child file become one object
for each parent, which brings a known record up to date.
"""

import json
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from svc_tui.errors import N_
from svc_tui.interchange.b1 import dtw_names
from svc_tui.interchange.b1 import enums as b1_enums
from svc_tui.interchange.b1 import names as b1_names
from svc_tui.interchange.b1 import sets as b1_sets
from svc_tui.interchange.b1.dtw_names import ChildFile
from svc_tui.interchange.b1.sets import EntitySet
from svc_tui.interchange.core.cells import unguarded
from svc_tui.interchange.core.delimited import Table
from svc_tui.interchange.core.files import Source
from svc_tui.interchange.core.json_files import Found
from svc_tui.interchange.core.records import Problem


def set_of(source: Source, header: list[str], kind: str | None) -> EntitySet | None:
    """The set that a file is named after, else the one whose names, of either kind, make up most of its header."""
    stem = _stem(source).casefold()
    named = next((one for one in b1_names.SETS if one.name.casefold() == stem), None)
    if kind is None and named is not None and _key_names(named) & {name.casefold() for name in header}:
        return named
    names = {name.casefold() for name in header if name}
    best: tuple[int, EntitySet | None] = (0, None)
    for one in b1_names.SETS:
        known = b1_sets.lookup(one).keys()
        keys = _key_names(one)
        wished = kind is not None and kind.casefold() in {one.kind, one.name.casefold()}
        if wished or (kind is None and names & keys and names & {word.casefold() for word in one.telling}):
            best = max(best, (len(names & known), one), key=lambda pair: pair[0])
    return best[1]


def _key_names(one: EntitySet) -> set[str]:
    return {one.key.casefold(), *(col.casefold() for col, prop in one.database.items() if prop == one.key)}


def _stem(source: Source) -> str:
    return PurePath(source.name.removesuffix(".gz")).stem


def child_of(source: Source, header: list[str]) -> ChildFile | None:
    """The child file that this is, by its columns, else by its name."""
    return dtw_names.child_of({name.casefold() for name in header}, _stem(source))


def parents(source: Source, entity: EntitySet) -> Iterator[Found | Problem]:
    """Every row as an object of its set."""
    known = b1_sets.lookup(entity).keys()
    for row, found in _rows(source, known):
        yield found if isinstance(found, Problem) else Found(row, found)


def children(source: Source, child: ChildFile) -> Iterator[Found | Problem]:
    """One object for each parent, with its rows as the collection; the row is that of the first."""
    spelled = {name.casefold(): prop for prop, column in child.columns.items() for name in (prop, column)}
    parent = dtw_names.parent_set(child)
    key = next((name for name in spelled if spelled[name] == "ParentKey" and name != "parentkey"), "")
    gathered: dict[str, tuple[int, list[dict[str, Any]]]] = {}
    for row, found in _rows(source, {*spelled, "parentkey"}):
        if isinstance(found, Problem):
            yield found
            continue
        line = {spelled.get(name.casefold(), name): value for name, value in found.items()}
        of = line.pop("ParentKey", None) or found.get(key)
        if of is None:
            message = N_("{column} is missing; the line does not say which record it belongs to.")
            yield Problem(row, "ParentKey", "", message, {}, rule="parent")
            continue
        gathered.setdefault(str(of), (row, []))[1].append(line)
    for of, (row, lines) in gathered.items():
        yield Found(row, {parent.key: _key(parent, of), child.name: lines})


def _key(parent: EntitySet, text: str) -> Any:
    number = b1_enums.number(text)
    return number if number is not None and parent.kind not in {"customer", "queue"} else text


def _rows(source: Source, known: Any) -> Iterator[tuple[int, dict[str, Any] | Problem]]:
    table = Table(source)
    header = table.header
    header.refuse_twins(source.name, table.first, str.casefold)
    for number, cells in table.rows():
        if isinstance(cells, Problem):
            yield number, cells
        elif number == table.first + 1 and _is_header(cells, header, known):
            continue  # a second row of names: the database's, under those of the interface
        else:
            pairs = zip(header, cells, strict=True)
            found = {name: _value(name, cell, known) for name, cell in pairs if name and name != "RecordKey"}
            found = {
                name: value for name, value in found.items() if value is not None or name.casefold() in known
            }
            if any(cell is not None for cell in found.values()):
                yield number, found


def _is_header(cells: list[str], header: list[str], known: Any) -> bool:
    """Row 2 is one of names if each is known, or repeats what stands above it, and a name of the file's own."""
    above = {name.casefold() for name in header}
    names = [cell.strip().casefold() for cell in cells]
    pairs = [(name, top.casefold()) for name, top in zip(names, header, strict=False) if name]
    return bool(pairs) and all(name in known or name == top or name in above for name, top in pairs)


def _value(name: str, cell: str, known: Any) -> Any:
    if b1_enums.is_nothing(cell):
        return None
    text = unguarded(cell)
    if name.casefold() in dtw_names.NUMBERS:
        found = b1_enums.number(text)
        return text if found is None or str(found) != text else found
    if name.casefold() not in known and text[:1] in {"{", "["}:
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return text
    return text
