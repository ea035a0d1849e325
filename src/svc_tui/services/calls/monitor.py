"""The service monitor: what is open, late and waits now, and each minute of the last hour what came and became late.

Every figure is a filter of calls, so that what is behind it can be opened, and is counted by that filter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from svc_tui.domain.calls.keys import CALLS
from svc_tui.domain.calls.watch import LIMITED, Waiting, Wishes, first_minute, passed, per_minute
from svc_tui.domain.core.moments import to_utc
from svc_tui.domain.core.text import clean_line
from svc_tui.domain.query.reader import parse
from svc_tui.domain.query.tree import Or
from svc_tui.errors import N_, BadUsage
from svc_tui.language import _
from svc_tui.services.core.context import Context
from svc_tui.services.sla.left import Lefts
from svc_tui.storage.calls import watch
from svc_tui.storage.calls.query import where
from svc_tui.storage.company import preferences
from svc_tui.storage.query.hints import hinted

if TYPE_CHECKING:
    from svc_tui.storage.query.translator import Condition
    from svc_tui.storage.session import Session

PREFERENCE = "monitor"
MOST = 10**9
NOW: Mapping[str, str] = {
    "open": "is:open",
    "overdue": "is:open is:overdue",
    "due_soon": "is:open due:now..+1h",
    "unassigned": "is:open is:unassigned",
    "unanswered": "is:open no:responded_at",
    "paused": "is:open is:paused",
}
"""The figures of this moment, by the filter that counts them."""
HOUR = ("opened", "lapsed")
"""The figures of the last hour."""
_TARGETS = {"respond_by": "response_state", "resolve_by": "resolution_state"}
_YES, _NO = ("yes", "true", "1", "si", "sì", "on"), ("no", "false", "0", "off", "")


@dataclass(frozen=True, slots=True)
class Seen:
    """The monitor at a moment."""

    at: datetime
    filter: str
    """As it was typed."""
    figures: Mapping[str, int]
    """How many, by figure: those of now and those of the last hour."""
    behind: Mapping[str, str]
    """The filter text of the calls of each figure."""
    opened: tuple[int, ...]
    """How many calls were reported in each of the last sixty minutes, open or closed."""
    lapsed: tuple[int, ...]
    """How many became overdue: a target passed that was not met by then; a call counts once, by its first one."""
    wishes: Wishes

    @property
    def alarms(self) -> tuple[str, ...]:
        """The figures that have passed their limits."""
        return tuple(name for name in LIMITED if passed(name, self.figures[name], self.wishes))


class Monitor:
    """Watches the calls of a filter, in the name of the context's person."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._lefts = Lefts(context)

    def look(self, text: str | None = None) -> Seen:
        """The monitor now.

        Args:
            text: The filter; the one that the person keeps where None.

        Raises:
            BadUsage: the filter says what nobody can mean, with its place.
        """
        context = self._context
        with context.store.moment(), context.store.read() as session:
            wishes = self._wishes(session)
            text = wishes.filter if text is None else clean_line(text)
            self._refuse_typos(session, text)
            now = context.now()
            behind = self._filters(text, now)
            figures = self._figures(session, text, behind)
            among = self._condition(session, _joined("is:any", text))
            came = watch.instants(session, "reported_at", self._condition(session, self._came(now)), among)
            late: dict[int, datetime] = {}
            for column in _TARGETS:
                missed = self._condition(session, f"is:any {self._missed(column, now)}")
                for key, at in watch.instants(session, column, missed, among):
                    late[key] = min(at, late.get(key, at))
        figures |= {"opened": len(came), "lapsed": len(late)}
        opened, lapsed = per_minute((at for _key, at in came), now), per_minute(late.values(), now)
        return Seen(now, text, figures, behind, opened, lapsed, wishes)

    def queues(self, text: str) -> list[Waiting]:
        """What waits in each queue, of the calls of a filter."""
        with self._context.store.read() as session:
            among = self._condition(session, _joined("is:open", text)) if text.strip() else None
            return [Waiting(*each) for each in watch.by_queue(session, self._context.now(), among)]

    def _figures(self, session: Session, text: str, behind: Mapping[str, str]) -> dict[str, int]:
        """The figures of now."""
        if not text:
            return {name: watch.count(session, self._condition(session, behind[name])) for name in NOW}
        among = self._condition(session, _joined("is:open", text))
        found = watch.counts(session, among, [self._condition(session, each) for each in NOW.values()])
        return dict(zip(NOW, found, strict=True))

    def filter_of(self, figure: str, text: str = "") -> str:
        """The filter that finds exactly the calls of a figure now."""
        return self._filters(text, self._context.now())[figure]

    def _filters(self, text: str, now: datetime) -> dict[str, str]:
        parts = {
            **NOW,
            "opened": self._came(now),
            "lapsed": f"is:any ({' OR '.join(self._missed(each, now) for each in _TARGETS)})",
        }
        return {name: _joined(part, text) for name, part in parts.items()}

    def _came(self, now: datetime) -> str:
        return f"is:any reported_at:{self._hour(now)}"

    def _missed(self, column: str, now: datetime) -> str:
        """A target of the last hour that passed without being met."""
        return f"{column}:{self._hour(now)} {_TARGETS[column]}:missed,overdue"

    def _hour(self, now: datetime) -> str:
        """The sixty minutes as a value of a filter, to the last second of the present one."""
        last = now.replace(second=59, microsecond=0)
        return f"{self._typed(first_minute(now), 'minutes')}..{self._typed(last, 'seconds')}"

    def _typed(self, at: datetime, until: str) -> str:
        """An instant as people type it; where clocks are put back and it comes twice, in UTC."""
        local = at.astimezone(self._context.zone).replace(tzinfo=None)
        if to_utc(local, self._context.zone) == at:
            return local.isoformat(timespec=until)
        return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec=until) + "Z"

    def _condition(self, session: Session, text: str) -> Condition:
        query = parse(text, CALLS)
        return where(query, self._lefts.viewer(query, session, ordered=False))

    def _refuse_typos(self, session: Session, text: str) -> None:
        query = hinted(session, parse(text, CALLS), empty=True)
        if query.warnings:
            warning = query.warnings[0]
            message = N_("In the filter {text}, at sign {place}: {sentence}")
            raise BadUsage(message, text=text, place=warning.span[0] + 1, sentence=warning.text(_))

    # --- how one watches

    @property
    def wishes(self) -> Wishes:
        """How the person watches."""
        with self._context.store.read() as session:
            return self._wishes(session)

    def _wishes(self, session: Session) -> Wishes:
        kept = preferences.value(session=session, person=self._context.me, name=PREFERENCE)
        return _read(kept) if isinstance(kept, dict) else Wishes()

    def keep(self, typed: Mapping[str, str]) -> Wishes:
        """Keep filter, limits and bell as they are typed; what is not named stays.

        Args:
            typed: `filter`, `open`, `overdue`, `bell`; an empty limit is none.

        Raises:
            BadUsage: a value cannot be, or there is no such wish.
        """
        with self._context.write() as unit:
            wishes = self._wishes(unit.session)
            for name, text in typed.items():
                wishes = _wished(wishes, name, clean_line(text))
            self._refuse_typos(unit.session, wishes.filter)
            value = None if wishes == Wishes() else asdict(wishes)
            preferences.keep(unit, person=self._context.me, name=PREFERENCE, value=value)
            unit.call_it(N_("Service monitor set"))
        return wishes


