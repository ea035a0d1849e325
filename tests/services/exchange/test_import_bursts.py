"""An import in bursts: others write in between, and still all of it is kept or nothing, also after a kill."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from svc_tui.bootstrap import Services
from svc_tui.errors import Refused, Unavailable
from svc_tui.interchange.core.records import Problem
from svc_tui.services.calls.lists import CallLists
from svc_tui.services.deliveries.service import Deliveries
from svc_tui.services.exchange.incoming.run import Importing, Progress
from svc_tui.storage.engine import bursts
from tests.services.importing_hands import calls, desk, load, sample, whole

MAP = """kind = "call"
create = ["customer", "queue", "person"]
[fields]
number = "no"
subject = "text"
customer = "who"
queue = "queue"
assignee = "by"
"""
HEAD = "no,text,who,queue,by\n"
ROWS = "".join(f"{number},Door {number},C{number % 7},Q{number % 3},p{number % 5}\n" for number in range(900))
MOVING = frozenset({"change_seq", "version", "updated_at"})


@pytest.fixture(autouse=True)
def every_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    """A burst ends wherever it may."""
    monkeypatch.setattr(bursts, "HELD_S", -1.0)


def facts(services: Services) -> dict[str, list[tuple[Any, ...]]]:
    """What is in the store, without what only counts writes."""
    found = whole(services)
    del found["counter"]
    found["call"] = [
        tuple(str(value) for name, value in sorted(row.items()) if name not in MOVING)
        for row in calls(services).values()
    ]
    for name in ("customer", "person", "queue", "item", "item_group", "list_entry", "contact"):
        found.pop(name)
    with services.store.read() as session:
        from svc_tui.storage.exchange import incoming as rows

        for name in (
            "customer",
            "person",
            "queue",
            "list_entry",
            "equipment",
            "call_solution",
            "serial_form",
        ):
            columns = sorted(rows.columns(name) - MOVING)
            found[name] = [
                tuple(str(cell) for cell in row)
                for row in rows.rows_of(session=session, table_name=name, names=columns)
            ]
        found["import_step"] = [
            tuple(row) for row in rows.rows_of(session=session, table_name="import_step", names=("id",))
        ]
    return found


def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often a burst was committed before the last."""
    seen: list[int] = []
    end = bursts.Bursts._end_burst

    def counting(self: bursts.Bursts) -> None:
        end(self)
        seen.append(1)

    monkeypatch.setattr(bursts.Bursts, "_end_burst", counting)
    return seen


def test_many_bursts_make_what_one_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = counted(monkeypatch)
    (tmp_path / "one").mkdir()
    with desk(tmp_path) as many, desk(tmp_path / "one") as one:
        load(many, tmp_path / "a.csv", HEAD + ROWS, toml=MAP)
        sample(many)
        assert len(seen) > 3
        assert not many.store.problems()
        monkeypatch.setattr(bursts, "HELD_S", 1000.0)
        load(one, tmp_path / "a.csv", HEAD + ROWS, toml=MAP)
        sample(one)
        there, here = facts(many), facts(one)
        assert {name: len(rows) for name, rows in there.items()} == {
            name: len(rows) for name, rows in here.items()
        }
        assert there["history"] == here["history"]
        assert not sample(many).entered


class Broken(Exception):
    """Stands for ctrl+c."""


def break_off(at: int) -> Any:
    def progress(progress: Progress) -> None:
        if progress.count >= at:
            raise Broken

    return progress


@pytest.mark.parametrize("at", [400, 600, 800])
def test_broken_off_between_bursts_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    with desk(tmp_path) as services:
        sample(services)
        before = facts(services)
        seen = counted(monkeypatch)
        with pytest.raises(Broken):
            load(services, tmp_path / "a.csv", HEAD + ROWS, toml=MAP, on_progress=break_off(at))
        assert len(seen) > 0
        assert facts(services) == before
        assert not services.store.problems()
        assert len(CallLists(services.context).ids("is:any Door").ids) == 0


