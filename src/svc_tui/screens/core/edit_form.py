"""The form of a record that others may change meanwhile: it knows what it began with, and meets what they saved."""

from collections.abc import Iterable, Mapping
from typing import Any

from svc_tui.local.drafts import Draft
from svc_tui.local.form_drafts import extra
from svc_tui.screens.core.form import FormScreen


class EditForm(FormScreen):
    """A form with a version and the values it was opened with."""

    def __init__(self, record: str, draft: Draft | None = None) -> None:
        super().__init__(record, draft)
        self.version: int | None = None
        """The version it was opened with; None where its rows count none, or the record is new."""
        self.base: dict[str, Any] = {}
        """The values in the store when the form was opened."""

    def names(self) -> Iterable[str]:
        """The fields that are written."""
        raise LookupError("a form has fields")

    def text_of(self, name: str, value: Any) -> str:
        """A value as it stands in the form."""
        raise LookupError("a form shows its fields")

    def stored_of(self, name: str, text: str) -> Any:
        """A text of the form as the store has it."""
        raise LookupError("a form reads its fields")

    def kept(self) -> Mapping[str, str]:
        base = {f"base.{name}": self.before[name] for name in self.touched if name in self.before}
        return {"version": "" if self.version is None else str(self.version), **base}

    def restore(self, draft: Draft) -> None:
        """The form goes on from the version it was opened with, so that others' changes are not overwritten."""
        version = extra(draft, "version")
        if not version.isdecimal() or self.version is None or int(version) == self.version:
            return
        self.version = int(version)
        for name in self.names():
            if f".base.{name}" in draft.fields:
                self.before[name] = extra(draft, f"base.{name}")
                self.base[name] = self.stored_of(name, self.before[name])

    def settle(self, kept: Mapping[str, str], version: int | None, present: Mapping[str, Any]) -> None:
        """Save again over what the other one saved: each field as it was decided, else theirs where it is untouched."""
        self.version = version
        shown = self.rows.values
        for name in self.names():
            if name not in present or name not in shown:
                continue
            theirs = self.text_of(name, present[name])
            untouched = shown[name] == self.before[name]
            self.base[name], self.before[name] = present[name], theirs
            if name in kept or untouched:
                self.rows.set_value(name, kept.get(name, theirs))
        self.save()
