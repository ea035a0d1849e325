"""Where a person was when the program ended, on which store: written like a draft, one file each."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from svc_tui.local.drafts import Draft, Drafts


class Places:
    """The last place of one person on one store."""

    def __init__(self, directory: Path, store: Path | str, who: str) -> None:
        self._files = Drafts(directory)
        self._key = f"{who}:{store}"

    def keep(self, place: Mapping[str, str], at: datetime) -> None:
        """Write the place down; the one before is forgotten."""
        self._files.save(Draft(self._key, at, dict(place)))

    def last(self) -> Draft | None:
        """The place that was written last; its `fields` say where."""
        return self._files.load(self._key)
