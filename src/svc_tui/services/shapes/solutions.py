"""Solutions under the names that scripts rely on: what `solution list`, `search` and `show` print."""

from collections.abc import Iterator, Sequence

from svc_tui.services.core.context import Context
from svc_tui.services.shapes.names import Record, fields_of, picked
from svc_tui.services.solutions.find import Found, Suggestion
from svc_tui.services.solutions.service import Solutions, SolutionSheet, SolutionVersion
from svc_tui.storage.solutions.rows import SolutionRow

PAGE = 500
NAMES = (
    "number", "symptom", "cause", "solution", "description", "item", "status", "owner", "used", "last_used_at",
    "problem", "language", "reviewer", "reviewed_at", "created_at", "updated_at", "merged_into", "version",
)  # fmt: skip
"""The fields of a solution in a list, in the order of CSV columns."""
FOUND = (*NAMES, "rank", "score", "field", "passage")
"""The fields of a hit."""
CALL = ("number", "subject", "status", "customer_name", "at", "closed_at")
HISTORY = ("at", "who", "event", "field", "old", "new", "undo_of")
BEGIN, END = "[", "]"
"""What stands around a found word where there is nothing but text."""


def records(solutions: Solutions, ids: Sequence[int]) -> Iterator[Record]:
    """The solutions of a list in their order."""
    for start in range(0, len(ids), PAGE):
        yield from map(solution_record, solutions.lines(ids[start : start + PAGE]))


def listed(context: Context, ids: Sequence[int]) -> Iterator[Record]:
    """The same by their keys alone."""
    return records(Solutions(context), ids)


def solution_record(row: SolutionRow) -> Record:
    """One solution."""
    return {name: getattr(row, name) for name in NAMES}


def found_record(hit: Found, rank: int) -> Record:
    """One hit, with its passage."""
    passage = "".join(f"{BEGIN}{text}{END}" if found else text for text, found in hit.passage.spans)
    own = {"rank": rank, "score": round(hit.score, 4), "field": hit.passage.field, "passage": passage}
    return {**solution_record(hit.row), **own}


def suggestion_record(suggestion: Suggestion) -> Record:
    """One suggestion and what speaks for it."""
    return {**solution_record(suggestion.row), "tie": suggestion.tie, "closed": suggestion.closed}


def sheet_record(sheet: SolutionSheet) -> Record:
    """The open solution with everything that hangs on it."""
    calls = [dict(call) for call in sheet.calls]
    return {
        **solution_record(sheet.row),
        "item_name": sheet.item_name,
        "stale": sheet.stale,
        "misses": sheet.misses,
        "calls": picked(calls, CALL),
        "attachments": [{"id": each.id, "name": each.name, "size": each.size} for each in sheet.attachments],
        "history": fields_of(sheet.history, HISTORY),
    }


def version_record(version: SolutionVersion, place: int) -> Record:
    """One version of a solution."""
    changes = [{"field": field, "old": old, "new": new} for field, old, new in version.changes]
    return {
        "version": place,
        "at": version.at,
        "who": version.who,
        "event": version.event,
        "changes": changes,
    }
