"""Lines of a proposal changed by hand: each is weighed against what stands and against the other lines."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Generic, TypeVar

from svc_tui.domain.planning.diary import Stop
from svc_tui.domain.planning.rules import travel_s
from svc_tui.domain.sla.coverage import seconds_of
from svc_tui.errors import N_, Refused
from svc_tui.services.core.context import Context
from svc_tui.services.planning.board import midnight
from svc_tui.services.planning.diaries import known, ways_of
from svc_tui.services.planning.edit import technicians_of
from svc_tui.services.planning.proposing import Proposed
from svc_tui.services.planning.weighing import Weighed, slot_words, weigh_all

P = TypeVar("P", bound=Proposed)
SHORTEST = timedelta(minutes=15)


@dataclass(frozen=True)
class Checked(Generic[P]):
    """Lines of a proposal, each with what speaks against it now."""

    visits: tuple[P, ...]
    way_s: int
    """Seconds of way that they add to the days of those who go."""


class ByHand:
    """Proposals changed line by line, in the name of the context's person."""

    context: Context

    def check(self, visits: Sequence[P], since: datetime | None = None) -> Checked[P]:
        """What speaks against each line, as all of them stand. Nothing is written.

        Args:
            visits: The lines.
            since: Free times are looked for from then on; now unless it is said.
        """
        return Checked(
            tuple(
                self._with_words(each, weighed)
                for each, weighed in zip(visits, self._weigh_lines(visits, since), strict=True)
            ),
            self._way(visits),
        )

    def with_person(
        self, visits: Sequence[P], at: int, person: str, since: datetime | None = None
    ) -> Checked[P]:
        """One line given to another technician, at its time where he is free then, else at the next one that is in
        time, else at the first.

        Raises:
            NotFound: there is no such person.
            Refused: he is no technician (SC-13).
        """
        with self.context.store.read() as session:
            (code,) = technicians_of(session, [person])
        lines, begin = list(visits), visits[at].starts_at
        lines[at] = visits[at].at(begin, code)
        weighed = self._weigh_lines(lines, begin)[at]
        if any(each.kind != "due" for each in weighed.against):
            if not weighed.in_time:
                weighed = self._weigh_lines(lines, since)[at]
            if weighed.slot is not None:
                lines[at] = visits[at].at(weighed.slot, code)
        return self.check(lines, since)

    def at_time(
        self,
        visits: Sequence[P],
        at: int,
        starts_at: datetime,
        length: timedelta | None = None,
        since: datetime | None = None,
    ) -> Checked[P]:
        """One line at another time, or as long as is wanted."""
        if length is not None and length < SHORTEST:
            raise Refused(N_("A visit lasts a quarter of an hour at least."))
        lines = list(visits)
        lines[at] = visits[at].at(starts_at, length=length)
        return self.check(lines, since)

    def _weigh_lines(self, visits: Sequence[Proposed], since: datetime | None) -> list[Weighed]:
        with self.context.store.read() as session:
            return weigh_all(self.context, session, [each.asked for each in visits], since) if visits else []

    def _with_words(self, line: P, weighed: Weighed) -> P:
        """A line with what speaks against it; that it is late stands among its reasons."""
        each_why = zip(weighed.warnings, weighed.against, strict=True)
        against = [words for words, why in each_why if why.kind != "due"]
        if against and (where := slot_words(self.context, weighed)):
            against.append(where)
        return replace(line, against=tuple(against), overlaps=weighed.overlaps)

    def _way(self, visits: Sequence[Proposed]) -> int:
        """What the days of those who go are longer on the way, all lines together."""
        if not visits:
            return 0
        context = self.context
        start, end = min(each.starts_at for each in visits), max(each.ends_at for each in visits)
        numbers = [each.visit_number for each in visits]
        with context.store.read() as session:
            found = known(context, session, start, end, sorted({each.person for each in visits}), but=numbers)
            ways = ways_of(session)
        total = 0
        for person, day in {(each.person, self._day(each)) for each in visits if each.person in found}:
            begin, until = (seconds_of(midnight(context, day + timedelta(days=n))) for n in (0, 1))
            stood = [stop for stop in found[person].diary.stops if begin <= stop.start < until]
            new = [
                Stop(seconds_of(each.starts_at), seconds_of(each.ends_at), each.call.territory)
                for each in visits
                if (each.person, self._day(each)) == (person, day)
            ]
            home = found[person].worker.territory
            both = sorted([*stood, *new], key=lambda stop: stop.start)
            total += travel_s(both, home, ways) - travel_s(stood, home, ways)
        return total

    def _day(self, line: Proposed) -> date:
        return line.starts_at.astimezone(self.context.zone).date()
