"""Files attached to a record: kept, listed, saved out, taken off."""

from pathlib import Path
from typing import TYPE_CHECKING

from svc_tui import locations
from svc_tui.domain.core.text import clean_line
from svc_tui.errors import N_, NotFound, Refused, SvcError
from svc_tui.services.core.context import Context
from svc_tui.services.core.find import id_of
from svc_tui.storage.engine import attachments
from svc_tui.storage.engine.attachments import AttachmentRow
from svc_tui.storage.engine.vault import Vault

if TYPE_CHECKING:
    pass


class Files:
    """Attachments of calls and other records."""

    def __init__(self, context: Context) -> None:
        self._context = context

    @property
    def _vault(self) -> Vault:
        path = self._context.store.path
        return Vault(locations.attachments_dir(path), path)

    def attach(self, number: str, path: Path, note: str = "", *, kind: str = "call") -> AttachmentRow:
        """Keep a copy of a file with a record.

        Raises:
            NotFound: no such record or file.
            Refused: no ordinary file, or too large.
        """
        row_id = id_of(self._context, kind, number)
        vault = self._vault
        sha256, size = vault.keep(path, self._context.company.attachment_mb * 10**6)
        name = clean_line(path.name.encode("utf-8", "replace").decode()) or "file"
        try:
            with self._context.write() as unit:
                values = {
                    "kind": kind, "object_id": row_id, "sha256": sha256, "name": name, "size": size,
                    "at": unit.at, "who": unit.who, "note": clean_line(note) or None,
                }  # fmt: skip
                attachment_id = unit.insert("attachment", values)
                unit.log(kind, row_id, "attached", field="attachments", new=name)
                unit.call_it(N_("{name} attached to {number}"), name=name, number=str(number))
        except SvcError:
            vault.take_back()
            raise
        return self.find(attachment_id)

    def list(self, number: str, *, kind: str = "call") -> tuple[AttachmentRow, ...]:
        """The files of a record, oldest first. Raises NotFound."""
        row_id = id_of(self._context, kind, number)
        with self._context.store.read() as session:
            return tuple(attachments.rows(session=session, kind=kind, object_id=row_id))

    def find(self, attachment_id: int) -> AttachmentRow:
        """One file. Raises NotFound."""
        with self._context.store.read() as session:
            found = attachments.row(session=session, attachment_id=attachment_id)
        if found is None:
            raise NotFound(N_("There is no attached file {id}."), id=attachment_id)
        return found

    def save_out(self, attachment_id: int, directory: Path) -> Path:
        """Write a file into a directory under its own name; nothing is overwritten, no link followed.

        Raises:
            Refused: a file of that name is there, or no directory.
        """
        found = self.find(attachment_id)
        if not directory.is_dir():
            raise Refused(N_("{path} is not a directory. Name one to save into."), path=directory)
        return self._vault.copy_out(found.sha256, found.name, directory)

    def remove(self, attachment_id: int) -> AttachmentRow:
        """Take a file off its record; the kept copy stays, so that undo finds it."""
        found = self.find(attachment_id)
        with self._context.write() as unit:
            unit.delete("attachment", found.id)
            unit.log(found.kind, found.object_id, "detached", field="attachments", old=found.name)
            unit.call_it(N_("{name} taken off"), name=found.name)
        return found
