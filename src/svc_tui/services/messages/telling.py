"""Telling somebody something: a message in the unit of work of the act that causes it, so that undo takes it back."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.core.text import clean_line
from svc_tui.domain.messages.mentions import new_mentions
from svc_tui.errors import N_
from svc_tui.storage.engine.read_models import find_id, nearest
from svc_tui.storage.engine.unit_of_work import UnitOfWork

GIVEN = N_("{sender} gave you {number}: {subject}")
SAID = 100
"""So many characters of what was said stand in a message."""


@dataclass(frozen=True, slots=True)
class About:
    """The record that a message speaks of."""

    call_id: int | None = None
    contract: int | None = None
    activity: int | None = None
    customer: str | None = None


def tell(
    unit: UnitOfWork,
    person: str,
    kind: str,
    text: str,
    about: About,
    /,
    *,
    sender: str = "",
    shown_from: datetime | None = None,
    **values: Any,
) -> int:
    """Write a message to a person. Returns its number.

    Args:
        unit: The act that causes it.
        person: Code of who is to read it.
        kind: given, escalated, mention, renewal, reminder, followed or visit.
        text: A template of the catalogue; `{number}`, `{subject}` and `{sender}` are filled from what it speaks of.
        about: What it speaks of.
        sender: Who caused it; who acts unless said otherwise.
        shown_from: It is held until then; at once unless said otherwise.
        values: Further values of the template.
    """
    row = {
        "person": person, "kind": kind, "text": text, "text_values": values or None, "at": unit.at,
        "sender": sender or unit.who, "shown_from": shown_from, **asdict(about),
    }  # fmt: skip
    return unit.insert("message", row, log=None)


def shortened(text: str) -> str:
    """What was said, in one line."""
    line = clean_line(text)
    return line if len(line) <= SAID else line[: SAID - 1].rstrip() + "…"


def mention(unit: UnitOfWork, text: str, about: About, before: str = "") -> tuple[list[Note], set[str]]:
    """Tell those whom a text names with `@`; who is no person is not told, and a warning says so.

    Args:
        unit: The act that writes the text.
        text: What is said now.
        about: The record of which it is said.
        before: What was said before: who was named there knows it.

    Returns:
        Warnings, and the codes of those who were told.
    """
    warnings: list[Note] = []
    told: set[str] = set()
    for name in new_mentions(text, before):
        key = find_id(unit.session, "person", "code", name)
        if key is None:
            near = nearest(unit.session, "person", "code", name)
            unknown = N_("Nobody is called @{name}, so nobody was told. Did you mean @{near}?")
            alone = N_("Nobody is called @{name}, so nobody was told. Write the code of a person.")
            warnings.append(note(unknown, name=name, near=near) if near else note(alone, name=name))
            continue
        person = unit.row("person", key)
        code = str(person["code"])
        if not person["active"]:
            message = N_("{person} is no longer active and was not told.")
            warnings.append(note(message, person=code))
        elif code != unit.who and code not in told:
            template = N_("{sender} mentioned you on {number}: {said}")
            elsewhere = N_("{sender} mentioned you: {said}")
            tell(unit, code, "mention", template if about.call_id else elsewhere, about, said=shortened(text))
            told.add(code)
    return warnings, told
