"""Holidays of a country and a region, joined with the company's own closed dates."""

import json
import subprocess
import sys
from datetime import date

import pytest

from svc_tui.domain.sla.calendars import closed_dates, holiday_names
from svc_tui.errors import Refused


def test_a_region_adds_its_own_days() -> None:
    names = holiday_names("it", "MI", first_year=2026, last_year=2026)
    assert names[date(2026, 5, 1)] == "Labor Day"
    assert date(2026, 12, 7) in names
    assert date(2026, 12, 7) not in holiday_names("IT", first_year=2026, last_year=2026)
    assert holiday_names("IT", first_year=2026, last_year=2026, language="it")[date(2026, 12, 25)] == "Natale"


def test_the_company_closes_on_more_days() -> None:
    closed = closed_dates("IT", first_year=2026, last_year=2027, own=[date(2026, 8, 14)])
    assert {date(2026, 8, 14), date(2026, 4, 6), date(2027, 1, 1)} <= closed
    assert date(2028, 1, 1) not in closed
    assert closed_dates("", first_year=2026, last_year=2026, own=[date(2026, 8, 14)]) == {date(2026, 8, 14)}


@pytest.mark.parametrize(("country", "region", "word"), [("XX", "", "XX"), ("IT", "ZZ", "MI")])
def test_unknown_places_are_refused(country: str, region: str, word: str) -> None:
    with pytest.raises(Refused) as caught:
        holiday_names(country, region, first_year=2026, last_year=2026)
    assert word in caught.value.text()


def test_every_country_is_known_though_the_others_are_not_loaded() -> None:
    script = (
        "import holidays, json\n"
        "print(json.dumps({c: sorted(map(str, holidays.country_holidays(c, years=[2026], language=(l or [None])[0])))\n"
        "  for c in holidays.list_supported_countries(include_aliases=False)\n"
        "  for l in [[x for x in getattr(holidays, c).supported_languages if x.startswith('en')]]}))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    plain = json.loads(done.stdout)
    assert len(plain) > 200
    for country, days in plain.items():
        assert sorted(map(str, holiday_names(country, first_year=2026, last_year=2026))) == days, country
