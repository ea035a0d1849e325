"""A report that is stopped ends at once with that reason, and the store reads on; one that is watched says how far."""

from pathlib import Path

import pytest

from svc_tui.services.reports.service import Reports
from svc_tui.services.reports.watch import Stopped, Watch
from svc_tui.storage.sqlite import stopping
from tests.services.reports import stores


@pytest.mark.parametrize("name", ["calls", "response", "backlog", "time-in-status", "callers"])
def test_a_run_is_watched_and_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(stopping, "STEPS", 50)
    reports = Reports(stores.anything(tmp_path / "store.db", 1, 30))
    watch, again, stopped = Watch(), Watch(), Watch()
    result = reports.run(name, watch=watch)
    reports.run(name, watch=again)
    assert watch.steps > 5
    assert abs(again.steps - watch.steps) <= watch.steps // 2
    stopped.stop()
    with pytest.raises(Stopped):
        reports.run(name, watch=stopped)
    assert reports.run(name).total == result.total
