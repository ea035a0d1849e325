"""The calls of the demo company made aside are those made here."""

from datetime import UTC, datetime

from svc_tui.services.demo.calls import Demo
from svc_tui.services.demo.content import load
from svc_tui.services.demo.telling import chunks, chunks_from_aside

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_another_process_tells_the_same_rows() -> None:
    here = [*chunks(Demo(load("en"), NOW, 7), 1_200)]
    aside = [*chunks_from_aside("en", NOW, 7, 1_200)]
    assert [chunk.calls for chunk in here] == [1_000, 200]
    for ours, its in zip(here, aside, strict=True):
        assert {name: [tuple(row) for row in rows] for name, _columns, rows in ours.tables} == {
            name: [tuple(row) for row in rows] for name, _columns, rows in its.tables
        }
        assert (ours.activities, ours.used, ours.drawn) == (its.activities, its.used, its.drawn)
    assert here[0].used == []
    assert here[1].used != []


def test_who_wants_no_more_is_not_kept_waiting() -> None:
    told = chunks_from_aside("en", NOW, 7, 1_000_000)
    assert next(told).calls == 1_000
    told.close()
