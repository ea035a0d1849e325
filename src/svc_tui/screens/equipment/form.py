"""The form of an equipment card: serial, item and owner first; what a customer brings along fills itself on saving."""

from collections.abc import Mapping, Sequence
from typing import Any

from svc_tui.bootstrap import Services
from svc_tui.domain.core.text import show_line
from svc_tui.errors import N_
from svc_tui.language import _
from svc_tui.local.drafts import Draft
from svc_tui.presentation.equipment.page import LABELS
from svc_tui.screens.core import look_ups
from svc_tui.screens.core.kind import Column, Kind, Saved
from svc_tui.screens.core.looked import Looked
from svc_tui.screens.core.record_form import RecordForm
from svc_tui.services.core.outcomes import Outcome
from svc_tui.services.equipment.edit import FIELDS
from svc_tui.widgets.form_rows import FieldRow
from svc_tui.widgets.pens import Line

SEARCHES: dict[str, look_ups.Search] = {
    "item": look_ups.items,
    "customer": look_ups.customers,
    "buyer": look_ups.customers,
    "technician": look_ups.technicians,
    "territory": look_ups.territories,
    "replaces": look_ups.cards,
    "replaced_by": look_ups.cards,
    "parent": look_ups.cards,
}
WIDE = ("address", "location")


def _find(services: Services, key: str) -> Any:
    return services.equipment.fields_of(int(key))


def _new(services: Services, values: Mapping[str, object]) -> Saved:
    return _saved(services.equipment.new(values))


def _change(
    services: Services,
    key: str,
    values: Mapping[str, object],
    version: int | None,
    base: Mapping[str, Any] | None,
) -> Saved:
    return _saved(services.equipment.set([f"#{key}"], values, version, base).outcomes[0])


def _saved(outcome: Outcome) -> Saved:
    return _("Card {number}").format(number=outcome.number), outcome.warnings


KIND = Kind(
    "equipment", N_("Equipment card"), FIELDS, (Column("number", 6),), lambda _services, _text: (), _find, _new,
    _change, key="number", switch="",
)  # fmt: skip


class CardForm(RecordForm):
    """One card, or a new one."""

    FORM = "equipment"

    def __init__(self, record: str = "", draft: Draft | None = None) -> None:
        super().__init__(KIND, record, draft)

    def headline(self) -> Line:
        name = show_line(self.record) if self.record else _("new")
        return ((" ", "text"), (_("Equipment card"), "muted"), ("  ", "text"), (name, "text strong"))

    def fields(self) -> Sequence[FieldRow]:
        return [
            FieldRow(name, _(LABELS[name]), wide=name in WIDE, looks_up=name in SEARCHES or name == "status")
            for name in FIELDS
        ]

    def look(self, values: Mapping[str, str], name: str, typed: bool) -> Looked:
        looked = super().look(values, name, typed)
        notes = dict(looked.notes)
        for each in ("item", "customer", "buyer", "technician"):
            if each not in notes and values[each].strip():
                notes[each] = look_ups.named(SEARCHES[each], self.services, values[each])
        if name == "contact":
            return Looked(look_ups.lines(look_ups.contacts(self.services, values["customer"])), notes)
        if name in SEARCHES and (typed or not values[name]):
            return Looked(look_ups.lines(SEARCHES[name](self.services, values[name])), notes)
        return Looked(looked.found, notes, looked.fills, looked.preview)
