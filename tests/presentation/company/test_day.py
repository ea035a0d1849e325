"""How a day reads."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from svc_tui.presentation.company.day import TABLE, cells, detail_lines, headline

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ROME = ZoneInfo("Europe/Rome")


@dataclass
class Line:
    """One line of a day."""

    source: str = "call"
    kind: str = "call"
    text: str = "Stops"
    call: str | None = "10423"
    customer_name: str = "Bianchi"
    due_at: datetime | None = NOW
    left_s: int | None = -7800
    priority: str | None = "high"
    unread: bool = False


def shown(line: Line) -> list[str]:
    columns = TABLE.chosen(TABLE.default)
    return [text for text, _role in cells(line, columns, now=NOW, zone=ROME)]


def test_a_day_says_lateness_in_a_word_and_times_by_the_clock() -> None:
    assert shown(Line()) == ["late", "-2h10", "call", "10423", "Stops", "Bianchi"]
    phone = Line("activity", "phone", "Ring", None, due_at=NOW + timedelta(hours=2), left_s=7200)
    assert shown(phone) == ["11:00", "2h00", "phone", "", "Ring", "Bianchi"]
    told = Line("message", "mention", "bruno said", None, "", None, None, None, True)
    assert shown(told) == ["*", "", "mention", "", "bruno said", ""]


def test_the_head_counts_what_there_is() -> None:
    assert headline(2, 5, 4) == "2 late, 5 due today, 4 messages"
    assert headline(0, 0, 0) == "0 due today"


def test_the_pane_tells_what_is_no_call() -> None:
    lines = detail_lines(Line("activity", "phone", "Ring", None), now=NOW, zone=ROME)
    assert ["".join(text for text, _role in line) for line in lines] == [" phone  09:00", " Ring", " Bianchi"]