def test_known_records_are_what_they_were_before(tmp_path: Path) -> None:
    changed = ROWS.replace("Door", "Gate").replace(",C", ",D")
    with desk(tmp_path) as services:
        load(services, tmp_path / "a.csv", HEAD + ROWS, toml=MAP)
        before = facts(services)
        with pytest.raises(Broken):
            load(services, tmp_path / "b.csv", HEAD + changed, toml=MAP, on_progress=break_off(800))
        assert facts(services) == before
        assert len(CallLists(services.context).ids("is:any Door").ids) == 900
        assert len(CallLists(services.context).ids("is:any Gate").ids) == 0
        assert not services.store.problems()


def test_a_file_that_cannot_be_read_keeps_nothing_of_the_file_before_it(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        "".join(f'{{"kind": "customer", "code": "K{number}", "name": "K"}}\n' for number in range(500))
    )
    (tmp_path / "b.json").write_text('{"value": [\n{"ServiceCallID": 1, "Subject": "a", "CustomerCo')
    with desk(tmp_path) as services:
        before = facts(services)
        with pytest.raises(Refused):
            Importing(services.context).run([tmp_path / "a.jsonl", tmp_path / "b.json"])
        assert facts(services) == before


def test_under_strict_nobody_sees_come_and_go_what_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk(tmp_path) as services:
        before = whole(services)
        told: list[Problem] = []
        report = load(
            services, tmp_path / "a.csv", HEAD + ROWS + "x,,C1,Q1,p1\n", toml=MAP, strict=True,
            on_problem=lambda file, problem: told.append(problem),
        )  # fmt: skip
        assert (report.refused, report.entered, report.dry_run, report.rejected) == (True, False, False, 1)
        assert sum(one.severity == "reject" for one in told) == 1
        assert whole(services) == before  # change sequence too
        good = load(services, tmp_path / "b.csv", HEAD + ROWS, toml=MAP, strict=True)
        assert (good.entered, good.kinds["call"].new) == (True, 900)


def test_a_dry_run_waits_for_nobody_and_writes_nothing(tmp_path: Path) -> None:
    with desk(tmp_path) as services, desk(tmp_path) as other:
        services.queues.new({"code": "Q0", "name": "Q0"})
        before = whole(services)
        with other.context.write() as unit:  # somebody is in the middle of a write
            report = load(services, tmp_path / "a.csv", HEAD + ROWS, toml=MAP, dry_run=True)
            assert (report.kinds["call"].new, report.made["customer"], report.entered) == (900, 7, False)
            unit.insert("queue", {"code": "Z", "name": "Z"})
        other.undo.undo()
        assert {**whole(services), "counter": 0, "change": 0, "history": 0} == {
            **before, "counter": 0, "change": 0, "history": 0
        }  # fmt: skip
        assert not list(tmp_path.glob("store.db-import"))


def test_a_dry_run_without_room_for_its_copy_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with desk(tmp_path) as services, pytest.raises(Unavailable):
        load(services, tmp_path / "a.csv", HEAD + ROWS, toml=MAP, dry_run=True)


