"""Plans that come round again in words: what their fields are called, and a line for each time that one falls due."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from svc_tui.domain.core.text import show_line
from svc_tui.language import _, pgettext
from svc_tui.presentation.core.spans import Line


class DueRow(Protocol):
    """One time that a plan falls due."""

    @property
    def rule(self) -> str: ...
    @property
    def equipment(self) -> int | None: ...
    @property
    def slot(self) -> str: ...
    @property
    def day(self) -> date: ...
    @property
    def state(self) -> str: ...
    @property
    def call(self) -> str | None: ...
    @property
    def done_on(self) -> date | None: ...


def titles() -> dict[str, str]:
    """The words for the fields of a plan."""
    return {
        "code": _("Code"), "name": _("Name"), "equipment": _("Card"), "item": _("Item"), "contract": _("Contract"),
        "every": _("Comes round"), "start": _("Counted from"), "until": _("Until"), "lead": _("Days ahead"),
        "horizon": _("Days ahead at most"), "holiday": _("On a holiday"), "moving": _("From when it was done"),
        "length": _("Length of the visit"), "technician": _("Technician"), "queue": _("Queue"),
        "priority": _("Priority"), "type": _("Type"), "checklist": _("Checklist"), "active": _("Active"),
        "next_on": _("Next"),
    }  # fmt: skip


def fields(record: Mapping[str, object]) -> dict[str, object]:
    """A plan's values as they are shown."""
    words = {True: _("yes"), False: _("no")}
    held = {"earlier": pgettext("on a holiday", "earlier"), "later": pgettext("on a holiday", "later")}
    shown = {name: words[value] if isinstance(value, bool) else value for name, value in record.items()}
    return {**shown, "holiday": held.get(str(record["holiday"]), record["holiday"])}


def state_words(state: str) -> str:
    """What became of one time."""
    words = {
        "due": pgettext("plan", "due"), "made": pgettext("plan", "made"), "behind": pgettext("plan", "behind"),
        "done": pgettext("plan", "done"), "missed": pgettext("plan", "missed"),
    }  # fmt: skip
    return words.get(state) or show_line(state)


def row_line(row: DueRow) -> str:
    """`2026-03-02  missed`, `2026-09-01  done 2026-08-28  call 10431`; a moved one names the day by the rule."""
    parts = [row.day.isoformat(), state_words(row.state)]
    if row.done_on is not None:
        parts[1] += f" {row.done_on.isoformat()}"
    if row.equipment is not None:
        parts.append(_("card {number}").format(number=row.equipment))
    if row.call is not None:
        parts.append(_("call {number}").format(number=row.call))
    if row.slot != row.day.isoformat():
        parts.append(f"({show_line(row.slot)})")
    return "  ".join(parts)


BACK, AHEAD = 4, 4
"""So many times of a plan are shown on the page of what it is for: the last ones, and the next ones."""
_PENS = {"missed": "warning", "behind": "urgent", "done": "kept"}


def section(rows: Sequence[DueRow]) -> list[Line]:
    """What came round on a card or a contract and what will, below a heading; nothing where there is no plan."""
    if not rows:
        return []
    past = [row for row in rows if row.state != "due"][-BACK:]
    ahead = [row for row in rows if row.state == "due"][:AHEAD]
    lines: list[Line] = [(), ((_("Preventive work"), "text strong"),)]
    for row in (*past, *ahead):
        lines.append(((f"{show_line(row.rule)}  {row_line(row)}", _PENS.get(row.state, "text")),))
    return lines
