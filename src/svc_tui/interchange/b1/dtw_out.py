"""Files of the Data Transfer Workbench from objects of B1: two header rows, dates YYYYMMDD, times HHMM.

Objects are spooled once, because only the last of them tells which columns there are.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TextIO

from svc_tui.domain.core.text import csv_cell
from svc_tui.errors import N_
from svc_tui.interchange.b1 import dtw_names
from svc_tui.interchange.b1.limits import Lost
from svc_tui.interchange.b1.sets import DAYS, EntitySet

SECONDS = N_("DTW has hours and minutes: the seconds of times are left out ({count}).")
TYPES = N_(
    "CSV has only text: kept fields that are numbers or yes and no come back as text ({column}, {count})."
)
NO_KEY = N_("A call of ours has the number that is B1's key of another: its children are left out ({count}).")


def write(
    entity: EntitySet,
    objects: Iterable[Mapping[str, Any]],
    folder: Path,
    lost: Lost,
    taken: frozenset[int] = frozenset(),
) -> dict[str, int]:
    """Write a set and its children. Returns the rows of each file.

    Args:
        entity: The set.
        objects: Its objects.
        folder: Where the files go.
        lost: Counts what the form cannot hold.
        taken: Keys of B1 in use, which a record without one must not get.
    """
    written: dict[str, int] = {}
    with ExitStack() as stack:
        spools: dict[str, _Spool] = {}

        def spool(name: str, first: Iterable[str]) -> "_Spool":
            if name not in spools:
                path = folder / f".{name}.part"
                stack.callback(path.unlink, missing_ok=True)
                spools[name] = _Spool(path, first)
                stack.callback(spools[name].close)
            return spools[name]

        for one in objects:
            flat, children = _flat(entity, one, lost, taken)
            spool(entity.name, dtw_names.columns(entity)).add(flat)
            for name, lines in children.items():
                sort = dtw_names.children_of(entity).get(name)
                first = sort.columns if sort else ("ParentKey", "LineNum")
                for line in lines:
                    spool(name, first).add(line)
        for name, found in spools.items():
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
                written[f"{name}.csv"] = _rows(entity, name, found, out)
    return written


class _Spool:
    """Rows on disk until all columns are known."""

    def __init__(self, path: Path, first: Iterable[str]) -> None:
        self.columns = dict.fromkeys(first)
        self._out = path.open("w+", encoding="utf-8")

    def add(self, row: Mapping[str, str]) -> None:
        """One row of cells."""
        self.columns |= dict.fromkeys(row)
        self._out.write(json.dumps(row, ensure_ascii=False) + "\n")

    def rows(self) -> Iterator[dict[str, str]]:
        """All of them."""
        self._out.seek(0)
        for line in self._out:
            yield json.loads(line)

    def close(self) -> None:
        """Let go of the file."""
        self._out.close()


def _rows(entity: EntitySet, name: str, spool: _Spool, out: TextIO) -> int:
    writer = csv.writer(out, lineterminator="\r\n")
    child = dtw_names.children_of(entity).get(name)
    columns = list(spool.columns)
    writer.writerow(columns)
    if name == entity.name:
        writer.writerow([dtw_names.database_name(entity, column) for column in columns])
    else:
        known = child.columns if child else {"ParentKey": dtw_names.database_name(entity, entity.key)}
        writer.writerow([known.get(column, column) for column in columns])
    count = 0
    for row in spool.rows():
        writer.writerow([csv_cell(row.get(column, "")) for column in columns])
        count += 1
    return count


def _flat(
    entity: EntitySet, one: Mapping[str, Any], lost: Lost, taken: frozenset[int]
) -> tuple[dict[str, str], dict[str, list[dict[str, str]]]]:
    """The cells of one object, and those of its collections."""
    key = one.get(entity.key)
    if key is None and entity.kind == "call":
        key = one.get("DocNum") if one.get("DocNum") not in taken else None
        if key is None:
            lost.add("dtw-key", NO_KEY)
    days, clocks = _dates(entity)
    flat: dict[str, str] = {entity.key: _cell(key)}
    children: dict[str, list[dict[str, str]]] = {}
    for name, value in one.items():
        if isinstance(value, list) and value and all(isinstance(line, dict) for line in value):
            if key is not None:
                children[name] = [_child(key, at, line) for at, line in enumerate(value)]
        elif name == entity.key:
            continue
        elif name in days:
            flat[name] = str(value)[:10].replace("-", "") if value else ""
        elif name in clocks:
            flat[name] = str(value)[:5].replace(":", "") if value else ""
            if value and str(value)[6:8] not in {"", "00"}:
                lost.add("dtw-seconds", SECONDS)
        elif value is not None and value != []:
            if (
                name not in entity.read
                and name not in entity.known
                and not isinstance(value, str | dict | list)
            ):
                lost.add("dtw-types", TYPES, name)
            flat[name] = _cell(value)
    return flat, children


def _dates(entity: EntitySet) -> tuple[frozenset[str], frozenset[str]]:
    """Properties that are days, and those that are times of day."""
    days = {name for name, (_, sort) in entity.fields.items() if sort == "date"}
    days |= {day for day, _ in entity.pairs.values()}
    clocks = {clock for _, clock in entity.pairs.values() if clock}
    if entity.hours:
        clocks |= {f"{day}{part}" for day in DAYS for part in ("Start", "End")}
    return frozenset(days), frozenset(clocks)


_LINE_DAYS = frozenset({
    "StartDate", "EndDate", "TerminationDate", "CheckInDate", "CheckOutDate", "FromDate", "ToDate",
})  # fmt: skip


def _child(key: Any, at: int, line: Mapping[str, Any]) -> dict[str, str]:
    found = {"ParentKey": _cell(key), "LineNum": _cell(line.get("LineNum", at))}
    for name, value in line.items():
        if name == "LineNum" or value is None:
            continue
        is_day = name in _LINE_DAYS and str(value).endswith("T00:00:00Z")
        found[name] = str(value)[:10].replace("-", "") if is_day else _cell(value)
    return found


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "tYES" if value else "tNO"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
