"""The place of the inbox: its name and its key bars."""

from typing import Any

from textual.screen import Screen

from svc_tui.errors import N_
from svc_tui.screens.core.place import Place


def _screen() -> Screen[Any]:
    from svc_tui.screens.calls.inbox import InboxScreen

    return InboxScreen()


PLACE = Place(
    mode="inbox",
    name=N_("Inbox"),
    screen=_screen,
    bar=(
        ("call.take", ""), ("call.assign", ""), ("call.status.open", N_("status")),
        ("call.priority.high", N_("priority")), ("call.move", ""), ("call.note", ""), ("call.solutions", ""),
        ("undo", ""), ("help", ""),
    ),
    more=(
        ("filter.edit", ""), ("view.load", N_("views")), ("mark.toggle", ""), ("record.open", ""),
        ("call.pause", ""), ("call.explain", N_("due")), ("call.new", ""), ("palette", ""),
    ),
)  # fmt: skip
