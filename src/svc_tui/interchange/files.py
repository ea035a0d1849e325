"""Opening what people hand in: packed or plain, in any of the usual encodings, with a position to show.

The whole file is decoded once before anything of it is believed, so that a broken byte at its end is
found before the first row is.
"""

import codecs
import csv
import gzip
import io
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Final, TextIO

from svc_tui.errors import N_, NotFound, Refused
from svc_tui.interchange.records import Problem, short

CHUNK: Final = 1 << 20
DELIMITERS: Final = (",", ";", "\t", "|")
LARGEST_CELL: Final = 16_000_000
"""Signs after which a cell is no cell but a file with a quote too many: the file is unreadable."""

_END = "\0end of file\0"
_NOT_IN_1252 = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Source:
    """One file to import: its name, size, encoding, and how far it has been read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.name
        self.size = self._checked_size()
        self.encoding = self._detect()
        self._raw: IO[bytes] | None = None

    @property
    def position(self) -> int:
        """Bytes of the file on disk read so far."""
        raw = self._raw
        return 0 if raw is None or raw.closed else raw.tell()

    def open(self) -> TextIO:
        """The text from its beginning, line ends untouched."""
        self._raw = self.path.open("rb")
        inner = gzip.GzipFile(fileobj=self._raw) if self._packed else self._raw
        return io.TextIOWrapper(io.BufferedReader(inner), encoding=self.encoding, newline="")

    def read(self) -> str:
        """The whole text."""
        with self.open() as stream:
            return stream.read()

    @property
    def _packed(self) -> bool:
        return self.path.suffix.casefold() == ".gz"

    def _checked_size(self) -> int:
        try:
            if self.path.is_dir():
                raise Refused(N_("{name} is a folder; name the files in it."), name=str(self.path))
            return self.path.stat().st_size
        except FileNotFoundError:
            raise NotFound(N_("There is no file {name}."), name=str(self.path)) from None
        except (OSError, ValueError) as error:
            raise self._unreadable(error) from error

    def _unreadable(self, error: Exception) -> Refused:
        reason = getattr(error, "strerror", None) or str(error)
        return Refused(
            N_("{name} cannot be read: {reason}. Nothing was imported."), name=self.name, reason=reason
        )

    def _chunks(self) -> Iterator[bytes]:
        try:
            with self.path.open("rb") as raw:
                stream: IO[bytes] = gzip.GzipFile(fileobj=raw) if self._packed else raw  # type: ignore[assignment]
                while chunk := stream.read(CHUNK):
                    yield chunk
        except (OSError, EOFError, zlib.error) as error:
            raise self._unreadable(error) from error

    def _detect(self) -> str:
        chunks = self._chunks()
        first = next(chunks, b"")
        named = next((name for bom, name in _BOMS if first.startswith(bom)), None) or _bare_utf16(first)
        decoder = codecs.getincrementaldecoder(named or "utf-8")()
        at, guess = 0, "cp1252"
        broken: UnicodeError | None = None
        for chunk in _prepend(first, chunks):
            if broken is None:
                try:
                    decoder.decode(chunk)
                except UnicodeError as error:
                    broken = error
            if any(byte in chunk for byte in _NOT_IN_1252):
                guess = "latin-1"
            at += len(chunk)
        if broken is None:
            try:
                decoder.decode(b"", True)
            except UnicodeError as error:
                broken = error
        if broken is None:
            return named or "utf-8"
        if named:
            raise Refused(
                N_("{name} begins as {encoding} but is damaged further on. Nothing was imported."),
                name=self.name,
                encoding=named.upper(),
            )
        return guess


def _prepend(first: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _bare_utf16(head: bytes) -> str | None:
    """UTF-16 without its mark shows in zeros at every second byte of plain letters."""
    sample = head[:2000]
    if len(sample) < 4 or len(sample) % 2:
        sample = sample[: len(sample) // 2 * 2]
    pairs = len(sample) // 2
    if pairs < 2:
        return None
    if sample[1::2].count(0) > 0.8 * pairs and sample[::2].count(0) < 0.1 * pairs:
        return "utf-16-le"
    if sample[::2].count(0) > 0.8 * pairs and sample[1::2].count(0) < 0.1 * pairs:
        return "utf-16-be"
    return None


def sniff_delimiter(line: str, wanted: Iterable[str] = ()) -> str:
    """The delimiter that makes most wanted names appear in the header line, else the most frequent."""
    names = set(wanted)

    def score(mark: str) -> tuple[int, int]:
        cells = next(csv.reader([line], delimiter=mark), [])
        return (len(names.intersection(cell.strip() for cell in cells)), len(cells))

    return max(DELIMITERS, key=score)


def rows(source: Source, wanted: Iterable[str] = ()) -> Iterator[tuple[int, list[str] | None]]:
    """The rows of a delimited file with their numbers as a spreadsheet counts them: the header is row 1.

    None stands for a last row in which a quote opens and never closes.

    Raises:
        Refused: there is no header, or a cell has no end.
    """
    csv.field_size_limit(LARGEST_CELL)
    with source.open() as stream:
        header = stream.readline(CHUNK)
        if not header.strip("\ufeff \r\n\t"):
            raise Refused(N_("{name} is empty: there is nothing to import."), name=source.name)
        if "\0" in header:
            raise Refused(
                N_("{name} is not text: there is a NUL byte in row 1. Nothing was imported."),
                name=source.name,
            )
        mark = sniff_delimiter(header, wanted)
        number = 0
        reader = csv.reader(_with_end(header, stream), delimiter=mark)
        try:
            for number, row in enumerate(reader, 1):
                if row and row[-1].endswith(_END):
                    if row != [_END]:
                        yield number, None
                elif row:
                    yield number, row
        except csv.Error as error:
            raise Refused(
                N_("{name} cannot be read from row {row} on: {reason}. Nothing was imported."),
                name=source.name,
                row=number + 1,
                reason=short(error),
            ) from error


def _with_end(first: str, rest: Iterable[str]) -> Iterator[str]:
    """The lines and a mark behind them: where it is swallowed by a cell, that cell's quote never closed."""
    yield first
    yield from rest
    yield _END


def header_of(source: Source, wanted: Iterable[str] = ()) -> list[str]:
    """The names in the first row, without blanks around them."""
    for _number, row in rows(source, wanted):
        return [cell.strip().removeprefix("\ufeff") for cell in row or ()]
    return []


def ragged(number: int, cells: list[str] | None, header: list[str]) -> Problem | None:
    """What is wrong with the shape of a row, if anything: cells too few or many, or a quote without end."""
    if cells is None:
        message = N_("A quote opens in this row and never closes, so it swallows all that follows.")
        return Problem(number, "", "", message, rule="quote")
    width = len(header)
    if len(cells) == width or (len(cells) > width and not any(cells[width:])):
        return None
    message = N_(
        "The row has {count} cells where the header has {width}; a delimiter or quote is out of place."
    )
    details = {"count": len(cells), "width": width}
    return Problem(number, header[-1] if header else "", short(cells[-1]), message, details, rule="cells")
