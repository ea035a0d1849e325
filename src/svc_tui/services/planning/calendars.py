"""Calendars: visits as an iCalendar file that others subscribe to, absences and appointments from one.

An event that came in is known by its UID ever after: a moved one moves, a cancelled one goes, and nothing comes twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.planning.absences import reason_of
from svc_tui.errors import N_, BadUsage
from svc_tui.interchange.documents import ical
from svc_tui.interchange.documents.ical import Event
from svc_tui.services.core.context import Context, trying
from svc_tui.services.core.fields import Values
from svc_tui.services.core.kinds import kinds
from svc_tui.services.planning.board import midnight
from svc_tui.storage.engine import read_models as reading
from svc_tui.storage.planning import calendars as rows
from svc_tui.storage.planning.rows import VisitRow

if TYPE_CHECKING:
    from svc_tui.storage.session import Session

BACK, AHEAD = 31, 366
"""Days before and after today for which calendars are read and written, unless it is said."""
BETWEEN = "|"
"""Between the UID of an event, which one of its series it is, and which of its days."""


@dataclass(frozen=True)
class Followed:
    """What became of a calendar that was read."""

    new: int
    moved: int
    """Changed in time, or in what they are called."""
    gone: int
    """Cancelled there, and taken away here."""
    same: int
    note: Note


@dataclass(frozen=True)
class _Part:
    """An event on days of the same hours."""

    uid: str
    columns: Values


class Calendars:
    """Calendars out and in, in the name of the context's person."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def write(
        self,
        *,
        person: str = "",
        queue: str = "",
        contract: str = "",
        first: date | None = None,
        days: int | None = None,
    ) -> bytes:
        """The visits of a technician, of a queue or under a contract as an iCalendar file.

        UIDs last as long as their calls, also in another store; the sequence moves with each change; a cancelled visit
        is an event that says so.

        Args:
            person: Code of a technician.
            queue: Code of a queue.
            contract: Number of a contract, as it is typed.
            first: From this day; unless said a month back.
            days: So many; unless said a year and a month.

        Raises:
            BadUsage: neither or more than one of them is named.
            NotFound: there is none.
        """
        if len([each for each in (person, queue, contract) if each]) != 1:
            raise BadUsage(N_("Say whose calendar: --who PERSON, --queue QUEUE or --contract K-58."))
        context = self.context
        begin = first or context.today - timedelta(days=BACK)
        end = begin + timedelta(days=BACK + AHEAD if days is None else days)
        with context.store.read() as session:
            who = _code(session, "person", person) if person else None
            where = _code(session, "queue", queue) if queue else None
            number = _contract(session, contract) if contract else None
            found = rows.visits(
                session=session, start=midnight(context, begin), end=midnight(context, end), person=who, queue=where,
                contract=number,
            )  # fmt: skip
            uids = rows.uids(session=session, calls={each.call_id for each in found})
        name = who or where or f"K-{number}"
        return ical.write((_event(each, uids) for each in found), context.zone, f"svc-tui {name}")

    def read(self, content: bytes, person: str, *, whole: bool = False, dry_run: bool = False) -> Followed:
        """Take the absences and appointments of a person from an iCalendar file, or follow what it says of them now.

        Args:
            content: The file.
            person: Whose calendar it is.
            whole: It is the whole calendar: what came from one before and is not in it any more goes.
            dry_run: Only say what would become of it.

        Raises:
            NotFound: there is no such person.
            Refused: the file is cut off, or an event cannot be; nothing of it is kept.
        """
        with trying(self.context, dry_run) as context:
            today = context.today
            first, last = today - timedelta(days=BACK), today + timedelta(days=AHEAD)
            found = ical.read(content, context.zone, first, last)
            parts = {part.uid: part for event in found.events if _takes_time(event) for part in _parts(event)}
            return _follow(context, person, parts, found.uids, whole=whole, since=first)


