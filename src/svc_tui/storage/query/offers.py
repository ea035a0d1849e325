"""Values of a store for a shell that completes a word, read by plain SQL.

A shell asks at each press of a key: importing what the other reads are written with costs a second, this a few
milliseconds. Nothing is written, nothing is waited for, and a store that cannot be read offers nothing.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from svc_tui.domain.core.text import fold

MOST = 60
"""So many are offered."""
Offer = tuple[str, str]
"""What is filled in, and what it is."""

_PEOPLE = "SELECT code, name FROM person WHERE {fits} ORDER BY active DESC, {first}code LIMIT {most}"
_CODED = "SELECT code, name FROM {table} WHERE {fits} ORDER BY code LIMIT {most}"
_STATEMENTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "person": (_PEOPLE.replace("{first}", ""), ("code", "name")),
    "technician": (_PEOPLE.replace("{first}", "roles LIKE '%\"technician\"%' DESC, "), ("code", "name")),
    "plan_rule": (_CODED.replace("{table}", "plan_rule"), ("code", "name")),
    "queue": (_CODED.replace("{table}", "queue"), ("code", "name")),
    "customer": (_CODED.replace("{table}", "customer"), ("code", "name")),
    "item": (_CODED.replace("{table}", "item"), ("code", "name")),
    "group": ("SELECT name, '' FROM item_group WHERE {fits} ORDER BY name LIMIT {most}", ("name",)),
    "template": (
        "SELECT name, description FROM contract_template WHERE {fits} ORDER BY name LIMIT {most}", ("name",),
    ),
    "call": (
        "SELECT number, subject FROM call WHERE {fits} ORDER BY is_open DESC, number_order DESC LIMIT {most}",
        ("number",),
    ),
    "contract": (
        "SELECT 'K-' || number, description FROM contract WHERE {fits} ORDER BY number DESC LIMIT {most}",
        ("'k-' || number", "number"),
    ),
    "card": (
        "SELECT number, coalesce(serial, manufacturer_serial, '') || ' ' || item FROM equipment WHERE {fits} "
        "ORDER BY number DESC LIMIT {most}", ("number", "serial"),
    ),
    "solution": ("SELECT number, solution FROM solution WHERE {fits} ORDER BY number DESC LIMIT {most}", ("number",)),
    "activity": (
        "SELECT number, subject FROM activity WHERE {fits} ORDER BY closed, number DESC LIMIT {most}", ("number",),
    ),
    "visit": (
        "SELECT v.number, c.subject FROM visit v JOIN call c ON c.id = v.call_id WHERE {fits} "
        "ORDER BY v.status IN ('done', 'cancelled'), v.starts_at DESC LIMIT {most}", ("v.number",),
    ),
    "absence": ("SELECT number, person FROM absence WHERE {fits} ORDER BY first DESC LIMIT {most}", ("number",)),
    "opportunity": (
        "SELECT number, name FROM opportunity WHERE {fits} ORDER BY status <> 'open', number DESC LIMIT {most}",
        ("number",),
    ),
    "sales_stage": (
        "SELECT name, '' FROM sales_stage WHERE active AND {fits} ORDER BY position LIMIT {most}", ("name",),
    ),
    "hand_over": (
        "SELECT number, customer FROM hand_over WHERE {fits} ORDER BY number DESC LIMIT {most}", ("number",),
    ),
    "price": (
        "SELECT number, price_list || ' ' || coalesce(item, what) FROM price WHERE {fits} ORDER BY number DESC "
        "LIMIT {most}", ("number",),
    ),
    "price_list": (_CODED.replace("{table}", "price_list"), ("code", "name")),
    "vat": (_CODED.replace("{table}", "vat"), ("code", "name")),
    "labour_rate": (_CODED.replace("{table}", "labour_rate"), ("code", "name")),
    "report": (
        "SELECT name, '' FROM saved_view WHERE screen = 'reports' AND {fits} ORDER BY name LIMIT {most}", ("name",),
    ),
    "view": (
        "SELECT name, query FROM saved_view WHERE screen <> 'reports' AND {fits} ORDER BY slot IS NULL, slot "
        "LIMIT {most}", ("name",),
    ),
    "macro": ("SELECT name, '' FROM macro WHERE {fits} ORDER BY name LIMIT {most}", ("name",)),
    "rule": ("SELECT name, condition FROM routing_rule WHERE {fits} ORDER BY position LIMIT {most}", ("name",)),
    "snippet": ("SELECT name, text FROM snippet WHERE {fits} ORDER BY name LIMIT {most}", ("name",)),
}  # fmt: skip
_LIST = "SELECT name, description FROM list_entry WHERE list = '{name}' AND active AND ({fits}) ORDER BY position, name"
LISTS = (
    "status", "origin", "type", "problem", "subtype", "solution_status", "activity_type", "activity_topic",
    "opportunity_source", "opportunity_interest", "opportunity_reason",
)  # fmt: skip
_INDEXED = frozenset({"call"})
"""Long tables: only what begins so by the stored digits, for which no function is called on each row."""


def offers(path: Path, kind: str, beginning: str) -> list[Offer]:
    """Values of a kind that begin so, by their code or their name; neither case nor accents count."""
    statement, columns = _STATEMENTS.get(kind, ("", ()))
    if kind in LISTS:
        statement, columns = _LIST.replace("{name}", kind), ("name",)
    if not statement or not path.is_file():
        return []
    if kind in _INDEXED:
        fits = " OR ".join(f"substr({column}, 1, length(:begins)) = :begins" for column in columns)
    else:
        fits = " OR ".join(f"begins(CAST({column} AS TEXT), :begins)" for column in columns)
    return _read(path, statement.format(fits=f"({fits})", most=MOST), fold(beginning))


def _read(path: Path, statement: str, beginning: str) -> list[Offer]:
    import sqlite3  # whichever one: nothing is asked that an old one lacks

    try:
        connection = sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True, timeout=0.1)
        try:
            connection.create_function("begins", 2, _begins)
            rows = connection.execute(statement, {"begins": beginning}).fetchall()
        finally:
            connection.close()
    except sqlite3.Error:
        return []
    return [(str(code), str(name or "")) for code, name in rows]


def _begins(value: Any, beginning: str) -> bool:
    return fold(str(value or "")).startswith(beginning)


Values = Callable[[str, str], list[str]]


def values_of(path: Path) -> Values:
    """What a filter asks for the values of a list, read from this store."""
    return lambda name, beginning: [code for code, _name in offers(path, name, beginning)]
