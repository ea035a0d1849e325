"""From a whole line to columns: each value by what its column holds, each reference by what the store has."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from svc_tui.domain.core.phones import phone_key
from svc_tui.domain.core.text import clean, code_key, serial_columns, serial_key
from svc_tui.domain.core.uids import uuid7
from svc_tui.domain.sla.closures import closure_texts, closures_of, closures_of_day, iso_days
from svc_tui.domain.sla.opening import plain_hours
from svc_tui.domain.sla.targets import parse_target
from svc_tui.errors import N_, SvcError
from svc_tui.interchange.core import values as cells
from svc_tui.interchange.core.fields import CLASSES
from svc_tui.interchange.core.json_files import first_fault
from svc_tui.interchange.core.records import BadValue, Problem, Record, Tally
from svc_tui.services.core.fields import Given, Values
from svc_tui.services.core.kinds import Below, RecordKind, kinds
from svc_tui.services.exchange.incoming.kinds import choices_of
from svc_tui.services.exchange.incoming.refs import Directory, Resolver
from svc_tui.services.exchange.incoming.whole_kinds import INCLUDES, below
from svc_tui.storage.exchange import whole as rows

T = TypeVar("T")
Turn = Callable[[Any], Any]
EVENT = ("at", "who", "event", "field", "old", "new")
CODES = frozenset(kind.table for kind in kinds().values() if kind.key == ("code",))
OF_CODES = {"person": "assignee"}
"""By which field a reference is resolved, where no field is called like the table."""
UNREAD = frozenset({"kind", "whole", "solutions", "members", "history"})
"""Names of a line that are no columns."""


@dataclass
class Read:
    """A line, read; and what becomes of it."""

    kind: RecordKind
    record: Record
    folder: Path
    """Where the file lies."""
    key: tuple[Any, ...]
    values: Values
    below: dict[str, list[Values]]
    links: Values
    """Columns that hold internal keys, with what the line says."""
    history: list[Values] | None
    row_id: int | None = None
    row: Values = field(default_factory=dict)
    """The store's row: as it was, or as it is made."""
    is_new: bool = False
    changed: bool = False
    fresh_history: bool = False
    """The line tells something that the store's history lacks."""
    moved: frozenset[str] = frozenset()
    """Columns of a known record that it changed."""

    def lighten(self) -> None:
        """Keep what the last lines may ask for: rows below that wait for them keep their record."""
        self.record.values.clear()
        self.values, self.below, self.links, self.history = {}, {}, {}, None
        self.row = {name: self.row[name] for name in ("code", "number") if name in self.row}


class Columns:
    """The columns of one table."""

    def __init__(
        self, table: str, links: Mapping[str, tuple[str, str]], resolver: Resolver, zone: tzinfo
    ) -> None:
        self.shapes = rows.shapes(table)
        self.links = {told: column for column, (told, _) in links.items()}
        self._table, self._resolver, self._zone = table, resolver, zone
        self._known: dict[tuple[str, str], Any] = {}
        self._turns = {name: self._turn(name, shape) for name, shape in self.shapes.items()
                       if name not in {"id", "change_seq", *links}}  # fmt: skip
        for name, target in rows.references(table).items():
            if name in self._turns:
                self._turns[name] = self._reference(name, target)

    def read(self, raw: Given, place: str = "") -> tuple[Values, Values, list[str]]:
        """Columns, links as the line tells them, and names that mean nothing here. Raises BadValue."""
        values: Values = {}
        links: Values = {}
        unknown = []
        for name, value in raw.items():
            turn = self._turns.get(name)
            if turn is not None:
                try:
                    values[name] = None if value is None else turn(value)
                except BadValue as bad:
                    raise BadValue(
                        bad.message, **{"_name": place + name, "_value": value, **bad.details}
                    ) from bad
            elif name in self.links:
                links[self.links[name]] = value
            else:
                unknown.append(name)
        values |= key_columns(values, self.shapes)
        return values, links, unknown

    def _turn(self, name: str, shape: str) -> Turn:
        if shape == "json":
            return _object if name == "extra" else _closed_dates if name == "closed_dates" else _json
        if shape == "yes":
            return lambda value: value if isinstance(value, bool) else cells.yes(_plain(value))
        if shape == "int":
            return lambda value: cells.whole(_plain(value))
        if shape == "decimal":
            return lambda value: cells.decimal(_plain(value))
        if shape == "date":
            return lambda value: cells.day(_plain(value), ())
        if shape == "instant":
            return lambda value: cells.instant(_plain(value), (), self._zone)
        if shape == "priority":
            return lambda value: cells.priority(_plain(value))
        choices = choices_of(self._table, name)
        if name == "status_class":
            choices = CLASSES
        check = CHECKS.get(name) if self._table in {"contract", "contract_template"} else None
        kept = KEPT.get((self._table, name))

        def text(value: Any) -> str:
            found = clean(_plain(value))
            if choices is not None and found not in choices:
                raise BadValue(N_("This is none of {choices}."), choices=", ".join(choices))
            if check is not None and found:
                _try(check, found)
            if kept is not None and found:
                return _try(kept, found)
            return found

        return text

    def _reference(self, name: str, target: str) -> Turn:
        directory = self._resolver.directory

        def find(value: Any) -> Any:
            mark = (target, str(value))
            if mark not in self._known:
                self._known[mark] = look_up(value)
            return self._known[mark]

        def look_up(value: Any) -> Any:
            if target in CODES or target == "item_group":
                return self._resolver.resolve(OF_CODES.get(target, target), clean(_plain(value)))
            number = cells.whole(_plain(value))
            if target in directory.numbered and number not in directory.numbered[target]:
                raise BadValue(kinds()[target].absent, code=value)
            return number

        return find


