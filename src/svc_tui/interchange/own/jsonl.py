"""Our own format: one JSON object of our names a line, read and written; CSV of the same names is written too.

A line may carry `kind`; customers and items have a field of that name, so there a word that is no kind of
record is the field. A line with `whole` tells everything of a record, as `export all` writes it: it passes as it is.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from typing import Any, TextIO

from svc_tui.domain.core.text import csv_cell
from svc_tui.errors import N_, Refused
from svc_tui.interchange.core import values
from svc_tui.interchange.core.cells import shortened
from svc_tui.interchange.core.fields import CLASSES, DERIVED, FIELDS, Shape, key_name
from svc_tui.interchange.core.files import LARGEST_VALUE
from svc_tui.interchange.core.json_files import Found, fault_of
from svc_tui.interchange.core.records import BadValue, Event, Problem, Record, Tally, short

WHOLE = "whole"
"""Names the kind of a line that tells everything of a record."""
_KIND_IS_A_FIELD = {
    "customer": {"customer", "vendor", "lead"}, "item": {"item", "labour", "travel"},
    "activity": {"phone", "meeting", "task", "note", "campaign", "other"},
}  # fmt: skip


def is_own(value: Mapping[str, Any], kind: str | None) -> bool:
    """Do the names of an object tell it from B1's: it says its kind, or all it says are names of ours."""
    word = value.get("kind")
    if isinstance(value.get(WHOLE), str) or (isinstance(word, str) and (word in FIELDS or _of_field(word))):
        return True
    names = set(FIELDS.get(kind or "", {})) | DERIVED
    return bool(value) and kind in FIELDS and sum(name in names for name in value) * 2 > len(value)


def _of_field(word: str) -> str:
    return next((kind for kind, words in _KIND_IS_A_FIELD.items() if word in words), "")


def records(
    found: Iterable[Found | Problem], zone: tzinfo, kind: str | None = None
) -> Iterator[Record | Problem]:
    """Turn lines of our own format into records.

    Raises:
        Refused: a line does not say its kind and `kind` does not either.
    """
    tally = Tally()
    for one in found:
        if isinstance(one, Problem):
            yield one
            continue
        if isinstance(word := one.value.get(WHOLE), str):
            fault = fault_of(one, LARGEST_VALUE)
            yield fault if fault and fault.rule != "nul" else _whole(one, word)
            continue
        own_kind = _kind_of(one, kind)
        if (fault := fault_of(one)) is not None:
            yield fault
            continue
        yield _record(one, own_kind, zone, tally)
    yield from tally.problems()


def _whole(one: Found, kind: str) -> Record:
    """A line that tells everything; what its values mean, the store knows."""
    told = one.value.get("status_class")
    known = told if kind == "call" and told in CLASSES else ""
    return Record(kind, one.row, "", dict(one.value), source="whole", status_class=str(known))


def kind_of(value: Mapping[str, Any], kind: str | None) -> str:
    """What a line is, as far as it says; to import files in the order in which they name each other."""
    if isinstance(value.get(WHOLE), str):
        return str(value[WHOLE])
    word = value.get("kind")
    if kind or (isinstance(word, str) and word in FIELDS):
        return str(kind or word)
    return (_of_field(word) if isinstance(word, str) else "") or "customer"


def _kind_of(one: Found, kind: str | None) -> str:
    word = one.value.get("kind")
    if kind in FIELDS:
        return str(kind)
    if isinstance(word, str):
        if word in FIELDS:
            return word
        if _of_field(word):
            return _of_field(word)
    raise Refused(
        N_('Row {row} does not say what it is. Add "kind" to it or name the kind with --kind.'), row=one.row
    )


def _record(one: Found, kind: str, zone: tzinfo, tally: Tally) -> Record | Problem:
    shapes = FIELDS[kind]
    given: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    history: tuple[Event, ...] = ()
    for name, value in one.value.items():
        shape = shapes.get(name)
        if name == "kind" and value == kind and kind not in _KIND_IS_A_FIELD:
            continue
        try:
            if name == "extra" and isinstance(value, dict):
                extra.update(value)
            elif name == "history" and shape is not None:
                history = _history(value, zone, one.row)
            elif shape is not None:
                given[name] = _value(shape, value, zone)
                if told := shortened(name, given[name], one.row, name):
                    tally.add(told)
            elif name not in DERIVED:
                extra[name] = value
                message = N_("{column} is not known here; it is kept as it came ({count}).")
                tally.add(Problem(one.row, name, "", message, {}, "warn", "unknown-field"))
        except BadValue as bad:
            return Problem(one.row, name, short(value), bad.message, bad.details, rule="value")
    key = given.get(key_name(kind))
    told = one.value.get("status_class")
    return Record(
        kind, one.row, "" if key is None else str(key), given, extra, history, source="own",
        status_class=told if kind == "call" and told in CLASSES else "",
    )  # fmt: skip


def _value(shape: Shape, value: Any, zone: tzinfo) -> Any:
    if value is None or value == "":
        return None
    if shape == "records":
        if not isinstance(value, list):
            raise BadValue(N_("A list belongs here."))
        return [one for one in value if isinstance(one, dict)]
    if shape == "list" and isinstance(value, list):
        return tuple(values.text(values.plain(one)) for one in value if one is not None)
    if isinstance(value, dict | list):
        raise BadValue(N_("This is a list or object where one value belongs."))
    return values.of_shape(shape, (), zone)(values.plain(value).strip())


def _history(value: Any, zone: tzinfo, row: int) -> tuple[Event, ...]:
    if not isinstance(value, list):
        raise BadValue(N_("A list belongs here."))
    found = []
    for one in value:
        if not isinstance(one, dict) or not isinstance(one.get("at"), str):
            raise BadValue(N_("An entry of a history needs its instant, `at`."))
        texts = {name: None if one.get(name) is None else values.text(str(one[name]), lines=True)
                 for name in ("who", "event", "field", "old", "new")}  # fmt: skip
        found.append(
            Event(
                values.instant(one["at"], (), zone), texts["who"], texts["field"] or "", texts["old"], texts["new"],
                row, texts["event"] or "changed",
            )
        )  # fmt: skip
    return tuple(found)


def json_value(value: Any) -> Any:
    """A value as our JSON has it: instants in UTC with Z, days as dates, money as text."""
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {str(name): json_value(one) for name, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [json_value(one) for one in value]
    return value


def line_of(record: Mapping[str, Any]) -> str:
    """A record as a line of our JSON."""
    return json.dumps(record, ensure_ascii=False, default=json_value) + "\n"


def write_jsonl(rows: Iterable[Mapping[str, Any]], out: TextIO, kind: str) -> int:
    """Write one line a record; returns how many."""
    count = 0
    head = {} if kind in _KIND_IS_A_FIELD else {"kind": kind}
    for row in rows:
        out.write(line_of({**head, **row}))
        count += 1
    return count


def write_csv(rows: Iterable[Mapping[str, Any]], out: TextIO, names: Sequence[str]) -> int:
    """Write a CSV with a header of our names; no cell can act as a formula in a spreadsheet."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    count = 0
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in names])
        count += 1
    return count


def _cell(value: Any) -> str:
    value = json_value(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return csv_cell(",".join(str(one) for one in value))
    return csv_cell(value if value is None or isinstance(value, int | float) else str(value))
