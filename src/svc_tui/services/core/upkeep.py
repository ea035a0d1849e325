"""Looking after the store: info, check, backup, restore."""

from pathlib import Path

from svc_tui.errors import SvcError
from svc_tui.locations import attachments_dir
from svc_tui.storage.engine import checking, making, upkeep
from svc_tui.storage.engine.checking import Finding
from svc_tui.storage.engine.store import Store
from svc_tui.storage.engine.upkeep import Info
from svc_tui.storage.engine.vault import Vault
from svc_tui.storage.sqlite import connecting, growing, store_file


def info(store: Store) -> Info:
    """What the store is and how much is in it."""
    return upkeep.info(store)


def check(path: Path) -> list[Finding]:
    """What is wrong with the store and its files; empty when all is well. Raises Unavailable: it does not even open."""
    store = Store.open(path, make=False)
    try:
        found = store.findings()
        if not any(each.cure == "restore" for each in found):
            directory = attachments_dir(store.path)
            with store.read() as session:
                found += checking.lost_files(session, Vault(directory).state, directory)
        return found
    finally:
        store.close()


def rebuild(path: Path) -> None:
    """Make anew what can be made from the rest. Raises Unavailable: the store does not open, or not be written."""
    store = Store.open(path, make=False)
    try:
        store.rebuild()
    finally:
        store.close()


def full_disk(path: Path) -> SvcError | None:
    """Whether the disk of the store, or of its files, is full."""
    path = store_file.locate(path)
    for each in (path, attachments_dir(path)):
        if growing.is_full(each):
            return connecting.full(each)
    return None


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
