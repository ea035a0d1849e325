"""`svc-tui store`: info, check, backup, restore, migrate; sentences where a store cannot be used."""

import subprocess
import sys
from pathlib import Path

from svc_tui.storage.sqlite.migrations import CURRENT
from tests.cli.running import Shell
from tests.services.desk import Desk


def test_info_counts_what_is_in_it(svc: Shell, desk: Desk) -> None:
    desk.open_call()
    told = svc("store", "info", "--json").json
    assert (told["path"], told["counts"]["call"], told["schema"]) == (str(svc.store), 1, CURRENT)
    assert told["size"] > 0


def test_check_backup_and_restore(svc: Shell, desk: Desk, tmp_path: Path) -> None:
    number = desk.open_call()
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"leak")
    svc("call", "attach", number, str(photo))
    desk.store.close()
    assert svc("store", "check").code == 0
    copy = tmp_path / "copies" / "monday.db"
    copy.parent.mkdir()
    assert svc("store", "backup", str(copy)).out == f"{copy}\n"
    assert svc("store", "backup", str(copy)).code == 1
    svc("call", "set", number, "priority=high")
    restored = svc("store", "restore", str(copy))
    assert restored.code == 0, restored.err
    assert svc("call", "show", number, "--json").json["priority"] == "low"
    assert "replaced-1" in restored.err
    assert svc("store", "restore", str(tmp_path / "none.db")).code == 3
    svc.store = tmp_path / "elsewhere.db"
    assert svc("store", "restore", str(copy)).code == 0
    out = svc("call", "save", svc("call", "files", number, "--json").json[0]["id"], str(tmp_path / "copies"))
    assert Path(out.out.strip()).read_bytes() == b"leak"


def test_restore_is_refused_while_somebody_works(svc: Shell, desk: Desk, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    svc("store", "backup", str(copy))
    holds = "import sys; from pathlib import Path; from svc_tui.storage.engine.store import Store\n"
    holds += (
        "store = Store.open(Path(sys.argv[1])); store.news(); print('open', flush=True); sys.stdin.read()"
    )
    desk.store.close()
    other = subprocess.Popen(
        [sys.executable, "-c", holds, str(svc.store)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "open\n"
    refused = svc("store", "restore", str(copy))
    other.communicate("")
    assert refused.code == 1
    assert str(svc.store) in refused.err
    assert svc("store", "restore", str(copy)).code == 0


def test_a_damaged_backup_changes_nothing(svc: Shell, desk: Desk, tmp_path: Path) -> None:
    desk.store.close()
    bad = tmp_path / "bad.db"
    bad.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    before = svc("person", "list", "--json").json
    said = svc("store", "restore", str(bad))
    assert said.code == 1
    assert len(said.err.splitlines()) == 1
    assert svc("person", "list", "--json").json == before
    assert list(tmp_path.glob("*restoring*")) == []


def test_a_store_that_is_none_is_one_sentence(svc: Shell, tmp_path: Path) -> None:
    svc.store.write_text("dear diary " * 500, encoding="utf-8")
    for words in (["call", "list"], ["store", "check"], ["store", "info"], ["call", "show", "1"]):
        said = svc(*words)
        assert (said.code, said.out) == (1, ""), words
        assert "store restore" in said.err
        assert "Traceback" not in said.err
    assert svc.store.read_text(encoding="utf-8").startswith("dear diary")


def test_migrate_says_where_the_schema_stands(svc: Shell) -> None:
    assert f"schema {CURRENT}" in svc("store", "migrate").err
    assert svc("store", "migrate").code == 0
