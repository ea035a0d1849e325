"""What everything is: the kinds of records in the order in which they are moved, and the rows below each.

A line of a kind holds every column of its record by name, and below it lists of the rows that belong to it. Internal
keys never leave a store: a call is named by its number, a line of work by `call/line`.
"""

from svc_tui.services.core.kinds import CALL as CALL
from svc_tui.services.core.kinds import WORK as WORK
from svc_tui.services.core.kinds import Below, RecordKind, kinds

KINDS = kinds()
"""Each kind after what it refers to."""

FILES = Below("attachments", "attachment", "object_id")
FOLDER = "files"
"""Where attached files lie beside the lines, each under its SHA-256."""

NOT_MOVED = frozenset(
    {
        "change", "change_row", "history", "import_step", "queue_move", "serial_form",
    }
)  # fmt: skip
"""Tables that are no kind: the journal of undo, what is written with its record."""
HIDDEN = frozenset({"id", "change_seq", "number_order", "is_open"})
"""Columns that a store works out again."""
INCLUDES = frozenset({"contract", "contract_template"})
"""Tables whose three flags of what is included are one list on a line."""


def below(kind: RecordKind) -> tuple[Below, ...]:
    """Everything below the records of a kind, its files too."""
    return (*kind.below, FILES) if kind.has_files else kind.below
