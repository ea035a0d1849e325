"""How the page of an activity reads: its head, its fields, its files, its history."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from rich.cells import cell_len

from svc_tui.presentation.activities.page import files, general, head, history
from svc_tui.presentation.core.spans import Line
from tests.presentation.rows import HOSTILE, NOW, ROME, WIDE, entry, harmless, role_of, told, value

HOUR = timedelta(hours=1)


def row(**values: Any) -> Any:
    """An open telephone call of this afternoon, about nothing yet."""
    return value(**({
        "number": 12, "kind": "phone", "subject": "Ring back", "notes": "", "call": None, "customer": None,
        "customer_name": "", "equipment": None, "contract": None, "type": None, "topic": None, "priority": "high",
        "who": "anna", "contact": None, "phone": None, "starts_at": NOW + HOUR, "ends_at": None, "remind_at": None,
        "created_at": None, "closed": False, "closed_at": None, "recurrence": None,
    } | values))  # fmt: skip


def page(
    width: int = 60, ahead: tuple[datetime, ...] = (), links: tuple[Any, ...] = (), **values: Any
) -> list[Line]:
    return general(value(row=row(**values), ahead=ahead, links=links), width, now=NOW, zone=ROME)


def top(**values: Any) -> list[Line]:
    return head(row(**values), now=NOW, zone=ROME)


# The head


@pytest.mark.parametrize(
    ("values", "english", "italian"),
    [
        pytest.param(
            {"customer_name": "Bianchi"},
            [" Activity 12  phone  Ring back", " open  10:00  anna  Bianchi"],
            [" Attività 12  telefonata  Ring back", " aperta  10:00  anna  Bianchi"], id="open",
        ),
        pytest.param(
            {"starts_at": NOW - HOUR, "who": None},
            [" Activity 12  phone  Ring back", " overdue  08:00  -"],
            [" Attività 12  telefonata  Ring back", " scaduta  08:00  -"], id="late, and nobody's",
        ),
        pytest.param(
            {"kind": "note", "starts_at": None, "closed": True, "closed_at": NOW},
            [" Activity 12  note  Ring back", " done  09:00  anna"],
            [" Attività 12  nota  Ring back", " fatta  09:00  anna"], id="done",
        ),
    ],
)  # fmt: skip
def test_the_head_says_what_when_and_who(
    speak: Callable[[str], None], values: dict[str, Any], english: list[str], italian: list[str]
) -> None:
    for language, texts in (("en", english), ("it", italian)):
        speak(language)
        assert told(top(**values)) == texts


def test_only_what_is_not_done_draws_the_eye() -> None:
    assert role_of(top(), "open") == "warning"
    assert role_of(top(closed=True), "done") == "muted"


# Its fields


@pytest.mark.parametrize(
    ("values", "english", "italian"),
    [
        pytest.param({"call": "10423"}, "Call           10423", "Chiamata       10423", id="call"),
        pytest.param({"customer": "C1", "customer_name": "Bianchi"}, "Customer       C1 Bianchi",
                     "Cliente        C1 Bianchi", id="customer"),
        pytest.param({"customer_name": "Rossi"}, "Customer       Rossi", "Cliente        Rossi", id="a name alone"),
        pytest.param({"contract": 58}, "Contract       K-58", "Contratto      K-58", id="contract"),
        pytest.param({"equipment": 311}, "Card           311", "Scheda         311", id="card"),
        pytest.param({"priority": "low"}, "Priority       low", "Priorità       bassa", id="priority"),
        pytest.param({}, "Begins         10:00", "Inizio         10:00", id="begins"),
        pytest.param({"remind_at": NOW + 25 * HOUR}, "Reminder       Tue 10:00",
                     "Promemoria     mar 10:00", id="reminder"),
        pytest.param({"closed": True, "closed_at": NOW}, "Done           09:00", "Fatta          09:00", id="done"),
        pytest.param({"recurrence": {"every": "week", "days": [0]}}, "Comes back     every week: Mon",
                     "Si ripete      ogni settimana: lun", id="comes back"),
        pytest.param({"ahead": (datetime(2026, 3, 9, 9), datetime(2026, 3, 16, 9))},  # noqa: DTZ001
                     "Then           9 Mar 09:00, 16 Mar 09:00", "Poi            9 mar 09:00, 16 mar 09:00", id="then"),
    ],
)  # fmt: skip
def test_a_field_has_its_title(
    speak: Callable[[str], None], values: dict[str, Any], english: str, italian: str
) -> None:
    for language, text in (("en", english), ("it", italian)):
        speak(language)
        assert f" {text}" in told(page(**values))


def test_a_field_without_a_value_takes_no_line() -> None:
    assert told(page()) == [" Priority       high", " Who            anna", " Begins         10:00"]
    assert told(page(who=None, starts_at=None)) == [" Priority       high"]


@pytest.mark.parametrize(
    ("notes", "text"),
    [
        pytest.param("", [], id="none"),
        pytest.param(" Ring back\n", [], id="the subject again"),
        pytest.param(
            "one two three four five\n\nsix", ["", " one two three", " four five", "", " six"], id="wrapped"
        ),
    ],
)
def test_the_notes_follow_in_lines_of_the_width(notes: str, text: list[str]) -> None:
    assert told(page(16, notes=notes))[3:] == text


def test_what_it_is_tied_to_says_whether_it_is_done(speak: Callable[[str], None]) -> None:
    def link(number: int, **values: Any) -> Any:
        tied = {"number": number, "kind": "task", "closed": False, "starts_at": None, "subject": "Order it"}
        return value(**(tied | values))

    links = (link(9, closed=True, starts_at=NOW), link(13))
    assert told(page(links=links))[3:] == [
        "",
        " 9  task  done  09:00  Order it",
        " 13  task  open    Order it",
    ]
    speak("it")
    assert told(page(links=links))[4:] == [
        " 9  compito  fatta  09:00  Order it", " 13  compito  aperta    Order it",
    ]  # fmt: skip


# Its files


def test_files_say_their_size_and_when_they_came(speak: Callable[[str], None]) -> None:
    found = [value(name="a.jpg", size=1_540_000, at=NOW), value(name="b.txt", size=12, at=None)]
    assert told(files(found, now=NOW, zone=ROME)) == [" a.jpg  1.5 MB  09:00", " b.txt  12 B"]
    speak("it")
    assert told(files(found, now=NOW, zone=ROME))[0] == " a.jpg  1,5 MB  09:00"


@pytest.mark.parametrize(
    ("language", "words"), [("en", "No file is attached."), ("it", "Nessun file è allegato.")]
)
def test_that_there_is_no_file_is_said(speak: Callable[[str], None], language: str, words: str) -> None:
    speak(language)
    assert told(files([], now=NOW, zone=ROME)) == [f" {words}"]


# Its history


def past(*entries: Any) -> list[str]:
    return told(history(entries, now=NOW, zone=ROME))


@pytest.mark.parametrize(
    ("what", "english", "italian"),
    [
        pytest.param(entry("created"), " 09:00  anna  created", " 09:00  anna  creata", id="no field"),
        pytest.param(entry("changed", "who", "anna", "bruno"), " 09:00  anna  changed  Who: anna → bruno",
                     " 09:00  anna  modificata  Chi: anna → bruno", id="from one to another"),
        pytest.param(entry("changed", "who", None, "bruno"), " 09:00  anna  changed  Who: - → bruno",
                     " 09:00  anna  modificata  Chi: - → bruno", id="from nobody"),
        pytest.param(entry("changed", "starts_at", "2026-03-02T08:00:00Z", "2026-03-03T08:00:00Z"),
                     " 09:00  anna  changed  Begins: 09:00 → Tue 09:00",
                     " 09:00  anna  modificata  Inizio: 09:00 → mar 09:00", id="instants by the clock"),
        pytest.param(entry("changed", "priority", "low", "high"), " 09:00  anna  changed  Priority: low → high",
                     " 09:00  anna  modificata  Priorità: bassa → alta", id="priorities in the language"),
        pytest.param(entry("changed", "kind", "phone", "task"), " 09:00  anna  changed  Kind: phone → task",
                     " 09:00  anna  modificata  Genere: telefonata → compito", id="kinds in the language"),
        pytest.param(entry("attached", "attachments", None, "photo.jpg"),
                     " 09:00  anna  attached  Attachment: - → photo.jpg",
                     " 09:00  anna  allegato  Allegato: - → photo.jpg", id="files have their title"),
        pytest.param(entry("odd", "field", "1", "2", who=None), " 09:00  -  odd  field: 1 → 2",
                     " 09:00  -  odd  field: 1 → 2", id="nobody, and words nobody knows"),
    ],
)  # fmt: skip
def test_an_entry_says_who_did_what(
    speak: Callable[[str], None], what: Any, english: str, italian: str
) -> None:
    for language, text in (("en", english), ("it", italian)):
        speak(language)
        assert past(what) == [text]


def test_the_newest_stands_first() -> None:
    older = entry("created", at=datetime(2025, 9, 30, 8, tzinfo=UTC))
    assert past(older, entry("activity done")) == [
        " 09:00  anna  activity done", " 30 Sep 2025 10:00  anna  created",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["a" * 41, WIDE * 9, "word " * 20])
def test_a_long_value_is_cut_with_a_sign(text: str) -> None:
    said = past(entry("changed", "notes", text, "a" * 40))[0]
    before, after = said.partition("Notes: ")[2].split(" → ")
    assert before.endswith("…")
    assert cell_len(before) <= 40
    assert after == "a" * 40


def test_texts_that_mean_harm_do_nothing() -> None:
    texts: dict[str, Any] = dict.fromkeys(
        ("kind", "subject", "call", "customer", "customer_name", "type", "topic", "priority", "who", "contact",
         "phone", "notes"), HOSTILE,
    )  # fmt: skip
    link = value(number=1, kind=HOSTILE, closed=False, starts_at=None, subject=HOSTILE)
    found = [value(name=HOSTILE, size=1, at=None)]
    old = [entry(HOSTILE, HOSTILE, HOSTILE, HOSTILE, who=HOSTILE), entry("changed", "kind", HOSTILE, HOSTILE)]
    assert harmless(
        [*top(**texts), *page(links=(link,), **texts), *files(found, now=NOW, zone=ROME),
         *history(old, now=NOW, zone=ROME)]
    )  # fmt: skip
