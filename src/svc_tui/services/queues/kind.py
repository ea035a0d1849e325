"""The kind of a queue."""

from svc_tui.errors import N_
from svc_tui.services.core.kinds import Below, RecordKind

KINDS = (
    RecordKind(
        "queue",
        ("code",),
        rank=80,
        has_history=True,
        absent=N_("There is no queue {code} in the store. Import queues first, or add --create queue."),
        below=(Below("member_lines", "queue_member", "queue", "code"),),
    ),
)
