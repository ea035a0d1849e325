"""A visit's fields as people type them: technicians, beginning, end or length, place, note, why it is forced."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from svc_tui.domain.core.moments import duration, moment
from svc_tui.errors import N_, BadUsage, Refused
from svc_tui.services.core.context import Context
from svc_tui.services.core.fields import Field, Values, read_fields

FIELDS = {
    "technicians": Field(),
    "starts_at": Field(),
    "ends_at": Field(),
    "length": Field(),
    "place": Field(longest=254),
    "note": Field("text"),
    "force": Field(longest=254),
}
INSTANTS = ("starts_at", "ends_at")


def read(context: Context, values: Mapping[str, object]) -> Values:
    """Each value in the type of its field: instants aware, `length` in seconds, technicians a list of words.

    Raises:
        BadUsage: there is no such field.
        Refused: a value does not fit its field.
    """
    typed = read_fields(FIELDS, values)
    for name in INSTANTS:
        if isinstance(value := typed.get(name), str):
            typed[name] = instant(context, name, value)
    if isinstance(length := typed.get("length"), str):
        typed["length"] = duration(length)
    if "technicians" in typed:
        typed["technicians"] = people(typed["technicians"])
    return typed


def people(value: object) -> list[str]:
    """Codes, parted by blanks or commas, each once; a list passes as it is."""
    words = (
        value.replace(",", " ").split() if isinstance(value, str) else [str(each) for each in _listed(value)]
    )
    return list(dict.fromkeys(word for word in words if word))


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def instant(context: Context, name: str, text: str, prefer: str = "future") -> datetime:
    """An instant as it is typed. Raises Refused: it is none, with the name of its field."""
    try:
        past = prefer == "past"
        return moment(text, now=context.now(), zone=context.zone, prefer="past" if past else "future")
    except Refused:
        message = N_(
            "{name}: {text} is not a time. Type it as 930, 9:30, 2h, +1d, fri 14, tomorrow 8 or 2026-11-30 14:00."
        )
        raise Refused(message, name=name, text=text) from None


def times(given: Values, start: datetime | None, length_s: int, end: datetime | None = None) -> Values:
    """Beginning and end that a save leaves: a length or an end where one is typed; a beginning that moves takes its
    end along.

    Args:
        given: What was typed.
        start: The beginning as it stands, or as it is proposed.
        length_s: How long it lasts where nothing is typed.
        end: The end as it stands.
    """
    start = given.get("starts_at") or start
    if start is None:
        raise BadUsage(N_("Say when: starts_at=TIME, such as starts_at='mon 9'."))
    if given.get("ends_at") is not None and given.get("length") is not None:
        raise BadUsage(N_("Say the end or the length, not both."))
    if given.get("ends_at") is not None:
        return {"starts_at": start, "ends_at": given["ends_at"]}
    length = given.get("length")
    if length is None and end is not None and "starts_at" not in given:
        return {"starts_at": start, "ends_at": end}
    return {"starts_at": start, "ends_at": start + timedelta(seconds=length_s if length is None else length)}