def _follow(
    context: Context, person: str, parts: dict[str, _Part], named: frozenset[str], *, whole: bool, since: date
) -> Followed:
    new = moved = gone = same = 0
    with context.write() as unit:
        code = _code(unit.session, "person", person)
        present = {each.uid: each for each in rows.brought(session=unit.session, person=code)}
        for uid, part in parts.items():
            stands = present.get(uid)
            if stands is None:
                number = unit.next_number("absence")
                unit.insert("absence", {"number": number, "person": code, "uid": uid, **part.columns})
                new += 1
            elif unit.update("absence", stands.id, part.columns):
                moved += 1
            else:
                same += 1
        for uid, stands in present.items():
            of_file = uid.partition(BETWEEN)[0] in named
            if uid not in parts and stands.last >= since and (of_file or whole):
                unit.delete("absence", stands.id)
                gone += 1
        unit.call_it(N_("Calendar of {person} read"), person=code)
    message = N_("{person}: {new} new, {moved} moved, {gone} gone, {same} as before")
    return Followed(
        new, moved, gone, same, note(message, person=code, new=new, moved=moved, gone=gone, same=same)
    )


def _takes_time(event: Event) -> bool:
    return not (event.cancelled or event.free or event.uid.endswith(ical.DOMAIN))


def _parts(event: Event) -> Sequence[_Part]:
    """An event as absences, whose hours are the same on each day: up to three where it lasts over midnights."""
    key = BETWEEN.join(filter(None, (event.uid, event.occurrence)))
    reason = next((known for word in event.summary.split() if (known := reason_of(word))), None)
    if not isinstance(event.starts, datetime) or not isinstance(event.ends, datetime):
        last = max(event.starts, event.ends - timedelta(days=1))
        return [_part(key, event, reason or "other", event.starts, last)]
    reason = reason or "appointment"
    first, last = event.starts.date(), event.ends.date()
    begin, end = _clock(event.starts), _clock(event.ends)
    if last > first and end == "00:00":
        last, end = last - timedelta(days=1), "24:00"
    if begin == end and first == last:
        return []
    if first == last:
        return [_part(key, event, reason, first, first, begin, end)]
    found = [_part(key, event, reason, first, first, begin, "24:00")]
    if (last - first).days > 1:
        day = timedelta(days=1)
        found.append(_part(f"{key}{BETWEEN}days", event, reason, first + day, last - day))
    found.append(_part(f"{key}{BETWEEN}end", event, reason, last, last, "00:00", end))
    return found


def _part(
    uid: str, event: Event, reason: str, first: date, last: date, begin: str = "00:00", end: str = "24:00"
) -> _Part:
    hours = "" if (begin, end) == ("00:00", "24:00") else f"{begin}-{end}"
    columns: Values = {
        "reason": reason, "first": first, "last": last, "hours": hours, "note": event.summary[:254],
    }  # fmt: skip
    return _Part(uid, columns)


def _clock(at: datetime) -> str:
    return f"{time(at.hour, at.minute):%H:%M}"


def _event(visit: VisitRow, uids: dict[int, str]) -> Event:
    told = [visit.note, visit.subject if visit.note else ""]
    told += [" ".join(filter(None, (visit.contact, visit.phone)))]
    told += [" ".join(filter(None, (visit.item_name or visit.item, visit.serial)))]
    return Event(
        f"{uids.get(visit.call_id, visit.call)}-{visit.number}{ical.DOMAIN}", visit.starts_at, visit.ends_at,
        f"{visit.call} {visit.customer_name}: {visit.subject}", "\n".join(filter(None, told)), visit.place or "",
        visit.version - 1, visit.status == "cancelled", visit.updated_at or visit.created_at, visit.technicians,
    )  # fmt: skip


def _code(session: Session, kind: str, typed: str) -> str:
    found = reading.code_of(session, kind, "code", typed)
    if found is None:
        raise reading.missing(session, kind, "code", typed)
    return found


def _contract(session: Session, typed: str) -> int:
    from svc_tui.errors import NotFound

    kind = kinds()["contract"]
    wanted = kind.read(session, typed)
    if wanted is None or reading.find_id(session, "contract", "number", wanted) is None:
        raise NotFound(kind.missing, number=typed)
    return int(wanted)
