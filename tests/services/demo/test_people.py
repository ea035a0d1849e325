"""The demo company talks: a newcomer sees what he is told, and has nothing to undo."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from svc_tui.errors import Refused
from svc_tui.services.activities.day import Day
from svc_tui.services.core.context import Context
from svc_tui.services.core.undo import UndoService
from svc_tui.services.core.waking import wake
from svc_tui.services.demo.making import Made, make
from svc_tui.services.messages.service import Messages
from svc_tui.storage.engine.store import Store

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_people_of_the_demo_are_named_followed_and_reminded(tmp_path: Path) -> None:
    make(tmp_path / "demo.db", Made(60, 1, "en", AT), lambda _stage, _done, _all: None)
    store = Store.open(tmp_path / "demo.db")
    anna = Context(store, "anna", lambda: AT + timedelta(seconds=1))
    messages = Messages(anna)
    assert {row.kind for row in messages.rows(messages.ids().ids)} >= {"mention", "followed"}
    assert wake(anna)["activity"]
    assert "reminder" in {row.kind for row in messages.rows(messages.ids().ids)}
    assert {entry.source for entry in Day(anna).entries()} >= {"activity", "message"}
    with pytest.raises(Refused, match="nothing of yours"):
        UndoService(anna).undo()
    store.close()
