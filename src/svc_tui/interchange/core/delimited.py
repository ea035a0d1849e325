"""Delimited files of any hand: where the header stands, what parts the cells, and rows of the header's width.

What spreadsheets do to a table is taken back here, for every reader alike: a line `sep=;`, titles above the header,
rows of nothing, rows that end early, blanks behind a delimiter. What cannot be mended is a problem with its place.
"""

import csv
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TextIO

from svc_tui.errors import N_, Refused
from svc_tui.interchange.core.files import CHUNK, LARGEST_VALUE, LONGEST_LINE, Lines, Source
from svc_tui.interchange.core.records import Problem, short, shown

DELIMITERS: Final = (",", ";", "\t", "|")
MOST_CELLS: Final = 1_000_000
"""Cells of one row after which it is none."""
SEEN_ABOVE: Final = 20
"""Lines in which a header is looked for when the first is none."""

Row = list[str] | Problem

_END = "\0end of file\0"
_SEPARATOR = re.compile(r'\ufeff?"?sep=([^"\w\r\n])"?[\r\n]*', re.IGNORECASE)
_NTH = re.compile(r"(.+)\.([1-9]\d?)")


def sniff_delimiter(line: str, wanted: Iterable[str] = ()) -> str:
    """The delimiter that makes most wanted names appear in the header line, else the most frequent."""
    names = set(wanted)

    def score(mark: str) -> tuple[int, int]:
        cells = names_in(line, mark)
        return (len(names.intersection(cells)), len(cells))

    return max(DELIMITERS, key=score)


def names_in(line: str, mark: str) -> list[str]:
    """The names of a header line, without blanks around them."""
    cells = next(csv.reader([line], delimiter=mark, skipinitialspace=True), [])
    return [cell.strip().removeprefix("\ufeff") for cell in cells]


class Header(list[str]):
    """The names of the columns, in their order; one may stand several times."""

    def places(self, name: str) -> list[int]:
        """Where a name stands; `Comment.2` is the second Comment, unless a column is really called so."""
        found = [place for place, one in enumerate(self) if one == name]
        if found or (match := _NTH.fullmatch(name)) is None:
            return found
        several = [place for place, one in enumerate(self) if one == match[1]]
        return several[int(match[2]) - 1 : int(match[2])]

    def refuse_twins(self, file: str, row: int, same: Callable[[str], str] = str) -> None:
        """Raise Refused where two columns have one name and no mapping can say which is meant."""
        counted = Counter(same(name) for name in self if name)
        twin = next((name for name in self if name and counted[same(name)] > 1), None)
        if twin is not None:
            message = N_(
                "{name} has {count} columns called {column} (row {row}), and nothing says which is meant. "
                "Rename or remove one. Nothing was imported."
            )
            raise Refused(message, name=file, count=counted[same(twin)], column=twin, row=row)


