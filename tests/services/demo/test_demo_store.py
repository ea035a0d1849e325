"""The demo company in a store: what the services say of it is what its rows say, and it can be worked with."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from svc_tui.domain.sla import stopwatch as sla
from svc_tui.domain.sla.entitlement import Reason
from svc_tui.domain.sla.targets import parse_target
from svc_tui.errors import Refused
from svc_tui.services.calls.service import Calls
from svc_tui.services.core.context import Context
from svc_tui.services.demo.making import Made, check, discard, made, make
from svc_tui.services.queues.escalating import Escalating
from svc_tui.services.sla.clocks import clocks_of, coverage_under
from svc_tui.services.sla.cover import cover
from svc_tui.storage.calls.rows import CallRecord
from svc_tui.storage.contracts.terms import all_terms
from svc_tui.storage.engine.store import Store
from svc_tui.storage.exchange.incoming import rows_of
from svc_tui.storage.sqlite.bulk import call_columns

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
WANTED = Made(250, 1, "en", NOW)


class Own(NamedTuple):
    """A unit as the entitlement asks about it."""

    number: int | None
    serial: str | None
    manufacturer_serial: str | None


def silent(stage: str, done: int, total: int) -> None:
    """Nobody watches."""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One demo store for all tests that only read."""
    found = tmp_path_factory.mktemp("demo") / "demo.db"
    make(found, WANTED, silent)
    return found


@pytest.fixture
def context(path: Path) -> Iterator[Context]:
    """Anna at the store."""
    store = Store.open(path, make=False)
    yield Context(store, "anna", lambda: NOW)
    store.close()


def every(context: Context, table: str, names: list[str]) -> list[dict[str, Any]]:
    """Whole rows of a table."""
    with context.store.read() as session:
        return [
            dict(zip(names, row, strict=True))
            for row in rows_of(session=session, table_name=table, names=names)
        ]


def calls_of(context: Context) -> list[dict[str, Any]]:
    """All calls."""
    return every(context, "call", call_columns())


def dump(path: Path) -> list[str]:
    """The whole content as text."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        names = [
            row[0]
            for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")
        ]
        plain = [name for name in names if not name.startswith(("call_fts", "serial_fts", "sqlite_"))]
        return [
            repr(row) for name in plain for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY 1')
        ]


def schema(path: Path) -> list[tuple[str, str, str]]:
    """What the file is made of."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        query = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%' ORDER BY 1, 2"
        return connection.execute(query).fetchall()


def test_the_same_seed_gives_the_same_store(tmp_path: Path) -> None:
    for name in ("a.db", "b.db"):
        make(tmp_path / name, Made(60, 7, "it", NOW), silent)
    assert dump(tmp_path / "a.db") == dump(tmp_path / "b.db")


def test_a_filled_store_is_made_like_an_empty_one(path: Path, tmp_path: Path) -> None:
    Store.open(tmp_path / "empty.db").close()
    assert schema(path) == schema(tmp_path / "empty.db")


def test_the_store_is_sound(context: Context) -> None:
    assert context.store.problems() == []


def test_running_numbers_go_on(context: Context) -> None:
    counters = {row["name"]: row["value"] for row in every(context, "counter", ["name", "value"])}
    assert counters["call"] == 10_250
    for name in ("activity", "contract", "equipment", "solution"):
        assert counters[name] == max(row["number"] for row in every(context, name, ["number"]))


def test_solutions_know_how_often_they_helped(context: Context) -> None:
    links = every(context, "call_solution", ["call_id", "solution"])
    closed = {row["id"] for row in calls_of(context) if not row["is_open"]}
    for row in every(context, "solution", ["number", "used"]):
        assert row["used"] == sum(
            link["solution"] == row["number"] and link["call_id"] in closed for link in links
        )
    assert sum(row["used"] for row in every(context, "solution", ["used"])) > 80


def test_each_answer_of_entitlement_has_an_example_now(context: Context) -> None:
    names = ["number", "customer", "serial", "manufacturer_serial", "item", "status"]
    groups = {row["code"]: row["group"] for row in every(context, "item", ["code", "group"])}
    found = set()
    with context.store.read() as session:
        for card in every(context, "equipment", names):
            if card["status"] in ("active", "loaned"):
                answer = cover(
                    session=session, company=context.company, customer=card["customer"],
                    card=Own(card["number"], card["serial"], card["manufacturer_serial"]),
                    item=card["item"], item_group=groups[card["item"]], at=NOW, priority="medium", now=NOW,
                )  # fmt: skip
                found.add(answer.entitlement.reason)
    assert found == set(Reason)


def test_entitlement_at_the_reported_instant_is_what_the_services_say(context: Context) -> None:
    reasons = set()
    with context.store.read() as session:
        for row in calls_of(context):
            card = Own(None, row["serial"], row["manufacturer_serial"])
            answer = cover(
                session=session, company=context.company, customer=row["customer"],
                card=card if row["equipment"] else None, item=row["item"], item_group=row["item_group"],
                at=row["reported_at"], priority=row["priority"], now=NOW,
            ).entitlement  # fmt: skip
            said = (row["contract"], row["covered"], row["coverage_reason"])
            assert said == (answer.contract, answer.is_accepted, answer.reason.value), row["number"]
            reasons.add(answer.reason)
    assert reasons == set(Reason)


