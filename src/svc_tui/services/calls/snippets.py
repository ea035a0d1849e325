"""Canned texts and macros: what people type or do again and again."""

from collections.abc import Sequence
from typing import Any

from svc_tui.domain.calls.snippets import NAMES, Filled, fill
from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.core.text import clean, clean_line
from svc_tui.errors import N_, NotFound, Refused
from svc_tui.services.calls import edit as call_edit
from svc_tui.services.calls.open_call import OpenCall
from svc_tui.services.calls.service import Calls
from svc_tui.services.core.context import Context
from svc_tui.services.core.editing import settle
from svc_tui.services.core.fields import Values
from svc_tui.services.core.outcomes import Outcomes
from svc_tui.storage.calls import snippets as reads
from svc_tui.storage.calls.snippets import MacroRow, SnippetRow


class Snippets:
    """Canned texts."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def list(self) -> list[SnippetRow]:
        """All of them by name."""
        with self.context.store.read() as session:
            return reads.snippets(session=session)

    def save(self, name: str, text: str, opened: str | None = None) -> tuple[str, ...]:
        """Write a text under a name, new or again. Returns the places in it that are no field of a call.

        Raises:
            Conflict: it is no longer the text that was `opened` to be changed.
        """
        name, text = clean_line(name), clean(text)
        if not name or not text.strip():
            raise Refused(N_("A canned text needs a name and words."))
        with self.context.write() as unit:
            found = reads.snippets(session=unit.session, name=name)
            if found:
                values = settle(
                    unit, "snippet", {"text": found[0].text}, {"text": text}, name=name,
                    base=None if opened is None else {"text": opened},
                )  # fmt: skip
                unit.update("snippet", found[0].id, values)
            else:
                unit.insert("snippet", {"name": name, "text": text})
            unit.call_it(N_("Canned text {name} saved"), name=name)
        return fill(text, {}).unknown

    def delete(self, name: str) -> None:
        """Take a text away."""
        with self.context.write() as unit:
            found = reads.snippets(session=unit.session, name=name)
            if not found:
                raise _missing(name)
            unit.delete("snippet", found[0].id)
            unit.call_it(N_("Canned text {name} deleted"), name=found[0].name)

    def fill(self, name: str, number: str) -> Filled:
        """A text with the values of a call."""
        with self.context.store.read() as session:
            found = reads.snippets(session=session, name=name)
            if not found:
                raise _missing(name)
            row = Calls(self.context).row(number, session)
        return fill(found[0].text, {field: getattr(row, field) for field in NAMES})


class Macros:
    """Several changes under one name, run on all marked calls as one act with one undo."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def list(self) -> list[MacroRow]:
        """All of them by name."""
        with self.context.store.read() as session:
            return reads.macros(session=session)

    def save(
        self, name: str, steps: Sequence[tuple[str, str]], opened: Sequence[tuple[str, str]] | None = None
    ) -> None:
        """Write a macro under a name, new or again.

        Args:
            name: What people choose it by.
            steps: Pairs of a field of the call, or `note`, and its value, in order.
            opened: The steps that were opened to be changed.

        Raises:
            Conflict: they are others by now.
            Refused: no name, no step, a field that cannot be set.
        """
        name = clean_line(name)
        if not name or not steps:
            raise Refused(
                N_("A macro needs a name and at least one step, such as status=Pending or note=Called.")
            )
        call_edit.check_names({field: value for field, value in steps if field != "note"})
        values: Values = {"steps": [[field, clean(value)] for field, value in steps]}
        with self.context.write() as unit:
            found = reads.macros(session=unit.session, name=name)
            if found:
                stands = {"steps": [list(step) for step in found[0].steps]}
                base = None if opened is None else {"steps": [list(step) for step in opened]}
                wanted = settle(unit, "macro", stands, values, name=name, base=base)
                unit.update("macro", found[0].id, wanted)
            else:
                unit.insert("macro", {"name": name, **values})
            unit.call_it(N_("Macro {name} saved"), name=name)

    def delete(self, name: str) -> None:
        """Take a macro away."""
        with self.context.write() as unit:
            found = self._found(unit.session, name)
            unit.delete("macro", found.id)
            unit.call_it(N_("Macro {name} deleted"), name=found.name)

    def run(self, numbers: Sequence[str], name: str) -> Outcomes:
        """Do all steps on each call; a call that refuses one of them keeps none."""
        with self.context.store.read() as session:
            found = self._found(session, name)

        def act(call: OpenCall) -> Note:
            do_steps(call, found)
            return note(N_("{number}: {macro} done"), number=call.number, macro=found.name)

        return Calls(self.context).act(numbers, N_("{calls}: {macro}"), act, macro=found.name)

    def _found(self, session: Any, name: str) -> MacroRow:
        found = reads.macros(session=session, name=name)
        if not found:
            raise NotFound(N_("There is no macro {name}. Look at the list of those that exist."), name=name)
        return found[0]


def do_steps(call: OpenCall, macro: MacroRow) -> None:
    """All that a macro does to one call. Raises Refused, NotFound: one of its steps cannot be."""
    for field, value in macro.steps:
        if field == "note":
            call_edit.add_note(call, value, "note", closed=True)
        else:
            call_edit.edit(call, {field: value})


def _missing(name: str) -> NotFound:
    return NotFound(N_("There is no canned text {name}. Look at the list of those that exist."), name=name)
