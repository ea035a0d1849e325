"""How the balance of a queue reads: who has what at hand, and who would get which call, and why."""

from collections.abc import Callable
from typing import Any

import pytest

from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.queues.sharing import Load, Membership
from svc_tui.errors import N_
from svc_tui.presentation.core.spans import Span
from svc_tui.presentation.queues.balance import COLUMNS, balance_cells, head_lines, stand_line, why_words
from svc_tui.services.queues.balance import CHOSEN, LEFT_ALONE, Balance, Line, Stand
from tests.presentation.rows import HOSTILE, harmless, role_of, said, told, value

AT = {column.key: place for place, column in enumerate(COLUMNS)}


def line(person: str = "anna", why: Note | None = None, left_s: int | None = 7800, **values: Any) -> Line:
    call = {"number": "10423", "subject": "E12", "customer_name": "Bianchi", "priority": "high"} | values
    return Line(value(**call), left_s, person, why or note(CHOSEN))


def stand(person: str = "anna", stands_in_for: str = "", **load: Any) -> Stand:
    return Stand(person, stands_in_for, Load(person, **load))


def balance(
    *lines: Line, stands: tuple[Stand, ...] = (), away: str = "", waiting: int | None = None
) -> Balance:
    absent = tuple(Membership(person) for person in away.split())
    return Balance("NORTH", stands, absent, lines, len(lines) if waiting is None else waiting)


# A call of the proposal


def test_a_line_says_the_call_and_who_would_get_it() -> None:
    assert [text for text, _role in balance_cells(line())] == [
        "10423", "2h10", "H", "E12 (Bianchi)", "anna", "chosen by hand",
    ]  # fmt: skip
    assert len(COLUMNS) == len(balance_cells(line()))


@pytest.mark.parametrize(
    ("key", "shown", "span"),
    [
        pytest.param("left", line(left_s=-7800), ("-2h10", "urgent strong"), id="late has a sign"),
        pytest.param("left", line(left_s=1800), ("0h30", "warning"), id="soon"),
        pytest.param("left", line(left_s=None), ("no due", "muted"), id="no target"),
        pytest.param("priority", line(priority="medium"), ("M", "warning"), id="medium"),
        pytest.param("priority", line(priority="low"), ("L", "muted"), id="low"),
        pytest.param("person", line(), ("anna", "accent"), id="somebody"),
        pytest.param("person", line("", note(LEFT_ALONE)), ("-", "muted"), id="nobody is a dash"),
    ],
)
def test_what_stands_out_in_a_line(key: str, shown: Line, span: Span) -> None:
    assert balance_cells(shown)[AT[key]] == span


@pytest.mark.parametrize(
    ("why", "english", "italian"),
    [
        (note(CHOSEN), "chosen by hand", "scelto a mano"),
        (note(LEFT_ALONE), "left in the queue", "lasciata nella coda"),
        (note(N_("for {person}"), person="bruno"), "for bruno", "per bruno"),
    ],
)
def test_a_reason_is_said_in_words(
    speak: Callable[[str], None], why: Note, english: str, italian: str
) -> None:
    for language, text in (("en", english), ("it", italian)):
        speak(language)
        assert why_words(line(why=why)) == text
        assert balance_cells(line(why=why))[AT["why"]] == (text, "muted")


# A person


@pytest.mark.parametrize(
    ("person", "lines", "english", "italian"),
    [
        pytest.param(
            stand(open=4), 0, " anna            4 open  0 overdue", " anna          4 aperte  0 in ritardo", id="calm"
        ),
        pytest.param(
            stand(open=4, overdue=2, promised_s=7800), 3,
            " anna            4 open  2 overdue  2h10 promised today  +3",
            " anna          4 aperte  2 in ritardo  2h10 promesse oggi  +3", id="busy, and gets three",
        ),
        pytest.param(
            stand(stands_in_for="luca"), 0, " anna            0 open  0 overdue  for luca",
            " anna          0 aperte  0 in ritardo  per luca", id="in the place of another",
        ),
    ],
)  # fmt: skip
def test_a_person_with_what_he_has_and_gets(
    speak: Callable[[str], None], person: Stand, lines: int, english: str, italian: str
) -> None:
    found = balance(*[line()] * lines, line("bruno"))
    for language, text in (("en", english), ("it", italian)):
        speak(language)
        assert said(stand_line(person, found)) == text


@pytest.mark.parametrize(("overdue", "role"), [(0, "muted"), (1, "urgent")])
def test_only_what_is_overdue_is_urgent(overdue: int, role: str) -> None:
    assert role_of([stand_line(stand(overdue=overdue), balance())], "overdue") == role


def test_what_the_proposal_adds_changes_with_a_choice() -> None:
    found = balance(line(), line("", note(LEFT_ALONE), number="10424"))
    assert said(stand_line(stand(), found)).endswith("  +1")
    assert said(stand_line(stand(), found.changed("10424", "anna"))).endswith("  +2")
    assert "+" not in said(stand_line(stand(), found.changed("10423", "")))


# The head


@pytest.mark.parametrize(
    ("found", "english", "italian"),
    [
        pytest.param(
            balance(line(), stands=(stand(),)),
            [" Balance of NORTH  1 call waits", " anna            0 open  0 overdue  +1", ""],
            [" Ripartizione di NORTH  1 chiamata aspetta", " anna          0 aperte  0 in ritardo  +1", ""],
            id="one call, one person",
        ),
        pytest.param(
            balance(line("bruno"), away="luca mara", waiting=1234),
            [" Balance of NORTH  1,234 calls wait  the most urgent is shown",
             " Nobody of this queue is there today.", " away: luca, mara", ""],
            [" Ripartizione di NORTH  1.234 chiamate aspettano  si vede la più urgente",
             " Oggi non c'è nessuno di questa coda.", " assenti: luca, mara", ""],
            id="nobody is there for many",
        ),
    ],
)  # fmt: skip
def test_the_head_says_what_waits_and_who_is_there(
    speak: Callable[[str], None], found: Balance, english: list[str], italian: list[str]
) -> None:
    for language, texts in (("en", english), ("it", italian)):
        speak(language)
        assert told(head_lines(found, 5)) == texts


def test_that_nobody_is_there_is_a_warning() -> None:
    assert role_of(head_lines(balance(line()), 5), "Nobody") == "warning"
    assert "Nobody" not in "".join(told(head_lines(balance(stands=(stand(),)), 5)))


@pytest.mark.parametrize(
    ("people", "english", "italian"),
    [(2, "", ""), (3, " and 1 more", " e 1 altra persona"), (5, " and 3 more", " e altre 3 persone")],
)
def test_people_without_room_are_counted(
    speak: Callable[[str], None], people: int, english: str, italian: str
) -> None:
    found = balance(stands=tuple(stand(f"p{place}") for place in range(people)))
    for language, text in (("en", english), ("it", italian)):
        speak(language)
        lines = told(head_lines(found, 2))
        assert lines[3] == text
        assert len(lines) == 4 + bool(text)


def test_names_that_mean_harm_do_nothing() -> None:
    bad = line(
        HOSTILE,
        note(N_("for {person}"), person=HOSTILE),
        number=HOSTILE,
        subject=HOSTILE,
        customer_name=HOSTILE,
    )
    found = Balance(HOSTILE, (stand(HOSTILE, HOSTILE),), (Membership(HOSTILE),), (bad,), 1)
    assert harmless([balance_cells(bad), *head_lines(found, 5)])
