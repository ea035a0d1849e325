"""The records that a report lists, read page by page when somebody looks: a hundred thousand are never held at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, overload

Record = Mapping[str, Any]
Read = Callable[[Sequence[int]], Iterable[Record]]
PAGE = 500


class Records(Sequence[Record]):
    """Records in order, by their keys. One that is gone meanwhile is left out when they are gone through."""

    def __init__(self, keys: Sequence[int], read: Read) -> None:
        """`read` gives the records of keys, in their order."""
        self.keys, self._read = keys, read

    def __len__(self) -> int:
        return len(self.keys)

    def __iter__(self) -> Iterator[Record]:
        for start in range(0, len(self.keys), PAGE):
            yield from self._read(self.keys[start : start + PAGE])

    @overload
    def __getitem__(self, place: int) -> Record: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Record]: ...

    def __getitem__(self, place: int | slice) -> Record | Sequence[Record]:
        if isinstance(place, slice):
            return list(self._read(self.keys[place]))
        return next(iter(self._read([self.keys[place]])))
