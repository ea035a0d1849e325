"""`svc-tui report monitor` and `limits` as a script uses them."""

import pytest

from tests.cli.running import Shell
from tests.services.desk import Desk


@pytest.fixture
def filled(svc: Shell, desk: Desk) -> Shell:
    """Three calls long ago, one of them in NORTH and nobody's."""
    desk.open_call()
    desk.open_call()
    desk.open_call(queue="NORTH")
    desk.store.close()
    return svc


def test_the_monitor_counts_what_its_filters_find(filled: Shell) -> None:
    found = filled("report", "monitor", "--json").json
    assert (found["open"]["count"], found["unassigned"]["count"], found["opened"]["count"]) == (3, 1, 0)
    for name in ("open", "overdue", "due_soon", "unassigned", "unanswered", "paused", "opened", "lapsed"):
        listed = filled("call", "list", found[name]["filter"], "--count").out.strip()
        assert listed == str(found[name]["count"]), name
    assert len(found["opened_per_minute"]) == len(found["lapsed_per_minute"]) == 60
    assert filled("report", "monitor", "queue:NORTH", "--json").json["open"]["count"] == 1
    page = filled("--ascii", "report", "monitor", "-queue:NORTH").out
    assert page.isascii()
    assert "Open              2  not closed" in page


def test_limits_are_kept_and_tell_the_alarm(filled: Shell) -> None:
    assert filled("report", "limits").out.splitlines() == ["filter=", "open=", "overdue=", "bell=no"]
    assert filled("report", "limits", "open=2", "bell=yes").err == "Service monitor set\n"
    assert filled("report", "limits", "--json").json == {
        "filter": None,
        "open": 2,
        "overdue": None,
        "bell": True,
    }
    assert "! Open              3  ALARM: more than 2" in filled("report", "monitor").out
    assert filled("report", "monitor", "--json").json["alarms"] == ["open"]
    filled("report", "limits", "filter=queue:NORTH")
    assert "ALARM" not in filled("report", "monitor").out
    filled("undo")
    assert "ALARM" in filled("report", "monitor").out


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ("monitor quee:x", 2, "In the filter quee:x, at sign 1: No key quee"),
        ("limits open=lots", 2, "open is a number of calls, or empty for no limit, not lots."),
        ("limits open", 2, "open is no field. Write KEY=VALUE, such as open=20."),
        ("limits seen=1", 2, "The monitor has no wish seen. It has filter, open, overdue, bell."),
    ],
)
def test_bad_input_is_told_with_its_place(filled: Shell, words: str, code: int, sentence: str) -> None:
    said = filled("report", *words.split())
    assert said.err.startswith(sentence), said.err
    assert (said.code, said.out) == (code, "")