class Reader:
    """Reads the lines of one kind."""

    def __init__(self, kind: RecordKind, resolver: Resolver, zone: tzinfo, tally: Tally) -> None:
        self.kind, self.resolver, self._zone, self._tally = kind, resolver, zone, tally
        self._columns = Columns(kind.table, kind.links, resolver, zone)
        self._below = {one.name: (one, Columns(one.table, one.links, resolver, zone)) for one in below(kind)}

    def read(self, record: Record, folder: Path) -> Read:
        """One line. Raises BadValue."""
        raw = _plain_names(self.kind, record.values)
        values, links, unknown = self._columns.read(raw)
        if self.kind.table in CODES:
            typed = values.get("code")
            known = self.resolver.directory.codes[self.kind.table].get(code_key(str(typed)))
            if known is not None and known != typed:
                self.resolver.directory.by_case("code", str(typed), known)
            values["code"] = known or typed
        if not self.kind.unique:
            empty = rows.fill(self.kind.table, {})
            told = {name: values.get(name) for name in self.kind.key}
            values |= {name: empty[name] if value is None else value for name, value in told.items()}
        key = tuple(values.get(name) for name in self.kind.key)
        if self.kind.unique and any(part in (None, "") for part in key):
            name = next(name for name, part in zip(self.kind.key, key, strict=True) if part in (None, ""))
            message = N_("{name} is missing; the record cannot stand without it.")
            raise BadValue(message, name=name, _name=name)
        if self.kind.name == "call" and values.get("status"):
            values["status"] = self._status(values["status"])
        found = {name: self._rows(one, columns, raw[name]) for name, (one, columns) in self._below.items()
                 if name in raw}  # fmt: skip
        self._keep(
            record, values, [name for name in unknown if name not in self._below and name not in UNREAD]
        )
        return Read(self.kind, record, folder, key, values, found, links, self._history(raw.get("history")))

    def _status(self, name: str) -> Any:
        try:
            return self.resolver.resolve("status", name)
        except BadValue as bad:
            raise BadValue(bad.message, **bad.details, _name="status", _value=name) from bad

    def _rows(self, one: Below, columns: Columns, given: Any) -> list[Values]:
        """What is below: columns, with the links as they are told under `links`."""
        if given is None:
            return []
        if not isinstance(given, list):
            raise BadValue(N_("A list belongs here."), _name=one.name, _value=given)
        found = []
        for place, told in enumerate(given, 1):
            if one.single:
                told = {one.single: told}
            elif one.together:
                told = dict(zip(one.together, str(told).split(":", len(one.together) - 1), strict=False))
            if not isinstance(told, dict):
                raise BadValue(N_("A list of objects belongs here."), _name=one.name, _value=told)
            values, links, _ = columns.read(told, f"{one.name} {place}, ")
            values.pop(one.column, None)
            found.append({**values, "links": links})
        return found

    def _keep(self, record: Record, values: Values, unknown: list[str]) -> None:
        """Names that mean nothing here are kept where the record has a place for them, and told."""
        for name in unknown:
            if "extra" in self._columns.shapes:
                values["extra"] = {**(values.get("extra") or {}), name: record.values[name]}
                message = N_("{column} is not known here; it is kept as it came ({count}).")
            else:
                message = N_("{column} is not known here; it is left out ({count}).")
            self._tally.add(Problem(record.row, name, "", message, {}, "warn", "unknown-field"))

    def _history(self, given: Any) -> list[Values] | None:
        if given is None:
            return None
        if not isinstance(given, list):
            raise BadValue(N_("A list belongs here."), _name="history", _value=given)
        found = []
        for one in given:
            if not isinstance(one, dict) or not isinstance(one.get("at"), str):
                raise BadValue(
                    N_("An entry of a history needs its instant, `at`."), _name="history", _value=one
                )
            entry = {name: None if one.get(name) is None else clean(str(one[name])) for name in EVENT}
            found.append(
                {
                    **entry,
                    "at": cells.instant(one["at"], (), self._zone),
                    "event": "changed" if entry["event"] is None else entry["event"],
                }
            )
        return found


