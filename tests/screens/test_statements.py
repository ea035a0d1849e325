"""How often keys of the inbox ask the store: every statement of every connection, until the app is at rest."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from svc_tui import app
from svc_tui.screens.core import list_screen
from tests.screens.running import press, running
from tests.terminal.desk import NOW, make_demo

ENDS = ("COMMIT", "ROLLBACK")
INSIDE = ("--", "SELECT k, v FROM 'main'.'call_fts_config'")
"""What SQLite runs inside a statement: triggers, and what its full text search keeps."""


@contextmanager
def heard() -> Iterator[list[str]]:
    """What SQLite is asked, PRAGMA and BEGIN too, by connections that are made from now on."""
    said: list[str] = []

    def hear(statement: str) -> None:
        if not statement.startswith((*ENDS, *INSIDE)):
            said.append(" ".join(statement.split()))

    def listen(connection: Any, _record: object) -> None:
        connection.set_trace_callback(hear)

    event.listen(Engine, "connect", listen)
    try:
        yield said
    finally:
        event.remove(Engine, "connect", listen)


def asked(home: Path, *keys: str) -> list[list[str]]:
    """What each of these keys asks the store, on the demo company."""

    async def drive() -> list[list[str]]:
        found = []
        with heard() as said:
            async with running(make_demo(home / "demo.db"), now=NOW) as pilot:
                for key in keys:
                    said.clear()
                    await press(pilot, *key.split())
                    found.append(list(said))
        return found

    return asyncio.run(drive())


@pytest.fixture(autouse=True)
def no_news(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody looks for others' changes, nor for messages, while statements are counted."""
    monkeypatch.setattr(list_screen, "POLL_S", 3600.0)
    monkeypatch.setattr(app, "WATCH_S", 3600.0)


def test_a_cursor_key_asks_for_its_detail_alone(tmp_path: Path) -> None:
    """Nine: BEGIN and PRAGMA data_version, then call, contract, lines, targets, activity, solution, card.

    A tenth where a connection that wrote reads from now on.
    """
    _first, second = asked(tmp_path, "j", "j")
    assert 1 < len(second) <= 10, "\n".join(second)


@pytest.mark.parametrize("keys", ["t", "p h"])
def test_an_act_on_one_call_is_one_write_and_one_look(tmp_path: Path, keys: str) -> None:
    """Twelve to write, seventeen to show it: what changed, its row, the next detail; the list is not read again."""
    _moved, once, again = asked(tmp_path, "j", keys, keys)
    for said in (once, again):
        assert len(said) <= 30, "\n".join(said)
        assert sum(each.startswith("BEGIN") for each in said) == 2
        assert sum(each.startswith("SELECT call.id, call.version") for each in said) == 2


def test_the_board_asks_for_its_figures_once_more(tmp_path: Path) -> None:
    """A cursor key asks what it asks in the inbox; after an act the board is read again: nine statements more."""
    _there, cursor, act = asked(tmp_path, "4", "j", "t")
    assert 1 < len(cursor) <= 10, "\n".join(cursor)
    assert 20 < len(act) <= 40, "\n".join(act)
