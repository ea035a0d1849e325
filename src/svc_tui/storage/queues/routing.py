"""Rules of routing, and what their checks ask of a store."""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from svc_tui.domain.core.text import code_key, fold
from svc_tui.domain.query.keys import Key
from svc_tui.storage.engine.read_models import same
from svc_tui.storage.query.translator import exact_or_by_word
from svc_tui.storage.tables import table

_MOST = 5000
_OF = {"queue": ("queue", "code"), "person": ("person", "code"), "follower": ("person", "code"),
       "macro": ("macro", "name"), "customer": ("customer", "code"), "item": ("item", "code"),
       "group": ("item_group", "name")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule as it is kept."""

    id: int
    name: str
    position: int
    condition: str
    steps: tuple[tuple[str, str], ...]
    active: bool
    version: int


def rules(*, session: Session, active: bool = False) -> list[RuleRow]:
    """All rules in their order, or those that are tried."""
    t = table("routing_rule")
    query = select(t.c.id, t.c.name, t.c.position, t.c.condition, t.c.steps, t.c.active, t.c.version)
    query = query.order_by(t.c.position, t.c.id)
    return [
        RuleRow(*row[:4], tuple((str(what), str(value)) for what, value in row[4]), *row[5:])
        for row in session.execute(query.where(t.c.active) if active else query)
    ]


def row_named(*, session: Session, name: str) -> int | None:
    """The internal key of a rule, by name in any case."""
    t = table("routing_rule")
    found = session.execute(select(t.c.id).where(same(t, "name", name))).scalar()
    return None if found is None else int(found)


class Lists:
    """What the company has, as checks of rules ask it (`domain.queues.routing_checks.Known`); each answer is kept."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._codes: dict[tuple[str, str], frozenset[str]] = {}

    def codes(self, key: Key, text: str) -> frozenset[str]:
        """The codes or names that a value of a filter names, folded."""
        mark = (key.name, text)
        if mark not in self._codes:
            self._codes[mark] = self._read(key, text)
        return self._codes[mark]

    def _read(self, key: Key, text: str) -> frozenset[str]:
        if key.kind == "ref":
            chosen = exact_or_by_word(table(key.ref), "code", "name", text)
        elif key.ref == "group":
            chosen = exact_or_by_word(table("item_group"), "name", "name", text)
        else:
            entry = table("list_entry")
            alias = key.word(text)
            chosen = exact_or_by_word(entry, "name", "name", text, entry.c.list == key.ref, alias_of=alias)
        found = self._session.execute(select(chosen.subquery()).limit(_MOST)).scalars()
        return frozenset(code_key(str(code)) for code in found)

    def stands(self, what: str, name: str) -> bool | None:
        """Whether a queue, person, type or macro may be chosen; None where there is none."""
        if what == "type":
            t = table("list_entry")
            query = select(t.c.active).where(t.c.list == "type", same(t, "name", name))
        else:
            of, column = _OF[what]
            t = table(of)
            on: Any = ~t.c.inactive if "inactive" in t.c else t.c.active if "active" in t.c else true()
            query = select(on).select_from(t).where(same(t, column, name))
        found = self._session.execute(query.limit(1)).scalar()
        return None if found is None else bool(found)

    def near(self, what: str, name: str) -> str:
        """What was probably meant; empty where nothing is near."""
        what = {"assignee": "person", "technician": "person", "item_group": "group"}.get(what, what)
        if what in _OF:
            of, column = _OF[what]
            t = table(of)
            query = select(t.c[column])
        else:
            t = table("list_entry")
            query = select(t.c.name).where(t.c.list == what)
        names = [str(each) for each in self._session.execute(query.limit(_MOST)).scalars()]
        close = get_close_matches(fold(name), [fold(each) for each in names], 1)
        return next((each for each in names if close and fold(each) == close[0]), "")

    def serving(self, queue: str) -> bool:
        """Whether anybody is a member of the queue."""
        member, t = table("queue_member"), table("queue")
        query = select(member.c.id).join(t, t.c.code == member.c.queue).where(same(t, "code", queue)).limit(1)
        return self._session.execute(query).first() is not None
