"""An entry of work from fields by name, as scripts and forms give them; a typed line is `domain.work.typed`'s."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from svc_tui.domain.core.money import number_of
from svc_tui.domain.core.text import clean_line
from svc_tui.domain.work.rules import Entry
from svc_tui.domain.work.typed import read_entry
from svc_tui.errors import N_, BadUsage, Refused
from svc_tui.services.core.fields import Field, Given, Values, read_fields

NAMES = (
    "kind", "time", "from", "to", "km", "item", "quantity", "serial_in", "serial_out", "note", "who", "billable",
)  # fmt: skip
"""The fields of an entry."""


def entry_of(values: Given, *, now: datetime, zone: ZoneInfo) -> Entry:
    """An entry from values by name.

    Raises:
        BadUsage: there is no such field.
        Refused: a value cannot be read.
    """
    for name in values:
        if name not in NAMES:
            known = ", ".join(NAMES)
            raise BadUsage(N_("There is no field {name} of work. Known are {known}."), name=name, known=known)
    given = {name: clean_line(str(value)) for name, value in values.items() if value is not None}
    kind = given.get("kind") or ("part" if "quantity" in given or "serial_in" in given else "labour")
    entry = Entry(kind)
    time = given.get("time") or (
        f"from {given['from']} to {given.get('to', 'now')}" if given.get("from") else ""
    )
    if kind in ("labour", "travel") and time:
        timed = read_entry(f"{kind} {time}", now=now, zone=zone)
        if timed.note:
            raise Refused(N_("{text} is not a duration. Type it as 45s, 90m, 1h30 or 2d."), text=time)
        entry = timed
    plain: Values = {"note": given.get("note", "")}
    plain |= {
        name: given[name] or None for name in ("item", "serial_in", "serial_out", "who") if name in given
    }
    plain |= {name: _decimal(name, given[name]) for name in ("km", "quantity") if given.get(name)}
    if kind == "part":
        plain.setdefault("quantity", Decimal(1))
    if given.get("billable"):
        flag = {"billable": Field("flag")}
        plain["billable"] = read_fields(flag, {"billable": given["billable"]})["billable"]
    return replace(entry, **plain)


def _decimal(name: str, text: str) -> Decimal:
    found = number_of(text)
    if found is None:
        raise Refused(N_("{name}: {value} is not a number."), name=name, value=text)
    return found
