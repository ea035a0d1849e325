"""`export all` and back: an empty store becomes equal in every table; elsewhere lines change only what differs."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from svc_tui.bootstrap import Services, open_services
from svc_tui.services.export_whole import export_all
from svc_tui.services.importing import Importing, Report
from svc_tui.services.whole_kinds import KINDS, NOT_MOVED, below
from svc_tui.storage.tables import FILES
from tests.services.equal_stores import contents, differences
from tests.services.importing_hands import NOW
from tests.services.random_stores import fill


@contextmanager
def opened(path: Path) -> Iterator[Services]:
    services = open_services(store=path, who="anna", now=lambda: NOW, env={})
    try:
        yield services
    finally:
        services.close()


def moved(services: Services, folder: Path, *, dry_run: bool = False) -> Report:
    return Importing(services.context).run([folder], dry_run=dry_run)


def test_every_table_is_a_kind_or_below_one_or_left_out_on_purpose() -> None:
    told = {kind.table for kind in KINDS.values()} | {
        one.table for kind in KINDS.values() for one in below(kind)
    }
    assert told.isdisjoint(NOT_MOVED)
    assert told | NOT_MOVED == {name for group in FILES.values() for name in group}


@pytest.fixture(scope="module")
def empty() -> Iterator[Path]:
    """A store as every new one is, to be copied."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        with opened(path):
            pass
        yield path


@settings(max_examples=12, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(seed=st.integers(0, 2**32), packed=st.booleans())
def test_any_store_comes_back_equal(empty: Path, seed: int, packed: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for each in ("one.db", "two.db"):
            shutil.copy(empty, folder / each)
        with opened(folder / "one.db") as one, opened(folder / "two.db") as two:
            fill(one, Random(seed))
            export_all(one.context, folder / "all", packed=packed)
            report = moved(two, folder / "all")
            assert [problem.text() for _, problem in report.problems] == []
            assert differences(one, two) == []
            assert two.store.problems() == []
            export_all(two.context, folder / "again", packed=packed)
            assert [
                path.name
                for path in (folder / "all").rglob("*")
                if path.is_file()
                and path.read_bytes() != (folder / "again" / path.relative_to(folder / "all")).read_bytes()
            ] == []
            before = contents(two)
            assert not moved(two, folder / "all").entered
            assert contents(two) == before