def _wished(wishes: Wishes, name: str, text: str) -> Wishes:
    """With one wish as it is typed. Raises BadUsage."""
    if name == "filter":
        return replace(wishes, filter=text)
    if name == "bell":
        if text.lower() not in (*_YES, *_NO):
            raise BadUsage(N_("{field} is yes or no, not {value}."), field=name, value=text)
        return replace(wishes, bell=text.lower() in _YES)
    if name == "open":
        return replace(wishes, open=_limit(name, text))
    if name == "overdue":
        return replace(wishes, overdue=_limit(name, text))
    message = N_("The monitor has no wish {name}. It has {known}.")
    raise BadUsage(message, name=name, known="filter, open, overdue, bell")


def _limit(name: str, text: str) -> int | None:
    if text in ("", "-", "none"):
        return None
    if not (text.isascii() and text.isdecimal() and int(text) < MOST):
        message = N_("{field} is a number of calls, or empty for no limit, not {value}.")
        raise BadUsage(message, field=name, value=text)
    return int(text)


def _read(kept: Mapping[str, object]) -> Wishes:
    """What a store keeps, which another program may have written."""
    limits = {name: value for name in LIMITED
              if isinstance(value := kept.get(name), int) and not isinstance(value, bool)}  # fmt: skip
    return Wishes(filter=str(kept.get("filter") or ""), bell=kept.get("bell") is True, **limits)


def _joined(part: str, text: str) -> str:
    """A figure's filter, of the calls of another one."""
    if not text.strip():
        return part
    return f"{part} ({text.strip()})" if isinstance(parse(text, CALLS).tree, Or) else f"{part} {text.strip()}"
