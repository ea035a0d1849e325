"""A due date as a page of text a customer could be shown: each span, what it counted, and the sum."""

from datetime import datetime, tzinfo

from svc_tui import language
from svc_tui.domain.core.text import show_line
from svc_tui.domain.sla.coverage import Never, zone_of
from svc_tui.domain.sla.explain import Explanation, Skipped, Span, SpanKind, explain
from svc_tui.domain.sla.question import Question, answer
from svc_tui.domain.sla.targets import budget_of
from svc_tui.domain.sla.week import format_windows
from svc_tui.errors import N_
from svc_tui.language import _

KIND_WORDS = {SpanKind.COVERED: N_("covered"), SpanKind.PAUSED: N_("paused"), SpanKind.CLOSED: N_("closed")}


def due_page(explanation: Explanation, zone_name: str, now: datetime) -> list[str]:
    """The lines of the page, in the contract's zone."""
    zone = zone_of(zone_name)
    due = explanation.due
    if due is None:
        return [_("Paused without an end, so there is no due date.")]
    if isinstance(due, Never):
        return [_("Never due: {reason}.").format(reason=_(due.reason))]
    rows = [
        (_stretch(span, zone, now), hours(as_read(span)), _(KIND_WORDS[span.kind]))
        for span in explanation.spans
    ]
    wide = max((len(stretch) for stretch, _hours, _kind in rows), default=0)
    lines = [_("Due {when}, {zone}.").format(when=_when(due, zone, now), zone=zone_name)]
    lines += [f"  {stretch:<{wide}}  {length:>7}  {kind}" for stretch, length, kind in rows]
    for skip in explanation.skipped:
        day = datetime(skip.day.year, skip.day.month, skip.day.day, 12, tzinfo=zone)
        named = _("{day}: {name}").format(day=language.date_long(day, zone), name=skipped_words(skip))
        lines.append("  " + named)
    total = _("Sum of the covered time: {sum}.").format(sum=hours(explanation.consumed_s))
    return [*lines, total]


def skipped_words(skip: Skipped) -> str:
    """Why a date lost covered hours, and which, where some are left."""
    name = show_line(skip.name) or _("closed")
    if not skip.lost:
        return name
    lost = format_windows(tuple((start // 60, end // 60) for start, end in skip.lost))
    return _("{name}, {hours} fall out").format(name=name, hours=lost)


FLAG_WORDS = {
    "after_contract_end": N_("The contract ends before this date; the promise stands."),
    "no_coverage_left": N_("The contract ends without one more covered minute: accepted, no due date."),
}


def answer_page(asked: Question, now: datetime) -> list[str]:
    """The page of a question to the clock: its due date, what counts against it, and the time until an instant."""
    answered = answer(asked)
    lines = [_(FLAG_WORDS[flag]) for flag in answered["flags"] if flag in FLAG_WORDS]
    if asked.target is not None and "no_coverage_left" not in answered["flags"]:
        budget = budget_of(asked.target, asked.coverage, asked.at)
        if isinstance(budget, Never):
            explanation = Explanation(budget, 0, (), ())
        else:
            explanation = explain(asked.coverage, asked.at, budget, asked.pauses)
        lines = [*due_page(explanation, asked.coverage.zone, now), *lines]
    if asked.until is not None:
        zone = zone_of(asked.coverage.zone)
        counted = _("Covered time until {when}: {sum}.")
        lines.append(counted.format(when=_when(asked.until, zone, now), sum=hours(answered["elapsed_s"])))
    return lines


def hours(seconds: int) -> str:
    """Covered time in hours, however many: `26h00`."""
    whole, rest = divmod(seconds, 3600)
    return _("{hours}h{minutes:02}").format(hours=whole, minutes=rest // 60)


def as_read(span: Span) -> int:
    """Its seconds as its ends are shown, to the minute: 13:25 to 22:00 is 8h35, whatever the seconds of 13:25."""
    return (int(span.end.timestamp()) // 60 - int(span.start.timestamp()) // 60) * 60


def _stretch(span: Span, zone: tzinfo, now: datetime) -> str:
    return f"{_when(span.start, zone, now)} - {_when(span.end, zone, now)}"


def _when(instant: datetime, zone: tzinfo, now: datetime) -> str:
    day = language.day_short(instant.astimezone(zone).date(), now.astimezone(zone).date())
    return f"{language.weekday_time(instant, zone)} {day}"
