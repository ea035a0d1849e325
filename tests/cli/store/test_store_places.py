"""Where the store lies, as it is typed: exactly that file, or one sentence."""

import os
from pathlib import Path

from tests.cli.running import Shell
from tests.services.desk import Desk


def test_a_home_that_nobody_has_is_a_sentence(svc: Shell) -> None:
    svc.store = Path("~nobody-of-that-name/desk.db")
    said = svc("call", "list")
    assert said.code == 2
    assert said.err.count("\n") == 1
    assert "./~nobody-of-that-name/desk.db" in said.err


def test_every_reading_command_says_what_is_wrong_with_the_place(svc: Shell, tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    for path in (loop, tmp_path / ("n" * 300), tmp_path, loop / "x.db"):
        svc.store = path
        for words in (
            ["call", "list"],
            ["call", "show", "1"],
            ["store", "check"],
            ["export", "call", "--to", "-"],
            ["init"],
        ):
            said = svc(*words)
            assert (said.code, said.out, said.err.count("\n")) == (1, "", 1), (path, words, said.err)


def test_looking_makes_no_store(svc: Shell, tmp_path: Path) -> None:
    for words in (
        ["store", "check"],
        ["store", "info"],
        ["store", "backup"],
        ["store", "check", "--rebuild"],
    ):
        assert svc(*words).code in (1, 3), words
    assert "desk.db" not in os.listdir(tmp_path)


def test_init_makes_a_store_of_an_empty_file(svc: Shell) -> None:
    svc.store.touch(0o640)
    assert "is empty" in svc("call", "list").err
    assert "is empty" in svc("store", "check").err
    assert svc("init", "--company", "Acme", "--user", "anna").code == 0
    assert svc("person", "list", "--json").json[0]["roles"] == ["technician", "dispatcher", "administrator"]
    assert svc.store.stat().st_mode & 0o777 == 0o640


def test_the_store_in_use_is_neither_attached_nor_imported(svc: Shell, desk: Desk, tmp_path: Path) -> None:
    number = desk.open_call()
    link = tmp_path / "link"
    link.symlink_to(svc.store)
    for name in (svc.store.name, "desk.db-wal", "desk.db-shm", "link"):
        for words in (
            ["call", "attach", number, tmp_path / name], ["import", tmp_path / name],
            ["import", tmp_path / "x.csv", "--map", tmp_path / name],
        ):  # fmt: skip
            said = svc(*map(str, words))
            assert said.code == 1, (words, said.err)
            assert "store backup" in said.err
    assert svc("call", "files", number, "--json").json == []


def test_where_names_the_files_of_the_store_that_a_link_leads_to(
    svc: Shell, desk: Desk, tmp_path: Path
) -> None:
    desk.store.close()
    link = tmp_path / "elsewhere" / "link.db"
    link.parent.mkdir()
    link.symlink_to(svc.store)
    real, svc.store = svc.store, link
    assert svc("where", "--json").json["files"] == f"{real}.files"
    copy = Path(svc("store", "backup").out.strip())
    assert copy.parent == real.parent
    assert os.listdir(link.parent) == ["link.db"]
