"""The form of a solution: its one-line fields count their characters, and what says much the same is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from svc_tui.bootstrap import Services
from svc_tui.domain.core.text import show_line
from svc_tui.errors import N_
from svc_tui.language import _
from svc_tui.local.drafts import Draft
from svc_tui.local.form_drafts import extra
from svc_tui.presentation.solutions.sheet import LABELS
from svc_tui.screens.core import look_ups
from svc_tui.screens.core.kind import Column, Kind, Saved
from svc_tui.screens.core.looked import Looked
from svc_tui.screens.core.record_form import RecordForm
from svc_tui.services.solutions.edit import FIELDS, LONGEST
from svc_tui.widgets.form_rows import FieldRow
from svc_tui.widgets.pens import Line

SHORT = ("symptom", "cause", "solution")
ORDER = (
    "symptom",
    "cause",
    "solution",
    "description",
    "item",
    "problem",
    "status",
    "language",
    "owner",
    "reviewer",
)
SEARCHES: dict[str, look_ups.Search] = {
    "item": look_ups.items,
    "owner": look_ups.people,
    "reviewer": look_ups.people,
}
FROM_CALL = ("symptom", "cause", "solution", "description", "item", "problem")
"""Fields that a call fills: emptied in the form they stay empty."""
LISTS = {"status": "solution_status", "problem": "problem"}


def _find(services: Services, key: str) -> Any:
    return services.solutions.find_number(key)


def _new(services: Services, values: Mapping[str, object]) -> Saved:
    written = services.solutions.new(values)
    return str(written.number), written.warnings


def _change(
    services: Services,
    key: str,
    values: Mapping[str, object],
    version: int | None,
    base: Mapping[str, Any] | None,
) -> Saved:
    outcome = services.solutions.set([key], values, version, base).outcomes[0]
    return outcome.number, outcome.warnings


KIND = Kind(
    name="solution", title=N_("Solution"), fields={name: FIELDS[name] for name in ORDER},
    columns=(Column("number", 6),), rows=lambda _services, _text: (),
    find=_find, new=_new, change=_change, key="number", switch="",
)  # fmt: skip


def _kind(call: str) -> Kind:
    """The same; a new one that is written from a call is tied to it."""

    def new(services: Services, values: Mapping[str, object]) -> Saved:
        written = services.solutions.new_from_call(call, dict.fromkeys(FROM_CALL, "") | dict(values))
        return str(written.number), written.warnings

    return replace(KIND, new=new) if call else KIND


class SolutionForm(RecordForm):
    """One solution, or a new one; a new one may begin with what solved a call."""

    FORM = "solution"

    def __init__(self, record: str = "", draft: Draft | None = None, *, call: str = "") -> None:
        super().__init__(KIND, record, draft)
        self.call = call
        """The call that it is written from."""
        self.kind = _kind(call)

    def kept(self) -> Mapping[str, str]:
        return {**super().kept(), "call": self.call}

    def restore(self, draft: Draft) -> None:
        super().restore(draft)
        self.call = extra(draft, "call")
        self.kind = _kind(self.call)

    def headline(self) -> Line:
        name = show_line(self.record) if self.record else _("new")
        of = _("from call {number}").format(number=self.call) if self.call else ""
        return (
            (" ", "text"),
            (_("Solution"), "muted"),
            ("  ", "text"),
            (name, "text strong"),
            (f"  {of}", "muted"),
        )

    def fields(self) -> Sequence[FieldRow]:
        return [
            FieldRow(
                name,
                _(LABELS[name]),
                "text" if name == "description" else "line",
                wide=name in SHORT,
                looks_up=name in SEARCHES or name in LISTS or name == "language",
            )
            for name in ORDER
        ]

    def read(self) -> dict[str, str]:
        values = super().read()
        if not self.record:
            values = dict.fromkeys(ORDER, "") | {"status": "Internal"}
            if self.call:
                values |= {
                    name: str(value) for name, value in self.services.solutions.from_call(self.call).items()
                }
        return values

    def look(self, values: Mapping[str, str], name: str, typed: bool) -> Looked:
        looked = super().look(values, name, typed)
        found = list(looked.found)
        if name in SEARCHES and (typed or not values[name]):
            found = look_ups.lines(SEARCHES[name](self.services, values[name]))
        elif name in LISTS:
            found = look_ups.lines(
                look_ups.values_of(LISTS[name])(self.services, values[name] if typed else "")
            )
        notes = dict(looked.notes)
        for each in SHORT:
            if len(values[each]) > LONGEST:
                notes[each] = (_told(values[each]), "urgent")
        return Looked(found, notes, looked.fills, self._below(values, name))

    def _below(self, values: Mapping[str, str], name: str) -> list[Line]:
        """How long the line is by now, and who says much the same."""
        lines: list[Line] = []
        for each in SHORT:
            too_long = len(values[each]) > LONGEST
            if too_long or each == name:
                label = _(LABELS[each])
                lines.append(((f"{label}: {_told(values[each])}", "urgent" if too_long else "muted"),))
        if twin := self._twin(values):
            lines.append((twin,))
        return lines

    def _twin(self, values: Mapping[str, str]) -> tuple[str, str] | None:
        """That there is a solution that says much the same."""
        own: dict[str, object] = {**values, "number": int(self.record) if self.record else None}
        alike = self.services.solutions.similar(own, 1)
        if not alike:
            return None
        row = alike[0].row
        words = _("Much like solution {number}: {text}").format(
            number=row.number, text=row.solution or row.symptom
        )
        return show_line(words), "warning"


def _told(text: str) -> str:
    return _("{count} of {most} characters").format(count=len(text), most=LONGEST)
