"""When a call would be due that came in at an instant with a priority, as a page with its spans."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from svc_tui.domain.core.text import show_line
from svc_tui.domain.sla.coverage import zone_of
from svc_tui.domain.sla.explain import Explanation
from svc_tui.errors import N_
from svc_tui.language import _, date_long, time_of_day
from svc_tui.presentation.contracts.words import target_words
from svc_tui.presentation.core.spans import Line
from svc_tui.presentation.core.words import REASONS, priority_words
from svc_tui.presentation.core.wrapping import paragraph
from svc_tui.presentation.sla.explained import counted, heading
from svc_tui.presentation.sla.page import FLAG_WORDS

NOT_COVERED = N_("It would not be covered: {why}. The dates are those of its terms.")


class Simulated(Protocol):
    """The answer of the service."""

    @property
    def number(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def priority(self) -> str: ...
    @property
    def zone(self) -> str: ...
    @property
    def coverage(self) -> str: ...
    @property
    def response_target(self) -> str | None: ...
    @property
    def resolution_target(self) -> str | None: ...
    @property
    def response(self) -> Explanation | None: ...
    @property
    def resolution(self) -> Explanation | None: ...
    @property
    def reason(self) -> str: ...
    @property
    def flags(self) -> Sequence[str]: ...


def page(asked: Simulated, width: int = 79) -> list[Line]:
    """The question, what speaks against it, and each target with its spans."""
    zone = zone_of(asked.zone)
    when = f"{date_long(asked.at, zone)}, {time_of_day(asked.at, zone)}"
    question = _("A call with priority {priority} reported {when} ({zone}).").format(
        priority=priority_words(asked.priority), when=when, zone=asked.zone
    )
    promise = _("K-{number}: {targets}.").format(
        number=asked.number, targets=target_words(asked.response_target, asked.resolution_target)
    )
    lines: list[Line] = paragraph(question, width)
    lines += paragraph(promise, width)
    lines += paragraph(_("Covered hours: {hours}").format(hours=show_line(asked.coverage)), width, "muted")
    if asked.reason not in ("covered", "no coverage left"):
        why = _(REASONS.get(asked.reason, asked.reason))
        lines += paragraph(_(NOT_COVERED).format(why=why), width, "warning")
    for flag in asked.flags:
        if flag in FLAG_WORDS:
            lines += paragraph(_(FLAG_WORDS[flag]), width, "warning")
    for title, explanation in ((_("First response"), asked.response), (_("Resolution"), asked.resolution)):
        if explanation is not None:
            lines += [(), heading(title), *counted(explanation, zone)]
    return lines
