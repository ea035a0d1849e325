"""The kind of a queue."""

from svc_tui.services.core.kinds import Below, RecordKind

KINDS = (
    RecordKind(
        "queue",
        ("code",),
        rank=80,
        has_history=True,
        below=(Below("member_lines", "queue_member", "queue", "code"),),
    ),
)
