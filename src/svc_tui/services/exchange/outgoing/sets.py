"""Files of B1: one set into one file, or every set of a kind or of all into a folder, as JSON or as DTW CSV.

All of it is one moment of the store. What B1 has no place for comes back as sentences with counts.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TextIO

from svc_tui.errors import N_, BadUsage, Refused
from svc_tui.interchange.b1 import dtw_out as dtw_write
from svc_tui.interchange.b1 import json_out as b1_write
from svc_tui.interchange.b1.limits import Lost
from svc_tui.interchange.b1.sets import EntitySet
from svc_tui.interchange.core.records import Problem
from svc_tui.services.core.context import Context
from svc_tui.services.core.fields import Values
from svc_tui.services.core.kinds import kinds
from svc_tui.services.core.whole_file import whole_file
from svc_tui.services.exchange.outgoing.b1 import B1Objects, sets_of

Form = Literal["b1", "dtw"]
EVERY = 500


@dataclass
class Written:
    """What was written, and what B1 could not take."""

    files: dict[str, int] = field(default_factory=dict)
    """Records of each file, by its name."""
    warnings: list[Problem] = field(default_factory=list)
    """What has no place in B1, one sentence each with its count."""


def export_sets(
    context: Context,
    folder: Path,
    form: Form,
    kind: str = "all",
    *,
    only: Sequence[int] | None = None,
    on_progress: Callable[[str, int], None] = lambda name, count: None,
) -> Written:
    """Write the sets of a kind, or of all, into a folder: `ServiceCalls.json`, or `ServiceCalls.csv` with its children.

    Args:
        context: The store.
        folder: A folder that is not there yet, or is empty.
        form: Service Layer JSON, or the CSV of the Data Transfer Workbench.
        kind: Which kind of record, or `all`.
        only: Internal keys of the records wanted; None means every one.
        on_progress: Told now and then what is being written, and how much of it is.

    Raises:
        BadUsage: B1 has no set for that kind.
        Refused: the folder is not empty, or it cannot be written.
    """
    written, lost = Written(), Lost()
    sets = known_sets(kind)
    with new_folder(folder) as beside, context.store.read() as session:
        objects = B1Objects(context, session, lost)
        for entity in sets:
            found = _telling(objects.of(entity, only), entity.name, on_progress)
            if form == "b1":
                path = beside / f"{entity.name}.json"
                with whole_file(path) as out:
                    count = b1_write.write(found, out, entity.name)
                if count:
                    written.files[path.name] = count
                else:
                    path.unlink()
            else:
                written.files |= dtw_write.write(entity, found, beside, lost, objects.keys_taken(entity))
        if kind == "all":
            objects.count_tables()
    written.warnings = list(lost.problems())
    return written


def _telling(objects: Iterator[Values], name: str, tell: Callable[[str, int], None]) -> Iterator[Values]:
    for count, one in enumerate(objects):
        if count % EVERY == 0:
            tell(name, count)
        yield one


def export_set(
    context: Context, out: TextIO, kind: str, *, only: Sequence[int] | None = None
) -> tuple[int, list[Problem]]:
    """Write the objects of a kind with one set as Service Layer JSON. Returns how many, and what was lost."""
    lost = Lost()
    (entity,) = known_sets(kind)[:1]
    with context.store.read() as session:
        count = b1_write.write(B1Objects(context, session, lost).of(entity, only), out, entity.name)
    return count, list(lost.problems())


def known_sets(kind: str) -> tuple[EntitySet, ...]:
    """The sets of a kind. Raises BadUsage: there is none."""
    found = sets_of(kind)
    if not found:
        raise BadUsage(N_("B1 has no set for {kind}."), kind=kind)
    return found


def keys_of(context: Context, kind: str, text: str) -> list[int] | None:
    """The records of a filter, of every status unless it names one; None where there is no filter.

    Raises:
        BadUsage: that kind has no filter here.
    """
    if not text.strip():
        return None
    listing = kinds()[kind].listing if kind in kinds() else None
    if listing is None:
        raise BadUsage(N_("export takes no filter for {kind}."), kind=kind)
    found = listing(context, text)
    return list(found.ids if found.query.scope == "" else listing(context, f"{text} is:any").ids)


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """A folder that appears whole or not at all. Raises Refused."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(N_("{path} is there already and not empty. Name a new folder."), path=folder)
    beside: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        yield beside
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
