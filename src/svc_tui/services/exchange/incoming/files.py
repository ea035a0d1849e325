"""Which files an import reads, and in which order: each after what it refers to."""

from pathlib import Path

from svc_tui.interchange import reading
from svc_tui.interchange.core.fields import LISTS
from svc_tui.interchange.core.files import Source
from svc_tui.interchange.csv.mapping import ColumnMap
from svc_tui.services.core.kinds import kinds

ORDER = tuple(name for kind in kinds() for name in ((kind, *LISTS) if kind == "list_entry" else (kind,)))
"""Lists first, calls and what hangs on them last: each kind after what it refers to."""


def of_folder(path: Path) -> list[Path]:
    """The files of a folder that `export all` wrote, in our form or B1's, or Markdown; any other path as it is."""
    if not path.is_dir():
        return [path]
    own = sorted((*path.glob("*.jsonl"), *path.glob("*.jsonl.gz")))
    b1 = sorted((*path.glob("*.json"), *path.glob("*.csv")))
    return own or b1 or [file for file in sorted(path.rglob("*.md")) if _is_article(file, path)] or [path]


def _is_article(file: Path, folder: Path) -> bool:
    """Not what version control and its pages keep there."""
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    return not hidden and file.name.casefold() != "readme.md"


def place(source: Source, mapping: ColumnMap | None, wish: str | None) -> tuple[int, int]:
    """Where a file stands among the others: what it refers to comes first."""
    kind = reading.kind_of(source, mapping=mapping, kind=wish)
    within = 0 if mapping is not None else reading.rank_of(source, wish)
    return ORDER.index(kind) if kind in ORDER else len(ORDER), within
