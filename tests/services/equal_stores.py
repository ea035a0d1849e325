"""Two stores compared table by table: every column but internal keys, which are told by what they point to."""

from collections import Counter
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from svc_tui.bootstrap import Services
from svc_tui.services.exchange.incoming.whole_kinds import CALL, KINDS, NOT_MOVED, below
from svc_tui.storage.tables import FILES, table
from svc_tui.storage.tables.columns import kind_of

LEFT_OUT = {"id", "change_seq", "change_id", "undo_of"}
Rows = Counter[tuple[tuple[str, str], ...]]


def contents(services: Services) -> dict[str, Rows]:
    """Every row of every table that is moved, and of the history, whatever its order."""
    found: dict[str, Rows] = {}
    with services.store.read() as session:
        names = _names(session)
        calls, work = names["call"], _work(session, names["call"])
        for name in (name for group in FILES.values() for name in group):
            if name in NOT_MOVED - {"history", "serial_form"}:
                continue
            links = _links(name)
            rows: Rows = Counter()
            for row in session.execute(select(table(name))).mappings():
                told: dict[str, Any] = {key: value for key, value in row.items() if key not in LEFT_OUT}
                for column, what in links.items():
                    if told.get(column) is not None:
                        told[column] = (calls if what == CALL else work)[told[column]]
                if name in {"history", "attachment"}:
                    told["object_id"] = names.get(told["kind"], {}).get(told["object_id"], "gone")
                if name == "serial_form":
                    told["equipment_id"] = names["equipment"][told["equipment_id"]]
                if not _left_out(name, told):
                    rows[tuple(sorted((key, repr(value)) for key, value in told.items()))] += 1
            found[name] = rows
    return found


def _left_out(name: str, row: dict[str, Any]) -> bool:
    return (name == "counter" and row["name"] == "change_seq") or row.get("object_id") == "gone"


def _names(session: Session) -> dict[str, dict[int, str]]:
    """What records are called, by the word of the history and their internal key."""
    found: dict[str, dict[int, str]] = {}
    for kind in KINDS.values():
        t = table(kind.table)
        rows = session.execute(select(t.c.id, *(t.c[name] for name in kind.key)))
        word = kind_of(t)
        found.setdefault(word, {}).update({row[0]: "/".join(str(each) for each in row[1:]) for row in rows})
    return found


def _work(session: Session, calls: dict[int, str]) -> dict[int, str]:
    t = table("work")
    return {
        row.id: f"{calls[row.call_id]}/{row.line}"
        for row in session.execute(select(t.c.id, t.c.call_id, t.c.line))
    }


def _links(name: str) -> dict[str, str]:
    """Columns of a table that hold internal keys of calls or work."""
    found = {column.name: CALL for column in table(name).c if column.name in {"call_id", "other_id"}}
    for kind in KINDS.values():
        for one in below(kind):
            if one.table == name:
                found |= {column: what for column, (_, what) in one.links.items()}
    return found


def differences(one: Services, other: Services) -> list[str]:
    """What one store has and the other has not, told briefly."""
    mine, theirs = contents(one), contents(other)
    return [
        f"{name} {sign} {dict(row)}"
        for name in mine
        for sign, rows in (("-", mine[name] - theirs[name]), ("+", theirs[name] - mine[name]))
        for row in list(rows)[:3]
    ]
