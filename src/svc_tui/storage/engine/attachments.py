"""Rows of attachments."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from svc_tui.storage.engine.read_models import models, statement
from svc_tui.storage.tables import table


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """A file of a record."""

    id: int
    name: str
    size: int
    sha256: str
    kind: str = "call"
    object_id: int = 0
    at: datetime | None = None
    who: str | None = None
    note: str | None = None


def rows(*, session: Session, kind: str, object_id: int) -> list[AttachmentRow]:
    """The files of a record, oldest first."""
    t = table("attachment")
    query = statement(AttachmentRow, "attachment", t.c.kind == kind, t.c.object_id == object_id)
    return models(session, AttachmentRow, query.order_by(t.c.id))


def row(*, session: Session, attachment_id: int) -> AttachmentRow | None:
    """One file."""
    t = table("attachment")
    found = models(session, AttachmentRow, statement(AttachmentRow, "attachment", t.c.id == attachment_id))
    return found[0] if found else None
