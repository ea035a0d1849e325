"""The demo company's visits: three weeks of them, alive at any hour of any day."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from svc_tui.bootstrap import open_services
from svc_tui.services.demo.making import Made, make


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 3, 4, 9, 40, tzinfo=UTC),  # a Wednesday morning
        datetime(2026, 8, 15, 22, 10, tzinfo=UTC),  # a holiday, a Saturday night
    ],
)
def test_there_are_visits_behind_and_ahead_and_none_overlap(tmp_path: Path, at: datetime) -> None:
    path = tmp_path / "demo.db"
    make(path, Made(400, 1, "en", at), lambda _what, _done, _all: None)
    services = open_services(store=path, who="anna", now=lambda: at, env={})
    rows = services.plan.rows(services.plan.ids("is:any").ids)
    states = Counter(row.status for row in rows)
    assert states["done"] > 10
    assert states["planned"] > 5
    assert sum(row.starts_at > at for row in rows) > 5
    assert max(row.starts_at for row in rows) < at + timedelta(days=8)
    assert all(row.status not in ("planned", "on_the_way") or row.ends_at > at for row in rows)
    assert [each.reason for each in services.absences.list()] == ["training", "vacation"]
    per: dict[str, list[tuple[datetime, datetime]]] = {}
    for row in rows:
        for person in row.technicians:
            per.setdefault(person, []).append((row.starts_at, row.ends_at))
    for spans in per.values():
        spans.sort()
        assert all(end <= start for (_start, end), (start, _end) in pairwise(spans))
    assert services.store.problems() == []
    services.close()
