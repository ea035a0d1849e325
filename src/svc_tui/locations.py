"""Where the program keeps its files, by the habits of the system; `svc-tui where` prints each of them."""

from pathlib import Path

from platformdirs import PlatformDirs

_DIRS = PlatformDirs("svc-tui", appauthor=False)


def data_dir() -> Path:
    """Stores lie here unless another path is named."""
    return _DIRS.user_data_path


def config_dir() -> Path:
    """The settings lie here."""
    return _DIRS.user_config_path


def state_dir() -> Path:
    """Drafts and the log lie here."""
    return _DIRS.user_state_path


def cache_dir() -> Path:
    """What can be worked out anew at any time lies here."""
    return _DIRS.user_cache_path


def default_store() -> Path:
    """The store that is opened when none is named."""
    return data_dir() / "desk.db"


def demo_store() -> Path:
    """The store of the demo company."""
    return data_dir() / "demo.db"


def drafts_dir() -> Path:
    """Forms that were not saved yet."""
    return state_dir() / "drafts"


def log_file() -> Path:
    """What went wrong, for those who repair the program."""
    return state_dir() / "svc-tui.log"


def settings_file() -> Path:
    """A person's own settings."""
    return config_dir() / "settings.toml"


def attachments_dir(store: Path) -> Path:
    """The files kept with a store: one directory beside it."""
    return store.with_name(store.name + ".files")
