"""Which holiday calendars a typed text may become."""

from svc_tui.domain.sla.calendars import calendars


def test_a_country_is_found_by_its_code_or_its_name_the_code_first() -> None:
    assert calendars("it")[0] == ("IT", "Italy")
    assert ("DE", "Germany") in calendars("germ")
    assert calendars("xx-unknown") == []


def test_behind_a_country_stand_its_regions() -> None:
    assert ("IT-MI", "Italy") in calendars("it-m")
    assert all(code.startswith("DE-B") for code, _country in calendars("DE-b"))
