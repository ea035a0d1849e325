"""The messages of the person who works: listed, read, put away, put off."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.messages.keys import MESSAGES
from svc_tui.domain.query.reader import Query
from svc_tui.errors import N_, NotFound, Refused
from svc_tui.language import day_short
from svc_tui.services.core.acts import Opening, run
from svc_tui.services.core.context import Context
from svc_tui.services.core.listing import Listing
from svc_tui.services.core.outcomes import Outcome, Outcomes, Title, worded
from svc_tui.services.core.record_list import Moved, RecordList
from svc_tui.storage.company import preferences
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.messages import rows as stored
from svc_tui.storage.messages.rows import MessageRow
from svc_tui.storage.query.translator import Viewer
from svc_tui.storage.session import Session

BELL = "bell"
"""The preference of a person that says whether it rings."""


@dataclass
class OpenMessage:
    """A message in the hands of one act."""

    unit: UnitOfWork
    row: MessageRow

    @property
    def number(self) -> str:
        """What people call it."""
        return str(self.row.id)

    def write(self, **values: datetime | None) -> None:
        """Change its stamps."""
        self.unit.update("message", self.row.id, values)


def _open(unit: UnitOfWork, context: Context, number: str) -> OpenMessage:
    return OpenMessage(unit, _mine(unit.session, context, number))


def _mine(session: Session, context: Context, number: str) -> MessageRow:
    digits = number.strip().removeprefix("#")
    plain = digits.isascii() and digits.isdecimal() and len(digits) < 19
    row = stored.row(session=session, number=int(digits), person=context.me) if plain else None
    if row is None:
        raise NotFound(N_("There is no message {number} to you. List them with is:any."), number=number)
    return row


MESSAGE = Opening(_open, lambda message: message.number, lambda _message: ())


class Messages:
    """Reads and acts, in the name of the context's person: nobody sees or puts away what others are told."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._listed: frozenset[int] = frozenset()
        own = RecordList(context, MESSAGES, self._find, self._moved)
        self.query, self.changed_since, self.complete = own.query, own.changed_since, own.complete
        self._ids = own.ids

    # --- reading

    def ids(self, text: str = "", *, typing: bool = False, first: int | None = None) -> Listing:
        """The messages of a filter, newest first."""
        found = self._ids(text, typing=typing, first=first)
        if not typing:
            self._listed = frozenset(found.ids)
        return found

    def _find(self, session: Session, query: Query, *, first: int | None, typing: bool) -> "array[int]":
        context = self.context
        viewer = Viewer(context.now(), context.zone, context.me)
        return stored.ids(session=session, query=query, viewer=viewer, person=context.me, first=first)

    def _moved(self, session: Session, _since: int, query: Query) -> Moved:
        """A message has no version: all that are found count as changed, and those that were listed and are not."""
        now = list(self._find(session, query, first=None, typing=False))
        return now, sorted(self._listed.difference(now))

    def rows(self, ids: Sequence[int]) -> list[MessageRow]:
        """These messages, in this order."""
        with self.context.store.read() as session:
            return stored.rows(session=session, ids=ids)

    def find(self, number: str) -> MessageRow:
        """One of mine. Raises NotFound."""
        with self.context.store.read() as session:
            return _mine(session, self.context, number)

    def unread(self) -> int:
        """How many wait that were not read."""
        with self.context.store.read() as session:
            return stored.unread(session=session, person=self.context.me, now=self.context.now())

    # --- the bell

    def wants_bell(self, *, otherwise: bool) -> bool:
        """Whether the terminal's bell is to tell of messages; `otherwise` where the person never chose."""
        with self.context.store.read() as session:
            kept = preferences.value(session=session, person=self.context.me, name=BELL)
        return otherwise if kept is None else bool(kept)

    def want_bell(self, on: bool) -> None:
        """Choose it, on every terminal."""
        with self.context.write() as unit:
            preferences.keep(unit, person=self.context.me, name=BELL, value=on)
            unit.call_it(N_("Bell on") if on else N_("Bell off"))

    # --- acts

    def read(self, numbers: Sequence[str]) -> Outcomes:
        """Mark as read. Looking at a message is no change that undo speaks of."""
        now = self.context.now()
        with self.context.write(undoable=False) as unit:
            for number in numbers:
                message = _open(unit, self.context, number)
                if message.row.read_at is None:
                    message.write(read_at=now)
        told = [
            Outcome(str(number), True, note(N_("Message {number} read"), number=str(number)))
            for number in numbers
        ]
        return Outcomes(tuple(told))

    def done(self, numbers: Sequence[str]) -> Outcomes:
        """Put away; what is done is read, too."""

        def act(message: OpenMessage) -> Note:
            if message.row.done_at is not None:
                raise Refused(N_("Message {number} is done already."), number=message.number)
            at = message.unit.at
            message.write(done_at=at, read_at=message.row.read_at or at)
            return note(N_("Message {number} done"), number=message.number)

        return self._act(numbers, (N_("Message {numbers} done"), N_("Messages {numbers} done")), act)

    def snooze(self, numbers: Sequence[str], until: datetime) -> Outcomes:
        """Put off: it is neither listed nor counted until then, and new again when it comes back."""
        if until <= self.context.now():
            raise Refused(
                N_("The message would come back in the past. Type a later moment, such as +2h or mon 9.")
            )

        def act(message: OpenMessage) -> Note:
            message.write(shown_from=until, done_at=None, read_at=None)
            here = until.astimezone(self.context.zone)
            return note(N_("Message {number} comes back {until}"), number=message.number, until=here)

        title = (N_("Message {numbers} put off"), N_("Messages {numbers} put off"))
        return self._act(numbers, title, act)

    def _act(self, numbers: Sequence[str], title: Title, act: Callable[[OpenMessage], Note]) -> Outcomes:
        return run(self.context, numbers, MESSAGE, title, act)


def words(row: MessageRow, translate: Callable[[str], str] = str) -> str:
    """What a message says."""
    values = {
        "number": row.call or row.contract or row.activity or "", "subject": row.subject or "",
        "sender": row.sender or "", "customer": row.customer_name or row.customer or "", **(row.text_values or {}),
    }  # fmt: skip
    if "end" in values:
        values["end"] = day_short(date.fromisoformat(values["end"]))
    if "starts_at" in values:
        values["starts_at"] = datetime.fromisoformat(values["starts_at"])
    return worded(Note(row.text, values), translate)
