"""The form of an activity: when its times are typed they are read at once; one that comes back says what is meant."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from svc_tui.bootstrap import Services
from svc_tui.domain.activities import recurrence
from svc_tui.domain.core.moments import moment as read_moment
from svc_tui.domain.core.text import fold, show_line
from svc_tui.errors import N_, Refused, SvcError
from svc_tui.language import _, day_time
from svc_tui.local.drafts import Draft
from svc_tui.presentation.activities.lines import back_words, kind_words
from svc_tui.screens.core import look_ups
from svc_tui.screens.core.kind import Column, Kind, Saved
from svc_tui.screens.core.looked import Looked
from svc_tui.screens.core.record_form import RecordForm
from svc_tui.services.activities.edit import Scope
from svc_tui.services.activities.recurring import way_back
from svc_tui.services.activities.typed import FIELDS, INSTANTS
from svc_tui.services.core.coded import Choice
from svc_tui.services.core.fields import Field
from svc_tui.widgets.form_rows import FieldRow
from svc_tui.widgets.pens import Line

LABELS = {
    "kind": N_("Kind"), "subject": N_("Subject"), "notes": N_("Notes"), "call": N_("Call"),
    "customer": N_("Customer"), "equipment": N_("Card"), "contract": N_("Contract"), "who": N_("Who"),
    "starts_at": N_("Begins"), "ends_at": N_("Ends"), "remind_at": N_("Reminder"), "recurrence": N_("Comes back"),
    "scope": N_("Change"), "opportunity": N_("Opportunity"), "type": N_("Activity type"), "topic": N_("Topic"),
    "priority": N_("Priority"), "contact": N_("Contact"), "phone": N_("Phone"),
}  # fmt: skip
ORDER = tuple(name for name in LABELS if name != "scope")
SCOPES = ("this", "later")


def _kinds(_services: Services, text: str) -> Sequence[Choice]:
    wanted = fold(text.strip())
    found = [Choice(kind, kind_words(kind)) for kind in FIELDS["kind"].choices]
    return [each for each in found if each.code.startswith(wanted) or fold(each.label).startswith(wanted)]


def _contracts(services: Services, text: str) -> Sequence[Choice]:
    listing = services.contracts.ids(text, typing=True, first=look_ups.SHOWN)
    return [
        Choice(f"K-{row.number}", row.description, row.customer_name)
        for row in services.contracts.rows(listing.ids)
    ]


def _opportunities(services: Services, text: str) -> Sequence[Choice]:
    listing = services.opportunities.ids(text, typing=True, first=look_ups.SHOWN)
    return [
        Choice(str(row.number), row.name, row.customer_name)
        for row in services.opportunities.rows(listing.ids)
    ]


SEARCHES: dict[str, look_ups.Search] = {
    "who": look_ups.people, "customer": look_ups.customers, "equipment": look_ups.cards,
    "contract": _contracts, "opportunity": _opportunities, "type": look_ups.values_of("activity_type"),
    "topic": look_ups.values_of("activity_topic"), "kind": _kinds,
    "priority": look_ups.words(FIELDS["priority"].choices), "scope": look_ups.words(SCOPES),
}  # fmt: skip
_FIELDS = {**{name: FIELDS[name] for name in ORDER}, "scope": Field("choice", choices=SCOPES)}


def _new(services: Services, values: Mapping[str, object]) -> Saved:
    written = services.activities.new({"closed": "no", **values})
    return str(written.number), written.warnings


def _change(
    services: Services,
    key: str,
    values: Mapping[str, object],
    version: int | None,
    base: Mapping[str, Any] | None,
) -> Saved:
    changes = dict(values)
    scope: Scope | None = "later" if changes.pop("scope", "this") == "later" else "this"
    outcome = services.activities.set([key], changes, scope=scope, if_version=version, base=base).outcomes[0]
    return outcome.number, outcome.warnings


KIND = Kind(
    name="activity", title=N_("Activity"), fields=_FIELDS, columns=(Column("number", 6),),
    rows=lambda _services, _text: (), find=lambda services, key: services.activities.find(key), new=_new,
    change=_change, key="number", switch="",
)  # fmt: skip


class ActivityForm(RecordForm):
    """One activity, or a new one, which may begin with what it is about."""

    FORM = "activity"

    def __init__(self, record: str = "", draft: Draft | None = None, **about: str) -> None:
        super().__init__(KIND, record, draft)
        self.about = about
        """Fields of a new one that are known: its customer, call, card, contract or opportunity."""
        self.comes_back = False

    def fields(self) -> Sequence[FieldRow]:
        rows = []
        for name in LABELS:
            if name == "scope" and not self.comes_back:
                continue
            kind = "text" if name == "notes" else "line"
            rows.append(
                FieldRow(name, _(LABELS[name]), kind, wide=name == "subject", looks_up=name in SEARCHES)
            )
        return rows

    def read(self) -> dict[str, str]:
        if not self.record:
            return (
                dict.fromkeys(ORDER, "")
                | {"kind": "task", "priority": "medium", "who": self.services.me}
                | self.about
            )
        row = self.services.activities.find(self.record)
        if row.closed:
            raise Refused(N_("Activity {number} is done and read-only. Reopen it first."), number=row.number)
        self.version, self.comes_back = row.version, row.recurrence is not None
        self.base = {name: getattr(row, name) for name in ORDER if name != "recurrence"}
        values = {name: self.text_of(name, value) for name, value in self.base.items()}
        values["recurrence"] = way_back(row.recurrence)
        return values | ({"scope": "this"} if self.comes_back else {})

    def text_of(self, name: str, value: Any) -> str:
        if isinstance(value, datetime):
            return f"{value.astimezone(self.services.zone):%Y-%m-%d %H:%M}"
        if name == "contract" and value is not None:
            return f"K-{value}"
        return "" if value is None else str(value)

    def stored_of(self, name: str, text: str) -> Any:
        if name in INSTANTS:
            return self._moment(text) if text.strip() else None
        return text or None

    def _moment(self, text: str) -> datetime:
        return read_moment(text, now=self.services.now(), zone=self.services.zone)

    def look(self, values: Mapping[str, str], name: str, typed: bool) -> Looked:
        notes: dict[str, tuple[str, str]] = {}
        for each in INSTANTS:
            if values.get(each, "").strip() and not fold(values[each]).endswith((" before", " prima")):
                notes[each] = self._read(values[each])
        if values.get("recurrence", "").strip():
            notes["recurrence"] = self._back(values)
        for each in ("who", "customer"):
            found = look_ups.named(SEARCHES[each], self.services, values.get(each, ""))
            if found[0]:
                notes[each] = found
        below: list[Line] = []
        if name in _HINTS:
            below.append(((f" {_(_HINTS[name])}", "muted"),))
        if name in SEARCHES and (typed or not values[name]):
            choices = SEARCHES[name](self.services, values[name])
            return Looked(look_ups.lines(choices), notes, {}, below)
        return Looked((), notes, {}, below)

    def _read(self, text: str) -> tuple[str, str]:
        try:
            at = self._moment(text)
        except SvcError as error:
            return error.text(_), "urgent"
        return day_time(at, self.services.zone, self.services.now()), "muted"

    def _back(self, values: Mapping[str, str]) -> tuple[str, str]:
        zone = self.services.zone
        try:
            start = self._moment(values["starts_at"]).astimezone(zone).replace(tzinfo=None)
            rule = recurrence.read(values["recurrence"], start=start, today=self.services.today)
        except SvcError as error:
            return error.text(_), "urgent"
        return show_line(back_words(replace(rule, count=rule.count).kept())), "muted"


_HINTS = {
    "starts_at": N_("When: fri 10, tomorrow 9:30, +2h, 2026-12-31 14:00."),
    "remind_at": N_("When its person is reminded: 15m before, or a time."),
    "recurrence": N_("daily, weekly mon,thu, every 2 weeks, monthly 31, monthly last fri; until DAY."),
    "scope": N_("this: this one alone. later: it and those to come."),
}
