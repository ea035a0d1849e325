"""Contract templates: what a new contract is copied from (CT-09, CT-10); never deleted, only marked expired."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from svc_tui.domain.contracts import rules
from svc_tui.domain.core.text import fold
from svc_tui.errors import N_, NotFound, Refused
from svc_tui.services.contracts.fields import TEMPLATE, Targets, read_terms, settle_units
from svc_tui.services.core.coded import Saved
from svc_tui.services.core.context import Context
from svc_tui.services.core.editing import settle
from svc_tui.services.core.fields import Given, Values
from svc_tui.storage.contracts import templates
from svc_tui.storage.contracts.templates import TemplateRow
from svc_tui.storage.engine import read_models as reading

if TYPE_CHECKING:
    from svc_tui.storage.session import Session

NEW: dict[str, Any] = {"type": "serial", "renewal": False, "coverage": "Mo-Fr 09:00-18:00"}


class Templates:
    """Skeletons of contracts."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def list(self, *, everything: bool = True) -> tuple[TemplateRow, ...]:
        """All templates by name; without `everything` those that may be chosen (CT-09)."""
        with self._context.store.read() as session:
            return tuple(templates.rows(session=session, everything=everything))

    def used(self) -> dict[str, int]:
        """How many contracts were made from each."""
        with self._context.store.read() as session:
            return templates.used(session=session)

    def find(self, name: str) -> TemplateRow:
        """One template. Raises NotFound."""
        with self._context.store.read() as session:
            return named(session, name)

    def new(self, values: Mapping[str, object]) -> Saved[TemplateRow]:
        """Write a template down; its name is its key. Raises Refused: the name is taken, or a term cannot be read."""
        typed, targets = read_terms(TEMPLATE, values, today=self._context.today)
        name = typed.get("name")
        if not name:
            raise Refused(N_("A template needs a name. Add name=TEXT."))
        with self._context.write() as unit:
            reading.refuse_taken(unit, "contract_template", "name", name)
            self._check({**NEW}, typed)
            unit.insert("contract_template", {**NEW, **typed, "targets": _merged(None, targets)})
            unit.call_it(N_("Template {name} written down"), name=name)
        return Saved(self.find(name), tuple(typed))

    def set(
        self,
        name: str,
        values: Mapping[str, object],
        if_version: int | None = None,
        base: Given | None = None,
    ) -> Saved[TemplateRow]:
        """Change a template; contracts that were made from it stay as they are (CT-10). Raises Conflict, Refused."""
        typed, targets = read_terms(TEMPLATE, values, today=self._context.today)
        with self._context.write() as unit:
            found = named(unit.session, name)
            row = unit.row("contract_template", found.id)
            if typed.get("name", found.name) != found.name:
                raise Refused(N_("The name of template {name} is its key and stays."), name=found.name)
            if targets:
                typed["targets"] = _merged(row["targets"], targets)
            wanted = settle(
                unit, "contract_template", row, typed, name=found.name, if_version=if_version, base=base
            )
            self._check(row, wanted)
            changed = unit.update("contract_template", found.id, wanted)
            unit.call_it(N_("Template {name} changed"), name=found.name)
        return Saved(self.find(found.name), tuple(changed))

    def expire(self, name: str, *, on: bool = True) -> Saved[TemplateRow]:
        """Mark a template expired, so that nobody chooses it any more (CT-09); or take that back."""
        return self.set(name, {"expired": "yes" if on else "no"})

    def _check(self, row: Mapping[str, Any], typed: Values) -> None:
        settle_units(row, typed, self._context.zone.key)
        after = {**row, **typed}
        if "remind" in typed or "renewal" in typed:
            typed["remind"] = rules.check_reminder(after["renewal"], after.get("remind"))


def named(session: "Session", name: str) -> TemplateRow:
    """A template by its name. Raises NotFound with the nearest."""
    found = templates.row(session=session, name=name.strip())
    if found is None:
        known = [row.name for row in templates.rows(session=session)]
        near = get_close_matches(fold(name), [fold(each) for each in known], 1)
        message = N_("There is no contract template {name}.")
        if near:
            message = N_("There is no contract template {name}. Did you mean {near}?")
        meant = next((each for each in known if near and fold(each) == near[0]), "")
        raise NotFound(message, name=name, near=meant)
    return found


def targets_of(row: TemplateRow) -> Targets:
    """The targets of priorities."""
    return {priority: (pair[0], pair[1]) for priority, pair in (row.targets or {}).items()}


def _merged(present: Given | None, typed: Targets) -> dict[str, Any] | None:
    found = {**(present or {}), **{priority: list(pair) for priority, pair in typed.items()}}
    return {priority: pair for priority, pair in found.items() if any(pair)} or None
