"""Looking after the store: info, check, backup, restore."""

from pathlib import Path

from svc_tui.locations import attachments_dir
from svc_tui.storage import upkeep
from svc_tui.storage.store import Store
from svc_tui.storage.upkeep import Info
from svc_tui.storage.vault import Vault


def info(store: Store) -> Info:
    """What the store is and how much is in it."""
    return upkeep.info(store)


def check(path: Path) -> list[str]:
    """What is wrong with the store; empty when all is well. Raises Unavailable: it does not even open."""
    store = Store.open(path, make=False)
    try:
        return store.problems()
    finally:
        store.close()


def rebuild(path: Path) -> None:
    """Make the full-text indexes anew from the text. Raises Unavailable: the store does not open."""
    store = Store.open(path)
    try:
        store.index_all_calls()
        store.index_all_solutions()
    finally:
        store.close()


def backup(store: Store, target: Path) -> None:
    """Write a consistent copy, attached files beside it, while others work.

    Raises:
        Unavailable: the copy exists already, or cannot be written.
    """
    store.backup(target)
    Vault(attachments_dir(store.path)).copy_all(attachments_dir(target))


def restore(source: Path, path: Path) -> Path | None:
    """Put a backup in the place of the store, its files too. Returns where the present one was put aside."""
    kept = upkeep.restore(source, path)
    Vault(attachments_dir(source)).copy_all(attachments_dir(path))
    return kept


def migrate(path: Path) -> tuple[int, int]:
    """Bring a store to this program's schema. Returns the schema before and after."""
    from svc_tui.storage import migrations, sqlite

    before = migrations.CURRENT
    if path.exists():
        engine = sqlite.open_engine(path)
        with engine.connect() as connection:
            before = migrations.version_of(connection)
        engine.dispose()
    Store.open(path).close()
    return before, migrations.CURRENT
