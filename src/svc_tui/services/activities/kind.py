"""The kind of an activity."""

from svc_tui.services.core.kinds import TO_CALL, RecordKind

KINDS = (
    RecordKind(
        "activity",
        ("number",),
        rank=160,
        links=TO_CALL,
        numbered=True,
        has_history=True,
        has_files=True,
    ),
)
