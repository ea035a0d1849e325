"""The page of an opportunity as lines, and the few of them that a list shows of the one under its cursor.

What is shown comes as a record under the stable names, so that screen and command line say the same.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from rich.cells import set_cell_size

from svc_tui.domain.core.text import show_line
from svc_tui.errors import N_
from svc_tui.language import _, day_short
from svc_tui.presentation.activities.lines import Activity, kind_words, state_words, when_words
from svc_tui.presentation.core.spans import Line
from svc_tui.presentation.core.told import entries_of
from svc_tui.presentation.core.told import history_lines as tell_history
from svc_tui.presentation.core.words import cut
from svc_tui.presentation.core.wrapping import paragraph
from svc_tui.presentation.sales.columns import short_amount
from svc_tui.presentation.sales.lines import (
    competitor_line,
    fields,
    origin_words,
    stage_line,
    stage_words,
    status_words,
    titles,
)

Record = Mapping[str, Any]
TABS = (N_("General"), N_("Stages"), N_("Activities"), N_("Competitors"), N_("Files"), N_("History"))
PAIRS = (
    ("customer", "contact"), ("owner", "territory"), ("amount", "percent"), ("weighted", "profit_percent"),
    ("started_on", "closes_on"), ("stage", "state"), ("item", ""), ("origin", ""), ("source", "interest"),
    ("created_by", ""),
)  # fmt: skip
"""Fields of the first tab, two in a line."""
LABEL = 14


def head(record: Record, today: date) -> list[Line]:
    """Number, name and customer; state, amounts and the day on which it is to be decided."""
    return [
        (
            (str(record["number"]), "accent strong"), ("  ", "text"), (show_line(record["name"]), "text strong"),
            ("  ", "text"), (show_line(record["customer_name"] or record["customer"]), "aside"),
        ),
        state_line(record, today),
    ]  # fmt: skip


def state_line(record: Record, today: date) -> Line:
    """Where it stands: `Quoted 50 %, 9,800 EUR, weighted 4,900 EUR. Expected 15 Jan.`; of a decided one how it went."""
    amount, currency, status = record["amount"], record["currency"], record["status"]
    if status != "open":
        day = day_short(record["closed_on"], today) if record["closed_on"] else "?"
        said = {
            "won": _("Won on {day}, {amount}."), "lost": _("Lost on {day}, {amount}."),
        }[status].format(day=day, amount=short_amount(amount, currency))  # fmt: skip
        why = f" {show_line(record['reason'])}." if record["reason"] else ""
        return ((said, "kept" if status == "won" else "warning"), (why, "text"))
    said = _("{stage} {percent} %, {amount}, weighted {weighted}.").format(
        stage=stage_words(record["stage"]), percent=record["percent"], amount=short_amount(amount, currency),
        weighted=short_amount(record["weighted"], currency),
    )  # fmt: skip
    expected = record["closes_on"]
    if not expected:
        return ((said, "text"), (f" {_('Nobody says when it is decided.')}", "muted"))
    late = expected < today
    day = (_("Expected {day}, which is over.") if late else _("Expected {day}.")).format(
        day=day_short(expected, today)
    )
    return ((said, "text"), (f" {day}", "urgent" if late else "text"))


def detail_lines(record: Record, *, today: date, width: int) -> list[Line]:
    """What a list shows of the one under its cursor."""
    who = [
        _("{who} follows it").format(who=show_line(record["owner"]))
        if record["owner"]
        else _("Nobody follows it")
    ]
    if record["origin"]:
        told = ", ".join(origin_words(*each.partition(":")[::2]) for each in record["origin"])
        who.append(_("raised from {origin}").format(origin=told))
    if record["contact"]:
        who.append(_("contact {name}").format(name=show_line(record["contact"])))
    remarks = show_line(record["remarks"].strip().partition("\n")[0])
    lines: list[Line] = [
        *head(record, today),
        ((cut(", ".join(who) + ".", width - 2), "aside"),),
        *([((cut(remarks, width - 2), "muted"),)] if remarks else []),
    ]
    return [((" ", "text"), *line) for line in lines]


def general(record: Record, width: int, today: date) -> list[Line]:
    """Its fields, two in a line where both are short, and its text."""
    words, values = titles(), fields(record, today)
    half = max(20, (width - 2) // 2)
    lines: list[Line] = []
    for left, right in PAIRS:
        both = [(words[name], show_line(str(values[name] or ""))) for name in (left, right) if name]
        both = [(label, value) for label, value in both if value]
        room = half - LABEL - 1 if len(both) == 2 else width - LABEL - 1
        if len(both) == 2 and any(len(value) > room for _label, value in both):
            lines += [_pair(label, value, width - LABEL - 1) for label, value in both]
        elif both:
            lines.append(tuple(part for label, value in both for part in _pair(label, value, room)))
    if record["status"] != "open":
        lines.append(_pair(words["closed_on"], str(values["closed_on"]), half))
        if record["reason"]:
            lines.append(_pair(words["reason"], show_line(record["reason"]), width - LABEL))
    if record["remarks"]:
        lines += [(), ((words["remarks"], "muted"),), *paragraph(record["remarks"], width, indent=0)]
    return lines


def _pair(label: str, value: str, room: int) -> Line:
    return (
        (set_cell_size(label, LABEL), "muted"), (" ", "text"),
        (set_cell_size(cut(value, room), max(1, room)), "text"),
    )  # fmt: skip


def stages(record: Record, today: date) -> list[Line]:
    """The stretches in its stages, the one it stands in marked."""
    currency = record["currency"]
    return [
        (
            ("> " if each["closed_on"] is None else "  ", "text"),
            (stage_line(each, currency, today), "text" if each["closed_on"] is None else "muted"),
        )
        for each in record["stages"]
    ]


def competitors(record: Record) -> list[Line]:
    """Who else wants the sale."""
    return [((competitor_line(each), "text"),) for each in record["competitors"]]


class Said(Activity, Protocol):
    """An activity in a line."""

    @property
    def who(self) -> str | None: ...
    @property
    def subject(self) -> str: ...
    @property
    def notes(self) -> str: ...


def activities(found: Sequence[Said], *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """What was said and is to be done about it, a line each."""
    return [
        (
            (set_cell_size(kind_words(each.kind), 11), "muted"), (" ", "text"),
            (set_cell_size(when_words(each, zone, now), 14), "text"), (" ", "text"),
            (set_cell_size(show_line(each.who or "-"), 9), "text"), (" ", "text"),
            (set_cell_size(state_words(each, now), 9), "muted"), (" ", "text"),
            (show_line(each.subject or each.notes), "text"),
        )
        for each in found
    ]  # fmt: skip


def history(record: Record, *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """What was changed, the newest first."""
    named = titles()
    named["status"] = named["state"]
    own = {"stage": stage_words, "status": status_words}
    entries = entries_of(record["history"])
    return tell_history(entries, named, own, now=now, zone=zone, margin="", shortened=str)
