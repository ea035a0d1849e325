"""Read models from rows: a frozen dataclass names the columns it wants, by the names of the table.

Also how a code or name is found as people type it: in any case by the key that its table keeps
(`tables.columns.folded`), and with the nearest ones where it is off; and how a text is looked for in several columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, Table, func, select
from sqlalchemy.orm import Session

from svc_tui.domain.core.text import clean, code_key, fold
from svc_tui.errors import N_, NotFound, Refused
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.tables import table
from svc_tui.storage.tables.columns import keys_of

Model = TypeVar("Model")


def statement(model: type[Model], table_name: str, *where: ColumnElement[bool]) -> Select[Any]:
    """A select of the columns whose names are fields of the model."""
    t = table(table_name)
    names = [each.name for each in fields(model) if each.name in t.c]  # type: ignore[arg-type]
    return select(*(t.c[name] for name in names)).where(*where)


def models(session: Session, model: type[Model], query: Select[Any]) -> list[Model]:
    """The rows of a select as read models."""
    return [model(**row) for row in session.execute(query).mappings()]


def same(t: Table, name: str, text: object) -> ColumnElement[bool]:
    """Rows whose code, name or number `name` is this one, in any case where the table keeps a key of it; never NULL."""
    kept = f"{name}_key"
    if not isinstance(text, str) or kept not in keys_of(t):
        return t.c[name] == text
    key = code_key(clean(text))
    if t.c[kept].nullable:  # kept only where it is not the number itself
        plain, other = select(t.c.id).where(t.c[name] == key), select(t.c.id).where(t.c[kept] == key)
        return t.c.id.in_(plain.union_all(other))
    return t.c[kept] == key


def find_id(session: Session, table_name: str, key: str, code: object) -> int | None:
    """The internal key of a record, by its code in any case; one of exactly this case stands before others."""
    t = table(table_name)
    first = (t.c[key] == code).desc()
    found = session.execute(select(t.c.id).where(same(t, key, code)).order_by(first).limit(1)).scalar()
    return None if found is None else int(found)


def code_of(session: Session, table_name: str, key: str, code: str) -> str | None:
    """The code as it is stored, for one typed in any case."""
    t = table(table_name)
    found = session.execute(select(t.c[key]).where(same(t, key, code))).scalar()
    return None if found is None else str(found)


def holding(text: str, *columns: ColumnElement[Any]) -> ColumnElement[bool]:
    """Rows with the text anywhere in one of these columns; neither case nor accents count."""
    together: ColumnElement[Any] = func.coalesce(columns[0], "")
    for column in columns[1:]:  # a text of one line never runs from one column into the next
        together = together + "\n" + func.coalesce(column, "")
    return func.instr(func.svc_fold(together), fold(clean(text).strip())) > 0


def nearest(session: Session, table_name: str, key: str, text: str) -> str:
    """The code that looks most like what was typed, or nothing."""
    t = table(table_name)
    codes = [str(code) for code in session.execute(select(t.c[key]).limit(5000)).scalars()]
    near: Sequence[str] = get_close_matches(fold(text), [fold(code) for code in codes], 1)
    return next((code for code in codes if near and fold(code) == near[0]), "")


@dataclass(frozen=True)
class Coded:
    """What is said of the records of a table that people name by a code or a name (message ids)."""

    taken: str
    """There is one already; `{code}` and `{name}` say which."""
    missing: str = ""
    """There is none."""
    missing_near: str = ""
    """There is none, and `{near}` looks like it."""
    inactive: str = ""
    """It is there and may not be chosen."""


CODED: dict[str, Coded] = {
    "person": Coded(
        taken=N_("There is a person {code} already."),
        missing=N_("There is no person {code}."),
        missing_near=N_("There is no person {code}. Did you mean {near}?"),
        inactive=N_("{code} is not active. Choose another person."),
    ),
    "customer": Coded(
        taken=N_("There is a customer {code} already."),
        missing=N_("There is no customer {code}."),
        missing_near=N_("There is no customer {code}. Did you mean {near}?"),
        inactive=N_("Customer {code} is not active. Choose another, or make it active in the set-up."),
    ),
    "item": Coded(
        taken=N_("There is an item {code} already."),
        missing=N_("There is no item {code}."),
        missing_near=N_("There is no item {code}. Did you mean {near}?"),
        inactive=N_("Item {code} is not active. Choose another, or make it active in the set-up."),
    ),
    "item_group": Coded(
        taken=N_("There is an item group {name} already."),
        missing=N_("There is no item group {code}."),
        missing_near=N_("There is no item group {code}. Did you mean {near}?"),
    ),
    "queue": Coded(
        taken=N_("There is a queue {code} already."),
        missing=N_("There is no queue {code}."),
        missing_near=N_("There is no queue {code}. Did you mean {near}?"),
        inactive=N_("Queue {code} is inactive. Choose another."),
    ),
    "plan_rule": Coded(
        taken=N_("There is a plan {code} already."),
        missing=N_("There is no plan {code}."),
        missing_near=N_("There is no plan {code}. Did you mean {near}?"),
        inactive=N_("The plan {code} was stopped. Choose another."),
    ),
    "sales_stage": Coded(taken=N_("There is a stage {name} already.")),
    "price_list": Coded(
        taken=N_("There is a price list {code} already."),
        missing=N_(
            "There is no price list {code}. Write it down: svc-tui price book new {code} currency=EUR"
        ),
        missing_near=N_("There is no price list {code}. Did you mean {near}?"),
        inactive=N_("The price list {code} is not active. Choose another, or make it active in the set-up."),
    ),
    "vat": Coded(
        taken=N_("There is a value added tax {code} already."),
        missing=N_(
            "There is no value added tax {code}. Write it down: svc-tui price vat new {code} rates=22"
        ),
        missing_near=N_("There is no value added tax {code}. Did you mean {near}?"),
        inactive=N_(
            "The value added tax {code} is not active. Choose another, or make it active in the set-up."
        ),
    ),
    "labour_rate": Coded(
        taken=N_("There is a kind of hours {code} already."),
        missing=N_("There is no kind of hours {code}. Write it down: svc-tui price hours new {code}"),
        missing_near=N_("There is no kind of hours {code}. Did you mean {near}?"),
        inactive=N_(
            "The kind of hours {code} is not active. Choose another, or make it active in the set-up."
        ),
    ),
    "contract_template": Coded(taken=N_("There is a template {name} already. Change it with set.")),
}


def missing(session: Session, table_name: str, key: str, text: str) -> NotFound:
    """The error for a code that does not exist, with the nearest one that does."""
    near = nearest(session, table_name, key, text)
    said = CODED[table_name]
    return NotFound(said.missing_near, code=text, near=near) if near else NotFound(said.missing, code=text)


def refuse_taken(unit: UnitOfWork, table_name: str, key: str, code: str) -> None:
    """Raise Refused where a record has this code in any case; the sentence says it as it is stored."""
    known = code_of(unit.session, table_name, key, code)
    if known is not None:
        raise Refused(CODED[table_name].taken, code=known, name=known)


def row_of(unit: UnitOfWork, table_name: str, key: str, code: str) -> dict[str, Any]:
    """The present row of a code-keyed record, all columns.

    Raises:
        NotFound: there is none; the sentence names the nearest code.
    """
    row_id = find_id(unit.session, table_name, key, code)
    if row_id is None:
        raise missing(unit.session, table_name, key, code)
    return unit.row(table_name, row_id)


def active_code(unit: UnitOfWork, table_name: str, key: str, code: str | None) -> str | None:
    """The stored code of what a field refers to; what is not active cannot be chosen.

    Raises:
        NotFound: there is none.
        Refused: it is not active (SC-14, QU-02).
    """
    if code is None:
        return None
    row = row_of(unit, table_name, key, code)
    if row.get("active") is False or row.get("inactive"):
        raise Refused(CODED[table_name].inactive, code=row[key])
    return str(row[key])
