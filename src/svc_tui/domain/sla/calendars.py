"""Which civil dates are holidays of a country, joined with the company's own closed dates.

The `holidays` package knows the countries; it costs 50-80 ms and is imported by the first question that nobody kept
the answer of.
"""

import sys
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from importlib.util import find_spec
from types import ModuleType
from typing import Any, Protocol

from svc_tui.errors import N_, Refused


class Keeper(Protocol):
    """Keeps answers from one start of the program to the next."""

    def get(self, asked: str) -> Mapping[date, str] | None: ...
    def put(self, asked: str, days: Mapping[date, str]) -> None: ...


_keepers: list[Keeper] = []


def keep_with(keeper: Keeper) -> None:
    """Whom to ask first from now on."""
    _keepers[:] = [keeper]


def holiday_names(
    country: str, subdivision: str = "", *, first_year: int, last_year: int, language: str = "en"
) -> Mapping[date, str]:
    """The public holidays of the years from first to last, with their names where the package has them.

    Raises:
        Refused: no such country or subdivision.
    """
    return _names(country.strip().upper(), subdivision.strip(), first_year, last_year, language)


@lru_cache(maxsize=64)
def _names(
    country: str, subdivision: str, first_year: int, last_year: int, language: str
) -> Mapping[date, str]:
    if not country:
        return {}
    asked = f"{country} {subdivision} {first_year} {last_year} {language}"
    for keeper in _keepers:
        if (kept := keeper.get(asked)) is not None:
            return kept
    found = _worked_out(country, subdivision, first_year, last_year, language)
    for keeper in _keepers:
        keeper.put(asked, found)
    return found


def _worked_out(
    country: str, subdivision: str, first_year: int, last_year: int, language: str
) -> Mapping[date, str]:
    holidays = _holidays()
    from holidays.registry import EntityLoader

    if country not in EntityLoader.get_country_codes():
        raise Refused(
            N_('There is no holiday calendar "{country}". Write a code such as IT or DE.'), country=country
        )
    # Asked of the country alone: the package's lists of all countries load 250 modules.
    entity = getattr(holidays, country)
    if subdivision and subdivision not in entity.subdivisions:
        raise Refused(
            N_('{country} has no region "{subdivision}" in its holiday calendar. Known are: {known}.'),
            country=country,
            subdivision=subdivision,
            known=", ".join(entity.subdivisions) or "-",
        )
    spoken = next((code for code in entity.supported_languages if code.startswith(language)), None)
    years = range(first_year, last_year + 1)
    found = holidays.country_holidays(country, subdiv=subdivision or None, years=years, language=spoken)
    return dict(sorted(found.items()))


def _holidays() -> Any:
    """The package, without its 250 countries: its `countries` imports them all when the first is asked for."""
    import holidays

    name = "holidays.countries"
    if name not in sys.modules:
        found = find_spec(name)
        assert found is not None
        empty = ModuleType(name)
        empty.__path__ = list(found.submodule_search_locations or ())
        empty.__spec__ = found
        sys.modules[name] = empty
    return holidays


def closed_dates(
    country: str, subdivision: str = "", *, first_year: int, last_year: int, own: Iterable[date] = ()
) -> frozenset[date]:
    """The dates that a contract without holidays does not cover: public holidays and the company's own."""
    names = holiday_names(country, subdivision, first_year=first_year, last_year=last_year)
    return frozenset(names) | frozenset(own)


def calendars(text: str) -> list[tuple[str, str]]:
    """Codes that a typed text may become, each with its country: `IT`, and behind a whole code its regions."""
    country, dash, region = text.strip().upper().partition("-")
    holidays = _holidays()
    from holidays.registry import COUNTRIES

    named = {codes[1]: codes[0] for codes in COUNTRIES.values()}
    if dash and country in named:
        subdivisions = getattr(holidays, country).subdivisions
        found = [each for each in subdivisions if each.upper().startswith(region)]
        return [(f"{country}-{each}", named[country]) for each in found]
    return sorted(
        (
            (code, name)
            for code, name in named.items()
            if code.startswith(country) or name.upper().startswith(country)
        ),
        key=lambda pair: (not pair[0].startswith(country), pair[0]),
    )
