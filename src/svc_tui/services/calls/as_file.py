"""Calls of a list as a file has them: names of the columns, and the rows page by page."""

from collections.abc import Iterator, Sequence
from typing import Any

from svc_tui.services.calls.service import Calls

PAGE = 500


def call_names(columns: Sequence[str]) -> list[str]:
    """What a file calls the columns of calls."""
    return ["left_s" if name == "left" else name for name in columns]


def call_records(calls: Calls, ids: Sequence[int], columns: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The calls of a list under these names, page by page."""
    names = call_names(columns)
    for start in range(0, len(ids), PAGE):
        rows = calls.rows(ids[start : start + PAGE])
        left = calls.left(rows) if "left" in columns else {}
        for row in rows:
            yield {name: left.get(row.id) if name == "left_s" else getattr(row, name) for name in names}
