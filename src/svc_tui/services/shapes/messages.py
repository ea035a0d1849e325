"""Messages under the names that scripts rely on: what `message list` prints."""

from collections.abc import Callable, Iterator, Sequence

from svc_tui.services.messages.service import Messages, words
from svc_tui.services.shapes.names import Record
from svc_tui.storage.messages.rows import MessageRow

PAGE = 500
NAMES = (
    "number", "at", "kind", "call", "text", "sender", "read", "done", "contract", "activity", "customer", "shown_from",
    "read_at", "done_at",
)  # fmt: skip
"""The fields of a message, in the order of CSV columns."""


def records(messages: Messages, ids: Sequence[int], translate: Callable[[str], str]) -> Iterator[Record]:
    """Messages in their order."""
    for start in range(0, len(ids), PAGE):
        for row in messages.rows(ids[start : start + PAGE]):
            yield record(row, translate)


def record(row: MessageRow, translate: Callable[[str], str]) -> Record:
    """One message."""
    return {
        "number": row.id, "at": row.at, "kind": row.kind, "call": row.call, "text": words(row, translate),
        "sender": row.sender, "read": row.read_at is not None, "done": row.done_at is not None,
        "contract": row.contract, "activity": row.activity, "customer": row.customer,
        "shown_from": row.shown_from, "read_at": row.read_at, "done_at": row.done_at,
    }  # fmt: skip
