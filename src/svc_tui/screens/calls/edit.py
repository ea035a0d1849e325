"""The edit form of a call: every field, notes beside them, and the meeting of two editors."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from svc_tui.domain.core.text import show_line
from svc_tui.errors import N_, Conflict, Refused
from svc_tui.language import _
from svc_tui.local.drafts import Draft
from svc_tui.presentation.calls.detail import coverage, targets
from svc_tui.presentation.calls.page import LABELS
from svc_tui.screens.calls import fields as call_fields
from svc_tui.screens.core.canned import Values
from svc_tui.screens.core.conflict import ConflictScreen, Side
from svc_tui.screens.core.edit_form import EditForm
from svc_tui.screens.core.look_ups import PRIORITIES
from svc_tui.screens.core.looked import Looked
from svc_tui.widgets.form_rows import FieldRow
from svc_tui.widgets.pens import Line

FIELDS = (
    "subject", "description", "priority", "status", "assignee", "queue", "technician", "customer", "contact",
    "phone", "email", "serial", "item", "contract", "location", "origin", "type", "problem", "subtype",
    "reference", "territory", "tags", "responded_at", "reported_at", "resolution",
)  # fmt: skip


class CallEditScreen(EditForm):
    """One call's fields."""

    FORM = "call"

    def __init__(self, number: str, draft: Draft | None = None) -> None:
        super().__init__(number, draft)
        self._subject = ""
        self._key: int | None = None
        """The call's, once it was read."""
        self._preview: tuple[Line, ...] = ()
        self._notes: dict[tuple[str, str], tuple[str, str] | None] = {}

    def headline(self) -> Line:
        return (
            (" ", "text"),
            (_("Edit"), "muted"),
            (f" {show_line(self.record)}", "accent strong"),
            (f" {self._subject}", "text strong"),
        )

    @property
    def open_here(self) -> tuple[int | None, int | None]:
        return None, self._key

    def fields(self) -> Sequence[FieldRow]:
        return [call_fields.row(name) for name in FIELDS]

    def read(self) -> dict[str, str]:
        services = self.services
        preview = services.calls.preview(self.record)
        values = preview.values
        self.record = values.number
        self.version = values.version
        self.base = {name: getattr(values, name) for name in FIELDS}
        self._subject = show_line(values.subject)
        self._key = values.id
        zone, now = services.zone, services.now()
        self._preview = (
            ((" ", "text"), *coverage(preview, now, zone)),
            ((" ", "text"), *targets(preview, now, zone)),
        )
        return {name: call_fields.text_of(name, getattr(values, name), zone) for name in FIELDS}

    def names(self) -> Sequence[str]:
        return FIELDS

    def text_of(self, name: str, value: Any) -> str:
        return call_fields.text_of(name, value, self.services.zone)

    def stored_of(self, name: str, text: str) -> Any:
        return call_fields.stored_of(name, text, self.services)

    def edited(self, name: str) -> None:
        """A unit that is typed anew is looked up anew."""
        if name == "serial":
            self.hidden.pop("equipment", None)

    def look(self, values: Mapping[str, str], name: str, typed: bool) -> Looked:
        services = self.services
        notes = {}
        for each in FIELDS:
            text = values[each]
            key = (each, text)
            if key not in self._notes:
                self._notes[key] = call_fields.note(
                    each, text, values, services, touched=each in self.touched
                )
            found = self._notes[key]
            if found is not None:
                notes[each] = found
        found_ = []
        if name in FIELDS and (typed or not values[name]):
            found_ = call_fields.found_for(name, values[name], values, self.record, services)
        preview = list(self._preview)
        if name in ("priority", "contract") and (would := self._what_if(name, values)) is not None:
            preview.append(would)
        return Looked(found_, notes, {}, preview)

    def _what_if(self, name: str, values: Mapping[str, str]) -> Line | None:
        """What another priority or contract would make of the due dates."""
        services = self.services
        wanted = call_fields.value_of(name, values[name], services)
        if wanted == self.base[name]:
            return None
        if name == "priority" and wanted in PRIORITIES:
            due = services.calls.what_if(self.record, priority=wanted).new_resolution
        elif name == "contract" and isinstance(wanted, int):
            due = services.calls.what_if(self.record, contract=wanted).new_resolution
        else:
            return None
        words = call_fields.text_of("resolve_by", due, services.zone) or _("no due date")
        return ((" ", "text"), (_("With this: resolve by {due}.").format(due=words), "warning"))

    def call_values(self) -> Values:
        """The call as it stands here."""
        typed, calls, number = dict(self.rows.values), self.services.calls, self.record
        return lambda: {**calls.preview(number).values._asdict(), **typed}

    def changes(self, values: Mapping[str, str]) -> dict[str, Any]:
        """The fields that say something else than at the beginning, as the service takes them."""
        changed = {
            name: call_fields.value_of(name, values[name], self.services)
            for name in FIELDS
            if values[name] != self.before[name]
        }
        if "equipment" in self.hidden and "serial" in changed:
            changed["equipment"] = int(self.hidden["equipment"])
        return changed

    def work(self, values: Mapping[str, str]) -> Callable[[], str]:
        changed = self.changes(values)
        if not values["subject"].strip():
            raise Refused(N_("A call needs a subject: one line that says what is wrong."))
        calls, number, version, base = self.services.calls, self.record, self.version, self.base

        def job() -> str:
            if not changed:
                return _("{number}: nothing changed").format(number=number)
            opened = {name: base.get(name) for name in changed}
            return calls.set([number], changed, if_version=version, base=opened).say(_)

        return job

    # --- two editors

    def conflict(self, error: Conflict) -> None:
        """Show what the other one saved beside what is typed here."""
        zone = self.services.zone
        sides = [
            Side(name, _(LABELS.get(name, name)),
                 before=call_fields.text_of(name, fields[0], zone),
                 theirs=call_fields.text_of(name, fields[1], zone),
                 mine=self.rows.values.get(name, call_fields.text_of(name, fields[2], zone)))
            for name, fields in error.fields.items()
        ]  # fmt: skip
        number = self.record

        def read() -> tuple[int, dict[str, Any]]:
            values = self.services.calls.preview(number).values
            return values.version, {name: getattr(values, name) for name in FIELDS}

        def show(answer: tuple[int, dict[str, Any]]) -> None:
            version, present = answer
            self.desk.push_screen(
                ConflictScreen(number, sides, lambda kept: self.settle(kept, version, present))
            )

        self.run(read, show)
