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
from svc_tui.interchange import b1_children, b1_enums, b1_names, values
from svc_tui.interchange.b1_names import EntitySet
from svc_tui.interchange.json_files import Found, first_fault
from svc_tui.interchange.records import BadValue, ById, Problem, Record, Tally, short
from svc_tui.interchange.values import LONGEST

_FUNCTION: Final = re.compile(r"(\w+)Service_Get\w+")
_PEOPLE: Final = frozenset(
    {"contact", "assignee", "technician", "manager", "item_group", "group", "territory"}
)


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
        if (fault := first_fault(one.value)) is not None:
            yield _faulty(one.row, fault)
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
    return b1_names.lookup(entity)


def _faulty(row: int, fault: tuple[str, str, int]) -> Problem:
    path, sort, count = fault
    if sort == "nul":
        return Problem(row, path, "", N_("There is a NUL byte in it; this is not text."), rule="nul")
    return Problem(
        row,
        path,
        "",
        N_("It has {count} signs, more than the {limit} that one field may hold; is a quote missing?"),
        {"count": count, "limit": LONGEST},
        rule="long",
    )


def _record(found: Found, entity: EntitySet, zone: tzinfo, tally: Tally) -> Record | Problem:
    flat, extra, spelled = _sorted_out(found, entity, tally)
    try:
        given = _values(flat, entity, zone, spelled, found.row, tally)
        given.update(b1_children.of(entity, extra))
    except _BadProperty as bad:
        shown = "***" if b1_names.is_secret(bad.column) else short(bad.value)
        return Problem(found.row, bad.column, shown, bad.cause.message, bad.cause.details, rule="value")
    _special(entity, given, extra, found.row, tally)
    identity = flat.get(entity.key, extra.get(entity.key))
    columns = {name: prop for prop, (name, _) in entity.fields.items()}
    columns |= {name: pair[0] for name, pair in entity.pairs.items()}
    if entity.kind == "call" and b1_enums.is_nothing(flat.get("DocNum")):
        columns["number"] = "ServiceCallID"
    return Record(
        kind=entity.kind,
        row=found.row,
        key="" if b1_enums.is_nothing(identity) else str(identity).strip(),
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
    lookup = _lookup(entity.name)
    timed = {name for pair in entity.pairs.values() for name in pair}
    flat: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    spelled: dict[str, str] = {}
    expanded: list[tuple[str, Any]] = []
    for key, value in found.value.items():
        word = key.casefold()
        prop = lookup.get(word)
        if word in b1_names.IGNORED or word.lstrip("@").startswith("odata.") or "@odata." in word:
            continue
        if isinstance(value, dict) and word in b1_names.EXPANDED and entity.kind == "call":
            expanded.append((word, value))
        elif prop is None:
            extra[key] = value
            _report_unknown(found.row, key, tally)
        elif prop in entity.fields or prop in timed:
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


class _BadProperty(Exception):
    def __init__(self, column: str, value: object, cause: BadValue) -> None:
        super().__init__(column)
        self.column, self.value, self.cause = column, value, cause


def _values(
    flat: Mapping[str, Any],
    entity: EntitySet,
    zone: tzinfo,
    spelled: Mapping[str, str],
    row: int,
    tally: Tally,
) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for prop, (name, sort) in entity.fields.items():
        if prop not in flat:
            continue
        try:
            value, label = _one(sort, flat[prop])
        except BadValue as error:
            raise _BadProperty(spelled[prop], flat[prop], error) from error
        if isinstance(value, ById) and value.id <= 0 and (name in _PEOPLE or sort == "id"):
            value = None
        if label:
            message = N_(
                "{column} holds a word where B1 has a code ({value}); taken by its meaning ({count})."
            )
            tally.add(Problem(row, spelled[prop], short(flat[prop]), message, {}, "warn", "label"))
        given[name] = value
    for name, (day, clock) in entity.pairs.items():
        if day in flat:
            try:
                given[name] = b1_enums.moment(flat[day], flat.get(clock), zone)
            except BadValue as error:
                raise _BadProperty(
                    spelled[day], f"{flat[day]} {flat.get(clock) or ''}".strip(), error
                ) from error
    return given


def _one(sort: str, value: Any) -> tuple[Any, bool]:
    """A value of ours, and whether a label stood where a code belongs."""
    if b1_enums.is_nothing(value):
        return None, False
    if isinstance(value, dict | list):
        raise BadValue(N_("This is a list or object where one value belongs."))
    if sort == "status":
        return b1_enums.status(value)
    if sort == "origin":
        return b1_enums.origin(value)
    if sort == "priority":
        return b1_enums.priority(value)
    if sort == "kind":
        return b1_enums.kind(value), False
    if sort in {"yes", "no"}:
        return b1_enums.yes(value) is (sort == "yes"), False
    if sort == "int":
        return values.whole(str(value).strip()), False
    if sort == "contract":
        found = b1_enums.number(value)
        return (found if found and found > 0 else None), False
    if sort == "id":
        identity = b1_enums.identifier(value)
        return identity, not isinstance(identity, ById)
    return values.text(str(value), lines=sort == "lines") or None, False


def _special(entity: EntitySet, given: dict[str, Any], extra: dict[str, Any], row: int, tally: Tally) -> None:
    """What one property says about another."""
    if entity.kind == "call":
        if given.get("number") is None and not b1_enums.is_nothing(extra.get("ServiceCallID")):
            given["number"] = str(extra["ServiceCallID"]).strip()
        if str(extra.get("BelongsToAQueue", "")).casefold() in {"tno", "n"} and "queue" in given:
            given["queue"] = None
        if given.get("serial") is None and given.get("manufacturer_serial") is not None:
            given["serial"] = given["manufacturer_serial"]
        if given.get("status") == "Closed" and "closed_at" in given and given["closed_at"] is None:
            message = N_("A closed call has no closing date; it stays unknown ({count}).")
            tally.add(Problem(row, "ClosingDate", "", message, {}, "warn", "no-closing-date"))
    elif entity.name == "EmployeesInfo":
        names = [values.text(str(extra[part])) for part in ("FirstName", "LastName") if extra.get(part)]
        if names:
            given["name"] = " ".join(names)
    elif entity.kind == "item_group":
        given["number"] = b1_enums.number(extra.get("Number"))
    elif entity.kind == "customer" and str(extra.get("Frozen", "")).casefold() in {"tyes", "y"}:
        given["active"] = False
