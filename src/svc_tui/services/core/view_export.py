"""Writing a list as it is shown: its filter, its order and its columns, to CSV, JSON or Markdown."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, TextIO

from svc_tui.domain.core.text import csv_cell, show_line
from svc_tui.errors import N_, Refused
from svc_tui.services.core.whole_file import whole_file

FORMS = (".csv", ".json", ".md")


def check_path(path: Path, forms: Iterable[str] = FORMS) -> None:
    """Raises Refused: the name says none of these forms, or the file is there already."""
    known = tuple(forms)
    if path.suffix.lower() not in known:
        raise Refused(
            N_("{name} does not say its form. End it in {known}."), name=path.name, known=", ".join(known)
        )
    if path.exists():
        raise Refused(N_("That file exists already. Name another than {path}."), path=path)


def write_view(path: Path, names: Sequence[str], records: Iterator[dict[str, Any]]) -> None:
    """Write records under these names, in their order. Raises Refused: the file cannot be written."""
    with whole_file(path) as out:
        _WRITERS[path.suffix.lower()](out, names, ({n: _plain(each[n]) for n in names} for each in records))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M:%SZ}"
    return value.isoformat() if isinstance(value, date) else value


def _write_csv(out: TextIO, columns: Sequence[str], records: Iterator[dict[str, Any]]) -> None:
    writer = csv.writer(out)
    writer.writerow(columns)
    for record in records:
        writer.writerow([csv_cell(value) for value in record.values()])


def _write_json(out: TextIO, columns: Sequence[str], records: Iterator[dict[str, Any]]) -> None:
    out.write("[")
    for index, record in enumerate(records):
        out.write((",\n" if index else "\n") + json.dumps(record, ensure_ascii=False))
    out.write("\n]\n")


def _write_markdown(out: TextIO, columns: Sequence[str], records: Iterator[dict[str, Any]]) -> None:
    out.write("| " + " | ".join(columns) + " |\n")
    out.write("|" + " --- |" * len(columns) + "\n")
    for record in records:
        cells = (
            "" if value is None else show_line(str(value)).replace("|", "\\|") for value in record.values()
        )
        out.write("| " + " | ".join(cells) + " |\n")


_WRITERS = {".csv": _write_csv, ".json": _write_json, ".md": _write_markdown}