class Beside:
    """Somebody else, who writes whenever the import tells how far it is."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.done = 0

    def __call__(self, progress: Progress) -> None:
        if self.done == 0 and self.services.store.change_seq() > 0 and calls(self.services):
            number = next(iter(calls(self.services)))
            self.services.calls.note([number], "Seen here already")
            self.done += 1


def test_others_write_in_between_and_keep_what_they_wrote(tmp_path: Path) -> None:
    with desk(tmp_path) as services, desk(tmp_path) as other:
        beside = Beside(other)

        def progress(progress: Progress) -> None:
            beside(progress)
            if progress.count >= 800:
                raise Broken

        with pytest.raises(Broken):
            load(services, tmp_path / "a.csv", HEAD + ROWS, toml=MAP, on_progress=progress)
        assert beside.done == 1
        left = calls(services)
        assert len(left) == 1  # somebody wrote a note on it: it stays, with all that it refers to
        assert not services.store.problems()
        report = load(services, tmp_path / "b.csv", HEAD + ROWS, toml=MAP)
        assert (report.kinds["call"].new, report.rejected) == (899, 0)


def test_what_somebody_else_makes_meanwhile_is_not_made_again(tmp_path: Path) -> None:
    with desk(tmp_path) as services, desk(tmp_path) as other:
        made: list[int] = []

        def progress(progress: Progress) -> None:
            if not made:
                made.append(1)
                other.customers.new({"code": "LATE", "name": "Late"})
                other.calls.new({"customer": "LATE", "subject": "In between"})

        rows = HEAD + ROWS + "L1,Window,LATE,Q1,p1\n"
        report = load(services, tmp_path / "a.csv", rows, toml=MAP, on_progress=progress)
        assert (report.rejected, report.kinds["call"].new) == (0, 901)
        assert [row["customer"] for row in calls(services).values()].count("LATE") == 2
        assert not services.store.problems()


KILLED = """
import os, signal, sys
from pathlib import Path
from svc_tui.bootstrap import open_services
from svc_tui.services.exchange.incoming.run import Importing
from svc_tui.storage.engine import bursts
bursts.HELD_S = -1.0
services = open_services(store=Path(sys.argv[1]), who="anna", env={})
def progress(progress):
    if progress.count >= 600:
        os.kill(os.getpid(), signal.SIGKILL)
Importing(services.context).run([Path(sys.argv[2])], map_path=Path(sys.argv[3]), on_progress=progress)
"""


def test_what_a_killed_import_left_is_taken_back_by_the_next_who_writes(tmp_path: Path) -> None:
    with desk(tmp_path) as services:
        sample(services)
        before = facts(services)
    (tmp_path / "a.csv").write_text(HEAD + ROWS)
    (tmp_path / "a.toml").write_text(MAP)
    names = [str(tmp_path / name) for name in ("store.db", "a.csv", "a.toml")]
    killed = subprocess.run([sys.executable, "-c", KILLED, *names], env={**os.environ}, check=False)
    assert killed.returncode == -signal.SIGKILL
    with desk(tmp_path) as services:
        assert len(calls(services)) > len(before["call"])  # part of it stands there
        assert bursts.who(services.store.path) == ("anna", "a.csv")
        services.queues.new({"code": "NEXT", "name": "Next"})
        after = facts(services)
        assert after["call"] == before["call"]
        assert after["import_step"] == []
        assert [row for row in after["queue"] if "NEXT" not in row] == before["queue"]
        assert bursts.who(services.store.path) is None
        assert not services.store.problems()


def test_deliveries_come_in_bursts_too_and_are_one_undo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = counted(monkeypatch)
    rows = "".join(f"{number},2026-01-02,C,I,S-{number}\n" for number in range(40))
    path = tmp_path / "d.csv"
    path.write_text("document,date,customer,item,serial\n" + rows)
    with desk(tmp_path) as services:
        services.customers.new({"code": "C", "name": "C"})
        services.items.new({"code": "I", "name": "I", "serial_managed": True})
        before = facts(services)
        dry = Deliveries(services.context).run(path, dry_run=True)
        assert (len(dry.taken), len(seen), facts(services)) == (40, 0, before)

        def broken(each: object) -> None:
            if len(seen) > 10:
                raise Broken

        with pytest.raises(Broken):
            Deliveries(services.context).run(path, on_each=broken)
        assert facts(services) == before
        report = Deliveries(services.context).run(path)
        assert (len(report.taken), report.change_id is not None) == (40, True)
        assert len(facts(services)["equipment"]) == 40
        services.undo.undo()
        assert facts(services)["equipment"] == []
        assert not services.store.problems()
