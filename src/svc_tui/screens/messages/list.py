"""The list of messages: what the person was told, newest first, with what each speaks of in the pane."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from svc_tui.errors import N_
from svc_tui.language import _, ngettext
from svc_tui.presentation.messages.columns import TABLE, cells, detail_lines
from svc_tui.screens.core.list_screen import ListScreen
from svc_tui.screens.core.place import Bar
from svc_tui.screens.messages.acts import MessageActs
from svc_tui.screens.messages.noun import MessageNoun
from svc_tui.widgets.pens import Line
from svc_tui.widgets.row_list import Row

if TYPE_CHECKING:
    from svc_tui.screens.core.list_saved import Listed

PLACE = "messages"


class MessagesScreen(ListScreen):
    """The list of messages."""

    NOUN = MessageNoun
    ACTS = (MessageActs,)
    PLACE = PLACE
    BARS: ClassVar[dict[str, Bar]] = {
        PLACE: (
            ("record.open", ""), ("message.done", ""), ("message.snooze", ""), ("message.read", ""),
            ("mark.toggle", ""), ("undo", ""), ("record.back", ""), ("help", ""),
        ),
        f"{PLACE} more": (
            ("filter.edit", ""), ("view.load", N_("views")), ("go.day", ""), ("jump.customer", N_("jumps")),
            ("palette", ""),
        ),
    }  # fmt: skip
    TABLE = TABLE
    EXPORT = "messages.csv"

    # --- what it reads

    @property
    def listed(self) -> Listed:
        return self.services.messages

    def read_rows(self, ids: Sequence[int]) -> list[Row]:
        from svc_tui.services.messages.service import words

        services, columns = self.services, self.columns
        now, zone = services.now(), services.zone
        return [
            Row(row.id, cells(row, words(row, _), columns, now=now, zone=zone), str(row.id))
            for row in services.messages.rows(ids)
        ]

    def read_detail(self, name: str) -> list[Line]:
        from svc_tui.services.messages.service import words

        services = self.services
        row = services.messages.find(name)
        now, zone, width = services.now(), services.zone, self.size.width
        lines = detail_lines(row, words(row, _), now=now, zone=zone, width=width)
        if row.call:
            from svc_tui.presentation.calls.detail import detail_lines as call_lines

            lines += call_lines(services.calls.preview(row.call), now=now, zone=zone, width=width)
        return lines

    def id_of(self, name: str) -> int:
        return self.services.messages.find(name).id

    def record_names(self, columns: Sequence[str]) -> Sequence[str]:
        from svc_tui.services.shapes.messages import NAMES

        return NAMES

    def records(self, ids: Sequence[int], columns: Sequence[str]) -> Iterator[dict[str, Any]]:
        from svc_tui.services.shapes.messages import records

        return records(self.services.messages, ids, _)

    # --- its words

    def counted(self, count: int) -> str:
        return ngettext("{count} message", "{count} messages", count)

    def written(self, count: int) -> str:
        return ngettext("{count} message written to {path}.", "{count} messages written to {path}.", count)

    def nothing_fits(self) -> str:
        if not self.text.strip():
            return _("Nothing waits for you. {key} edits the filter, v4 shows what is done.")
        return _("No message fits this filter. {key} edits it, {view} shows those that wait.")
