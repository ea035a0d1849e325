"""The mapping file: how the columns of any CSV become our names, read from TOML and checked word by word.

A mistake in it is refused with its place before a single row is looked at.
"""

import difflib
import re
import string
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from svc_tui.errors import N_, NotFound, Refused
from svc_tui.interchange.core import dates
from svc_tui.interchange.core.fields import CLASSES, CREATABLE, FIELDS, KEYS, LINES, MAPPED_KINDS
from svc_tui.interchange.csv.field import Field
from svc_tui.interchange.csv.mapping_parts import PRIORITIES, TABLES, Parts, of_header

TOP = ("kind", "key", "none", "dates", "zone", "create", "skip", "fields", "history", "statuses", *TABLES)
OWN_FIELD = "U_"
"""How the name of a field of the company's own begins, as in B1: it is kept with the record."""
NO_PARTS = Parts()
PARTS = ("column", "values", "default", "template", "const", "join")
LARGEST = 1_000_000
"""Bytes of a mapping file; a longer one is another file."""
MOST_SKIPPED = 1000


@dataclass(frozen=True)
class ColumnMap:
    """A whole mapping file, checked."""

    kind: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    none: frozenset[str] = frozenset({""})
    dates: tuple[str, ...] = ()
    zone: ZoneInfo | None = None
    create: frozenset[str] = frozenset()
    at: str = ""
    who: str = ""
    statuses: Mapping[str, str] = field(default_factory=dict)
    name: str = ""
    own: bool = False
    """No file says it: the header itself speaks our names."""
    skip: int = 0
    """Lines above the header."""
    parts: Parts = NO_PARTS
    """What is said of a contract beyond its fields."""

    @property
    def by_row(self) -> bool:
        """Each row is a record of its own."""
        return not self.key

    @property
    def columns(self) -> tuple[str, ...]:
        """Every source column that is read, each once."""
        read = (name for one in self.fields for name in one.columns)
        found = [*self.key, *read, self.at, self.who, *self.parts.columns]
        return tuple(dict.fromkeys(name for name in found if name))


def load(path: Path) -> ColumnMap:
    """Read and check a mapping file.

    Raises:
        NotFound: there is no such file.
        Refused: it is no TOML, or a word in it means nothing here.
    """
    try:
        with path.open("rb") as file:
            told = file.read(LARGEST + 1)
        if len(told) > LARGEST:
            raise Refused(N_("{name} is too long for a mapping; is it the file to import?"), name=path.name)
        text = told.decode("utf-8-sig")
    except FileNotFoundError:
        raise NotFound(N_("There is no mapping file {name}."), name=str(path)) from None
    except (OSError, ValueError) as error:
        raise Refused(N_("The mapping {name} cannot be read as UTF-8 text."), name=path.name) from error
    return parse(text, path.name)


