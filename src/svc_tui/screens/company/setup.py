"""The set-up: one list for every kind of record, its form behind enter, in use or not by a key."""

from functools import partial
from typing import Any

from svc_tui.domain.core.text import show_line
from svc_tui.language import _, ngettext, number
from svc_tui.local.drafts import Draft
from svc_tui.screens.company import kinds
from svc_tui.screens.company.kinds import kind_of
from svc_tui.screens.core.jobs import Latest
from svc_tui.screens.core.kind import Kind, Saved
from svc_tui.screens.core.record_form import RecordForm
from svc_tui.screens.core.rows_screen import RowsScreen
from svc_tui.widgets.columns import Column, ColumnHeads
from svc_tui.widgets.lines import Lines
from svc_tui.widgets.prompt_line import Candidate
from svc_tui.widgets.row_list import Row


class SetupScreen(RowsScreen):
    """The records of one kind; the next kinds are beside it."""

    PLACE = "setup"
    DEFAULT_CSS = "#reading { height: 1fr; } #head { height: 2; }"

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind: Kind = kind_of(kind)
        self.text = ""
        self._records: list[Any] = []
        self._reads: Latest[list[Any]] = Latest(self, "records")

    def begin(self) -> None:
        super().begin()
        self.show_kind(self.kind.name)

    def show_kind(self, name: str) -> None:
        """Show the records of a kind."""
        self.kind, self.text, self._records = kind_of(name), "", []
        columns = [
            Column(each.name, self.kind.label_of(each.name), each.width, each.grow)
            for each in self.kind.columns
        ]
        self.rows.set_ids([])
        self.rows.set_columns(columns)
        self.query_one("#heads", ColumnHeads).set_columns(columns)
        self._show_head()
        self.reload()

    def reload(self) -> None:
        """Read the records again."""
        kind, text, services = self.kind, self.text, self.services

        def show(found: list[Any]) -> None:
            if kind is self.kind:
                self._take(found)

        self._reads.ask(lambda: list(kind.rows(services, text)), show)

    def action_reload(self) -> None:
        self.reload()

    def on_screen_resume(self) -> None:
        """Back from a form."""
        self.reload()

    def _take(self, found: list[Any]) -> None:
        self._records = found
        self.rows.set_ids(range(len(found)))
        self.rows.put_page([self._row(index, record) for index, record in enumerate(found)])
        self._show_head()

    def _row(self, index: int, record: Any) -> Row:
        off = self._is_off(record)
        cells = []
        for column in self.kind.columns:
            text = show_line(self.kind.text_of(column.name, getattr(record, column.name))) or "-"
            cells.append((text, "muted" if off or text == "-" else "text"))
        return Row(index, tuple(cells), self._key(record))

    def _is_off(self, record: Any) -> bool:
        if not self.kind.switch:
            return False
        return bool(getattr(record, self.kind.switch)) == (self.kind.switch == "inactive")

    def _key(self, record: Any) -> str:
        return str(getattr(record, self.kind.key))

    def _show_head(self) -> None:
        count = len(self._records)
        words = ngettext("{count} record", "{count} records", count).format(count=number(count))
        line = [(" ", "text"), (_("Set-up:"), "muted"), (f" {_(self.kind.title)}", "accent strong")]
        if self.kind.name not in kinds.KINDS:
            line.append(("  " + self.kind.name.partition(" ")[2], "text strong"))
        line.append((f"  {words}", "muted"))
        if self.text:
            line.append((f"  / {show_line(self.text)}", "accent"))
        self.query_one("#head", Lines).show_lines([tuple(line), ()])

    def _selected(self) -> Any:
        at = self.rows.selected_id
        if at is None or at >= len(self._records):
            self.say(
                _("There is no record here. {key} writes one down.").format(
                    key=self.keymap.first_key("call.new")
                )
            )
            return None
        return self._records[at]

    # --- acts

    def action_call_new(self) -> None:
        """Write down a new record of this kind."""
        self.desk.push_screen(RecordForm(self.kind))

    def action_setup_edit(self) -> None:
        if (record := self._selected()) is not None:
            self.desk.push_screen(RecordForm(self.kind, self._key(record)))

    def action_setup_page(self) -> None:
        """The page of the record, where its kind has one."""
        from svc_tui.screens.core.desk_app import Ref

        record = self._selected()
        if record is not None and self.kind.name == "customers":
            self.desk.open(Ref("customer", self._key(record)))
        elif record is not None:
            self.say(_("Records of this kind have no page of their own."))

    def action_setup_switch(self) -> None:
        """Let it be chosen again, or no longer."""
        record, switch = self._selected(), self.kind.switch
        if record is None:
            return
        if not switch:
            self.say(_("Records of this kind are removed, not switched off."))
            return
        services, kind, key = self.services, self.kind, self._key(record)
        value = not getattr(record, switch)

        def show(saved: Saved) -> None:
            name, warnings = saved
            off = value == (switch == "inactive")
            words = _("{name} is no longer chosen") if off else _("{name} may be chosen again")
            said = words.format(name=show_line(name))
            for warning in warnings:
                said += "  " + _(warning.text).format(**warning.values)
            self.say(said, self.undo_hint)
            self.reload()

        self.run(lambda: kind.change(services, key, {switch: value}, None, None), show)

    def action_setup_remove(self) -> None:
        """Remove what nothing uses."""
        record, remove = self._selected(), self.kind.remove
        if record is None:
            return
        if remove is None:
            self.say(
                _("Records of this kind stay; {key} takes them out of use.").format(
                    key=self.keymap.first_key("setup.switch")
                )
            )
            return
        key = self._key(record)
        name = show_line(str(getattr(record, "name", "") or key))

        def done(_answer: None) -> None:
            self.say(
                _("{name} removed").format(name=name),
                self.undo_hint,
            )
            self.reload()

        self.confirm(
            _("Remove {name}?").format(name=name), lambda: self.run(partial(remove, self.services, key), done)
        )

    def action_setup_find(self) -> None:
        def then(text: str, _picked: Candidate | None) -> None:
            self.text = text.strip()
            self.reload()

        self.ask("/", then, value=self.text)

    # --- moving

    def action_tab_next(self) -> None:
        self._beside(1)

    def action_tab_previous(self) -> None:
        self._beside(-1)

    def _beside(self, by: int) -> None:
        if self.kind.name in kinds.TABS:
            at = kinds.TABS.index(self.kind.name) + by
            self.show_kind(kinds.TABS[at % len(kinds.TABS)])


def record_form(kind: str, name: str, draft: Draft | None, **given: str) -> RecordForm:
    """The form of a record of any kind that the set-up holds; without a name, of a new one, which begins as given."""
    form = RecordForm(kind_of(kind), name, draft)
    form.given = given
    return form
