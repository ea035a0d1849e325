"""The form of a visit: who goes, from when to when, where, what to bring; what speaks against it is said at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from svc_tui.bootstrap import Services
from svc_tui.domain.planning.rules import DEFAULT_S
from svc_tui.errors import N_, SvcError
from svc_tui.language import _, day_time
from svc_tui.local.drafts import Draft
from svc_tui.presentation.planning.board import due_words
from svc_tui.screens.core import look_ups
from svc_tui.screens.core.kind import Column, Kind, Saved
from svc_tui.screens.core.looked import Found, Looked
from svc_tui.screens.core.record_form import RecordForm
from svc_tui.screens.planning.acts import against_words
from svc_tui.services.core.fields import Field
from svc_tui.services.core.outcomes import worded
from svc_tui.services.planning.typed import FIELDS, INSTANTS, instant, people
from svc_tui.services.planning.weighing import Weighed, slot_words
from svc_tui.widgets.form_rows import FieldRow
from svc_tui.widgets.pens import Line

LABELS = {
    "call": N_("Call"), "technicians": N_("Technicians"), "starts_at": N_("Begins"), "ends_at": N_("Ends"),
    "place": N_("Place"), "note": N_("Notes"), "force": N_("All the same"),
}  # fmt: skip


def _new(services: Services, values: Mapping[str, object]) -> Saved:
    given = dict(values)
    planned = services.plan.new(str(given.pop("call", "")), given)
    return str(planned.number), planned.warnings


def _change(
    services: Services,
    key: str,
    values: Mapping[str, object],
    version: int | None,
    base: Mapping[str, Any] | None,
) -> Saved:
    outcome = services.plan.set([key], values, if_version=version, base=base).outcomes[0]
    return outcome.number, outcome.warnings


KIND = Kind(
    name="visit", title=N_("Visit"),
    fields={"call": Field(empty=False), **{name: FIELDS[name] for name in LABELS if name != "call"}},
    columns=(Column("number", 6),), rows=lambda _services, _text: (),
    find=lambda services, key: services.plan.find(key), new=_new, change=_change, key="number", switch="",
    only_new=("call",), labels=LABELS,
)  # fmt: skip


class VisitForm(RecordForm):
    """One visit, or a new one for a call."""

    FORM = "visit"

    def __init__(self, record: str = "", draft: Draft | None = None, *, call: str = "") -> None:
        super().__init__(KIND, record, draft)
        self.call = call
        """The call that a new one is for."""

    def fields(self) -> Sequence[FieldRow]:
        return [
            FieldRow(name, _(label), "text" if name == "note" else "line", looks_up=name in ("call", "technicians"),
                     wide=name == "place")
            for name, label in LABELS.items()
            if name != "call" or not self.record
        ]  # fmt: skip

    def read(self) -> dict[str, str]:
        super().read()
        found = {name: self.text_of(name, value) for name, value in self.base.items()}
        return {**dict.fromkeys(LABELS, ""), "call": self.call, **found}

    def text_of(self, name: str, value: Any) -> str:
        if isinstance(value, datetime):
            return f"{value.astimezone(self.services.zone):%Y-%m-%d %H:%M}"
        return super().text_of(name, value)

    def stored_of(self, name: str, text: str) -> Any:
        if name in INSTANTS:
            return instant(self.services.context, name, text) if text.strip() else None
        return tuple(people(text)) if name == "technicians" else text

    def look(self, values: Mapping[str, str], name: str, typed: bool) -> Looked:
        found: Sequence[Found] = ()
        if name == "call" and (typed or not values[name]):
            found = look_ups.lines(look_ups.calls(self.services, values[name]))
        if name == "technicians" and (typed or not values[name]):
            head, _space, last = values[name].replace(",", " ").rpartition(" ")
            choices = look_ups.technicians(self.services, last)
            known = head.split()
            found = [
                Found(f"{head} {each.code}".strip(), look_ups.choice_line(each))
                for each in choices
                if each.code not in known
            ]
        notes: dict[str, tuple[str, str]] = {}
        for each in INSTANTS:
            if each in self.touched and (text := values.get(each, "").strip()):
                try:
                    at = instant(self.services.context, _(LABELS[each]), text)
                    notes[each] = day_time(at, self.services.zone, self.services.now()), "muted"
                except SvcError as error:
                    notes[each] = error.text(_), "urgent"
        try:
            weighed, end, due = self._weighed(values)
        except SvcError as error:
            return Looked(found, notes, preview=[((f" {error.text(_)}", "muted"),)])
        follows = "starts_at" in self.touched and "ends_at" not in self.touched
        fills = {"ends_at": self.text_of("ends_at", end)} if follows else {}
        return Looked(found, notes, fills, self._preview(weighed, end, due))

    def _preview(self, weighed: Weighed, end: datetime, due: datetime | None) -> Sequence[Line]:
        """What speaks against it, and the next time that nothing speaks against."""
        services = self.services
        lines: list[Line] = [((" ", "text"), due_words(end, due, services.zone, services.now()))]
        lines += [((f" {told}", "warning"),) for told in against_words(weighed)]
        where = slot_words(services.context, weighed)
        return lines + ([((f" {worded(where, _)}", "text"),)] if where else [])

    def _weighed(self, values: Mapping[str, str]) -> tuple[Weighed, datetime, datetime | None]:
        """That, when it would end, and when its call is due. An end that nobody typed follows the beginning."""
        services = self.services
        who = people(values["technicians"])
        at = {each: self.stored_of(each, values[each]) for each in INSTANTS}
        if not self.record:
            call = services.calls.preview(values["call"]).values
            due = call.resolve_by or call.next_due
            start = at["starts_at"] or services.now()
            end = (at["ends_at"] if "ends_at" in self.touched else None) or start + timedelta(
                seconds=DEFAULT_S
            )
            return services.plan.preview_new(values["call"], who, start, end), end, due
        row = services.plan.find(self.record)
        start = at["starts_at"] or row.starts_at
        typed = at["ends_at"] if "ends_at" in self.touched else None
        end = typed or start + (row.ends_at - row.starts_at)
        told = services.plan.preview(row.number, starts_at=start, ends_at=end, technicians=who or None)
        return told, end, row.due