def parse(text: str, name: str = "mapping") -> ColumnMap:
    """Check the text of a mapping file; `name` is what messages call it."""
    try:
        given = tomllib.loads(text.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        raise Refused(
            N_("The mapping {name} is not TOML: look at line {line}, column {column}."),
            name=name,
            line=place[1] if place else text.count("\n") + 1,
            column=place[2] if place else 1,
        ) from error
    return _Checker(name).mapping(given)


class _Checker:
    """Turns the parsed TOML into a `ColumnMap`, refusing with the place of the first mistake."""

    def __init__(self, name: str) -> None:
        self.name = name

    def refuse(self, place: str, message: str, **values: object) -> Refused:
        """A refusal that begins with the file and the place in it."""
        return Refused(message, name=self.name, place=place, **values)

    def mapping(self, given: dict[str, Any]) -> ColumnMap:
        """The whole file."""
        self.known(given, TOP, "")
        kind = self.text(given.get("kind"), "kind")
        if kind not in MAPPED_KINDS:
            raise self.unknown("kind", kind, MAPPED_KINDS)
        names = FIELDS[kind]
        fields = given.get("fields")
        if not isinstance(fields, dict) or not fields:
            raise self.refuse(
                "fields", N_("{name}: [fields] is missing; it says which column is which of our names.")
            )
        own = [one for one in fields if one.startswith(OWN_FIELD)]
        self.known(fields, [*(one for one in names if one != "history"), *own], "fields")
        at, who = self.history(given.get("history"), kind)
        return ColumnMap(
            kind=kind,
            key=self.key(given, kind, fields),
            fields=tuple(self.field(our, source) for our, source in fields.items()),
            none=frozenset(self.texts(given.get("none", [""]), "none")),
            dates=self.dates(given.get("dates", [])),
            zone=self.zone(given.get("zone")),
            create=self.create(given.get("create", [])),
            skip=self.skip(given.get("skip", 0)),
            at=at,
            who=who,
            statuses=self.statuses(given.get("statuses", {})),
            name=self.name,
            parts=self.parts(given, kind, fields),
        )

    def parts(self, given: dict[str, Any], kind: str, fields: dict[str, Any]) -> Parts:
        """The tables that only contracts have."""
        told = {name: given[name] for name in TABLES if name in given}
        for name, table in told.items():
            if kind != "contract":
                raise self.refuse(name, N_("{name}: only contracts have [{place}]."))
            if not isinstance(table, dict) or not table:
                raise self.refuse(name, N_("{name}: [{place}] is a table of names with their columns."))
        lines, hours = told.get("lines", {}), told.get("coverage", {})
        self.known(lines, LINES, "lines")
        self.known(told.get("targets", {}), PRIORITIES, "targets")
        if hours and "coverage" in fields:
            raise self.refuse("coverage", N_("{name}: give [{place}] or the field of that name, not both."))
        days = {name: value for name, value in hours.items() if name != "PH"}
        return Parts(
            lines=tuple(self.field(our, source, "lines") for our, source in lines.items()),
            targets={
                name: self.pair(value, f"targets.{name}") for name, value in told.get("targets", {}).items()
            },
            hours={name: self.pair(value, f"coverage.{name}") for name, value in days.items()},
            holidays=self.text(hours["PH"], "coverage.PH") if "PH" in hours else "",
        )

    def pair(self, given: object, place: str) -> tuple[str, str]:
        """Two columns."""
        if not isinstance(given, list) or len(given) != 2 or not all(isinstance(one, str) for one in given):
            raise self.refuse(place, N_('{name}, {place}: name two columns, such as ["From", "To"].'))
        return given[0], given[1]

    def key(self, given: dict[str, Any], kind: str, fields: dict[str, Any]) -> tuple[str, ...]:
        """The key columns; none of them for "row". Without `key` the column of the kind's own key serves."""
        if "key" not in given:
            source = fields.get(KEYS[kind])
            column = source.get("column") if isinstance(source, dict) else source
            if isinstance(column, str):
                return (column,)
            raise self.refuse(
                "key", N_('{name}: key is missing; name the column that tells records apart, or "row".')
            )
        found = given["key"]
        columns = self.texts([found] if isinstance(found, str) else found, "key")
        if not columns:
            raise self.refuse("key", N_('{name}: key is empty; name a column, or "row".'))
        return () if columns == ("row",) else columns

    def field(self, our: str, source: object, table: str = "fields") -> Field:
        """One line of [fields] or [lines]."""
        place = f"{table}.{our}"
        if isinstance(source, str):
            return Field(our, column=source)
        if not isinstance(source, dict):
            raise self.refuse(
                place,
                N_("{name}, {place}: give the name of a column, or a table with column, template or const."),
            )
        self.known(source, PARTS, place)
        if sum(part in source for part in ("column", "template", "const")) != 1:
            raise self.refuse(place, N_("{name}, {place}: give exactly one of column, template and const."))
        if "join" in source and ("column" not in source or not isinstance(source["join"], str)):
            message = N_('{name}, {place}: join is the text between the cells of a column, such as "\\n".')
            raise self.refuse(place, message)
        values = source.get("values", {})
        only: tuple[str, ...] = ()
        if isinstance(values, list):
            values, only = {}, self.texts(values, f"{place}.values")
        if not isinstance(values, dict):
            raise self.refuse(place, N_('{name}, {place}: values is a table such as {{ New = "Open" }}.'))
        return Field(
            our,
            column=self.text(source["column"], f"{place}.column") if "column" in source else "",
            template=self.template(source["template"], place) if "template" in source else "",
            const=self.plain(source["const"], place) if "const" in source else None,
            values={old: self.plain(new, place) for old, new in values.items()},
            default=self.plain(source["default"], place) if "default" in source else None,
            only=only,
            join=source.get("join"),
        )

    def template(self, given: object, place: str) -> str:
        """A template is text with column names in braces, nothing cleverer."""
        text = self.text(given, place)
        try:
            pieces = list(string.Formatter().parse(text))
        except ValueError as error:
            raise self.refuse(place, N_("{name}, {place}: a brace of the template is not closed.")) from error
        if any(column == "" or form or turn for _, column, form, turn in pieces):
            raise self.refuse(
                place, N_("{name}, {place}: a template holds column names in braces and nothing else.")
            )
        return text

    def history(self, given: object, kind: str) -> tuple[str, str]:
        """The columns of instant and person, or nothing."""
        if given is None:
            return "", ""
        if not isinstance(given, dict):
            raise self.refuse("history", N_("{name}: [history] is a table with at and who."))
        self.known(given, ("at", "who"), "history")
        if kind != "call":
            raise self.refuse("history", N_("{name}: only calls have a [history]."))
        at = self.text(given.get("at"), "history.at")
        return at, self.text(given["who"], "history.who") if "who" in given else ""

    def dates(self, given: object) -> tuple[str, ...]:
        """Forms of dates, tried in order."""
        forms = self.texts([given] if isinstance(given, str) else given, "dates")
        for form in forms:
            if (fault := dates.fault(form)) is not None:
                raise self.refuse("dates", fault, form=form, meant=dates.meant(form))
        return forms

    def skip(self, given: object) -> int:
        """Lines above the header."""
        if isinstance(given, bool) or not isinstance(given, int) or not 0 <= given <= MOST_SKIPPED:
            message = N_("{name}: skip is how many lines stand above the header, from 0 to {most}.")
            raise self.refuse("skip", message, most=MOST_SKIPPED)
        return given

    def zone(self, given: object) -> ZoneInfo | None:
        """The zone of instants without one."""
        if given is None:
            return None
        zone = self.text(given, "zone")
        try:
            return ZoneInfo(zone)
        except (OSError, ValueError, KeyError) as error:
            raise self.refuse(
                "zone", N_("{name}: there is no zone {zone}; one is Europe/Rome."), zone=zone
            ) from error

    def create(self, given: object) -> frozenset[str]:
        """Kinds to make as stubs."""
        kinds = self.texts([given] if isinstance(given, str) else given, "create")
        for kind in kinds:
            if kind not in (*CREATABLE, "all"):
                raise self.unknown("create", kind, (*CREATABLE, "all"))
        return frozenset(CREATABLE if "all" in kinds else kinds)

    def statuses(self, given: object) -> dict[str, str]:
        """Statuses the store does not know yet, with their class."""
        if not isinstance(given, dict):
            raise self.refuse("statuses", N_("{name}: [statuses] is a table of names with their class."))
        found: dict[str, str] = {}
        for status, told in given.items():
            place = f"statuses.{status}"
            if not isinstance(told, dict):
                raise self.refuse(place, N_('{name}, {place}: write {{ class = "waiting" }}.'))
            self.known(told, ("class",), place)
            word = self.text(told.get("class"), f"{place}.class")
            if word not in CLASSES:
                raise self.unknown(place, word, CLASSES)
            found[status] = word
        return found

    def text(self, given: object, place: str) -> str:
        """A text that is there."""
        if not isinstance(given, str) or not given:
            raise self.refuse(place, N_("{name}: {place} is missing or is no text."))
        return given

    def texts(self, given: object, place: str) -> tuple[str, ...]:
        """A list of texts."""
        if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
            raise self.refuse(place, N_("{name}: {place} is a list of texts."))
        return tuple(given)

    def plain(self, given: object, place: str) -> str:
        """A text, number, truth or date of TOML, as text."""
        if isinstance(given, dict | list):
            raise self.refuse(place, N_("{name}, {place}: this is one value, not a list or table."))
        return str(given).lower() if isinstance(given, bool) else str(given)

    def known(self, given: Mapping[str, object], names: Iterable[str], place: str) -> None:
        """Every word must be one of `names`."""
        allowed = tuple(names)
        for word in given:
            if word not in allowed:
                raise self.unknown(place, word, allowed)

    def unknown(self, place: str, word: str, allowed: Iterable[str]) -> Refused:
        """A word that means nothing, with the nearest that does."""
        choices = tuple(allowed)
        near = difflib.get_close_matches(word, choices, 1, 0.6)
        where = place or "-"
        if near:
            return self.refuse(
                where,
                N_("{name}, {place}: {word} is not known. Did you mean {near}?"),
                word=word,
                near=near[0],
            )
        return self.refuse(
            where,
            N_("{name}, {place}: {word} is not known. Known are: {names}."),
            word=word,
            names=", ".join(choices),
        )


def of_own_names(kind: str, header: Sequence[str], name: str) -> ColumnMap:
    """The mapping of a CSV whose header already speaks our names."""
    known = FIELDS[kind]
    names = [one for one in header if (one in known and one != "history") or one.startswith(OWN_FIELD)]
    return ColumnMap(
        kind=kind,
        key=(KEYS.get(kind, "name"),) if KEYS.get(kind, "name") in names else (),
        fields=tuple(Field(one, column=one) for one in names),
        name=name,
        own=True,
        parts=of_header(header, lambda our, column: Field(our, column=column))
        if kind == "contract"
        else Parts(),
    )
