"""The explanation of a call's due dates as a page that a customer could be shown."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Protocol

from rich.cells import set_cell_size

from svc_tui.domain.core.text import show_line
from svc_tui.domain.sla.coverage import Never, zone_of
from svc_tui.domain.sla.explain import Explanation, Skipped, Span, SpanKind
from svc_tui.errors import N_
from svc_tui.language import _, date_long, day_time, duration_words, time_of_day
from svc_tui.presentation.core.spans import Line
from svc_tui.presentation.core.words import priority_words
from svc_tui.presentation.core.wrapping import paragraph
from svc_tui.presentation.sla.page import KIND_WORDS, as_read, hours, skipped_words

PAUSES = {
    "status": N_("waiting"),
    "snooze": N_("snoozed"),
    "resolved": N_("resolved, then opened again"),
}


class Promise(Protocol):
    """The contract's words."""

    @property
    def number(self) -> int: ...
    @property
    def description(self) -> str: ...
    @property
    def coverage(self) -> str: ...


class Target(Protocol):
    """One target as it stands."""

    @property
    def state(self) -> str: ...
    @property
    def due(self) -> datetime | None: ...
    @property
    def done_at(self) -> datetime | None: ...
    @property
    def left_s(self) -> int | None: ...


class Considered(Protocol):
    """A contract that was looked at."""

    @property
    def number(self) -> int: ...
    @property
    def taken(self) -> bool: ...
    @property
    def why(self) -> str: ...


class Pause(Protocol):
    """A pause of the clock."""

    @property
    def start_at(self) -> datetime: ...
    @property
    def end_at(self) -> datetime | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def reason(self) -> str | None: ...


class Due(Protocol):
    """A call's due dates taken apart."""

    @property
    def reported_at(self) -> datetime: ...
    @property
    def terms(self) -> Promise | None: ...
    @property
    def zone(self) -> str: ...
    @property
    def response(self) -> Explanation | None: ...
    @property
    def resolution(self) -> Explanation | None: ...
    @property
    def view(self) -> tuple[Target, Target]: ...
    @property
    def pauses(self) -> Sequence[Pause]: ...


Change = tuple[str, datetime | None, datetime | None, int | None]
"""What would be done, and the response and resolution due dates that it would give."""


def page(
    due: Due, considered: Iterable[Considered], changes: Sequence[Change], width: int, *, now: datetime
) -> list[Line]:
    """The whole page."""
    zone = zone_of(due.zone)
    lines = _promise(due, width, now, zone)
    for title, explanation, target in (
        (_("First response"), due.response, due.view[0]),
        (_("Resolution"), due.resolution, due.view[1]),
    ):
        if explanation is not None:
            lines += [(), heading(title), *_standing(target, now, zone), *counted(explanation, zone)]
    lines += _pauses(due, now, zone)
    lines += contracts(considered)
    lines += _changes(changes, due.view, now, zone)
    return lines


def heading(text: str) -> Line:
    """A title above the lines of a part."""
    return ((" ", "text"), (text, "text strong"))


def _row(text: str, role: str = "text") -> Line:
    return (("   ", "text"), (text, role))


def _promise(due: Due, width: int, now: datetime, zone: tzinfo) -> list[Line]:
    when = f"{date_long(due.reported_at, zone)}, {time_of_day(due.reported_at, zone)}"
    lines: list[Line] = paragraph(_("Reported {when} ({zone}).").format(when=when, zone=due.zone), width)
    terms = due.terms
    if terms is not None:
        words = _("Contract K-{number} {name}").format(
            number=terms.number, name=show_line(terms.description or "")
        )
        lines += paragraph(words.strip(), width)
        lines += paragraph(_("Covered hours: {hours}").format(hours=terms.coverage), width, "muted")
    elif due.response or due.resolution:
        lines += paragraph(_("No contract; the company's own targets apply."), width)
    else:
        lines += paragraph(_("No contract and no target: nothing is due."), width)
    return lines


def _standing(target: Target, now: datetime, zone: tzinfo) -> list[Line]:
    if target.state in ("met", "missed") and target.done_at is not None:
        text = _("Done {at}: in time.") if target.state == "met" else _("Done {at}: late.")
        role = "kept" if target.state == "met" else "urgent"
        return [_row(text.format(at=_when(target.done_at, now, zone)), role)]
    if target.state == "paused":
        left = hours(target.left_s) if target.left_s is not None else "-"
        return [_row(_("Paused with {left} left.").format(left=left), "muted")]
    if target.left_s is None:
        return []
    if target.left_s < 0:
        return [_row(_("Late by {time} of covered time.").format(time=hours(-target.left_s)), "urgent")]
    return [_row(_("{time} of covered time left.").format(time=hours(target.left_s)), "text")]


def _when(instant: datetime, now: datetime, zone: tzinfo) -> str:
    return day_time(instant, zone, now)


