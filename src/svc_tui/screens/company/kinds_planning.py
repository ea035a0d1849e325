"""What planning counts with, as kinds of the set-up: ways between territories, and absences of people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from svc_tui.bootstrap import Services
from svc_tui.domain.core.text import clean_line, fold
from svc_tui.errors import N_, NotFound
from svc_tui.presentation.planning.lines import reason_words
from svc_tui.screens.core.kind import Column, Kind, Saved
from svc_tui.services.core.fields import Field, read_fields
from svc_tui.services.planning.absences import FIELDS as ABSENCE_FIELDS
from svc_tui.services.planning.absences import Gone

WAY_FIELDS = {
    "origin": Field(longest=100, empty=False),
    "destination": Field(longest=100, empty=False),
    "minutes": Field("int", empty=False),
}


@dataclass(frozen=True)
class Way:
    """A way, in either direction."""

    origin: str
    destination: str
    minutes: int

    @property
    def name(self) -> str:
        """Between which territories."""
        return _name(self.origin, self.destination)


def _name(origin: str, destination: str) -> str:
    return f"{origin} - {destination}"


def _ways(services: Services, text: str) -> Sequence[Way]:
    found = [
        Way(origin, destination, minutes) for (origin, destination), minutes in services.travel.ways().items()
    ]
    return [way for way in found if fold(text) in fold(way.name)]


def _way(services: Services, key: str) -> Way:
    for way in _ways(services, ""):
        if way.name == key:
            return way
    raise NotFound(N_("{name} is gone; somebody took it away."), name=key)


def _new_way(services: Services, values: Mapping[str, object]) -> Saved:
    typed = read_fields(WAY_FIELDS, {"origin": "", "destination": "", "minutes": "", **values})
    services.travel.set(typed["origin"], typed["destination"], typed["minutes"])
    return _name(*sorted((clean_line(typed["origin"]), clean_line(typed["destination"])))), ()


def _change_way(
    services: Services,
    key: str,
    values: Mapping[str, object],
    _version: int | None,
    _base: Mapping[str, Any] | None,
) -> Saved:
    way = _way(services, key)
    services.travel.set(way.origin, way.destination, read_fields(WAY_FIELDS, values)["minutes"])
    return key, ()


def _remove_way(services: Services, key: str) -> None:
    way = _way(services, key)
    services.travel.set(way.origin, way.destination, None)


def _absences(services: Services, text: str) -> Sequence[Any]:
    wanted = fold(text)
    return [
        each
        for each in services.absences.list(services.today)
        if wanted in fold(f"{each.person} {each.reason} {reason_words(each.reason)} {each.note}")
    ]


def _gone(gone: Gone) -> Saved:
    return str(gone.row.number), gone.warnings


def _remove_absence(services: Services, key: str) -> None:
    services.absences.remove([key])


PLANNING: tuple[Kind, ...] = (
    Kind(
        "ways",
        N_("Ways between territories"),
        WAY_FIELDS,
        (Column("origin", 24, 1), Column("destination", 24, 1), Column("minutes", 8)),
        _ways,
        _way,
        _new_way,
        _change_way,
        key="name",
        switch="",
        remove=_remove_way,
        only_new=("origin", "destination"),
        labels={"origin": N_("Territory"), "destination": N_("And territory"), "minutes": N_("Minutes")},
    ),
    Kind(
        "absences",
        N_("Absences"),
        ABSENCE_FIELDS,
        (
            Column("person", 10), Column("first", 10), Column("last", 10), Column("hours", 11),
            Column("reason", 11), Column("stand_in", 9), Column("note", 14, 1),
        ),
        _absences,
        lambda services, key: services.absences.find(key),
        lambda services, values: _gone(services.absences.new(values)),
        lambda services, key, values, _version, _base: _gone(services.absences.set(key, values)),
        key="number",
        switch="",
        remove=_remove_absence,
        labels={
            "person": N_("Who"), "reason": N_("Why"), "first": N_("From"), "last": N_("To"), "hours": N_("Hours"),
            "note": N_("Notes"), "stand_in": N_("Stands in"),
        },
    ),
)  # fmt: skip
