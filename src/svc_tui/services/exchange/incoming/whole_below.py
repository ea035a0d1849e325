"""Rows below whole records: written with them, or at the end where they name calls and work that come later."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from svc_tui.errors import N_, NotFound, Refused
from svc_tui.interchange.core.records import Problem, Tally
from svc_tui.locations import attachments_dir
from svc_tui.services.core.fields import Given, Values
from svc_tui.services.core.kinds import Below, RecordKind
from svc_tui.services.exchange.incoming.refs import Directory
from svc_tui.services.exchange.incoming.whole_kinds import FILES, FOLDER, WORK, below
from svc_tui.services.exchange.incoming.whole_values import Read
from svc_tui.storage.engine.vault import Vault
from svc_tui.storage.exchange import whole as rows

_SHA = re.compile("[0-9a-f]{64}")


@dataclass
class Files:
    """Where the content of attached files goes."""

    store: Path
    """The store they belong to."""
    dry_run: bool
    brought: list[Path] = field(default_factory=list)
    """Those that were not there before."""

    @property
    def target(self) -> Path:
        """The directory beside the store."""
        return attachments_dir(self.store)

    def take_back(self) -> None:
        """The import keeps nothing, nor do its files stay."""
        for path in self.brought:
            path.unlink(missing_ok=True)
        self.brought = []

    def fetch(self, folder: Path, sha256: object) -> bool:
        """Take a file over that lies beside the lines; False where it is not there, or is another one."""
        if not isinstance(sha256, str) or not _SHA.fullmatch(sha256):
            return False
        source = folder / FOLDER / sha256
        if (self.target / sha256).is_file() or (self.dry_run and source.is_file()):
            return True
        try:
            kept, _ = Vault(self.target, self.store).keep(
                source, source.stat().st_size if source.is_file() else 0
            )
        except (NotFound, Refused):
            return False
        if kept == sha256:
            self.brought.append(self.target / kept)
        return kept == sha256


@dataclass
class _Late:
    """Rows that wait for the last line."""

    read: Read
    one: Below
    told: list[Values] = field(default_factory=list)


class Beneath:
    """Writes what is below records."""

    def __init__(self, directory: Directory, tally: Tally, files: Files) -> None:
        self.unit, self.tally, self.files = directory.unit, tally, files
        self._late: list[_Late] = []
        self._pointing: list[tuple[str, int, str, Any]] = []
        """Table, row and column of links that wait, with what they point to."""

    def write(self, kind: RecordKind, made: Sequence[Read], known: Sequence[Read]) -> Iterator[Problem]:
        """The rows below these records; what has to wait is kept."""
        for read in made:
            read.is_new = True
        for one in below(kind):
            reads = [read for read in (*made, *known) if one.name in read.below]
            if one is FILES:
                for read in reads:
                    yield from self._fetch(read)
            if one.late:
                old = [_above(one, read) for read in reads if not read.is_new]
                stand = rows.below(
                    session=self.unit.session, table_name=one.table, column=one.column, values=old, where={}
                )
                self._late += [
                    _Late(read, one, read.below[one.name])
                    for read in reads
                    if read.below[one.name] or _above(one, read) in stand
                ]
                continue
            self._put(kind, one, [(read, read.below[one.name]) for read in reads])

    def _fetch(self, read: Read) -> Iterator[Problem]:
        """The content of a record's files; an entry without it is left out, and told."""
        kept = []
        for one in read.below[FILES.name]:
            if self.files.fetch(read.folder, one.get("sha256")):
                kept.append(one)
                continue
            message = N_("The file {value} does not lie beside the lines in {folder}; it is left out.")
            name = str(one.get("name") or "")
            yield Problem(read.record.row, FILES.name, name, message, {"folder": FOLDER}, "warn", "file")
        read.below[FILES.name] = kept

    def _put(self, kind: RecordKind, one: Below, told: Sequence[tuple[Read, list[Values]]]) -> None:
        """Write the rows of one sort below several records."""
        where = {"kind": rows.history_kind(kind.table)} if one is FILES else {}
        old = [_above(one, read) for read, _ in told if not read.is_new]
        present = rows.below(
            session=self.unit.session, table_name=one.table, column=one.column, values=old, where=where
        )
        fresh: list[Values] = []
        next_id = rows.next_id(session=self.unit.session, table_name=one.table)
        for read, lines in told:
            above = _above(one, read)
            fixed = {one.column: above, **where}
            wanted = [rows.fill(one.table, _filled(one, {**line, **fixed})) for line in lines]
            here = present.get(above, []) if not read.is_new else []
            for line, row, spare in self._changes(one, read, here, wanted, lines):
                row_id = spare
                if row_id is None:
                    row_id, next_id = next_id, next_id + 1
                    fresh.append({**row, "id": row_id})
                self._pointing += [
                    (one.table, row_id, column, ref) for column, ref in line["links"].items() if ref
                ]
        rows.add(self.unit, one.table, fresh)

    def _changes(
        self,
        one: Below,
        read: Read,
        here: list[Values],
        wanted: list[Values],
        lines: list[Values],
    ) -> Iterator[tuple[Values, Values, int | None]]:
        """Rows to write, each with its line and the key of the row it takes the place of."""
        links = set(one.links)
        if [_bare(row, links) for row in here] == [_bare(row, links) for row in wanted] and not any(
            any(line["links"].values()) for line in lines
        ):
            return
        if not here:
            read.changed = read.changed or bool(wanted)
            yield from ((line, row, None) for line, row in zip(lines, wanted, strict=True))
            return
        spare = {row[one.match]: row for row in here} if one.match else {}
        for line, row in zip(lines, wanted, strict=True):
            stands = spare.pop(row[one.match], None) if one.match else None
            if stands is None:
                read.changed = True
                yield line, row, None
                continue
            moved = {name: value for name, value in _bare(row, links).items() if stands[name] != value}
            if moved:
                read.changed = True
                self.unit.update(one.table, stands["id"], moved, log=False)
            yield line, row, stands["id"]
        for row in spare.values() if one.match else here:
            read.changed = True
            self.unit.delete(one.table, row["id"])

    # At the end

    def finish(self) -> list[Read]:
        """Write what waited. Returns the records that it changed."""
        self._resolve_links()
        waiting: dict[str, list[_Late]] = {}
        for late in self._late:
            waiting.setdefault(f"{late.read.kind.name} {late.one.name}", []).append(late)
        touched = []
        for group in waiting.values():
            touched += self._write_late(group)
        return touched

    def _resolve_links(self) -> None:
        found = self._targets([ref for *_, ref in self._pointing], WORK)
        for table, row_id, column, ref in self._pointing:
            if (target := found.get(str(ref))) is not None:
                rows.point(self.unit, table, row_id, {column: target})
            else:
                self._lost(column)

    def _write_late(self, group: list[_Late]) -> list[Read]:
        one, kind = group[0].one, group[0].read.kind
        kept = rows.can_be_empty(one.table)
        known = {column: self._targets([line["links"].get(column) for late in group for line in late.told], what)
                 for column, (_, what) in one.links.items()}  # fmt: skip
        told: list[tuple[Read, list[Values]]] = []
        before = {id(late.read): late.read.changed for late in group}
        for late in group:
            lines = []
            for line in late.told:
                keys = {column: found.get(str(line["links"].get(column))) for column, found in known.items()}
                lost = [column for column, key in keys.items() if key is None and line["links"].get(column)]
                for column in lost:
                    self._lost(column)
                if all(key is not None or column in kept for column, key in keys.items()):
                    lines.append({**line, **keys, "links": {}})
            told.append((late.read, lines))
        self._put(kind, _pointed(one), told)
        return [late.read for late in group if late.read.changed and not before[id(late.read)]]

    def point(self, reads: Sequence[Read]) -> None:
        """Let records that name a call themselves, activities, point to it."""
        for column, (_, what) in reads[0].kind.links.items():
            known = self._targets([read.links.get(column) for read in reads], what)
            for read in reads:
                if column in read.links:
                    told = read.links[column]
                    read.values[column] = known.get(str(told)) if told is not None else None
                    if told is not None and read.values[column] is None:
                        self._lost(column)

    def _targets(self, refs: Sequence[Any], what: str) -> dict[str, int]:
        """The internal keys of what these name: calls by number, lines of work by `call/line`."""
        names = sorted({str(ref) for ref in refs if ref is not None})
        session = self.unit.session
        if what != WORK:
            return rows.keys_of_calls(session=session, numbers=names)
        parts = {name: name.rpartition("/") for name in names}
        calls = rows.keys_of_calls(session=session, numbers=sorted({call for call, _, _ in parts.values()}))
        work = rows.keys_of_work(session=session, calls=sorted(calls.values()))
        found = {}
        for name, (call, _, line) in parts.items():
            key = (
                work.get((calls[call], int(line))) if call in calls and line.lstrip("-").isdecimal() else None
            )
            if key is not None:
                found[name] = key
        return found

    def _lost(self, column: str) -> None:
        message = N_(
            "A line names a call or a line of work that the store lacks; that is left out ({count})."
        )
        self.tally.add(Problem(0, column, "", message, {}, "warn", "link"))


def _above(one: Below, read: Read) -> Any:
    """What stands in the column that names the record above."""
    return read.row_id if one.by == "id" else read.row[one.by]


def _pointed(one: Below) -> Below:
    """The same sort of rows once its links are columns."""
    return Below(one.name, one.table, one.column, one.by, one.single, one.match)


def _filled(one: Below, line: Given) -> Values:
    """Without what is no column, and without what is empty where it may not be."""
    kept = rows.can_be_empty(one.table)
    return {
        name: value for name, value in line.items() if name != "links" and (value is not None or name in kept)
    }


STAMPS = frozenset({"id", "change_seq", "version", "updated_at"})


def _bare(row: Given, links: set[str]) -> Values:
    return {name: value for name, value in row.items() if name not in STAMPS and name not in links}
