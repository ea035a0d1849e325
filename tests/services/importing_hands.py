"""Small hands for the import tests: a store of its own, files of given content, what is in it afterwards."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from svc_tui.bootstrap import Services, open_services
from svc_tui.services.exchange.incoming.run import Importing, Report
from svc_tui.storage.exchange import incoming as rows

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
DATA = Path(__file__).parents[2] / "data"


@contextmanager
def desk(folder: Path) -> Iterator[Services]:
    """A store in this folder, in the name of anna."""
    services = open_services(store=folder / "store.db", who="anna", now=lambda: NOW, env={})
    try:
        yield services
    finally:
        services.close()


def load(services: Services, path: Path, content: object = None, **wanted: Any) -> Report:
    """Write a file and import it; what is no text is written as JSON."""
    if content is not None:
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    if isinstance(toml := wanted.pop("toml", None), str):
        wanted["map_path"] = path.with_suffix(".toml")
        wanted["map_path"].write_text(toml, encoding="utf-8")
    return Importing(services.context).run([path], **wanted)


def sample(services: Services, **wanted: Any) -> Report:
    """Import the sample of the manual."""
    return load(services, DATA / "servicenow-sample.csv", map_path=DATA / "servicenow.toml", **wanted)


def whole(services: Services) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that an import may write, with versions and change sequence."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    with services.store.read() as session:
        for name in ("call", "history", "call_pause", "customer", "contact", "person", "queue", "queue_member", "item",
                     "item_group", "list_entry", "change", "counter"):  # fmt: skip
            columns = sorted(rows.columns(name))
            found[name] = [
                tuple(str(cell) for cell in row)
                for row in rows.rows_of(session=session, table_name=name, names=columns)
            ]
    return found


def calls(services: Services) -> dict[str, dict[str, Any]]:
    """Every call by its number."""
    with services.store.read() as session:
        numbers = [row[0] for row in rows.rows_of(session=session, table_name="call", names=("number",))]
        return rows.calls(session=session, key="number", values=numbers)


def history(services: Services, number: str) -> list[tuple[Any, ...]]:
    """A call's entries: at, who, event, field, old, new."""
    call_id = calls(services)[number]["id"]
    with services.store.read() as session:
        return rows.history_of(session=session, ids=[call_id])[call_id]
