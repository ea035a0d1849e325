"""Writing calls to a file as our own lines or CSV, a page at a time; forms of files, and files that appear whole.

The file appears whole or not at all: it is written beside its place and then moved there.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal, TextIO

from svc_tui.errors import N_, BadUsage
from svc_tui.interchange.core.fields import CALL
from svc_tui.interchange.own import jsonl as own_jsonl
from svc_tui.services.calls.lists import CallLists
from svc_tui.services.core.context import Context
from svc_tui.services.core.fields import Values
from svc_tui.storage.exchange import incoming as rows

Form = Literal["own", "csv", "b1", "dtw"]
BY_SUFFIX: dict[str, Form] = {".jsonl": "own", ".csv": "csv", ".json": "b1"}
FORMS = ("own", "csv", "b1", "dtw")
PAGE = 500
Row = Values
Entry = tuple[Any, ...]
NAMES = tuple(name for name in CALL if name != "history")
"""Columns of a CSV."""
HISTORY = ("at", "who", "event", "field", "old", "new")


def form_of(path: Path, wished: str | None) -> Form:
    """The form of a file, by wish or by its name.

    Raises:
        BadUsage: neither says it.
    """
    if wished is not None:
        if wished not in FORMS:
            raise BadUsage(N_("--format knows {forms}, not {word}."), word=wished, forms=", ".join(FORMS))
        return wished  # type: ignore[return-value]
    name = path.name.casefold().removesuffix(".gz")
    found = BY_SUFFIX.get(Path(name).suffix)
    if found is None:
        raise BadUsage(
            N_("{name} does not say its form: end it in .jsonl (ours), .csv or .json (B1), or add --format."),
            name=path.name,
        )
    return found


class Exporting:
    """Writes what the context's person may see."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def calls(
        self,
        query: str,
        out: TextIO,
        form: Literal["own", "csv"],
        on_progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> int:
        """Write the calls of a filter; of every status, unless the filter names one. Returns how many."""
        lists = CallLists(self.context)
        text = f"{query} is:any" if lists.query(query).scope else query
        ids = lists.ids(text).ids
        pages = self._rows(ids, on_progress)
        if form == "csv":
            return own_jsonl.write_csv((self._own(row, None) for row, _ in pages), out, NAMES)
        return own_jsonl.write_jsonl((self._own(row, told) for row, told in pages), out, "call")

    def _rows(
        self, ids: Any, on_progress: Callable[[int, int], None]
    ) -> Iterator[tuple[Values, list[tuple[Any, ...]]]]:
        """Whole rows in order, each with its history."""
        for start in range(0, len(ids), PAGE):
            part = [int(one) for one in ids[start : start + PAGE]]
            with self.context.store.read() as session:
                found = rows.calls(session=session, key="id", values=part)
                solutions = rows.numbers_of_solutions(session=session, ids=part)
                told = rows.history_of(session=session, ids=part)
            for one in part:
                if one in found:
                    yield {**found[one], "solutions": solutions.get(one, [])}, told.get(one, [])
            on_progress(start + len(part), len(ids))

    def _own(self, row: Row, told: list[Entry] | None) -> Values:
        values = {name: row.get(name) for name in NAMES}
        values["tags"] = str(row["tags"] or "").split()
        values["number"] = str(row["number"])
        if told is not None:
            values["status_class"] = row["status_class"]  # a store without this status learns what it means
            values["history"] = [dict(zip(HISTORY, entry, strict=True)) for entry in told]
            if row["extra"]:
                values["extra"] = row["extra"]
        return values
