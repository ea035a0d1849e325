"""Filters on a real store: the same calls as a plain evaluator finds, NOT as the true complement, no error ever."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from svc_tui.domain.calls.keys import CALLS
from svc_tui.domain.company.keys import CUSTOMERS, ITEMS, PEOPLE, QUEUES
from svc_tui.domain.query.reader import parse
from svc_tui.storage.calls import lists
from svc_tui.storage.calls.query import where
from svc_tui.storage.query.translator import Translator, Viewer, scoped
from svc_tui.storage.tables import table
from tests.amounts import many
from tests.domain.query.test_query import ANYTHING
from tests.storage.query_data import ME, NOW, ROME, Row, expected, make_calls, store_of

VIEWER = Viewer(NOW, ROME, ME)
CALL_ROWS = make_calls(300, seed=7)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    path: Path = tmp_path_factory.mktemp("query") / "store.db"
    with store_of(path, CALL_ROWS) as store, store.read() as session:
        yield session


def found(session: Session, text: str, viewer: Viewer = VIEWER) -> set[int]:
    return set(lists.ids(session=session, query=parse(text, CALLS), viewer=viewer))


SINGLE = """
queue:north queue:none queue:ovest queue:@me queue:group queue:north,south who:anna who:none who:@me who:rossi
tech:bruno customer:c1 customer:bianchi customer:bian customer_name:perche contact:neri phone:0212 phone:12-345
reference:x-1 status:open status:awaiting status:closed status_class:waiting is:any is:open is:closed is:pending
is:paused is:overdue is:mine is:unassigned is:covered is:uncovered is:duetoday is:followed has:queue no:assignee
has:solutions has:notes no:item has:reopened has:tags no:left has:response_state priority:high priority:>low
priority:<=medium item:washer item:wsh-40 item_name:dryer origin:web origin:none covered:no reopened:>0
reopened:0..1 reassigned:2,3 solutions:15 solutions:>15 serial:sn931 serial:931 serial:9310 serial:31
serial:2024-00017 serial:44a007 tags:vip tags:recall response_state:overdue response_state:ok,warning
resolution_state:paused resolution_state:none subject:leak notes:called resolution:valve leak pump pum* perche
warm-up sn000931 931 10007 #10007 aurora
"""
TERMS = st.sampled_from([*SINGLE.split(), 'queue:"group 7"', 'description:"door sensor"', '"door sensor"'])
QUERIES = st.recursive(
    TERMS,
    lambda inner: st.one_of(
        inner.map(lambda q: f"-({q})"),
        st.tuples(inner, inner).map(" ".join),
        st.tuples(inner, inner).map(lambda both: f"({both[0]} OR {both[1]})"),
    ),
    max_leaves=5,
)


@settings(max_examples=many(120), deadline=None)
@given(QUERIES)
def test_a_query_finds_what_the_plain_evaluator_finds(session: Session, text: str) -> None:
    assert found(session, text) == expected(text, CALL_ROWS)


@settings(max_examples=many(50), deadline=None)
@given(QUERIES)
def test_not_is_the_true_complement(session: Session, text: str) -> None:
    inside, outside = found(session, f"is:any ({text})"), found(session, f"is:any -({text})")
    assert inside | outside == {call["id"] for call in CALL_ROWS}
    assert not inside & outside


@settings(max_examples=many(80), deadline=None)
@given(ANYTHING, st.booleans())
def test_any_text_compiles_and_runs(session: Session, text: str, typing: bool) -> None:
    session.execute(select(table("call").c.id).where(where(parse(text, CALLS, typing=typing), VIEWER))).all()
    for keys in (CUSTOMERS, ITEMS, PEOPLE, QUEUES):
        found = scoped(parse(text, keys, typing=typing), Translator(keys, VIEWER))
        session.execute(select(table(keys.kind).c.id).where(found)).all()
    lists.ids(session=session, query=parse(text, CALLS), viewer=VIEWER)


LONG = {
    "words": "a " * 300,
    "alternatives": " OR ".join(f"queue:q{n}" for n in range(300)),
    "nested": "-(" * 60 + "a",
    "values": "number:" + ",".join(map(str, range(600))),
    "groups": "-(a OR b) " * 150,
}


@pytest.mark.parametrize("name", LONG)
def test_long_filters_run(session: Session, name: str) -> None:
    found(session, LONG[name])


def by_due(text: str) -> set[int]:
    """Bounds of instants are tested in the domain; here, that they meet their column."""
    return {call["id"] for call in CALL_ROWS if call["is_open"] and call["next_due"] and chosen(call, text)}


def chosen(call: Row, text: str) -> bool:
    due = call["next_due"]
    return bool({
        "left:<2h": due < NOW + timedelta(hours=2),
        "left:<0m": due < NOW,
        "due:>1d": due > NOW + timedelta(days=1),
        "left_s:<=7200": due <= NOW + timedelta(hours=2),
        "due:today": due.astimezone(ROME).date() == NOW.astimezone(ROME).date(),
    }[text])  # fmt: skip


@pytest.mark.parametrize("text", ["left:<2h", "left:<0m", "due:>1d", "left_s:<=7200", "due:today"])
def test_left_and_due_filter_by_the_due_instant(session: Session, text: str) -> None:
    assert found(session, text) == by_due(text)


def test_days_of_an_instant(session: Session) -> None:
    day = NOW.astimezone(ROME).date() - timedelta(days=30)
    same = {c["id"] for c in CALL_ROWS if c["reported_at"].astimezone(ROME).date() == day}
    later = {c["id"] for c in CALL_ROWS if c["reported_at"].astimezone(ROME).date() > day}
    assert found(session, f"is:any created:{day}") == same
    assert found(session, f"is:any created:>{day}") == later
    assert found(session, "paused_s:>1h is:any") == {c["id"] for c in CALL_ROWS if c["paused_s"] > 3600}


def test_calls_without_a_queue_are_not_in_the_north(session: Session) -> None:
    texts = found(session, "is:any -queue:north")
    assert {call["id"] for call in CALL_ROWS if call["queue"] is None} <= texts


def test_nobody_is_me_without_a_name(session: Session) -> None:
    nobody = Viewer(NOW, ROME, None)
    assert found(session, "is:any is:mine", nobody) == set()
    assert found(session, "is:any who:@me", nobody) == set()
    assert len(found(session, "is:any -is:mine", nobody)) == len(CALL_ROWS)


def values(text: str, session: Session, key: str) -> list[Any]:
    keys = lists.ids(session=session, query=parse(text, CALLS), viewer=VIEWER)
    by_id = {call["id"]: call for call in CALL_ROWS}
    found_values = [by_id[one][key] for one in keys]
    order = {"low": 1, "medium": 2, "high": 3}
    return [order[value] for value in found_values] if key == "priority" else found_values


def order_of(text: str, session: Session) -> list[int]:
    return list(lists.ids(session=session, query=parse(text, CALLS), viewer=VIEWER))


def is_open(call_id: int) -> bool:
    return any(call["id"] == call_id and call["is_open"] for call in CALL_ROWS)


@pytest.mark.parametrize(
    "key", ["queue", "priority", "subject", "next_due", "number_order", "reported_at", "closed_at"]
)
def test_sorting_puts_calls_without_a_value_last_either_way(session: Session, key: str) -> None:
    name = {"next_due": "left", "number_order": "number"}.get(key, key)
    for descending in (False, True):
        column = values(f"is:any sort:{'-' if descending else ''}{name}", session, key)
        filled = [value for value in column if value is not None]
        assert column[: len(filled)] == sorted(filled, reverse=descending)
        assert [
            one for one in order_of(f"is:any sort:{'-' if descending else ''}{name}", session) if is_open(one)
        ] == (order_of(f"sort:{'-' if descending else ''}{name}", session))


def test_the_first_page_begins_the_whole_list(session: Session) -> None:
    for text in ("", "is:any", "is:any sort:-queue", "pump is:any sort:who,-created", "queue:none sort:left"):
        query = parse(text, CALLS)
        whole = list(lists.ids(session=session, query=query, viewer=VIEWER))
        assert lists.first_page(session=session, query=query, viewer=VIEWER, size=20) == whole[:20]
        assert lists.count(session=session, query=query, viewer=VIEWER) == len(whole)


def test_triage_order_is_due_then_priority_then_age(session: Session) -> None:
    rank = {"low": 3, "medium": 2, "high": 1}
    opened = sorted(
        (c for c in CALL_ROWS if c["is_open"]),
        key=lambda c: (
            c["next_due"] is None,
            c["next_due"] or NOW,
            rank[c["priority"]],
            c["reported_at"],
            c["id"],
        ),
    )
    assert list(lists.ids(session=session, query=parse("", CALLS), viewer=VIEWER)) == [
        call["id"] for call in opened
    ]


def test_rows_come_in_the_order_asked_for(session: Session) -> None:
    page = lists.rows(session=session, ids=[5, 3, 999_999, 4], now=NOW)
    assert [row.id for row in page] == [5, 3, 4]
    by_id = {call["id"]: call for call in CALL_ROWS}
    for row in page:
        for name in ("number", "subject", "priority", "queue", "reported_at", "next_due", "covered"):
            assert getattr(row, name) == by_id[row.id][name]


def plans(session: Session, text: str) -> list[str]:
    """What SQLite says it will do for each part of a list."""
    steps: list[str] = []
    for statement in lists.statements(parse(text, CALLS), VIEWER):
        sql = statement.compile(session.get_bind(), compile_kwargs={"literal_binds": True})
        steps.append(
            "; ".join(row[3] for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}"))
        )
    return steps


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("", "COVERING INDEX call_open_due"),
        ("priority:high", "COVERING INDEX call_open_due"),
        ("is:closed", "INDEX ix_call_reported_at"),
        ("is:any sort:subject", "COVERING INDEX ix_call_subject"),
        ("is:any sort:-subject", "COVERING INDEX ix_call_subject"),
        ("is:any sort:customer_name", "COVERING INDEX ix_call_customer_name"),
        ("is:any sort:queue", "COVERING INDEX ix_call_queue"),
        ("is:any sort:-who", "COVERING INDEX ix_call_assignee"),
        ("is:any sort:created", "COVERING INDEX ix_call_reported_at"),
        ("is:any sort:left", "COVERING INDEX ix_call_next_due"),
        ("is:any sort:priority", "COVERING INDEX ix_call_priority"),
        ("is:any sort:number", "COVERING INDEX ix_call_number_order"),
    ],
)
def test_common_lists_come_out_of_an_index_in_order(session: Session, text: str, index: str) -> None:
    found_plans = plans(session, text)
    assert any(index in plan for plan in found_plans), found_plans
    assert not any("TEMP B-TREE FOR ORDER BY" in plan for plan in found_plans), found_plans


@pytest.mark.parametrize(
    "text", ["queue:north", "who:anna", "pump", "status:open", "sort:subject", "customer:bianchi"]
)
def test_filters_of_open_calls_do_not_touch_the_closed_ones(session: Session, text: str) -> None:
    assert all("call_open_" in plan or "is_open = 0" in plan for plan in plans(session, text)[:1]), plans(
        session, text
    )
