"""The place of the board of queues: its name and its key bars."""

from typing import Any

from textual.screen import Screen

from svc_tui.errors import N_
from svc_tui.screens.core.place import Place


def _screen() -> Screen[Any]:
    from svc_tui.screens.queues.board import BoardScreen

    return BoardScreen()


PLACE = Place(
    mode="queues",
    name=N_("Queues"),
    screen=_screen,
    bar=(
        ("call.take", ""), ("call.move", ""), ("call.assign", ""), ("call.take_next", N_("next one")),
        ("queue.balance", N_("balance")), ("board.right", ""), ("record.open", ""),
        ("help", ""),
    ),
    more=(
        ("filter.edit", ""), ("view.load", N_("views")), ("mark.toggle", ""), ("call.priority.high", N_("priority")),
        ("call.note", ""), ("undo", ""), ("palette", ""),
    ),
)  # fmt: skip
