"""Opening what people hand in: packed or plain, in any of the usual encodings, with a position to show.

The whole file is decoded once before anything of it is believed. A file that holds letters of UTF-8 is UTF-8,
and a broken byte spoils the row it stands in; one that holds none is taken for Windows' or Latin-1.
"""

import codecs
import gzip
import io
import re
import stat
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Final, TextIO

from svc_tui.errors import N_, NotFound, Refused

CHUNK: Final = 1 << 20
LARGEST_VALUE: Final = 16_000_000
"""Signs after which a value is none but a file with a quote too many, or a bomb: the file is unreadable."""
LONGEST_LINE: Final = 64_000_000
"""Bytes in memory after which a line, or a row of several, is none."""
LIKELY: Final = 20
"""So many broken bytes for each letter of UTF-8 are another encoding, in which two bytes look like one by chance."""

_NO_UTF8 = re.compile("[\udc80-\udcff]")
_NO_UTF16 = re.compile("[\ud800-\udfff]")
_LETTER = re.compile("[^\x00-\x7f\udc80-\udcff]")
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
        self.errors = "strict"
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
        return io.TextIOWrapper(
            io.BufferedReader(inner), encoding=self.encoding, errors=self.errors, newline=""
        )

    def read(self) -> str:
        """The whole text. Raises Refused: it is longer than one value may be."""
        with self.open() as stream:
            text = stream.read(LARGEST_VALUE + 1)
        if len(text) > LARGEST_VALUE:
            raise self.too_long("value", LARGEST_VALUE)
        return text

    @property
    def broken(self) -> "re.Pattern[str] | None":
        """Finds what could not be decoded in a text; None where all could."""
        if self.errors == "strict":
            return None
        return _NO_UTF8 if self.errors == "surrogateescape" else _NO_UTF16

    def too_long(self, what: str, limit: int, row: int = 0) -> Refused:
        """The refusal of a file in which a value, or a line, has no end."""
        values = {"name": self.name, "limit": limit // 1_000_000, "row": row}
        if what == "value":
            message = N_(
                "{name} cannot be read: one value in it is longer than {limit} MB; is a quote missing? "
                "Nothing was imported."
            )
        elif row:
            message = N_(
                "{name} cannot be read from row {row} on: it is longer than {limit} MB; is a quote or a line end "
                "missing? Nothing was imported."
            )
        else:
            message = N_(
                "{name} cannot be read: a line or record in it is longer than {limit} MB. Nothing was imported."
            )
        return Refused(message, **values)

    @property
    def _packed(self) -> bool:
        return self.path.suffix.casefold() == ".gz"

    def _checked_size(self) -> int:
        try:
            if self.path.is_dir():
                raise Refused(N_("{name} is a folder; name the files in it."), name=str(self.path))
            found = self.path.stat()
            if not stat.S_ISREG(found.st_mode):  # a pipe can be read once, and an import reads twice
                message = N_("{name} is not an ordinary file. Write what it gives into one, and import that.")
                raise Refused(message, name=str(self.path))
            return found.st_size
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
                run = 0
                while chunk := stream.read(CHUNK):
                    run = _run(run, chunk)
                    if run > LONGEST_LINE:
                        raise self.too_long("line", LONGEST_LINE)
                    yield chunk
        except (OSError, EOFError, zlib.error) as error:
            raise self._unreadable(error) from error

    def _detect(self) -> str:
        chunks = self._chunks()
        first = next(chunks, b"")
        named = next((name for bom, name in _BOMS if first.startswith(bom)), None) or _bare_utf16(first)
        if _decodes(_prepend(first, chunks), named or "utf-8"):
            return named or "utf-8"
        if named and named.startswith("utf-16") and _decodes(self._chunks(), named, "surrogatepass"):
            self.errors = "surrogatepass"
            return named
        if named and not named.startswith("utf-8"):
            raise Refused(
                N_("{name} begins as {encoding} but is damaged further on. Nothing was imported."),
                name=self.name,
                encoding=named.upper(),
            )
        letters, broken, guess = self._counted()
        if named or (letters and broken <= LIKELY * letters):
            self.errors = "surrogateescape"
            return named or "utf-8"
        return guess

    def _counted(self) -> tuple[int, int, str]:
        """Letters of UTF-8 beyond ASCII, bytes that are none, and what the file is if it is no UTF-8."""
        decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        letters = broken = 0
        guess = "cp1252"
        for chunk in self._chunks():
            text = decoder.decode(chunk)
            letters += len(_LETTER.findall(text))
            broken += len(_NO_UTF8.findall(text))
            if any(byte in chunk for byte in _NOT_IN_1252):
                guess = "latin-1"
        return letters, broken, guess


def _decodes(chunks: Iterable[bytes], encoding: str, errors: str = "strict") -> bool:
    """Is all of it text of this encoding."""
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    try:
        for chunk in chunks:
            decoder.decode(chunk)
        decoder.decode(b"", True)
    except UnicodeError:
        return False
    return True


def _run(run: int, chunk: bytes) -> int:
    """Bytes since the last line end or quote: JSON may stand in one line, but not without a quote."""
    last = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"), chunk.rfind(b'"'))
    return run + len(chunk) if last < 0 else len(chunk) - last - 1


class Lines:
    """The lines of a text, none longer than a line may be."""

    def __init__(self, stream: TextIO, source: Source) -> None:
        self._stream, self._source = stream, source
        self.count = 0
        """Lines read so far."""

    def line(self) -> str:
        """The next line with its end; empty behind the last."""
        found = self._stream.readline(CHUNK)
        self.count += 1
        return found if len(found) < CHUNK or found.endswith("\n") else self._long(found)

    def _long(self, begun: str) -> str:
        pieces, signs, width = [begun], len(begun), _width(begun)
        while piece := self._stream.readline(CHUNK):
            pieces.append(piece)
            signs, width = signs + len(piece), max(width, _width(piece))
            if signs * width > LONGEST_LINE:
                raise self._source.too_long("line", LONGEST_LINE, self.count)
            if piece.endswith(("\n", "\r")):
                break
        return "".join(pieces)

    def __iter__(self) -> Iterator[str]:
        while found := self.line():
            yield found


def _width(text: str) -> float:
    """Bytes that a sign of this text takes in memory: one that is far from ASCII widens all of them."""
    return sys.getsizeof(text) / len(text)


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
