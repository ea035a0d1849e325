"""The form of a contract: blank, from a template, or to change one; every term is checked while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from svc_tui.domain.core.text import show_line
from svc_tui.errors import SvcError
from svc_tui.language import _
from svc_tui.local.drafts import Draft
from svc_tui.local.form_drafts import extra
from svc_tui.presentation.contracts import preview as contract_preview
from svc_tui.presentation.contracts.page import LABELS
from svc_tui.screens.contracts.fields import KIND, Terms, choices_for, note_of
from svc_tui.screens.contracts.noun import named
from svc_tui.screens.core.desk_app import Ref
from svc_tui.screens.core.looked import Looked
from svc_tui.screens.core.record_form import RecordForm, plain
from svc_tui.services.contracts.fields import CONTRACT, read_terms
from svc_tui.widgets.form_rows import FieldRow
from svc_tui.widgets.pens import Line

WIDE = ("coverage",)


class ContractForm(RecordForm):
    """One contract, or a new one."""

    FORM = "contract"

    def __init__(self, record: str = "", draft: Draft | None = None, *, template: str = "") -> None:
        """`record` is empty for a new contract; `template` is what it is copied from."""
        super().__init__(KIND, record, draft)
        self.template = extra(draft, "template") if draft is not None else template
        self._made = ""

    def headline(self) -> Line:
        name = self.record or _("new")
        from_ = _("from template {name}").format(name=show_line(self.template)) if self.template else ""
        return (
            (" ", "text"),
            (_("Contract"), "muted"),
            ("  ", "text"),
            (name, "text strong"),
            (f"  {from_}", "muted"),
        )

    def fields(self) -> Sequence[FieldRow]:
        return [
            FieldRow(
                name,
                _(LABELS[name]),
                "text" if name == "remarks" else "line",
                wide=name in WIDE,
                looks_up=name in choices_for,
            )
            for name in KIND.fields
        ]

    def read(self) -> dict[str, str]:
        if self.record:
            return super().read()
        found = (
            Terms.of_template(self.services.templates.find(self.template)) if self.template else Terms.blank()
        )
        return {name: KIND.text_of(name, getattr(found, name, "")) for name in KIND.fields}

    def kept(self) -> Mapping[str, str]:
        return {**super().kept(), "template": self.template}

    # --- while typing

    def look(self, values: Mapping[str, str], name: str, typed: bool) -> Looked:
        notes: dict[str, tuple[str, str]] = {}
        for each in KIND.fields:
            found = self._note(each, values[each])
            if found is not None:
                notes[each] = found
        choices = choices_for.get(name)
        offered = (
            choices(self.services, values[name], values) if choices and (typed or not values[name]) else ()
        )
        return Looked(offered, notes, {}, self._preview(values, name, notes))

    def _note(self, name: str, text: str) -> tuple[str, str] | None:
        """What is wrong with a value, or whose it is."""
        if name in self.touched and text.strip():
            try:
                read_terms(CONTRACT, {name: plain(CONTRACT[name].kind, text)}, today=self.services.today)
            except SvcError as error:
                return error.text(_), "urgent"
        return note_of(self.services, name, text)

    def _preview(
        self, values: Mapping[str, str], name: str, notes: Mapping[str, tuple[str, str]]
    ) -> list[Line]:
        """What the terms come to; under the covered hours the place of a slip."""
        if name == "coverage":
            return contract_preview.hours(values["coverage"])
        if name in notes and notes[name][1] == "urgent":
            return [((f" {notes[name][0]}", "urgent"),)]
        return contract_preview.terms(values, today=self.services.today)

    # --- saving

    def work(self, values: Mapping[str, str]) -> Callable[[], str]:
        if self.record:
            return super().work(values)
        wanted: dict[str, Any] = {
            name: plain(CONTRACT[name].kind, text)
            for name, text in values.items()
            if name in CONTRACT and (text.strip() or text != self.before.get(name, ""))
        }
        if self.template:
            wanted["template"] = self.template
        read_terms(CONTRACT, wanted, today=self.services.today)
        contracts = self.services.contracts

        def job() -> str:
            outcome = contracts.new(wanted)
            self._made = named(int(outcome.number))
            told = outcome.say(_)
            for warning in outcome.warnings:
                told += "  " + _(warning.text).format(**warning.values)
            return told

        return job

    def _saved(self, words: str) -> None:
        super()._saved(words)
        if self._made:
            self.desk.open(Ref("contract", self._made), told=words)
