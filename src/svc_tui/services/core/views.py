"""Saved views: a filter with columns under a name and a key from v1 to v9, of one person or of everybody."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from svc_tui.domain.core.text import clean_line, code_key
from svc_tui.errors import N_, NotFound, Refused
from svc_tui.services.core.context import Context
from svc_tui.services.core.editing import settle
from svc_tui.services.core.fields import Field, Given, Values, read_fields
from svc_tui.services.core.kinds import homes
from svc_tui.storage.query import views
from svc_tui.storage.query.views import ViewRow

if TYPE_CHECKING:
    from svc_tui.storage.engine.unit_of_work import UnitOfWork

SLOTS = range(1, 10)
FIELDS = {
    "name": Field(empty=False),
    "slot": Field("int"),
    "query": Field(),
    "shared": Field("flag", empty=False),
}
"""What people change of a view."""


class Views:
    """Views of lists."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def list(self, screen: str = "inbox") -> tuple[ViewRow, ...]:
        """What the keys show, in their order, then views without a key."""
        with self._context.store.read() as session:
            found = views.rows(session=session, screen=screen, person=self._context.me)
        by_slot = {view.slot: view for view in homes().get(screen, ()) if view.slot}
        for view in sorted(found, key=lambda view: view.person is not None):
            if view.slot:
                by_slot[view.slot] = view  # everybody's first, so that one's own stands over it
        kept = [by_slot[slot] for slot in sorted(by_slot)]
        return (*kept, *(view for view in found if view not in kept))

    def by_slot(self, slot: int, screen: str = "inbox") -> ViewRow:
        """The view of a key. Raises NotFound: nothing is saved there."""
        for view in self.list(screen):
            if view.slot == slot:
                return view
        raise NotFound(N_("No view is saved under v{slot}. Set a filter, then press v s."), slot=slot)

    def find(self, name: str, screen: str = "inbox") -> ViewRow:
        """A view by its name or by its number. Raises NotFound."""
        wanted = code_key(name)
        found = [view for view in self.list(screen) if code_key(view.name) == wanted]
        if not found and wanted.removeprefix("v").isdecimal():
            return self.by_slot(int(wanted.removeprefix("v")), screen)
        if not found:
            raise NotFound(N_("There is no view {name}."), name=name)
        return found[0]

    def save(
        self,
        name: str,
        query: str,
        columns: Sequence[Any] | None = None,
        slot: int | None = None,
        *,
        shared: bool = False,
        screen: str = "inbox",
    ) -> ViewRow:
        """Keep a filter with its columns; the same name, or the same key, of the same owner is overwritten.

        Raises:
            Refused: no name, or a key that is none.
        """
        wanted = clean_line(name)
        if not wanted:
            raise Refused(N_("A view needs a name."))
        if slot is not None and slot not in SLOTS:
            raise Refused(N_("A view stands under a key from v1 to v9."))
        owner = None if shared else self._context.me
        own = [view for view in self.list(screen) if view.id is not None and view.person == owner]
        known = [view for view in own if code_key(view.name) == code_key(wanted)]
        known = known or [view for view in own if slot is not None and view.slot == slot]
        values: Values = {"name": wanted, "query": clean_line(query)}
        values["columns"] = list(columns) if columns is not None else None
        with self._context.write() as unit:
            if slot is not None:
                kept = known[0].id if known else None
                for other in views.at_slot(session=unit.session, screen=screen, person=owner, slot=slot):
                    if other != kept:
                        unit.update("saved_view", other, {"slot": None})
                values["slot"] = slot
            if known and known[0].id is not None:
                row_id = known[0].id
                unit.update("saved_view", row_id, values)
            else:
                row_id = unit.insert("saved_view", {"person": owner, "screen": screen, **values})
            unit.call_it(N_("View {name} saved"), name=wanted)
        return self._row(row_id)

    def rename(self, view_id: int, name: str) -> ViewRow:
        """Give a view another name. Raises Refused: none, or one that another view of the same owner has."""
        wanted = clean_line(name)
        if not wanted:
            raise Refused(N_("A view needs a name."))
        self._refuse_taken(self._row(view_id), wanted)
        return self._change(view_id, {"name": wanted}, N_("View {name} renamed"))

    def change(
        self,
        view_id: int,
        values: Mapping[str, object],
        if_version: int | None = None,
        base: Given | None = None,
    ) -> ViewRow:
        """Change name, filter, key and owner of a view at once.

        Raises:
            Conflict: someone else changed it in between.
            Refused: a value that cannot be; nothing of the others is kept.
        """
        typed = read_fields(FIELDS, values)
        if typed.get("slot") is not None and typed["slot"] not in SLOTS:
            raise Refused(N_("A view stands under a key from v1 to v9."))
        present = self._row(view_id)
        with self._context.write() as unit:
            row = unit.row("saved_view", view_id)
            stands = {**row, "shared": row["person"] is None}
            wanted = settle(
                unit, "saved_view", stands, typed, name=row["name"], if_version=if_version, base=base
            )
            if "shared" in wanted:
                wanted["person"] = None if wanted.pop("shared") else self._context.me
            after = {**row, **wanted}
            self._check_name(unit, after, view_id)
            moved = {"slot", "person"} & wanted.keys()
            if moved and after["slot"] is not None:
                free = row["slot"] if after["person"] == row["person"] else None
                for other in views.at_slot(
                    session=unit.session, screen=row["screen"], person=after["person"], slot=after["slot"]
                ):
                    if other != view_id:
                        unit.update("saved_view", other, {"slot": free})
            if "query" in wanted:
                wanted["query"] = wanted["query"] or ""
            unit.update("saved_view", view_id, wanted)
            unit.call_it(N_("View {name} changed"), name=present.name)
        return self._row(view_id)

    @staticmethod
    def _check_name(unit: "UnitOfWork", after: Given, view_id: int) -> None:
        """A name stands once among the views of an owner."""
        for each in views.rows(session=unit.session, screen=after["screen"], person=after["person"] or ""):
            if (
                each.id != view_id
                and each.person == after["person"]
                and code_key(each.name) == code_key(after["name"])
            ):
                raise Refused(N_("There is a view {name} already."), name=each.name)

    def set_columns(self, view_id: int, columns: Sequence[Any] | None) -> ViewRow:
        """Give a view its own columns; None means the screen's."""
        return self._change(
            view_id, {"columns": list(columns) if columns is not None else None}, N_("View {name} changed")
        )

    def move(self, view_id: int, slot: int | None) -> ViewRow:
        """Put a view under another key; what stood there takes the key that becomes free."""
        if slot is not None and slot not in SLOTS:
            raise Refused(N_("A view stands under a key from v1 to v9."))
        present = self._row(view_id)
        with self._context.write() as unit:
            if slot is not None:
                others = views.at_slot(
                    session=unit.session, screen=present.screen, person=present.person, slot=slot
                )
                for other in others:
                    if other != view_id:
                        unit.update("saved_view", other, {"slot": present.slot})
            unit.update("saved_view", view_id, {"slot": slot})
            unit.call_it(N_("View {name} moved"), name=present.name)
        return self._row(view_id)

    def delete(self, view_id: int) -> None:
        """Remove a view."""
        present = self._row(view_id)
        with self._context.write() as unit:
            unit.delete("saved_view", view_id)
            unit.call_it(N_("View {name} removed"), name=present.name)

    def _change(self, view_id: int, values: Values, title: str) -> ViewRow:
        present = self._row(view_id)
        with self._context.write() as unit:
            unit.update("saved_view", view_id, values)
            unit.call_it(title, name=present.name)
        return self._row(view_id)

    def _refuse_taken(self, view: ViewRow, name: str) -> None:
        with self._context.store.read() as session:
            others = views.called(session=session, screen=view.screen, person=view.person, name=name)
        for other in others:
            if other.id != view.id:
                raise Refused(N_("There is a view {name} already."), name=other.name)

    def _row(self, view_id: int) -> ViewRow:
        with self._context.store.read() as session:
            found = views.row(session=session, view_id=view_id)
        if found is None or found.person not in (None, self._context.me):
            raise NotFound(N_("That view is gone."))
        return found
