"""The form of a set-up record: its fields as its service describes them, checked while typing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from svc_tui.domain.core.text import fold, show_line
from svc_tui.errors import Conflict, SvcError
from svc_tui.language import _, day_long
from svc_tui.local.drafts import Draft
from svc_tui.screens.core import look_ups
from svc_tui.screens.core.conflict import ConflictScreen, Side
from svc_tui.screens.core.edit_form import EditForm
from svc_tui.screens.core.kind import DEFAULTS, Kind
from svc_tui.screens.core.looked import Looked
from svc_tui.services.core.fields import read_fields
from svc_tui.widgets.form_rows import FieldRow
from svc_tui.widgets.pens import Line


class RecordForm(EditForm):
    """One record of the set-up, or a new one."""

    def __init__(self, kind: Kind, key: str = "", draft: Draft | None = None) -> None:
        self.FORM = kind.name
        super().__init__(key, draft)
        self.kind = kind

    def headline(self) -> Line:
        name = show_line(self.record) if self.kind.key != "id" else ""
        return (
            (" ", "text"),
            (_(self.kind.title), "muted"),
            ("  ", "text"),
            (name if self.record else _("new"), "text strong"),
        )

    def fields(self) -> Sequence[FieldRow]:
        rows = []
        for name in self.kind.fields:
            fixed = name in self.kind.only_new or (name == self.kind.key and self.kind.fixed_key)
            if self.record and fixed:
                continue
            kind = "text" if self.kind.fields[name].kind == "text" else "line"
            rows.append(
                FieldRow(
                    name,
                    self.kind.label_of(name),
                    kind,
                    looks_up=self._finds(name),
                    wide=name in self.kind.wide,
                )
            )
        if self.record:
            rows += [FieldRow(f"child {child}", _CHILDREN[child](), "act") for child in self.kind.children]
        return rows

    def _finds(self, name: str) -> bool:
        return self.kind.search_of(name) is not None or self.kind.completed is not None

    def chosen_line(self, name: str) -> None:
        """Open what hangs on the record."""
        child = name.removeprefix("child ")
        self.desk.show_list(f"{child} {self.record}")

    def read(self) -> dict[str, str]:
        if not self.record:
            return {name: _flag(name) for name in self.kind.fields}
        found = self.kind.find(self.services, self.record)
        self.version = getattr(found, "version", None)
        self.base = {name: getattr(found, name) for name in self.kind.fields if hasattr(found, name)}
        return {name: self.kind.text_of(name, value) for name, value in self.base.items()}

    def names(self) -> Iterable[str]:
        return self.kind.fields

    def text_of(self, name: str, value: Any) -> str:
        return self.kind.text_of(name, value)

    def stored_of(self, name: str, text: str) -> Any:
        found = self.kind.fields[name]
        typed = {name: plain(found.kind, text)}
        return read_fields({name: replace(found, empty=True)}, typed, today=self.services.today)[name]

    def look(self, values: Mapping[str, str], name: str, typed: bool) -> Looked:
        notes = {}
        for each, found in self.kind.fields.items():
            if each not in values or (each not in self.touched and each != name):
                continue
            try:
                read = read_fields(
                    {each: found}, {each: plain(found.kind, values[each])}, today=self.services.today
                )
            except SvcError as error:
                if each in self.touched:
                    notes[each] = (error.text(_), "urgent")
                continue
            if isinstance(read[each], date) and read[each].isoformat() != values[each].strip():
                notes[each] = (day_long(read[each]), "muted")
            search = self.kind.search_of(each)
            if search is not None and found.kind in ("person", "group", "customer"):
                note = look_ups.named(search, self.services, values[each])
                if note[0]:
                    notes[each] = note
        preview = self.kind.preview(self.services, values, self.record) if self.kind.preview else ()
        going_on = (
            self.kind.completed(self.services, name, values.get(name, "")) if self.kind.completed else None
        )
        if going_on is not None:
            return Looked(going_on if typed else (), notes, preview=preview)
        search = self.kind.search_of(name) if name in self.kind.fields else None
        choices = (
            search(self.services, _last_word(self.kind, name, values[name]))
            if search and (typed or not values[name])
            else ()
        )
        if name in self.kind.fields and (self.kind.fields[name].kind == "words" or name == "members"):
            return Looked(_completed(values[name], choices), notes, preview=preview)
        return Looked(look_ups.lines(choices), notes, preview=preview)

    def work(self, values: Mapping[str, str]) -> Callable[[], str]:
        fields = self.kind.fields
        changed: dict[str, object] = {
            name: plain(fields[name].kind, text)
            for name, text in values.items()
            if name in fields and (text != self.before.get(name, "") or (not self.record and text))
        }
        read_fields({name: fields[name] for name in changed}, changed, today=self.services.today)
        services, kind, key, version = self.services, self.kind, self.record, self.version
        base = {name: self.base.get(name) for name in changed} if key else None

        def job() -> str:
            if not changed:
                return _("Nothing changed.")
            name, warnings = (
                kind.change(services, key, changed, version, base) if key else kind.new(services, changed)
            )
            words = _("{name} saved").format(name=show_line(name))
            for warning in warnings:
                words += "  " + _(warning.text).format(**warning.values)
            return words

        return job

    def conflict(self, error: Conflict) -> None:
        """Show what the other one saved beside what is typed here."""
        sides = [
            Side(name, self.kind.label_of(name), self.kind.text_of(name, fields[0]),
                 self.kind.text_of(name, fields[1]), self.rows.values.get(name, self.kind.text_of(name, fields[2])))
            for name, fields in error.fields.items()
        ]  # fmt: skip

        def show(found: Any) -> None:
            self.desk.push_screen(ConflictScreen(self.record, sides, lambda kept: self._meet(kept, found)))

        self.run(lambda: self.kind.find(self.services, self.record), show)

    def _meet(self, kept: Mapping[str, str], found: Any) -> None:
        present = {name: getattr(found, name) for name in self.names() if hasattr(found, name)}
        self.settle(kept, getattr(found, "version", None), present)


_CHILDREN: dict[str, Callable[[], str]] = {
    "contacts": lambda: _("Contacts of this customer"),
    "addresses": lambda: _("Addresses of this customer"),
}


def _flag(name: str) -> str:
    found = DEFAULTS.get(name, "")
    return {"yes": _("yes"), "no": _("no")}.get(found, found)


def plain(kind: str, text: str) -> str:
    """A translated yes or no as the services read it."""
    if kind == "flag":
        return {fold(_("yes")): "yes", fold(_("no")): "no"}.get(fold(text.strip()), text)
    return text


def _last_word(kind: Kind, name: str, text: str) -> str:
    if name == "members" or kind.fields[name].kind == "words":
        return text.replace(",", " ").rpartition(" ")[2]
    return text


def _completed(text: str, choices: Sequence[Any]) -> Sequence[Any]:
    """Choices of a field with several words: the last word is what is chosen."""
    from svc_tui.screens.core.looked import Found

    head = text.replace(",", " ").rpartition(" ")[0]
    known = head.split()
    return [
        Found(f"{head} {each.code}".strip(), look_ups.choice_line(each))
        for each in choices
        if each.code not in known
    ]
