"""What every list and every reading command keeps to, asked of the catalogue of commands."""

import csv
import hashlib
import io
import os
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import typer

from svc_tui.cli.core.main import NOUNS, app
from svc_tui.services.demo.making import Made, make
from tests.cli.running import Shell
from tests.services.desk import Desk

CALL = "10001"
READS: dict[str, tuple[str, ...]] = {
    "call list": ("is:any",), "call show": (CALL,), "call due": (CALL,), "call files": (CALL,),
    "call print": (CALL,), "call report": (CALL,),
    "call work list": (CALL,), "call stopwatch show": (), "call save": ("1", "."),
    "equipment list": (), "equipment find": ("931",), "equipment show": ("311",), "equipment cover": ("SN-000931",),
    "equipment files": ("311",), "equipment save": ("1", "."), "equipment tree": ("311",),
    "customer list": (), "customer show": ("C1",), "customer find": ("bian",), "customer timeline": ("C1",),
    "customer performance": ("C1",), "contract print": ("58",),
    "report list": (), "report show": ("queues",), "report run": ("queues",), "report monitor": (),
    "queue board": (),
    "item list": (), "item show": ("WSH-40",), "item groups": (),
    "person list": (), "person show": ("anna",), "queue list": (), "queue show": ("NORTH",),
    "queue rules list": (), "queue rules show": ("Hotel",), "queue rules check": (), "queue rules try": (),
    "queue rules export": (),
    "queue levels list": (), "queue levels show": ("Late",), "queue levels check": (),
    "billing propose": (),
    "contract list": (), "contract show": ("58",), "contract ending": ("--days", "90"), "contract simulate": ("58",),
    "contract lines": ("58",), "contract files": ("58",), "contract save": ("1", "."),
    "contract due": ("--at", "2026-03-02T09:00", "--hours", "Mo-Fr 09:00-18:00", "--budget", "4h"),
    "contract units show": ("58",), "contract units unaccounted": ("58",),
    "template list": (), "template show": ("Gold",), "template files": ("Gold",), "template save": ("1", "."),
    "solution list": (), "solution stale": (), "solution search": ("door", "sensor"), "solution suggest": (CALL,),
    "solution show": ("15",), "solution versions": ("15",), "solution synonym list": (),
    "activity list": (), "activity show": ("1",), "activity files": ("1",), "activity save": ("1", "."),
    "opportunity list": (), "opportunity show": ("1",), "opportunity sums": (), "opportunity stages list": (),
    "opportunity files": ("1",), "opportunity save": ("1", "."),
    "plan list": (), "plan show": ("1",), "plan day": (), "plan week": (),
    "plan load": (), "plan month": (), "plan ics": ("--who", "bruno"), "plan behind": (),
    "plan rule list": (), "plan rule show": ("P1",),
    "billing list": (), "billing show": ("1",),
    "opportunity hints list": (), "opportunity hints show": ("ending/contract/58",),
    "opportunity hints decided": (), "opportunity hints outcomes": (), "opportunity hints rules list": (),
    "opportunity hints rules show": ("repeat",),
    "price list": (), "price show": ("WSH-40", "--customer", "C1"), "price book list": (),
    "price book show": ("BASE",), "price vat list": (), "price vat show": ("STD",), "price hours list": (),
    "price hours show": ("night",),
    "message list": ("is:any",), "day": (),
    "view list": (), "macro list": (), "text list": (), "text show": ("hello", CALL),
    "setup show": (), "setup list": ("status",), "setup closed": (),
    "export": ("call", "--to", "-"), "store info": (), "store check": (), "store backup": ("copy.db",),
    "where": (), "keys": (),
}  # fmt: skip
"""Commands that only read, with words for them."""
WRITES = """
call: take assign move priority status technician respond note pause resume resolve close reopen follow merge link
duplicate solution activity attach detach sign rate new set / call work: add set remove correct
call stopwatch: start stop
equipment: new set attach detach owner loan loan-back exchange lab back return parent meter join delete deliver
customer: new set contact address merge / item: new set group / person: new set
queue: new set take member absence balance route escalate / queue rules: set delete / queue levels: set remove
contract: new set copy approve hold draft terminate renew refill remind attach detach
queue: columns
contract units: buy correct expire attach
template: new set expire attach detach
solution: new set publish review merge delete attach missed / solution synonym: add remove
activity: new set done reopen follow delete attach detach
opportunity: new set stage win lose reopen delete competitor attach detach / opportunity stages: set remove
report: set copy delete limits / view: save set rename move delete / macro: save run delete / text: save delete
message: done read snooze
plan: new set move cancel go checkin checkout propose give absence way make / plan rule: new set stop
billing: approve hold release hand-over reverse close
opportunity hints: raise put-off dismiss recall / opportunity hints rules: set
price: set change end remove import / price book: new set / price vat: new set / price hours: new set
setup: set add change remove close open / store: restore migrate
"""
ALONE = {"import", "undo", "redo", "init", "demo", "wake", "report wall"}


def commands() -> Iterator[tuple[str, Any]]:
    """Every command with the words that call it."""
    root: Any = typer.main.get_command(app)
    for name in NOUNS:
        yield from _below(name, root.get_command(None, name))


def _below(words: str, command: Any) -> Iterator[tuple[str, Any]]:
    inner = getattr(command, "commands", None)
    if not inner:
        yield words, command
        return
    for name, each in inner.items():
        yield from _below(f"{words} {name}", each)


def writing() -> set[str]:
    """The commands that write."""
    found = set(ALONE)
    for part in WRITES.replace("/", "\n").replace(":", "\0").split("\n"):
        if "\0" in part:
            noun = part.split("\0")[0].strip()
            part = part.split("\0")[1]
        found |= {f"{noun} {name}" for name in part.split()}
    return found


