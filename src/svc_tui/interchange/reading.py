"""From a file to its records: which reader a file needs, found from its first signs.

JSON of our names or of B1, a CSV through a mapping, a CSV that speaks our names, an extract of a B1 table.
"""

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from svc_tui.errors import N_, Refused
from svc_tui.interchange.b1 import dtw_in as dtw_read
from svc_tui.interchange.b1 import dtw_names
from svc_tui.interchange.b1 import json_in as b1_json
from svc_tui.interchange.b1 import names as b1_names
from svc_tui.interchange.core import json_files
from svc_tui.interchange.core.delimited import Table
from svc_tui.interchange.core.fields import DERIVED, FIELDS, MAPPED_KINDS
from svc_tui.interchange.core.files import Source
from svc_tui.interchange.core.json_files import Found
from svc_tui.interchange.core.records import Problem, Record, short
from svc_tui.interchange.csv.mapped_cells import Check
from svc_tui.interchange.csv.mapping import OWN_FIELD, ColumnMap, of_own_names
from svc_tui.interchange.csv.mapping_parts import is_part
from svc_tui.interchange.csv.reader import MappedReader
from svc_tui.interchange.own import jsonl as own_jsonl
from svc_tui.interchange.own import markdown_folder


def read(
    source: Source,
    *,
    zone: tzinfo,
    mapping: ColumnMap | None = None,
    kind: str | None = None,
    check: Check = lambda name, value: None,
    strict: bool = False,
) -> Iterator[Record | Problem]:
    """The records of a file and its problems, as they come.

    Args:
        source: The file.
        zone: The company's zone, of instants without one.
        mapping: How the columns of a CSV are to be taken.
        kind: What the file holds, where it does not say.
        check: Asked whether the store can take a value; only histories need it row by row.
        strict: What is doubtful is a problem of its row instead of a warning.

    Raises:
        Refused: the file cannot be read, or it cannot be told what it holds.
    """
    if mapping is not None:
        yield from MappedReader(source, mapping, zone, check, strict)
    elif markdown_folder.is_markdown(source):
        yield from own_jsonl.records(markdown_folder.objects(source), zone, "solution")
    elif json_files.looks_like_json(source):
        yield from _json(source, zone, kind)
    else:
        yield from _table(source, zone, kind, check)


def kind_of(source: Source, *, mapping: ColumnMap | None = None, kind: str | None = None) -> str:
    """The kind of the first record, to import files in the order in which they name each other."""
    if mapping is not None:
        return mapping.kind
    if markdown_folder.is_markdown(source):
        return "solution"
    if json_files.looks_like_json(source):
        for found in json_files.objects(source):
            if isinstance(found, Found):
                if own_jsonl.is_own(found.value, kind):
                    return own_jsonl.kind_of(found.value, kind)
                return b1_json.choose(found, kind).kind
        return kind or ""
    header = Table(source).header
    kind = kind or _own_kind(header)
    if kind in FIELDS:
        return str(kind)
    if (child := dtw_read.child_of(source, header)) is not None:
        return dtw_names.parent_set(child).kind
    entity = dtw_read.set_of(source, header, kind)
    return entity.kind if entity else ""


def rank_of(source: Source, kind: str | None = None) -> int:
    """The place of a file among those of one kind: users before employees, parents before their children."""
    if markdown_folder.is_markdown(source):
        return 0
    if json_files.looks_like_json(source):
        found = next((one for one in json_files.objects(source) if isinstance(one, Found)), None)
        if found is None or own_jsonl.is_own(found.value, kind):
            return 0
        return int(b1_json.choose(found, kind) is b1_names.EMPLOYEES)
    header = Table(source).header
    if dtw_read.child_of(source, header) is not None:
        return 2
    return int(dtw_read.set_of(source, header, kind) is b1_names.EMPLOYEES)


def _json(source: Source, zone: tzinfo, kind: str | None) -> Iterator[Record | Problem]:
    stream = json_files.objects(source)
    ahead: list[Found | Problem] = []
    own = False
    for one in stream:
        ahead.append(one)
        if isinstance(one, Found):
            own = own_jsonl.is_own(one.value, kind)
            break

    def again() -> Iterator[Found | Problem]:
        yield from ahead
        yield from stream

    yield from (own_jsonl if own else b1_json).records(again(), zone, kind)


def _table(source: Source, zone: tzinfo, kind: str | None, check: Check) -> Iterator[Record | Problem]:
    """A delimited file without a mapping: our names in its header, or those of a B1 set."""
    table = Table(source)
    header = table.header
    if (child := dtw_read.child_of(source, header)) is not None:
        parent = dtw_names.parent_set(child)
        yield from b1_json.records(dtw_read.children(source, child), zone, parent.name)
        return
    kind = kind or _own_kind(header)
    if kind in FIELDS and any(name in FIELDS[kind] for name in header):
        mapping = of_own_names(kind, header, source.name)
        if not dtw_read.set_of(source, header, kind) or len(mapping.fields) * 2 > len(header):
            yield from MappedReader(source, mapping, zone, check)
            return
    entity = dtw_read.set_of(source, header, kind)
    if entity is None:
        if above := table.names_below(lambda names: _is_told(source, names)):
            message = N_(
                "{name}: nothing says what its columns are ({columns}), but row {row} does. Take away what stands "
                "above that row, or write a mapping file with skip = {above}."
            )
            columns = short(", ".join(header))
            raise Refused(message, name=source.name, columns=columns, row=above + 1, above=above)
        raise Refused(
            N_(
                "{name}: nothing says what its columns are ({columns}). Write a mapping file and give it with --map; "
                "kinds are {kinds}."
            ),
            name=source.name,
            columns=short(", ".join(header)),
            kinds=", ".join(MAPPED_KINDS),
        )
    yield from b1_json.records(dtw_read.parents(source, entity), zone, entity.name)


def _is_told(source: Source, names: Sequence[str]) -> bool:
    """Do these names of columns say what stands below them."""
    header = list(names)
    if dtw_read.child_of(source, header) is not None:
        return True
    return bool(_own_kind(header) or dtw_read.set_of(source, header, None))


def _own_kind(header: list[str]) -> str | None:
    """The only kind that has all these names, as a CSV that we wrote; None where several have or none."""
    fitting = [
        kind
        for kind, names in FIELDS.items()
        if header
        and all(
            n in names or n in DERIVED or n.startswith(OWN_FIELD) or (kind == "contract" and is_part(n))
            for n in header
        )
    ]
    return fitting[0] if len(fitting) == 1 else None
