"""Everything of a store into a folder: one file of our own lines a kind, and the attached files beside them.

All of it is one moment of the store. The folder appears whole or not at all.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from svc_tui.errors import N_, NotFound, Refused
from svc_tui.interchange.own.jsonl import line_of
from svc_tui.locations import attachments_dir
from svc_tui.services.core.context import Context
from svc_tui.services.core.fields import Given, Values
from svc_tui.services.core.kinds import Below, RecordKind
from svc_tui.services.core.whole_file import whole_file
from svc_tui.services.exchange.incoming.whole_kinds import FILES, FOLDER, HIDDEN, INCLUDES, KINDS, WORK, below
from svc_tui.storage.engine.vault import Vault
from svc_tui.storage.exchange import whole as rows

if TYPE_CHECKING:
    from svc_tui.storage.session import Session

Links = Mapping[str, tuple[str, str]]


@dataclass
class Moved:
    """What was written."""

    kinds: dict[str, int] = field(default_factory=dict)
    """Lines of each kind."""
    files: int = 0
    """Attached files."""
    missing: list[str] = field(default_factory=list)
    """Names of attached files whose content is gone."""


def export_all(
    context: Context,
    folder: Path,
    *,
    packed: bool = False,
    on_progress: Callable[[str, int], None] = lambda kind, count: None,
) -> Moved:
    """Write everything.

    Args:
        context: The store, and who asks.
        folder: A folder that is not there yet, or is empty.
        packed: Write `.jsonl.gz`.
        on_progress: Told what is being written, and how much of it is.

    Raises:
        Refused: something is there already, or it cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(N_("{path} is there already and not empty. Name a new folder."), path=folder)
    moved = Moved()
    beside: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        with context.store.read() as session:
            for kind in KINDS.values():
                path = beside / f"{kind.name}.jsonl{'.gz' if packed else ''}"
                if count := _write(session, kind, path, on_progress):
                    moved.kinds[kind.name] = count
            _files(session, context.store.path, beside / FOLDER, moved)
        if folder.exists():
            folder.rmdir()
        os.replace(beside, folder)
        beside = None
    except OSError as error:
        message = N_("{path} cannot be written: {reason}.")
        raise Refused(message, path=str(folder), reason=error.strerror or str(error)) from error
    finally:
        if beside is not None:
            shutil.rmtree(beside, ignore_errors=True)
    return moved


def _write(session: "Session", kind: RecordKind, path: Path, on_progress: Callable[[str, int], None]) -> int:
    """The file of a kind; none where there are no records."""
    pages = rows.pages(session=session, table_name=kind.table)
    if kind.sorted:
        everything = [row for page in pages for row in page]
        pages = iter(
            [sorted(everything, key=lambda row: [str(row[name]) for name in kind.key])] if everything else []
        )
    first = next(pages, None)
    if first is None:
        return 0
    count = 0
    with whole_file(path) as out:
        page: list[Values] | None = first
        while page:
            for line in lines(session, kind, page):
                out.write(line_of(line))
                count += 1
            on_progress(kind.name, count)
            page = next(pages, None)
    return count


def lines(session: "Session", kind: RecordKind, page: list[Values]) -> Iterator[Values]:
    """Records as lines: every column, then what is below, then the history."""
    under = {one.name: _below(session, kind, one, page) for one in below(kind)}
    known = _pointed(session, kind.links, page)
    history = rows.told(session=session, kind=rows.history_kind(kind.table), ids=[row["id"] for row in page])
    for row in page:
        if kind.name == "counter" and row["name"] == "change_seq":
            continue
        line: Values = {} if "kind" in row else {"kind": kind.name}
        line["whole"] = kind.name
        line |= _columns(row, kind.links, known)
        _friendly(kind, line, under, row)
        for name, found in under.items():
            line[name] = found.get(row["id"], [])
        line["history"] = history.get(row["id"], [])
        yield line


def _columns(row: Given, links: Links, known: Mapping[str, Mapping[int, Any]]) -> Values:
    """The columns of a row, internal keys replaced by what they point to."""
    found: Values = {}
    for name, value in row.items():
        if name in links:
            told, _ = links[name]
            found[told] = known[name].get(value)
        elif name not in HIDDEN and not name.endswith("_key"):
            found[name] = value
    return found


def _friendly(kind: RecordKind, line: Values, under: Given, row: Given) -> None:
    """The few values that our names write in another way than the store."""
    if kind.table in INCLUDES:
        flags = {word: line.pop(f"include_{word}") for word in ("parts", "labour", "travel")}
        line["includes"] = [word for word, is_included in flags.items() if is_included]
    if kind.name == "queue":
        line["members"] = [one["person"] for one in under["member_lines"].get(row["id"], [])]
    if kind.name != "call":
        return
    line["number"] = str(row["number"])
    line["tags"] = str(row["tags"] or "").split()
    line["solutions"] = [one["solution"] for one in under["solution_lines"].get(row["id"], [])]


def _below(session: "Session", kind: RecordKind, one: Below, page: list[Values]) -> dict[int, list[Any]]:
    """The rows of one sort below the records of a page, by the record's internal key."""
    ids = {row[one.by]: row["id"] for row in page}
    where = {"kind": rows.history_kind(kind.table)} if one is FILES else {}
    found = rows.below(
        session=session, table_name=one.table, column=one.column, values=list(ids), where=where
    )
    known = _pointed(session, one.links, [row for group in found.values() for row in group])
    above = {one.column, *where}
    turned: dict[int, list[Any]] = {}
    for key, group in found.items():
        plain = [
            _alone(one, row)
            if one.single or one.together
            else _without(_columns(row, one.links, known), above)
            for row in group
        ]
        turned[ids[key]] = plain
    return turned


def _alone(one: Below, row: Given) -> Any:
    """A row that is told as one value."""
    return ":".join(str(row[name]) for name in one.together) if one.together else row[one.single]


def _without(row: Values, names: set[str]) -> Values:
    return {name: value for name, value in row.items() if name not in names}


def _pointed(session: "Session", links: Links, page: list[Values]) -> dict[str, Mapping[int, Any]]:
    """What the internal keys of these columns point to."""
    found: dict[str, Mapping[int, Any]] = {}
    for column, (_, what) in links.items():
        ids = sorted({row[column] for row in page if row[column] is not None})
        known: dict[int, Any] = {}
        for start in range(0, len(ids), rows.PAGE):
            part = ids[start : start + rows.PAGE]
            if what == WORK:
                known |= rows.lines_of_work(session=session, ids=part)
            else:
                numbers = rows.numbers_of_calls(session=session, ids=part)
                known |= dict(numbers)
        found[column] = known
    return found


def _files(session: "Session", store: Path, target: Path, moved: Moved) -> None:
    """The content of attached files, each once."""
    source = attachments_dir(store)
    vault: Vault | None = None
    done: set[str] = set()
    for sha256, name, size in rows.rows_of(
        session=session, table_name="attachment", names=("sha256", "name", "size")
    ):
        if sha256 in done:
            continue
        done.add(sha256)
        vault = vault or Vault(target, store)
        try:
            found, _ = vault.keep(source / sha256, max(size, 1))
        except (NotFound, Refused):
            found = ""
        if found == sha256:
            moved.files += 1
        else:
            moved.missing.append(name)
