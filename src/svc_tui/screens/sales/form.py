"""The form of an opportunity: fields looked up while typed; below them what it weighs, or that it is locked."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from svc_tui.bootstrap import Services
from svc_tui.domain.core.currency import currency_of
from svc_tui.domain.core.money import number_of, plain
from svc_tui.domain.sales.rules import weighted
from svc_tui.errors import N_, SvcError
from svc_tui.language import _
from svc_tui.local.drafts import Draft
from svc_tui.presentation.sales.columns import short_amount
from svc_tui.presentation.sales.lines import status_words
from svc_tui.screens.core import look_ups
from svc_tui.screens.core.kind import Column, Kind, Saved
from svc_tui.screens.core.looked import Looked
from svc_tui.screens.core.record_form import RecordForm
from svc_tui.screens.sales.noun import stages
from svc_tui.services.sales.typed import FIELDS
from svc_tui.widgets.form_rows import FieldRow
from svc_tui.widgets.pens import Line

LABELS = {
    "name": N_("What is sold"), "customer": N_("Customer"), "contact": N_("Contact"), "amount": N_("Amount"),
    "currency": N_("Currency"), "stage": N_("Stage"), "percent": N_("Percent"), "closes_on": N_("Expected"),
    "owner": N_("Owner"), "item": N_("Item"), "started_on": N_("Begun"), "source": N_("Source"),
    "interest": N_("Interest"), "profit_percent": N_("Gross profit %"), "territory": N_("Territory"),
    "remarks": N_("Remarks"),
}  # fmt: skip
LISTS = {"source": "opportunity_source", "interest": "opportunity_interest"}
SEARCHES: dict[str, look_ups.Search] = {
    "customer": look_ups.customers,
    "owner": look_ups.people,
    "item": look_ups.items,
    **{name: look_ups.values_of(list_name) for name, list_name in LISTS.items()},
}


def _new(services: Services, values: Mapping[str, object]) -> Saved:
    written = services.opportunities.new(values)
    return str(written.number), written.warnings


def _change(
    services: Services,
    key: str,
    values: Mapping[str, object],
    version: int | None,
    base: Mapping[str, Any] | None,
) -> Saved:
    outcome = services.opportunities.set(key, values, if_version=version, base=base).outcomes[0]
    return outcome.number, outcome.warnings


def _number(value: Any) -> str:
    return "" if value is None else plain(value)


KIND = Kind(
    name="opportunity", title=N_("Opportunity"), fields={name: FIELDS[name] for name in LABELS},
    columns=(Column("number", 6),), rows=lambda _services, _text: (),
    find=lambda services, key: services.opportunities.find(key), new=_new, change=_change, key="number", switch="",
    labels=LABELS, shown={"amount": _number, "percent": _number, "profit_percent": _number}, wide=("name",),
)  # fmt: skip


class OpportunityForm(RecordForm):
    """One opportunity, or a new one."""

    FORM = "opportunity"

    def __init__(self, record: str = "", draft: Draft | None = None) -> None:
        super().__init__(KIND, record, draft)
        self._status = "open"

    def fields(self) -> Sequence[FieldRow]:
        return [
            FieldRow(
                name,
                _(LABELS[name]),
                "text" if name == "remarks" else "line",
                wide=name in KIND.wide,
                looks_up=name in SEARCHES or name in ("stage", "contact"),
            )
            for name in LABELS
        ]

    def read(self) -> dict[str, str]:
        if self.record:
            found = super().read()
            self._status = self.services.opportunities.find(self.record).status
            return found
        first = next(iter(self.services.sales_stages.list(everything=False)), None)
        return dict.fromkeys(LABELS, "") | {
            "currency": self.services.context.company.currency,
            "stage": first.name if first else "",
            "owner": self.services.me,
        }

    def look(self, values: Mapping[str, str], name: str, typed: bool) -> Looked:
        looked = super().look(values, name, typed)
        found, notes = looked.found, dict(looked.notes)
        text = values.get(name, "") if typed else ""
        if name == "stage":
            found = look_ups.lines(stages(self.services, text))
        elif name == "contact":
            found = look_ups.lines(look_ups.contacts(self.services, values["customer"]))
        elif name in LISTS or (name in SEARCHES and (typed or not values[name])):
            found = look_ups.lines(SEARCHES[name](self.services, text))
        note = look_ups.named(look_ups.customers, self.services, values["customer"])
        if note[0] and "customer" not in notes:
            notes["customer"] = note
        return Looked(found, notes, looked.fills, self._below(values))

    def _below(self, values: Mapping[str, str]) -> list[Line]:
        """What it weighs; of a decided one that it is locked, and the way out."""
        if self._status != "open":
            key = self.keymap.first_key("opportunity.reopen")
            words = _(
                "It is {status} and locked but for its remarks. {key} on its page opens it again."
            ).format(status=status_words(self._status), key=key)
            return [((words, "warning"),)]
        try:
            amount, percent = number_of(values["amount"]), self._percent(values)
            if amount is None or percent is None:
                words = _("The amount is needed: what it would bring.")
                return [] if values["amount"].strip() else [((words, "muted"),)]
            currency = currency_of(values["currency"] or self.services.context.company.currency)
            told = short_amount(weighted(amount, percent), currency)
        except SvcError as error:
            return [((error.text(_), "urgent"),)]
        return [((_("Weighted {amount}").format(amount=told), "muted"),)]

    def _percent(self, values: Mapping[str, str]) -> Decimal | None:
        """As typed, else that of the stage."""
        typed = number_of(values["percent"].strip().removesuffix("%"))
        if typed is not None:
            return typed
        known = {each.name: each.percent for each in self.services.sales_stages.list()}
        return known.get(values["stage"].strip())