CHECKS: dict[str, Callable[[str], object]] = {
    "response": parse_target, "resolution": parse_target, "zone": ZoneInfo,
}  # fmt: skip
"""Texts of contracts that have to mean something."""


def _closed_hours(text: str) -> str:
    return ",".join(each.hours for each in closures_of_day(date.min, text))


KEPT: dict[tuple[str, str], Callable[[str], str]] = {
    ("contract", "coverage"): plain_hours,
    ("contract", "unit_night"): plain_hours,
    ("contract_template", "coverage"): plain_hours,
    ("contract_template", "unit_night"): plain_hours,
    ("closed_date", "hours"): _closed_hours,
    ("queue", "hours"): plain_hours,
}
"""Texts that are kept in one form, however they are written."""


NUL = N_("There is a NUL byte in it; this is not text.")


def _plain(value: Any) -> str:
    if isinstance(value, dict | list):
        raise BadValue(N_("This is a list or object where one value belongs."))
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = cells.plain(value)
    if "\0" in text:
        raise BadValue(NUL)
    return text


def _json(value: Any) -> Any:
    fault = first_fault(value)
    if fault is not None and fault[1] == "nul":
        raise BadValue(NUL)
    return value


def _closed_dates(value: Any) -> Any:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise BadValue(N_("A list belongs here."))
    return _try(lambda text: closure_texts(closures_of(text, iso_days)), ", ".join(map(str, value)))


def _object(value: Any) -> Any:
    if not isinstance(value, dict):
        raise BadValue(N_("An object belongs here."))
    return _json(value)


def _try(check: Callable[[str], T], text: str) -> T:
    try:
        return check(text)
    except SvcError as error:
        raise BadValue(error.message, **error.values) from error
    except (OSError, ValueError, KeyError) as error:
        raise BadValue(N_("There is no time zone {zone}. Write it as Europe/Rome."), zone=text) from error


def _plain_names(kind: RecordKind, given: Given) -> Values:
    """The few values that our names write in another way than the store."""
    raw = dict(given)
    if kind.table in INCLUDES and isinstance(raw.get("includes"), list):
        given_words = {str(word) for word in raw.pop("includes")}
        raw |= {f"include_{word}": word in given_words for word in ("parts", "labour", "travel")}
    if kind.name == "queue" and isinstance(raw.get("members"), list) and "member_lines" not in raw:
        raw["member_lines"] = [{"person": one} for one in raw["members"]]
    if kind.name != "call":
        return raw
    if isinstance(raw.get("tags"), list):
        words = ["-".join(clean(str(tag)).split()) for tag in raw["tags"]]
        raw["tags"] = f" {' '.join(words)} " if words else ""
    if isinstance(raw.get("solutions"), list) and "solution_lines" not in raw:
        raw["solution_lines"] = [{"solution": one, "line": line} for line, one in enumerate(raw["solutions"])]
    return raw


def key_columns(values: Given, known: Given) -> Values:
    """What is stored beside phones and serials to find them by."""
    found: Values = {}
    for name, value in values.items():
        if f"{name}_runs_key" in known:
            found |= serial_columns(name, value)
        elif f"{name}_key" in known:
            found[f"{name}_key"] = (
                phone_key(value) if name in {"phone", "mobile"} else serial_key(value or "") or None
            )
    return found


def call_columns(values: Values, directory: Directory, at: datetime) -> None:
    """What a call's other columns say."""
    number = str(values["number"])
    digits = "".join(char for char in number if char.isdecimal() and char.isascii())[-15:]
    values["number_order"] = int(digits or 0)
    values.setdefault("status", "Open")
    info = directory.statuses.get(values["status"])
    values["status_class"] = values.get("status_class") or (info.status_class if info else "open")
    values["is_open"] = values["status_class"] != "closed"
    if not values.get("uid"):
        values["uid"] = uuid7(at, os.urandom(10))
