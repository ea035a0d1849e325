"""Kinds that are no noun's: saved views of lists, and running numbers."""

from svc_tui.services.core.kinds import RecordKind

KINDS = (
    RecordKind("saved_view", ("screen", "person", "name"), rank=170, unique=False),
    RecordKind("counter", ("name",), rank=200),
)
