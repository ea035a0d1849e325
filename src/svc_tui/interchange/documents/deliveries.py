"""Delivery notes, invoices and returns: a CSV with a row for each unit, or B1 documents with their serial numbers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from svc_tui.domain.core.text import fold
from svc_tui.domain.equipment.deliveries import KINDS
from svc_tui.errors import N_, Refused
from svc_tui.interchange.b1 import enums as b1_enums
from svc_tui.interchange.core import json_files, values
from svc_tui.interchange.core.cells import shortened, unguarded
from svc_tui.interchange.core.delimited import Table
from svc_tui.interchange.core.files import Source
from svc_tui.interchange.core.records import BadValue, Problem, Tally, short

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "document": ("docnum", "number", "documento", "numero", "delivery", "invoice"),
    "date": ("docdate", "day", "data", "delivered_at"),
    "customer": ("cardcode", "customercode", "cliente"),
    "item": ("itemcode", "articolo"),
    "serial": ("internalserialnumber", "internalserialnum", "intrserial", "matricola"),
    "manufacturer_serial": (
        "manufacturerserialnumber",
        "manufacturerserialnum",
        "suppserial",
        "matricola_produttore",
    ),
    "kind": ("type", "tipo", "docobjectcode"),
    "line": ("linenum", "row", "riga"),
}
"""Our columns, and what else they may be called; case does not count."""
MANDATORY: Final = ("document", "date", "customer", "item")
_SERIALS: Final = ("serial", "manufacturer_serial")
_KINDS: Final = {
    "delivery": "delivery", "deliverynotes": "delivery", "odeliverynotes": "delivery", "15": "delivery",
    "consegna": "delivery", "ddt": "delivery", "invoice": "invoice", "invoices": "invoice", "oinvoices": "invoice",
    "13": "invoice", "fattura": "invoice", "return": "return", "returns": "return", "oreturns": "return",
    "16": "return", "reso": "return",
}  # fmt: skip
LONGEST_SERIAL: Final = 36
_LINES: Final = ("documentlines", "document_lines")


@dataclass(frozen=True, slots=True)
class DeliveredUnit:
    """One unit of one document."""

    row: int
    """Row of the file, or place of the document in it."""
    line: int | None
    """Row of the document."""
    kind: str
    """delivery, invoice or return."""
    document: str
    day: date
    customer: str
    item: str
    serial: str | None
    manufacturer_serial: str | None
    columns: Mapping[str, str] = field(default_factory=dict)
    """What the file calls our columns."""


def read(source: Source, kind: str | None = None) -> Iterator[DeliveredUnit | Problem]:
    """The units of a file, one by one, and what is wrong with rows of it.

    Args:
        source: The file.
        kind: What its documents are where they do not say; a CSV that says nothing holds deliveries.

    Raises:
        Refused: it is no file of this sort at all.
    """
    if json_files.looks_like_json(source):
        yield from _json(source, kind)
    else:
        yield from _csv(source, kind or "delivery")


def kind_of(word: object) -> str | None:
    """delivery, invoice or return, as people and B1 call them."""
    return _KINDS.get(fold(str(word)).strip().replace(" ", ""))


# CSV


def _csv(source: Source, kind: str) -> Iterator[DeliveredUnit | Problem]:
    known = {name for one in COLUMNS for name in (one, *COLUMNS[one])}
    table = Table(source, known)
    header = table.header
    columns = _columns(table)
    for name in header:
        if name and name not in columns.values():
            message = N_("{column} is not needed here; it is left out.")
            yield Problem(table.first, name, "", message, {}, "note", "column")
    tally = Tally()
    for number, cells in table.rows():
        if isinstance(cells, Problem):
            yield cells
            continue
        row = dict(zip(header, cells, strict=True))
        given = {
            name: unguarded(row[column], code=name in _SERIALS).strip() for name, column in columns.items()
        }
        for name in _SERIALS:
            if told := shortened(name, given.get(name), number, columns.get(name, "")):
                tally.add(told)
        if any(given.values()):
            yield _unit(number, given, kind, columns)
    yield from tally.problems()


def _columns(table: Table) -> dict[str, str]:
    found = _named_columns(table.header)
    if missing := _missing(found):
        name, values = table.source.name, ", ".join(missing)
        if above := table.names_below(lambda names: not _missing(_named_columns(names))):
            message = N_(
                "{name} has no column {missing} in row {row}, but row {header} names it. Take away what stands "
                "above that row."
            )
            raise Refused(message, name=name, missing=values, row=table.first, header=above + 1)
        message = N_("{name} has no column {missing}. It needs document, date, customer, item and a serial.")
        raise Refused(message, name=name, missing=values)
    table.header.refuse_twins(table.source.name, table.first)
    return found


def _named_columns(header: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, others in COLUMNS.items():
        column = next((one for one in header if fold(one).replace(" ", "_") in (name, *others)), None)
        if column is not None:
            found[name] = column
    return found


def _missing(found: Mapping[str, str]) -> list[str]:
    missing = [name for name in MANDATORY if name not in found]
    return missing if any(name in found for name in _SERIALS) else [*missing, "serial"]


def _unit(
    number: int, given: Mapping[str, Any], kind: str, columns: Mapping[str, str], line: int | None = None
) -> DeliveredUnit | Problem:
    """One unit from the values of its row, or what is wrong with them."""
    name = "document"
    texts: dict[str, str | None] = {}
    try:
        for name in ("document", "customer", "item", *_SERIALS):
            texts[name] = _text(name, given.get(name))
        for name in ("document", "customer", "item", "date"):
            if b1_enums.is_nothing(given.get(name)):
                raise BadValue(N_("{name} is missing; the record cannot stand without it."), name=name)
        name = "serial"
        if not any(texts[each] for each in _SERIALS):
            raise BadValue(N_("There is no serial number in it, so there is no card to make or to find."))
        name = "kind"
        kind = _kind(given.get("kind")) or kind
        name = "date"
        day = _day(given["date"])
    except BadValue as error:
        value = short(given.get(name) or "")
        return Problem(number, columns.get(name, name), value, error.message, error.details, rule=name)
    told = b1_enums.number(given.get("line"))
    return DeliveredUnit(
        number, told if told is not None else line, kind, texts["document"] or "", day, texts["customer"] or "",
        texts["item"] or "", texts["serial"], texts["manufacturer_serial"], columns,
    )  # fmt: skip


def _text(name: str, value: Any) -> str | None:
    text = None if b1_enums.is_nothing(value) else values.text(values.plain(value)) or None
    if text and name in _SERIALS and len(text) > LONGEST_SERIAL:
        message = N_("A serial has {most} characters at most; this one has {count}.")
        raise BadValue(message, most=LONGEST_SERIAL, count=len(text))
    return text


def _kind(value: Any) -> str | None:
    if b1_enums.is_nothing(value):
        return None
    kind = kind_of(value)
    if kind is None:
        raise BadValue(N_("This is none of {choices}."), choices=", ".join(KINDS))
    return kind


def _day(value: Any) -> date:
    if b1_enums.is_no_day(value):
        raise BadValue(N_("{name} is missing; the record cannot stand without it."), name="date")
    try:
        return b1_enums.day(value).date()
    except BadValue:
        raise BadValue(N_("This is no date in the form {form}."), form="2026-12-31 / 31/12/2026") from None


# JSON


def _json(source: Source, kind: str | None) -> Iterator[DeliveredUnit | Problem]:
    for found in json_files.objects(source):
        if isinstance(found, Problem):
            yield found
            continue
        if (fault := json_files.fault_of(found)) is not None:
            yield fault
            continue
        document = {key.casefold(): value for key, value in found.value.items()}
        named = _named(found.metadata) or kind_of(document.get("docobjectcode")) or kind
        lines = next((document[name] for name in _LINES if isinstance(document.get(name), list)), None)
        if lines is None and any(name in document for name in ("serial", "manufacturer_serial")):
            yield _unit(found.row, document, named or "delivery", {})
        elif lines is None:
            message = N_("It has no lines (DocumentLines), so there are no serial numbers in it.")
            yield Problem(found.row, "DocumentLines", "", message, rule="lines")
        elif named is None:
            message = N_(
                "Nothing says which sort of document this is. Say --kind delivery, invoice or return."
            )
            yield Problem(
                found.row, "DocObjectCode", short(document.get("docobjectcode")), message, rule="kind"
            )
        elif str(document.get("cancelled", "")).casefold() in ("tyes", "y", "csyes"):
            message = N_("Document {value} was cancelled; it is left out.")
            yield Problem(
                found.row, "DocNum", short(document.get("docnum")), message, {}, "note", "cancelled"
            )
        else:
            yield from _document(found.row, document, lines, named)


def _named(metadata: str) -> str | None:
    tail = metadata.rpartition("#")[2].split("/")[0].split("(")[0] if "#" in metadata else ""
    if not tail:
        return None
    kind = kind_of(tail)
    if kind is None:
        message = N_("{set} are no deliveries, invoices or returns. Nothing was taken in.")
        raise Refused(message, set=tail)
    return kind


_B1: Final = {
    "document": "DocNum", "date": "DocDate", "customer": "CardCode", "item": "ItemCode",
    "serial": "InternalSerialNumber", "manufacturer_serial": "ManufacturerSerialNumber", "line": "LineNum",
    "kind": "DocObjectCode",
}  # fmt: skip


def _document(
    row: int, document: Mapping[str, Any], lines: list[Any], kind: str
) -> Iterator[DeliveredUnit | Problem]:
    """The units of one B1 document; lines without serial numbers are of no interest."""
    head = {name: document.get(_B1[name].casefold()) for name in ("document", "date", "customer")}
    for place, line in enumerate(lines):
        if not isinstance(line, dict):
            continue
        told = {key.casefold(): value for key, value in line.items()}
        number = b1_enums.number(told.get("linenum"))
        for serial in told.get("serialnumbers") or ():
            if not isinstance(serial, dict):
                continue
            cells = {key.casefold(): value for key, value in serial.items()}
            given = {
                **head, "item": told.get("itemcode"), "serial": cells.get("internalserialnumber"),
                "manufacturer_serial": cells.get("manufacturerserialnumber"),
            }  # fmt: skip
            yield _unit(row, given, kind, _B1, place if number is None else number)
