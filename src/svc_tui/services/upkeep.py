"""Looking after the store: info, check, backup, restore."""

from pathlib import Path

from svc_tui.locations import attachments_dir
from svc_tui.storage import making, store_file, upkeep
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
    store = Store.open(path, make=False)
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
    Vault(attachments_dir(store.path)).copy_all(attachments_dir(target), target)


def restore(source: Path, path: Path) -> Path | None:
    """Put a backup in the place of the store, its files too. Returns where the present one is kept."""
    path = store_file.locate(path)

    def bring() -> None:
        like = path if path.exists() else source
        Vault(attachments_dir(source)).copy_all(attachments_dir(path), like)

    return upkeep.restore(source, path, bring)


def begin(path: Path) -> bool:
    """Get ready for the first start: an empty file becomes a store. Returns whether the store is a new one.

    Raises:
        Unavailable: it cannot be one.
    """
    path = store_file.locate(path)
    if path.exists() and not store_file.is_empty(path):
        return False
    store_file.refuse_lost(path)
    if path.exists():
        making.fill(path, path)
    return True


def migrate(path: Path) -> tuple[int, int]:
    """Bring a store to this program's schema. Returns the schema before and after."""
    store = Store.open(path)
    try:
        return store.schema_before, store.schema
    finally:
        store.close()