def test_the_clocks_of_each_call_add_up(context: Context) -> None:
    pauses: dict[int, list[tuple[datetime, datetime | None]]] = {}
    for pause in every(context, "call_pause", ["call_id", "start_at", "end_at"]):
        pauses.setdefault(pause["call_id"], []).append((pause["start_at"], pause["end_at"]))
    with context.store.read() as session:
        contracts = all_terms(session=session)
    checked = 0
    for row in calls_of(context):
        terms = contracts[row["contract"]] if row["coverage_reason"] == "covered" else None
        coverage = coverage_under(terms, context.company, NOW)
        clocks = clocks_of(CallRecord(**row, number_key=None), coverage, pauses.get(row["id"], []))
        response, resolution = terms.target(row["priority"]) if terms else (None, None)
        for watch, target, due, held in (
            (clocks.response, response, row["respond_by"], []),
            (clocks.resolution, resolution, row["resolve_by"], pauses.get(row["id"], [])),
        ):
            fresh = sla.start(
                row["reported_at"], parse_target(target) if target else None, coverage, once=watch.once
            )
            assert sla.replayed(fresh, held, watch.stopped_at) == watch, row["number"]
            assert due == watch.measured_by(coverage), row["number"]
            checked += watch.is_running
    assert checked > 40


def test_words_of_calls_are_found(context: Context) -> None:
    subject = "Stops after warm-up"
    rows = calls_of(context)
    with context.store.read() as session:
        connection: Any = session.connection()
        hits = connection.exec_driver_sql(
            "SELECT rowid FROM call_fts WHERE call_fts MATCH '\"temperature probe\"'"
        )
        found = {row[0] for row in hits}
    assert {row["id"] for row in rows if row["subject"] == subject and "probe" in row["resolution"]} <= found
    assert len(found) < len(rows)


def test_the_calls_can_be_worked_with(tmp_path: Path) -> None:
    make(tmp_path / "work.db", WANTED, silent)
    store = Store.open(tmp_path / "work.db", make=False)
    context = Context(store, "anna", lambda: NOW)
    calls = Calls(context)
    rows = calls_of(context)
    waiting = next(row["number"] for row in rows if row["is_open"] and not row["assignee"])
    paused = next(row["number"] for row in rows if row["paused_since"])
    closed = next(row["number"] for row in reversed(rows) if not row["is_open"])
    for outcomes in (
        calls.take([waiting]), calls.pause([waiting]), calls.resume([waiting, paused]),
        calls.resolve([waiting], "Done."), calls.close([waiting]), calls.reopen([closed]),
    ):  # fmt: skip
        assert not outcomes.refused, [outcome.say(str) for outcome in outcomes.outcomes]
    new = calls.new({"serial": "SN-000931", "subject": "Stops after warm-up"}).outcomes[0]
    assert new.number == "10251"
    with store.read() as session:
        assert calls.row(new.number, session).contract == 58
    assert store.problems() == []
    store.close()


def test_an_interrupted_making_leaves_nothing(tmp_path: Path) -> None:
    def interrupt(stage: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make(tmp_path / "demo.db", WANTED, interrupt)
    assert list(tmp_path.iterdir()) == []


def test_a_real_store_is_neither_opened_nor_removed_as_a_demo(tmp_path: Path) -> None:
    real = tmp_path / "desk.db"
    Store.open(real).close()
    for act in (
        lambda: check(real, WANTED, False, False),
        lambda: discard(real),
        lambda: make(real, WANTED, silent),
    ):
        with pytest.raises(Refused):
            act()
    assert made(real) is None
    assert real.exists()


def test_a_demo_knows_what_it_was_made_from(path: Path) -> None:
    assert made(path) == WANTED
    assert check(path, Made(9, 9, "it", NOW), False, False) == WANTED
    with pytest.raises(Refused, match="250 calls and seed 1"):
        check(path, Made(9, 1, "en", NOW), True, False)


def test_prepaid_units_are_the_sum_of_their_ledger_and_work_draws_what_it_says(path: Path) -> None:
    connection = sqlite3.connect(path)
    ledgers = connection.execute(
        "SELECT units - used, (SELECT sum(quantity) FROM unit_entry WHERE contract = c.number) FROM contract c "
        "WHERE unit_kind IS NOT NULL"
    ).fetchall()
    drawn = connection.execute(
        "SELECT w.accounted, -sum(e.quantity) FROM work w JOIN unit_entry e ON e.work = w.id GROUP BY w.id"
    ).fetchall()
    days = connection.execute("SELECT contract, at FROM unit_entry ORDER BY contract, id").fetchall()
    connection.close()
    assert len(ledgers) >= 3
    assert all(left == total >= 0 for left, total in ledgers)
    assert days == sorted(days)
    assert drawn
    assert all(accounted == entered for accounted, entered in drawn)


def test_levels_of_escalation_have_fired_by_now_and_managers_were_told(context: Context) -> None:
    """Nothing is due when the company is opened, whatever its size; the next day something is."""
    assert Escalating(context).run(dry_run=True) == ()
    told = every(context, "message", ["person", "kind", "text_values"])
    assert {each["text_values"]["level"] for each in told if each["kind"] == "escalated"} == {
        "Three quarters used",
        "Late by 2 hours",
    }
    tomorrow = Context(context.store, "anna", lambda: NOW + timedelta(days=1))
    assert Escalating(tomorrow).run(dry_run=True)
