"""The demo company has a hint of every rule on any day, and opportunities that began with one."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from svc_tui.services.core.context import Context
from svc_tui.services.demo.making import Made, make
from svc_tui.services.sales.hints import Hints
from svc_tui.storage.engine.store import Store


@pytest.mark.parametrize("at", [datetime(2026, 4, 17, 9, tzinfo=UTC), datetime(2026, 12, 28, 9, tzinfo=UTC)])
def test_every_rule_has_an_example(tmp_path: Path, at: datetime) -> None:
    path = tmp_path / "demo.db"
    make(path, Made(250, 1, "en", at), lambda *_: None)
    store = Store.open(path)
    hints = Hints(Context(store, "anna", lambda: at))
    counts, outcomes = hints.counts(), hints.outcomes()
    store.close()
    assert [rule for rule, count in counts.items() if not count] == []
    assert sum(outcome.won for outcome in outcomes) > 0