@pytest.fixture
def filled(svc: Shell, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A store with one of everything, in which something is due by itself that a reader leaves alone."""
    number = desk.open_call()
    assert number == CALL
    asleep = desk.open_call()
    desk.calls.pause([asleep], desk.time.replace(hour=10))
    desk.add(
        "hand_over", number=1, customer="C1", at=desk.time, who="anna", day=desk.time.date(), until=desk.time.date(),
        currency="EUR", format="csv", net_minor=0, vat_minor=0, total_minor=0, file_name="a.csv",
    )  # fmt: skip
    desk.store.close()
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"leak")
    for words in (
        ("call", "work", "add", CALL, "30m tested"), ("call", "attach", CALL, str(photo)),
        ("template", "new", "name=Gold", "resolution=8h"), ("text", "save", "hello", "Dear {customer}"),
        ("call", "note", CALL, "will call back"), ("activity", "attach", "1", str(photo)),
        ("opportunity", "new", "--from", f"call:{CALL}", "amount=1200"),
        ("opportunity", "attach", "1", str(photo)),
        ("macro", "save", "calm", "priority=low"), ("view", "save", "Mine", "who:@me"),
        ("queue", "rules", "set", "Hotel", "when=customer:C2", "queue=SOUTH"),
        ("plan", "new", CALL, "technicians=bruno", "starts_at=2099-03-06 10:00"),
        ("plan", "rule", "new", "P1", "name=Check", "equipment=311", "every=monthly"),
        ("price", "book", "new", "BASE", "currency=EUR"), ("price", "vat", "new", "STD", "rates=22"),
        ("price", "hours", "new", "night", "hours=Mo-Su 22:00-06:00", "factor=1.5"),
        ("setup", "set", "price_list=BASE", "vat=STD"), ("price", "set", "BASE", "WSH-40", "950"),
        ("queue", "levels", "set", "Late", "after=2h", "steps=tell=bruno"),
    ):  # fmt: skip
        said = svc(*words)
        assert said.code == 0, (words, said.err)
    monkeypatch.chdir(tmp_path)
    return svc


def standing(store: Path) -> dict[str, str]:
    """What lies in the store's file, once everybody has closed it, and beside it."""
    return {
        each.name: hashlib.sha256(each.read_bytes()).hexdigest()
        for each in sorted(store.parent.glob(f"{store.name}*"))
        if each.is_file() and each.stat().st_size
    }


def test_every_command_is_known_to_read_or_to_write() -> None:
    names = {name for name, _command in commands()}
    assert (READS.keys() | writing()) == names
    assert READS.keys() & writing() == set()


def test_a_command_that_reads_writes_nothing(filled: Shell) -> None:
    before = standing(filled.store)
    for name, words in READS.items():
        said = filled(*name.split(), *words)
        assert said.code == 0 or "save" in name, (name, said.err)
        assert standing(filled.store) == before, name


def test_who_only_reads_is_not_written_down(filled: Shell) -> None:
    before = standing(filled.store)
    assert filled("call", "list", who=None).code == 0
    assert standing(filled.store) == before
    assert filled("call", "note", CALL, "by whom", who=None).code == 0
    me = filled("call", "show", CALL, "--json").json["activities"][0]["who"]
    assert me in [each["code"] for each in filled("person", "list", "--json").json]


LISTS = [name for name, command in commands() if any(each.name == "as_csv" for each in command.params)]


OF_A_RECORD = {
    "call files", "call work list", "equipment files", "contract remind", "contract lines", "contract files",
    "contract units show", "contract units unaccounted", "template files", "activity files",
    "opportunity files",
    "customer timeline",
}  # fmt: skip
"""Lists that hang on a record, which a missing store does not hold."""
MAKE = {*LISTS, "customer find", "report run"} - OF_A_RECORD - {"keys"}


def test_a_list_makes_a_missing_store_and_nothing_else_that_reads_does(svc: Shell) -> None:
    for name, words in READS.items():
        svc(*name.split(), *words)
        assert svc.store.exists() == (name in MAKE), name
        for file in svc.home.glob("desk.db*"):
            file.unlink()


def test_every_list_counts(filled: Shell) -> None:
    for name, command in commands():
        if name in LISTS:
            assert any(each.name == "count" for each in command.params), name


def test_a_count_is_the_number_of_the_list_alone(filled: Shell) -> None:
    for name in LISTS:
        if name in READS:
            words = (*name.split(), *READS[name])
            told = filled(*words, "--count")
            assert told.code == 0, (name, told.err)
            rows = list(csv.reader(io.StringIO(filled(*words, "--csv").out)))
            assert told.out == f"{len(rows) - 1}\n", name
    assert filled("call", "list", "--count").out == "2\n"
    assert filled("call", "list", "is:any", "--count", "--limit", "1").out == "1\n"
    assert filled("call", "list", "customer:nobody", "--count").out == "0\n"
    assert filled("call", "list", "--count", "--json").code == 2


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a few thousand calls."""
    path = tmp_path_factory.mktemp("long") / "desk.db"
    make(path, Made(3_000, 1, "en", datetime(2026, 11, 23, 9, 0, tzinfo=UTC)), lambda *_: None)
    return path


@pytest.mark.slow
@pytest.mark.parametrize("form", ["--json", "--csv", "--plain"])
def test_a_long_list_takes_no_more_memory_than_a_short_one(
    svc: Shell, long: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    svc.store = long
    peaks = []
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        monkeypatch.setattr("sys.stdout", nowhere)
        svc("call", "list", "is:any", form, "--limit", "10")
        for limit in ("1000", "3000"):
            tracemalloc.start()
            svc("call", "list", "is:any", form, "--limit", limit)
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0]
