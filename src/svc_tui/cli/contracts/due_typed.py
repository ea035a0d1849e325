"""A question to the clock as people type it: days and instants become what `due_report` reads.

What cannot be read stays as it was typed; the clock names it in its own words.
"""

from datetime import date, datetime
from typing import Any

from svc_tui import clock
from svc_tui.domain.core.days import read_day
from svc_tui.domain.core.moments import moment
from svc_tui.domain.sla.closures import closure_texts, closures_of
from svc_tui.domain.sla.coverage import zone_of
from svc_tui.errors import N_, BadUsage, Refused


def closed_of(closed: list[str], more: list[str]) -> str:
    """The closed dates of one question; hours that the shell parted from their date come back to it.

    Raises:
        BadUsage: hours may belong to several dates.
    """
    if len(closed) > 1 and more and ":" in more[0] and not more[0][:4].isdecimal():
        message = N_(
            '{word} may belong to any of the dates. Put date and hours into quotes: --closed "{date} {word}".'
        )
        raise BadUsage(message, word=more[0], date=closed[0])
    return ", ".join([*closed, *more])


def as_read(question: dict[str, Any], closed: str, pauses: list[str]) -> dict[str, Any]:
    """The question with its days and instants as the clock reads them."""
    now, zone = clock.now(), zone_of(str(question["zone"]))
    today = now.astimezone(zone).date()

    def instant(text: str) -> str:
        try:
            datetime.fromisoformat(text.strip())
        except ValueError:
            try:
                return moment(text, now=now, zone=zone).isoformat()
            except Refused:
                pass
        return text

    def day(text: str) -> date:
        return read_day(text, today=today)

    def pause(text: str) -> str:
        """FROM/TO; where the dates have strokes of their own, the one in the middle parts them."""
        parts = text.split("/")
        half = len(parts) // 2
        return "/".join([instant("/".join(parts[:half])), instant("/".join(parts[half:]))]) if half else text

    found = dict(question)
    found |= {name: instant(found[name]) for name in ("at", "until") if found.get(name)}
    if found.get("end"):
        try:
            found["end"] = day(found["end"]).isoformat()
        except Refused:
            pass
    found["closed"] = [
        *found.get("closed", ()),
        *closure_texts(closures_of(closed, lambda word: [day(word)])),
    ]
    return {**found, "pauses": [pause(text) for text in pauses]}
