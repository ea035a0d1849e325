"""SAP Business One objects, from Service Layer JSON or rows of a database extract, as plain records.

What a file's objects are is taken from its metadata, else from the wish, else from properties that only
one set has. What has no name of ours is kept as it came and reported once for each name.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import tzinfo
from functools import lru_cache
from typing import Any, Final

from svc_tui.errors import N_, Refused
from svc_tui.interchange.b1 import children as b1_children
from svc_tui.interchange.b1 import enums as b1_enums
from svc_tui.interchange.b1 import names as b1_names
from svc_tui.interchange.b1 import special as b1_special
from svc_tui.interchange.b1 import values as b1_values
from svc_tui.interchange.b1.sets import EntitySet, lookup
from svc_tui.interchange.core import values
from svc_tui.interchange.core.json_files import Found, fault_of
from svc_tui.interchange.core.records import Problem, Record, Tally, short

_FUNCTION: Final = re.compile(r"(\w+)Service_Get\w+")


def records(
    found: Iterable[Found | Problem], zone: tzinfo, kind: str | None = None
) -> Iterator[Record | Problem]:
    """Turn the objects of one file into records.

    Args:
        found: The objects, as `json_files.objects` yields them.
        zone: The company's zone: B1's dates and times are local to it.
        kind: What the objects are where nothing in them says so: a kind of ours or a set of B1.

    Raises:
        Refused: it cannot be told what they are, or they are of a set that is not read.
    """
    tally = Tally()
    for one in found:
        if isinstance(one, Problem):
            yield one
            continue
        entity = choose(one, kind)
        if (fault := fault_of(one)) is not None:
            yield fault
            continue
        yield _record(one, entity, zone, tally)
    yield from tally.problems()


def choose(found: Found, kind: str | None) -> EntitySet:
    """The set an object is of. Raises Refused where it cannot be told or is not read."""
    named = _of_metadata(found.metadata)
    keys = {key.casefold() for key in found.value}
    if "collection(edm.complextype)" in found.metadata.casefold() or any(
        "/" in key
        or (isinstance(value, dict) and _known_set(key) and key.casefold() not in b1_names.EXPANDED)
        for key, value in found.value.items()
    ):
        raise Refused(
            N_("Row {row} is of a cross join ({names}), which is no record. Export each set by itself."),
            row=found.row,
            names=short(", ".join(found.value)),
        )
    if named:
        if (one := b1_names.by_name(named)) is not None:
            return one
        raise _not_read(named)
    candidates = [one for one in b1_names.SETS if kind and kind.casefold() in _words_of(one)]
    if kind and not candidates:
        raise _not_read(kind)
    if not candidates:
        candidates = [one for one in b1_names.SETS if any(word.casefold() in keys for word in one.telling)]
    if not candidates:
        other = next((b1_names.OTHER_TELLING[key] for key in keys if key in b1_names.OTHER_TELLING), None)
        if other:
            raise _not_read(other)
        raise Refused(
            N_(
                "Nothing says what row {row} is ({names}). Name it with --kind, for example --kind ServiceCallStatus."
            ),
            row=found.row,
            names=short(", ".join(found.value)),
        )
    return max(candidates, key=lambda one: len(keys & _lookup(one.name).keys()))


def _words_of(one: EntitySet) -> set[str]:
    return {one.kind, one.name.casefold(), one.name.casefold().rstrip("s")}


def _known_set(name: str) -> bool:
    return b1_names.by_name(name) is not None or name in b1_names.OTHER_SETS


def _of_metadata(metadata: str) -> str:
    """The set's name in `.../$metadata#ServiceCalls/@Element`, or in a function's name."""
    tail = metadata.rpartition("#")[2].split("/")[0].split("(")[0] if "#" in metadata else ""
    name = tail.rpartition(".")[2]
    if (function := _FUNCTION.search(metadata)) is not None:
        name = function[1]
    if not name or name in {"Collection", "Edm"}:
        inner = re.search(r"Collection\((?:\w+\.)?(\w+?)(?:Params|Collection)?\)", metadata)
        name = inner[1] if inner and inner[1] != "ComplexType" else ""
    if b1_names.by_name(name) is None and name + "s" in b1_names.OTHER_SETS:
        return name + "s"
    return name if name and (_known_set(name) or re.fullmatch(r"[A-Z]\w+", name)) else ""


def _not_read(name: str) -> Refused:
    return Refused(
        N_("{set} is not among what can be imported: {names}. Nothing was imported."),
        set=name,
        names=", ".join(one.name for one in b1_names.SETS),
    )


@lru_cache(maxsize=32)
def _lookup(name: str) -> Mapping[str, str]:
    entity = next(one for one in b1_names.SETS if one.name == name)
    return lookup(entity)


@lru_cache(maxsize=32)
def _read(name: str) -> frozenset[str]:
    return next(one for one in b1_names.SETS if one.name == name).read


def _record(found: Found, entity: EntitySet, zone: tzinfo, tally: Tally) -> Record | Problem:
    flat, extra, spelled = _sorted_out(found, entity, tally)
    telling = b1_values.Telling(found.row, spelled, tally)
    try:
        given = b1_values.of(flat, entity, zone, telling)
        given.update(b1_children.of(entity, extra))
    except b1_values.BadProperty as bad:
        shown = "***" if b1_names.is_secret(bad.column) else short(bad.value)
        return Problem(found.row, bad.column, shown, bad.cause.message, bad.cause.details, rule="value")
    identity = flat.get(entity.key, extra.get(entity.key))
    b1_special.settle(entity, given, flat, extra, telling)
    columns = {name: prop for prop, (name, _) in entity.fields.items()}
    columns |= {name: pair[0] for name, pair in (*entity.pairs.items(), *entity.measures.items())}
    if entity.kind == "call" and b1_enums.is_nothing(flat.get("DocNum")):
        columns["number"] = "ServiceCallID"
    return Record(
        kind=entity.kind,
        row=found.row,
        key="" if b1_enums.is_nothing(identity) else b1_enums.digits(identity),
        values=given,
        extra=extra,
        columns={**columns, "key": entity.key},
        source="b1",
        external_id=b1_enums.number(identity),
    )


def _sorted_out(
    found: Found, entity: EntitySet, tally: Tally
) -> tuple[dict[str, Any], dict[str, Any], dict[str, str]]:
    """Properties we have names for; those we keep as they came; and how the file spells the first."""
    known, read, parts = _lookup(entity.name), _read(entity.name), frozenset(entity.place)
    flat: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    spelled: dict[str, str] = {}
    expanded: list[tuple[str, Any]] = []
    for key, value in found.value.items():
        word = key.casefold()
        prop = known.get(word)
        if word in b1_names.IGNORED or word.lstrip("@").startswith("odata.") or "@odata." in word:
            continue
        if prop is not None and isinstance(value, float) and value.is_integer():
            value = int(values.plain(value))
        if isinstance(value, dict) and word in b1_names.EXPANDED and entity.kind == "call":
            expanded.append((word, value))
        elif prop is None:
            extra[key] = value
            _report_unknown(found.row, key, tally)
        elif prop in read:
            if prop in parts and not b1_enums.is_nothing(value):
                extra[prop] = value
            if prop not in flat or b1_enums.is_nothing(flat[prop]):
                flat[prop], spelled[prop] = value, key
        elif not b1_enums.is_nothing(value) and value != []:
            extra[prop] = value
    for word, inner in expanded:
        folded = {key.casefold(): value for key, value in inner.items()}
        for prop, theirs in b1_names.EXPANDED[word]:
            if b1_enums.is_nothing(flat.get(prop)) and not b1_enums.is_nothing(folded.get(theirs.casefold())):
                flat[prop], spelled[prop] = folded[theirs.casefold()], prop
    return flat, extra, spelled


def _report_unknown(row: int, key: str, tally: Tally) -> None:
    if key[:2].casefold() == "u_":
        message = N_("{column} is a field of the company's own; it is kept ({count}).")
        tally.add(Problem(row, key, "", message, {}, "note", "own-field"))
    else:
        message = N_("{column} is not known here; it is kept as it came ({count}).")
        tally.add(Problem(row, key, "", message, {}, "warn", "unknown-field"))
