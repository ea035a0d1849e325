"""How the line of time of a customer reads."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from svc_tui.presentation.company.timeline import entry_lines, event_words, subject_of
from svc_tui.storage.timelines import SOURCES

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ROME = ZoneInfo("Europe/Rome")


@dataclass(frozen=True)
class Told:
    """Something that happened."""

    kind: str
    event: str
    text: str = ""
    who: str | None = None
    call: str | None = None
    equipment: int | None = None
    contract: int | None = None
    at: datetime = NOW


def test_a_line_says_when_what_who_where_and_the_words() -> None:
    entry = Told("activity", "phone", "Will call\x1b[2Jback", "anna", "10423", 311, 58)
    (line,) = entry_lines([entry], now=NOW, zone=ROME)
    text = "".join(part for part, _role in line)
    assert text.split() == ["09:00", "anna", "phone", "call", "10423", "Will", "call\ufffd[2Jback"]


def test_the_record_is_the_one_that_enter_opens() -> None:
    assert subject_of(Told("call", "closed", call="10423", equipment=311)) == "10423"
    assert subject_of(Told("equipment", "to_lab", equipment=311)) == "#311"
    assert subject_of(Told("contract", "approved", contract=58)) == "K-58"
    assert subject_of(Told("activity", "note")) == ""


def test_every_event_of_every_source_has_words(speak: Callable[[str], None]) -> None:
    named = [(source.kind, event) for source in SOURCES for event in source.events]
    speak("it")
    bare = [event for kind, event in named if event_words(kind, event) == event.replace("_", " ")]
    assert set(bare) <= {"task"}
