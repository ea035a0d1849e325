"""An activity's fields as people type them: instants, lengths, reminders before the beginning, ways to come back."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from svc_tui.domain.activities import rules
from svc_tui.domain.activities.keys import KINDS, PRIORITIES
from svc_tui.domain.core.moments import duration, moment
from svc_tui.domain.core.text import fold
from svc_tui.errors import N_, BadUsage, Refused
from svc_tui.services.core.context import Context
from svc_tui.services.core.fields import Field, Values, read_fields

FIELDS = {
    "kind": Field("choice", choices=rules.KINDS, empty=False),
    "subject": Field(longest=rules.SUBJECT_MAX),
    "notes": Field("text"),
    "call": Field(),
    "customer": Field("customer"),
    "equipment": Field(),
    "contract": Field(),
    "opportunity": Field(),
    "who": Field("person"),
    "starts_at": Field(),
    "ends_at": Field(),
    "length": Field(),
    "remind_at": Field(),
    "recurrence": Field(),
    "type": Field(),
    "topic": Field(),
    "priority": Field("choice", choices=("low", "medium", "high"), empty=False),
    "contact": Field(),
    "phone": Field(),
    "follows": Field("int"),
    "closed": Field("flag", empty=False),
}
INSTANTS = ("starts_at", "ends_at", "remind_at")
_ALIASES = {"kind": KINDS, "priority": PRIORITIES}
_BEFORE = (" before", " prima")


def read(context: Context, values: Mapping[str, object]) -> Values:
    """Each value in the type of its field; instants aware, `length` in seconds, a reminder before the beginning as
    the seconds before it.

    Raises:
        BadUsage: there is no such field.
        Refused: a value does not fit its field.
    """
    if not values:
        raise BadUsage(N_("Say what to write: KEY=VALUE, such as subject=TEXT."))
    typed = read_fields(FIELDS, {name: _own_word(name, value) for name, value in values.items()})
    past = bool(typed.get("closed"))
    for name in INSTANTS:
        if isinstance(value := typed.get(name), str):
            typed[name] = _instant(context, name, value, past=past and name != "remind_at")
    if isinstance(length := typed.get("length"), str):
        typed["length"] = duration(length)
    return typed


def _own_word(name: str, value: object) -> object:
    """A kind or priority by another name that a filter knows too, such as an Italian one."""
    words = _ALIASES.get(name)
    if words is None or not isinstance(value, str):
        return value
    typed = fold(value.strip())
    return next((own for own, others in words.items() if typed in others), value)


def _instant(context: Context, name: str, text: str, *, past: bool) -> datetime | timedelta:
    for word in _BEFORE:
        if name == "remind_at" and fold(text).endswith(word):
            return timedelta(seconds=duration(text[: -len(word)]))
    try:
        return moment(text, now=context.now(), zone=context.zone, prefer="past" if past else "future")
    except Refused:
        message = N_(
            "{name}: {text} is not a time. Type it as 930, 9:30, 2h, +1d, fri 14, tomorrow 8 or 2026-11-30 14:00."
        )
        raise Refused(message, name=name, text=text) from None


def settled_times(typed: Values, starts_at: datetime | None, ends_at: datetime | None, kind: str) -> Values:
    """The instants that a save leaves, from what was typed and what stands: `length` and a reminder before the
    beginning are worked out, a beginning that moves takes its end along, a meeting to come without an end gets one."""
    found = {name: typed[name] for name in INSTANTS if name in typed}
    start = found.get("starts_at", starts_at)
    if typed.get("length") is not None:
        if start is None:
            raise Refused(
                N_(
                    "starts_at: it has a length and no beginning. Type when it begins, such as starts_at='mon 9'."
                )
            )
        found["ends_at"] = start + timedelta(seconds=typed["length"])
    elif "starts_at" in found and "ends_at" not in found and ends_at is not None:
        found["ends_at"] = start + (ends_at - starts_at) if start and starts_at else None
    end = found.get("ends_at", ends_at)
    if kind == "meeting" and start is not None and end is None:
        end = found["ends_at"] = start + rules.DEFAULT_LENGTH
    if isinstance(before := found.get("remind_at"), timedelta):
        if start is None:
            raise Refused(
                N_("starts_at: a reminder before it needs a beginning. Type one, such as starts_at='mon 9'.")
            )
        found["remind_at"] = start - before
    rules.check_times(start, end)
    return found