class Table:
    """A delimited file whose header was found."""

    def __init__(self, source: Source, wanted: Iterable[str] = (), skip: int = 0) -> None:
        """Look for the header.

        Args:
            source: The file.
            wanted: Names that a header is expected to hold.
            skip: Lines above it.

        Raises:
            Refused: there is no header, or it is not text.
        """
        self.source, self.wanted, self.skip = source, tuple(wanted), skip
        self.first = 1
        """The row of the header as a spreadsheet counts them."""
        self.header = Header()
        csv.field_size_limit(LARGEST_VALUE)
        for _number, cells in self._records():
            if cells[-1].endswith(_END):
                message = N_("{name}: a quote opens in row {row} and never closes. Nothing was imported.")
                raise Refused(message, name=source.name, row=self.first)
            break

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Rows below the header with their numbers; last a warning that counts what was filled in."""
        width, broken = len(self.header), self.source.broken
        cut = at = 0
        for number, cells in self._records():
            found: Row = cells
            if number == self.first:
                continue
            if cells[-1].endswith(_END):
                if cells == [_END]:
                    continue
                message = N_("A quote opens in this row and never closes, so it swallows all that follows.")
                found = Problem(number, "", "", message, rule="quote")
            elif (not cells[0] or cells[0].isspace()) and not any(cell.strip() for cell in cells):
                continue
            elif broken is not None and (spoilt := self._spoilt(number, cells)) is not None:
                found = spoilt
            elif len(cells) < width:
                cut, at = cut + 1, at or number
                cells.extend([""] * (width - len(cells)))
            elif len(cells) > width:
                found = self._wide(number, cells)
            yield number, found
        if cut:
            message = N_("Rows end before the header does; the cells they lack are empty ({count}).")
            yield at, Problem(at, "", "", message, {"count": cut}, "warn", "short")

    def names_below(self, fits: Callable[[Sequence[str]], bool]) -> int:
        """How many lines stand above the one that is a header after all; 0 where there is none."""
        with self.source.open() as stream:
            above = 0
            for line in Lines(stream, self.source):
                if above >= SEEN_ABOVE:
                    break
                if above == 0 and _SEPARATOR.fullmatch(line):
                    continue
                if fits(names_in(line[:CHUNK], sniff_delimiter(line[:CHUNK], self.wanted))):
                    return above
                above += 1
        return 0

    # The file

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        with self.source.open() as stream:
            line, mark, feed = self._head(stream)
            number = self.first - 1
            cells = _Cells(line, feed, mark, self.source, number)
            reader = csv.reader(cells, delimiter=mark, skipinitialspace=True)
            try:
                for number, row in enumerate(reader, self.first):
                    cells.fed, cells.row = 0, number + 1
                    if number == self.first:
                        self.header = Header(shown(cell.strip().removeprefix("\ufeff")) for cell in row)
                    if row:
                        yield number, row
            except csv.Error as error:
                if "field larger" in str(error):
                    raise self.source.too_long("value", LARGEST_VALUE) from error
                raise Refused(
                    N_("{name} cannot be read from row {row} on: {reason}. Nothing was imported."),
                    name=self.source.name,
                    row=number + 1,
                    reason=short(error),
                ) from error

    def _head(self, stream: TextIO) -> tuple[str, str, Lines]:
        """The line of the header, what parts its cells, and the lines below it."""
        lines = Lines(stream, self.source)
        line, told = lines.line(), ""
        if (match := _SEPARATOR.fullmatch(line)) is not None:
            told, line = match[1], lines.line()  # a spreadsheet obeys this line and does not show it
        self.first = 1
        while line and (self.first <= self.skip or not line.strip("\ufeff \r\n\t,;|\"'" + told)):
            line = lines.line()
            self.first += 1
        if not line:
            raise Refused(N_("{name} is empty: there is nothing to import."), name=self.source.name)
        if "\0" in line:
            raise Refused(
                N_("{name} is not text: there is a NUL byte in row {row}. Nothing was imported."),
                name=self.source.name,
                row=self.first,
            )
        if len(line) > CHUNK:
            raise self.source.too_long("line", CHUNK, self.first)
        return line, told or sniff_delimiter(line, self.wanted), lines

    # What is wrong with a row

    def _spoilt(self, number: int, cells: list[str]) -> Problem | None:
        broken = self.source.broken
        assert broken is not None
        place = next((place for place, cell in enumerate(cells) if broken.search(cell)), None)
        if place is None:
            return None
        column = self.header[place] if place < len(self.header) else ""
        return spoilt(number, column, cells[place], self.source)

    def _wide(self, number: int, cells: list[str]) -> Row:
        """A row with more cells than the header: cells of nothing are cut off, others are out of place."""
        width = len(self.header)
        if not any(cell.strip() for cell in cells[width:]):
            return cells[:width]
        message = N_(
            "The row has {count} cells where the header has {width}; a delimiter or quote is out of place."
        )
        details = {"count": len(cells), "width": width}
        return Problem(number, self.header[-1], short(cells[-1]), message, details, rule="cells")


def spoilt(row: int, column: str, value: str, source: Source) -> Problem:
    """A value in which a byte is no text."""
    message = N_(
        "It holds a byte that is not {encoding}. The file is {encoding} elsewhere; mend this and import it again."
    )
    encoding = source.encoding.removesuffix("-sig").upper()
    return Problem(row, column, short(shown(value)), message, {"encoding": encoding}, rule="bytes")


class _Cells:
    """What the reader of cells is given: lines, then a mark that shows where a quote has swallowed the rest.

    A row that takes more memory than a row may, or has more cells, is refused before it is built.
    """

    def __init__(self, first: str, rest: Lines, mark: str, source: Source, row: int) -> None:
        self._first, self._rest, self._mark, self._source = first, rest, mark, source
        self.fed, self.row, self._parts = 0, row + 1, 0

    def __iter__(self) -> Iterator[str]:
        yield self._first
        for line in self._rest:
            if not self.fed:
                self._parts = 0
            self.fed += len(line)
            if self.fed > CHUNK:
                self._check(line)
            yield line
        yield _END

    def _check(self, line: str) -> None:
        self._parts += line.count(self._mark)
        if self.fed > LONGEST_LINE or sys.getsizeof(line) > LONGEST_LINE:
            raise self._source.too_long("line", LONGEST_LINE, self.row)
        if self._parts > MOST_CELLS:
            message = N_(
                "{name} cannot be read from row {row} on: it has more than {limit} cells. Nothing was imported."
            )
            raise Refused(message, name=self._source.name, row=self.row, limit=MOST_CELLS)
