"""Who has which call open: told by files whose lock goes with the session, killed ones too."""

import fcntl
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from svc_tui.storage.sqlite.presence import Here, Presence

TELLS = """
import sys
from pathlib import Path
from svc_tui.storage.sqlite.presence import Presence
there = Presence(Path(sys.argv[1]))
there.say("bruno", {1, 2}, {2})
print("told", flush=True)
sys.stdin.read()
"""
BRUNO = Here("bruno", frozenset({1, 2}), frozenset({2}))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "desk.db"
    path.touch(0o640)
    return path


@contextmanager
def another(store: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another program that has calls open."""
    words = [sys.executable, "-c", TELLS, str(store)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "told\n"
        try:
            yield program
        finally:
            program.kill()


def test_a_session_is_seen_by_others_until_it_leaves_and_never_by_itself(store: Path) -> None:
    anna, bruno = Presence(store), Presence(store)
    assert not anna.look()
    bruno.say("bruno", {1, 2}, {2})
    assert (anna.look(), anna.here) == (True, (BRUNO,))
    assert (anna.look(), bruno.look()) == (False, False)
    bruno.say("bruno", {3}, set())
    assert anna.look()
    assert anna.here == (Here("bruno", frozenset({3}), frozenset()),)
    bruno.say("bruno", set(), set())
    assert (anna.look(), list(anna.here)) == (True, [])
    assert sorted(os.listdir(store.parent)) == ["desk.db"]


def test_the_mark_of_one_who_is_killed_is_gone_at_the_next_look(store: Path) -> None:
    anna, carla = Presence(store), Presence(store)
    with another(store) as program:
        assert anna.look()
        assert anna.here == (BRUNO,)
        assert carla.look()
        program.send_signal(signal.SIGKILL)
        program.wait()
        assert (anna.look(), list(anna.here)) == (True, [])
        assert (carla.look(), list(carla.here)) == (True, [])
    assert os.listdir(f"{store}-here") == []


def test_a_killed_session_is_no_obstacle_for_those_who_come_after_it(store: Path) -> None:
    with another(store) as program:
        program.send_signal(signal.SIGKILL)
        program.wait()
    anna, bruno = Presence(store), Presence(store)
    bruno.say("bruno", {7}, set())
    anna.look()
    assert [each.open for each in anna.here] == [frozenset({7})]
    bruno.leave()


def test_the_files_are_for_those_who_may_write_the_store(store: Path) -> None:
    there = Presence(store)
    there.say("bruno", {1}, set())
    directory = Path(f"{store}-here")
    (file,) = directory.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert stat.S_IMODE(directory.stat().st_mode) & 0o007 == 0
    there.leave()


@pytest.mark.parametrize("what", ["link", "file"])
def test_where_no_directory_can_be_nobody_is_told_and_no_link_is_followed(store: Path, what: str) -> None:
    elsewhere = store.parent / "elsewhere"
    elsewhere.mkdir()
    there, other = Path(f"{store}-here"), Presence(store)
    if what == "link":
        there.symlink_to(elsewhere)
    else:
        there.write_text("mine")
    mine = Presence(store)
    mine.say("bruno", {1}, set())
    mine.leave()
    assert not other.look()
    assert list(elsewhere.iterdir()) == []


def test_what_lies_there_and_is_none_of_ours_is_left_out(store: Path) -> None:
    mine, other = Presence(store), Presence(store)
    mine.say("bruno", {1}, set())
    directory = Path(f"{store}-here")
    secret = store.parent / "secret"
    secret.write_text('{"person": "x", "open": [1], "editing": []}')
    (directory / "link").symlink_to(secret)
    os.mkfifo(directory / "pipe")
    (directory / "folder").mkdir()
    held = []
    for name, content in (
        ("odd", "\x00\xff nothing"), ("deep", "[" * 4000), ("wrong", '{"person": 1, "open": [], "editing": []}'),
        ("text", '{"person": "x", "open": ["1"], "editing": []}'),
    ):  # fmt: skip
        (directory / name).write_text(content, encoding="latin-1")
        held.append((directory / name).open())
        fcntl.flock(held[-1], fcntl.LOCK_EX)
    other.look()
    assert [each.person for each in other.here] == ["bruno"]
    assert secret.exists()
    for each in held:
        each.close()
    mine.leave()
