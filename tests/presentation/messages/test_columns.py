"""How messages read in a list and in its pane."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from svc_tui.presentation.messages.columns import TABLE, cells, detail_lines, kind_words

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ROME = ZoneInfo("Europe/Rome")


@dataclass
class Told:
    """A message."""

    kind: str = "mention"
    at: datetime | None = NOW
    read_at: datetime | None = None
    sender: str | None = "bruno"
    call_id: int | None = None
    id: int = 7
    customer_name: str | None = None


def test_what_is_unread_has_a_sign_and_not_a_colour_alone() -> None:
    columns = TABLE.chosen(TABLE.default)
    line = cells(Told(), "look \x1b[2J here", columns, now=NOW, zone=ROME)
    assert [text for text, _role in line[:3]] == ["*", "09:00", "mention"]
    assert "\x1b" not in line[3][0]
    assert cells(Told(read_at=NOW), "x", columns, now=NOW, zone=ROME)[0][0] == " "


def test_a_kind_that_nobody_knows_is_shown_as_it_is() -> None:
    assert (kind_words("given"), kind_words("odd")) == ("given", "odd")


def test_the_pane_tells_the_whole_message() -> None:
    lines = detail_lines(Told(), "one two three four five", now=NOW, zone=ROME, width=12)
    assert ["".join(text for text, _role in line) for line in lines] == [
        " one two", " three four", " five", " mention  09:00  bruno",
    ]  # fmt: skip
    assert len(detail_lines(Told(call_id=1), "one", now=NOW, zone=ROME, width=40)) == 1
