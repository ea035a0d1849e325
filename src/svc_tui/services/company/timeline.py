"""A customer's line of time: everything that happened, newest first, page by page, filtered by kind, person, words."""

from collections.abc import Iterator
from dataclasses import dataclass

from svc_tui.errors import N_, BadUsage
from svc_tui.services.core.context import Context
from svc_tui.storage.company.timeline import Entry, Position, Wanted, page
from svc_tui.storage.engine import read_models as reading
from svc_tui.storage.timelines import SOURCES

PAGE = 200
KEYS = {"kind": "kind", "tipo": "kind", "who": "who", "chi": "who"}


@dataclass(frozen=True)
class TimelinePage:
    """A stretch of the line."""

    entries: tuple[Entry, ...]
    next: Position | None
    """Where the older ones begin; none where there are none."""


def known_kinds() -> tuple[str, ...]:
    """What `kind:` takes: kinds of records, and what can happen to them."""
    kinds = [source.kind for source in SOURCES]
    events = [event for source in SOURCES for event in source.events]
    return tuple(dict.fromkeys([*kinds, *events]))


class Timelines:
    """The past of customers."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def wanted(self, text: str = "", kinds: tuple[str, ...] = (), who: str | None = None) -> Wanted:
        """What a filter line means: `kind:phone,closed who:anna`, and words.

        Raises:
            BadUsage: a kind that there is not.
            NotFound: no such person.
        """
        words, found = [], [name for each in kinds for name in each.split(",")]
        for word in text.split():
            key, colon, value = word.partition(":")
            if colon and value and KEYS.get(key.lower()) == "kind":
                found += value.split(",")
            elif colon and value and KEYS.get(key.lower()) == "who":
                who = value
            else:
                words.append(word)
        chosen = frozenset(name.strip().lower() for name in found if name.strip())
        known = known_kinds()
        for name in sorted(chosen):
            if name not in known:
                message = N_("A timeline has no kind {kind}. There are {known}.")
                raise BadUsage(message, kind=name, known=", ".join(known))
        return Wanted(chosen, self._person(who), tuple(words))

    def _person(self, who: str | None) -> str | None:
        if who is None:
            return None
        if who in ("@me", "me"):
            return self._context.me
        with self._context.store.read() as session:
            code = reading.code_of(session, "person", "code", who)
            if code is None:
                raise reading.missing(session, "person", "code", who)
            return code

    def page(
        self, customer: str, wanted: Wanted | None = None, *, limit: int = PAGE, after: Position | None = None
    ) -> TimelinePage:
        """The newest entries after a place, or from now. Raises NotFound: no such customer."""
        with self._context.store.read() as session:
            code = reading.code_of(session, "customer", "code", customer)
            if code is None:
                raise reading.missing(session, "customer", "code", customer)
            entries = page(
                SOURCES, session=session, customer=code, now=self._context.now(),
                zone=self._context.zone, wanted=wanted or Wanted(),
                limit=limit + 1, after=after,
            )  # fmt: skip
        more = len(entries) > limit
        kept = tuple(entries[:limit])
        return TimelinePage(kept, kept[-1].position if more else None)

    def all(self, customer: str, wanted: Wanted | None = None, limit: int | None = None) -> Iterator[Entry]:
        """The entries one after the other, read as they are asked for. Raises NotFound, at once."""
        most = PAGE if limit is None else min(PAGE, limit)
        return self._on(customer, wanted, limit, self.page(customer, wanted, limit=most))

    def _on(
        self, customer: str, wanted: Wanted | None, limit: int | None, found: TimelinePage
    ) -> Iterator[Entry]:
        left = limit
        while True:
            yield from found.entries
            left = None if left is None else left - len(found.entries)
            if found.next is None or left == 0:
                return
            most = PAGE if left is None else min(PAGE, left)
            found = self.page(customer, wanted, limit=most, after=found.next)
