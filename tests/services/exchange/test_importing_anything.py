"""Whatever a file holds, an import into a real store ends in records, problems or a sentence."""

import contextlib
import json
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svc_tui.bootstrap import Services, open_services
from svc_tui.errors import SvcError
from svc_tui.interchange.b1.names import SETS
from svc_tui.interchange.core.fields import FIELDS
from svc_tui.services.exchange.incoming.run import Importing
from svc_tui.services.exchange.incoming.whole_kinds import KINDS as WHOLE
from svc_tui.services.exchange.incoming.whole_kinds import below
from svc_tui.storage.exchange.incoming import columns
from tests.amounts import many

ODD = [
    "", "NULL", "tYES", "tNO", "-3", "Open", "Aperto", "2024-02-30", "0001-01-01", "9999-12-31T23:59:59",
    "2024-03-15", "25:00", "813", "K-58", "\ud800", "a\u202eb", "C1", "1e5",
]  # fmt: skip
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.integers(-4, 4),
    st.floats(allow_nan=False),
    st.text(max_size=12),
    st.sampled_from(ODD),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
PAIRS = {name for one in SETS for pair in one.pairs.values() for name in pair}
PROPERTIES = sorted({name for one in SETS for name in (*one.fields, one.key, *one.children)} | PAIRS)
OURS = sorted({name for names in FIELDS.values() for name in names})
NAMES = st.sampled_from(PROPERTIES) | st.sampled_from(OURS) | st.text(max_size=5)
OBJECTS = st.one_of(
    st.dictionaries(NAMES, VALUES, max_size=10),
    st.dictionaries(st.sampled_from(PROPERTIES), SCALARS, max_size=8).map(
        lambda one: {"ServiceCallID": 1, "Subject": "x", "CustomerCode": "C1", **one}
    ),
)
KINDS = st.sampled_from([None, *FIELDS, *(one.name for one in SETS)])


@pytest.fixture(scope="module")
def services() -> Iterator[Services]:
    """One store for all examples: what an example leaves behind is the next one's surprise."""
    with tempfile.TemporaryDirectory() as folder:
        opened = open_services(
            store=Path(folder) / "store.db", who="me", now=lambda: datetime(2026, 5, 4, tzinfo=UTC), env={}
        )
        yield opened
        opened.close()


@settings(max_examples=many(60), deadline=None)
@given(st.lists(OBJECTS, max_size=4), KINDS, st.booleans())
def test_any_objects_are_records_problems_or_a_sentence(
    services: Services, objects: list[object], kind: str | None, ours: bool
) -> None:
    path = services.store.path.with_name("any.json")
    if ours and kind in FIELDS:
        objects = [{"kind": kind, **one} for one in objects if isinstance(one, dict)]
    path.write_text(json.dumps(objects))
    with contextlib.suppress(SvcError):
        report = Importing(services.context).run([path], kind=kind, create=["all"])
        for _, problem in report.problems:
            assert problem.text()
        assert not Importing(services.context).run([path], kind=kind, create=["all"]).entered
    assert services.store.problems() == []


BASES: dict[str, dict[str, object]] = {
    "call": {"number": 1, "subject": "x", "customer": "C1", "reported_at": "2026-01-01"}, "customer": {"code": "C1"},
    "equipment": {"number": 1, "customer": "C1", "item": "I1"}, "contract": {"number": 1, "customer": "C1"},
    "list_entry": {"list": "status", "name": "Odd"}, "setting": {"name": "x", "value": 1},
}  # fmt: skip


def names_of(kind: str) -> list[str]:
    """Every name that a whole line of a kind may have, and a few that it may not."""
    found = WHOLE[kind]
    tables = (found.table, *(one.table for one in below(found)))
    names = {name for table in tables for name in columns(table)} | {one.name for one in below(found)}
    return [*sorted(names), "odd"]


WHOLES = st.sampled_from(sorted(WHOLE)).flatmap(
    lambda kind: st.tuples(
        st.just(kind),
        st.dictionaries(
            st.sampled_from(names_of(kind)),
            VALUES
            | st.lists(st.dictionaries(st.sampled_from(names_of(kind)), SCALARS, max_size=4), max_size=2),
            max_size=6,
        ),
        st.booleans(),
    )
)


@settings(max_examples=many(50), deadline=None)
@given(st.lists(WHOLES, max_size=4))
def test_any_whole_lines_are_records_problems_or_a_sentence(
    services: Services, lines: list[tuple[str, dict[str, object], bool]]
) -> None:
    path = services.store.path.with_name("any.jsonl")
    bases = [BASES.get(kind, {}) if based else {} for kind, _, based in lines]
    objects = [{"whole": kind, **base, **one} for (kind, one, _), base in zip(lines, bases, strict=True)]
    path.write_text("\n".join(json.dumps(one) for one in objects))
    with contextlib.suppress(SvcError):
        report = Importing(services.context).run([path], create=["all"])
        for _, problem in report.problems:
            assert problem.text()
        assert not Importing(services.context).run([path], create=["all"]).entered
    assert services.store.problems() == []
