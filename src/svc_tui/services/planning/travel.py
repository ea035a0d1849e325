"""Ways between territories: a small table of minutes, which planning asks."""

from collections.abc import Mapping

from svc_tui.domain.core.text import clean_line
from svc_tui.errors import N_, NotFound, Refused
from svc_tui.services.core.context import Context
from svc_tui.storage.planning import people

MOST = 24 * 60


class Travel:
    """Minutes from one territory to another, in either direction; with itself, within it."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def ways(self) -> Mapping[tuple[str, str], int]:
        """All of them, by both names in the order of the alphabet."""
        with self.context.store.read() as session:
            return people.ways(session=session)

    def set(self, origin: str, destination: str, minutes: int | None) -> None:
        """Say how long a way is, or with None take it out: then it is 15 minutes within one, 30 between two.

        Raises:
            Refused: no name, or no such number of minutes.
            NotFound: there is none to take out.
        """
        pair = sorted((clean_line(origin), clean_line(destination)))
        if not all(pair):
            raise Refused(N_("Name both territories."))
        if minutes is not None and not 0 <= minutes <= MOST:
            raise Refused(N_("A way takes 0 to {most} minutes."), most=MOST)
        with self.context.write() as unit:
            known = people.way_id(session=unit.session, origin=pair[0], destination=pair[1])
            if minutes is None and known is None:
                raise NotFound(N_("No way from {origin} to {destination} is known."), origin=pair[0],
                               destination=pair[1])  # fmt: skip
            if known is None:
                unit.insert("travel_time", {"origin": pair[0], "destination": pair[1], "minutes": minutes})
            elif minutes is None:
                unit.delete("travel_time", known)
            else:
                unit.update("travel_time", known, {"minutes": minutes})
            unit.call_it(N_("Way from {origin} to {destination}"), origin=pair[0], destination=pair[1])
