"""The stages that opportunities go through: a list of the set-up, known by name, each with its percentage."""

from collections.abc import Mapping

from svc_tui.domain.core.text import code_key
from svc_tui.domain.sales.rules import percent_of
from svc_tui.errors import N_, NotFound, Refused, either
from svc_tui.services.core.coded import Saved
from svc_tui.services.core.context import Context
from svc_tui.services.core.editing import settle
from svc_tui.services.core.fields import Field, Given, Values, read_fields
from svc_tui.storage.engine import read_models as reading
from svc_tui.storage.sales import stages as rows
from svc_tui.storage.sales.stages import StageRow

FIELDS = {
    "name": Field(longest=100, empty=False),
    "percent": Field(empty=False),
    "position": Field("int", empty=False),
    "number": Field("int"),
    "active": Field("flag", empty=False),
}


class SalesStages:
    """Stages of opportunities, in the name of the context's person."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def list(self, *, everything: bool = True) -> tuple[StageRow, ...]:
        """The stages in their order; without `everything` those that may be chosen."""
        with self._context.store.read() as session:
            return tuple(rows.stages(session=session, everything=everything))

    def find(self, name: str) -> StageRow:
        """One stage. Raises NotFound."""
        with self._context.store.read() as session:
            found = rows.stage(session=session, name=name)
        if found is None:
            known = ", ".join(each.name for each in self.list())
            raise NotFound(N_("There is no stage {name}. There are {known}."), name=name, known=known)
        return found

    def new(self, values: Mapping[str, object]) -> Saved[StageRow]:
        """Add a stage behind the others, unless its position says otherwise. Raises Refused: no name or percentage."""
        typed = {name: value for name, value in _read(values).items() if value is not None}
        if not typed.get("name") or "percent" not in typed:
            raise Refused(N_("A stage needs a name and its percentage, such as Quoted percent=50."))
        with self._context.write() as unit:
            reading.refuse_taken(unit, "sales_stage", "name", typed["name"])
            typed.setdefault("position", rows.next_position(session=unit.session))
            unit.insert("sales_stage", typed)
            unit.call_it(N_("Stage {name} added"), name=typed["name"])
        return Saved(self.find(typed["name"]), tuple(typed))

    def set(
        self,
        name: str,
        values: Mapping[str, object],
        if_version: int | None = None,
        base: Given | None = None,
    ) -> Saved[StageRow]:
        """Change a stage; a new name goes to every opportunity that has it, a new percentage to those to come.

        Raises:
            Refused: the name is taken.
            Conflict: someone else changed it in between.
        """
        typed, present = _read(values), self.find(name)
        with self._context.write() as unit:
            row = unit.row("sales_stage", present.id)
            changes = settle(
                unit, "sales_stage", row, typed, name=row["name"], if_version=if_version, base=base
            )
            changes = {key: value for key, value in changes.items() if row[key] != value}
            new = changes.get("name")
            if new is not None and code_key(new) != code_key(row["name"]):
                reading.refuse_taken(unit, "sales_stage", "name", new)
            unit.update("sales_stage", row["id"], changes)
            if new is not None:
                rows.rename(unit, row["name"], new)
            unit.call_it(N_("Stage {name} changed"), name=row["name"])
        return Saved(self.find(new or present.name), tuple(changes))

    def remove(self, name: str) -> None:
        """Remove a stage in which no opportunity is or was (LS-01). Raises Refused: there is one."""
        present = self.find(name)
        with self._context.write() as unit:
            count = rows.uses(session=unit.session, name=present.name)
            if count:
                text = either(
                    count,
                    N_(
                        "{name} is the stage of {count} opportunity and cannot be removed. Make it inactive instead."
                    ),
                    N_(
                        "{name} is the stage of {count} opportunities and cannot be removed. Make it inactive instead."
                    ),
                )
                raise Refused(text, name=present.name, count=count)
            unit.delete("sales_stage", present.id)
            unit.call_it(N_("Stage {name} removed"), name=present.name)


def _read(values: Mapping[str, object]) -> Values:
    typed = read_fields(FIELDS, values)
    if typed.get("percent") is not None:
        typed["percent"] = percent_of("percent", str(typed["percent"]))
    return typed
