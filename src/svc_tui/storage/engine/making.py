"""Making a store: beside its place first, so that whoever comes meanwhile finds none or a whole one."""

from pathlib import Path

from svc_tui.storage.sqlite import growing, migrations
from svc_tui.storage.sqlite.connecting import open_engine
from svc_tui.storage.sqlite.store_errors import plain_errors
from svc_tui.storage.sqlite.turns import Turns


def make(path: Path) -> None:
    """Make a new store; where another program was first, that one stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with Turns(path).turn():
        if not path.exists():
            with growing.growing(path, None, "making") as (part, _):
                fill(part, path)
                growing.place(part, path)


def fill(part: Path, path: Path) -> None:
    """Make the tables in an empty file, and nothing beside it; `path` is what it is called in a sentence."""
    engine = open_engine(part, journal="DELETE")
    try:
        with plain_errors(path):
            migrations.migrate(engine, str(path))
    finally:
        engine.dispose()
