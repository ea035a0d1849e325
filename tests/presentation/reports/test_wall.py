"""The wall: figures to be read from afar, as much as fits, nothing that is anybody's."""

import pytest
from rich.cells import cell_len

from svc_tui.domain.calls.watch import Waiting, Wishes
from svc_tui.presentation.reports.wall import DIGITS, HIGH, WIDE, large, wall_lines
from tests.presentation.reports.test_monitor import ROME, Seen

QUEUES = [
    Waiting("north", 40, 10),
    Waiting("", 3, 0),
    Waiting("a queue with a very long code of its own", 80, 20),
]


def drawn(seen: Seen, width: int, height: int, *, ascii: bool = False) -> list[str]:
    lines = wall_lines(seen, QUEUES, ROME, width, height, ascii=ascii)
    return ["".join(text for text, _role in line).rstrip() for line in lines]


def test_a_number_is_drawn_in_large() -> None:
    assert [large("1,20", level, 1, ascii=True) for level in range(HIGH)] == [
        "  #  ### ### ",
        "  #    # # # ",
        "  #  ### # # ",
        "  #  #   # # ",
        "  #  ### ### ",
    ]
    assert large("1", 0, 2, ascii=True) == "    ##  "
    assert "█" in large("8", 0, 1, ascii=False)


def test_every_digit_is_its_own() -> None:
    assert len(set(DIGITS.values())) == 10
    assert all(len(rows) == HIGH and all(len(row) == WIDE for row in rows) for rows in DIGITS.values())


@pytest.mark.parametrize("ascii", [False, True])
@pytest.mark.parametrize("size", [(60, 15), (60, 40), (80, 24), (100, 30), (133, 43), (200, 60)])
def test_all_that_is_shown_fits(size: tuple[int, int], ascii: bool) -> None:
    lines = drawn(Seen(wishes=Wishes(open=5, overdue=1)), *size, ascii=ascii)
    assert len(lines) <= size[1]
    whole = wall_lines(Seen(), QUEUES, ROME, *size, ascii=ascii)
    assert all(cell_len("".join(text for text, _role in line)) <= size[0] for line in whole)
    assert all(cell_len(line) <= size[0] for line in lines)
    assert all(line.isascii() for line in lines) or not ascii
    text = "\n".join(lines)
    assert "! Overdue" in text
    assert ("Came in the hour" in text) == (size[0] > 60)


@pytest.mark.parametrize(
    ("size", "scale"), [((60, 15), 1), ((80, 24), 1), ((100, 40), 2), ((150, 45), 3), ((200, 60), 3)]
)
def test_figures_are_as_large_as_all_of_them_fit(size: tuple[int, int], scale: int) -> None:
    lines = drawn(Seen(), *size, ascii=True)
    high = next(at for at, line in enumerate(lines[3:]) if "#" not in line)
    assert high == HIGH * scale
    assert sum("Paused" in line for line in lines) == 1


def test_an_alarm_stands_first_and_is_a_word() -> None:
    quiet = drawn(Seen(), 80, 24)
    assert quiet[0] == f" Service monitor  / queue:north{' ' * 43}09:30"
    loud = drawn(Seen(wishes=Wishes(open=5)), 80, 24)
    assert loud[0].startswith(" Service monitor  ALARM: Open 1,214  / queue:north ")
    assert "! Open" in loud[2]
    assert "! Open" not in quiet[2]


def test_queues_stand_by_what_is_late_in_them() -> None:
    lines = drawn(Seen(), 80, 40, ascii=True)
    at = next(place for place, line in enumerate(lines) if "80 open" in line)
    assert lines[at].startswith(" a queue with a very long.   80 open, 20 late  ")
    assert (lines[at].count("x"), lines[at].count("#")) == (8, 24)
    assert lines[at + 1].startswith(" north                       40 open, 10 late  ")
    assert lines[at + 2].startswith(" no queue                      3 open, 0 late  #")


def test_a_late_call_among_many_is_seen() -> None:
    lines = wall_lines(Seen(), [Waiting("north", 1000, 1)], ROME, 80, 24)
    roles = [role for text, role in lines[-1] if text]
    assert roles == ["text", "urgent", "muted"]
