"""Writing a list as it is shown: its filter, its order and its columns, to CSV, JSON or Markdown."""

import csv
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from svc_tui.domain.text import csv_cell, show_line
from svc_tui.errors import N_, Refused
from svc_tui.services.calls import Calls
from svc_tui.services.exporting import PAGE, whole_file

FORMS = (".csv", ".json", ".md")


def export_view(calls: Calls, text: str, columns: Sequence[str], path: Path) -> int:
    """Write the calls of a filter. Returns how many.

    Raises:
        Refused: the name says no form, the file is there already or cannot be written.
    """
    if path.suffix.lower() not in FORMS:
        raise Refused(
            N_("{name} does not say its form. End it in {known}."), name=path.name, known=", ".join(FORMS)
        )
    if path.exists():
        raise Refused(N_("That file exists already. Name another than {path}."), path=path)
    ids = calls.ids(text).ids
    with whole_file(path) as out:
        _WRITERS[path.suffix.lower()](out, columns, _records(calls, ids, columns))
    return len(ids)


def _records(calls: Calls, ids: Sequence[int], columns: Sequence[str]) -> Iterator[dict[str, Any]]:
    names = ["left_s" if name == "left" else name for name in columns]
    for start in range(0, len(ids), PAGE):
        rows = calls.rows(ids[start : start + PAGE])
        left = calls.left(rows) if "left" in columns else {}
        for row in rows:
            yield {
                name: left.get(row.id) if name == "left_s" else _plain(getattr(row, name)) for name in names
            }


def _plain(value: Any) -> Any:
    return f"{value:%Y-%m-%dT%H:%M:%SZ}" if isinstance(value, datetime) else value


def _write_csv(out: TextIO, columns: Sequence[str], records: Iterator[dict[str, Any]]) -> None:
    writer = csv.writer(out)
    writer.writerow(["left_s" if name == "left" else name for name in columns])
    for record in records:
        writer.writerow([csv_cell(value) for value in record.values()])


def _write_json(out: TextIO, columns: Sequence[str], records: Iterator[dict[str, Any]]) -> None:
    out.write("[")
    for index, record in enumerate(records):
        out.write((",\n" if index else "\n") + json.dumps(record, ensure_ascii=False))
    out.write("\n]\n")


def _write_markdown(out: TextIO, columns: Sequence[str], records: Iterator[dict[str, Any]]) -> None:
    out.write("| " + " | ".join("left_s" if name == "left" else name for name in columns) + " |\n")
    out.write("|" + " --- |" * len(columns) + "\n")
    for record in records:
        cells = (
            "" if value is None else show_line(str(value)).replace("|", "\\|") for value in record.values()
        )
        out.write("| " + " | ".join(cells) + " |\n")


_WRITERS = {".csv": _write_csv, ".json": _write_json, ".md": _write_markdown}