def counted(explanation: Explanation, zone: tzinfo) -> list[Line]:
    """The covered hours of a target with their sum, in the contract's zone."""
    due = explanation.due
    if due is None:
        return [_row(_("Paused without an end, so there is no due date."), "muted")]
    if isinstance(due, Never):
        return [_row(_("Never due: {reason}.").format(reason=_(due.reason)), "muted")]
    lines: list[Line] = []
    day: date | None = None
    total = 0
    skipped = list(explanation.skipped)
    for span in explanation.spans:
        for part in _by_day(span, zone) if span.kind is not SpanKind.CLOSED else [span]:
            here = part.start.astimezone(zone).date()
            if part.kind is SpanKind.CLOSED:
                lines += _closed(part, skipped, zone)
                continue
            if here != day:
                lines.append(_row(date_long(part.start, zone), "muted"))
                day = here
            if part.kind is SpanKind.COVERED:
                total += as_read(part)
            lines.append(_stretch(part, total, zone))
    words = _("Sum of the covered time: {sum}.").format(sum=hours(explanation.consumed_s))
    lines.append(_row(words))
    target = _("The target is {budget}: due {day}, {time}.").format(
        budget=hours(explanation.budget_s), day=date_long(due, zone), time=time_of_day(due, zone)
    )
    return [*lines, _row(target, "text strong")]


def _stretch(part: Span, total: int, zone: tzinfo) -> Line:
    end = part.end.astimezone(zone)
    until = "24:00" if end.time() == time(0) and part.end > part.start else time_of_day(part.end, zone)
    words = f"{time_of_day(part.start, zone)}-{until}"
    covered = part.kind is SpanKind.COVERED
    return (
        ("     ", "text"),
        (words, "text"),
        (f"  {set_cell_size(_(KIND_WORDS[part.kind]), 9)}", "kept" if covered else "warning"),
        (f"{hours(as_read(part)):>8}", "text" if covered else "muted"),
        (f"{hours(total):>10}" if covered else "", "muted"),
    )


def _closed(span: Span, skipped: list[Skipped], zone: tzinfo) -> list[Line]:
    """A stretch outside the covered hours in one line, and the holidays in it."""
    first, last = span.start.astimezone(zone).date(), span.end.astimezone(zone).date()
    lines: list[Line] = []
    for skip in [skip for skip in skipped if first <= skip.day <= last]:
        noon = datetime.combine(skip.day, time(12), zone)
        said = _("{day}: {name}").format(day=date_long(noon, zone), name=skipped_words(skip))
        lines.append(_row(said, "warning"))
        skipped.remove(skip)
    return lines


def _by_day(span: Span, zone: tzinfo) -> list[Span]:
    """A stretch cut at the midnights of the contract's zone."""
    parts: list[Span] = []
    start = span.start
    while start < span.end:
        tomorrow = start.astimezone(zone).date() + timedelta(days=1)
        midnight = datetime.combine(tomorrow, time(0), zone).astimezone(span.end.tzinfo)
        end = min(span.end, midnight)
        parts.append(Span(start, end, int((end - start).total_seconds()), span.kind))
        start = end
    return parts


def _pauses(due: Due, now: datetime, zone: tzinfo) -> list[Line]:
    if not due.pauses:
        return []
    lines: list[Line] = [(), heading(_("Pauses"))]
    for pause in due.pauses:
        end = _when(pause.end_at, now, zone) if pause.end_at else _("still")
        words = _("{start} to {end}: {why}").format(
            start=_when(pause.start_at, now, zone),
            end=end,
            why=show_line(pause.reason or _(PAUSES.get(pause.kind, pause.kind))),
        )
        lines.append(_row(words))
    return lines


def contracts(considered: Iterable[Considered], chosen: int | None = None) -> list[Line]:
    """Every contract of the customer, and why it was or was not taken; `chosen` was by hand."""
    lines: list[Line] = []
    for each in considered:
        taken = each.taken if chosen is None else each.number == chosen
        said = _("taken") if taken else _("not taken: {why}").format(why=show_line(_(each.why)))
        if taken and chosen is not None:
            said = _("chosen by hand")
        elif each.taken and chosen is not None:
            said = _("would be taken")
        lines.append(
            (("   ", "text"), (f"K-{each.number:<6}", "accent"), (said, "kept" if taken else "muted"))
        )
    return [(), heading(_("Contracts of the customer")), *lines] if lines else []


def _changes(
    changes: Sequence[Change], view: tuple[Target, Target], now: datetime, zone: tzinfo
) -> list[Line]:
    if not changes:
        return []
    lines: list[Line] = [(), heading(_("What would change it"))]
    for words, response, resolution, rests_s in changes:
        dates = [
            text.format(due=_when(due, now, zone))
            for text, due, old in (
                (_("respond by {due}"), response, view[0].due),
                (_("resolve by {due}"), resolution, view[1].due),
            )
            if due is not None and due != old
        ]
        if rests_s is not None:
            text = _("paused with {left} left") if rests_s >= 0 else _("paused, {left} late")
            dates.append(text.format(left=duration_words(abs(rests_s))))
        said = ", ".join(dates) or _("the same dates")
        lines.append(
            (("   ", "text"), (set_cell_size(show_line(words), 28), "text"), (" ", "text"), (said, "muted"))
        )
    return lines


def priority_change(level: str) -> str:
    """How another priority is named in what would change a due date."""
    return _("Priority {level}").format(level=priority_words(level))
