"""The Italian catalogue is complete, fresh and faithful: nothing missing, nothing left over, nothing that a key,
an option or a placeholder of the English words would lose."""

import io
import re
from collections.abc import Iterator
from functools import cache

import pytest
from babel.messages import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from rich.cells import cell_len

from svc_tui import language
from svc_tui.commands.catalogue import BY_ID, COMMANDS
from svc_tui.language import _
from svc_tui.presentation.calls.columns import BUILT_IN, COLUMNS
from svc_tui.presentation.calls.page import LABELS
from svc_tui.presentation.core.words import event_words, status_words
from svc_tui.screens.shell.places import BARS
from tests.catalogue import LOCALE, collected, translation, written

FOLDER = LOCALE / "it" / "LC_MESSAGES"
PLACE = re.compile(r"\{(\w*)[^{}]*\}")
# What reads the same in every language: options, commands in backquotes, places for values, names in quotes.
UNTOUCHED = re.compile(r"--[a-z]+|`[^`]+`|\b[A-Z]{2,}=[A-Z]+\b|SVC_TUI_[A-Z]+|\"[a-z]+\"|@me")
GLOSSARY = {
    r"\bequipment cards?\b": r"sched[ae] attrezzatura",
    r"\bqueues?\b(?!:)": r"\bcod[ae]\b|queue",
    r"\bitem groups?\b": r"grupp[oi]\b",
    r"(?<!\{)\bserials?\b(?!_)": r"serie",
    r"\bsubject\b(?!=)": r"oggetto|subject",
    r"\bcustomers?\b": r"client[ei]|customer",
    r"\btechnicians?\b": r"tecnic[oi]|technician",
    r"\bcontracts?\b": r"contratt[oi]|contract",
    r"\bpriority\b": r"priorità|priority|priorty",
    r"\bwarranty\b": r"garanzia",
    r"\bholidays?\b": r"festivi",
    r"\bcredit limit\b": r"limite di credito",
    r"\bcontact person\b": r"persona di contatto",
    r"\bterritory\b": r"territorio",
    r"\bactivit(?:y|ies)\b": r"attività|activities",
    r"\bsolutions?\b(?!_)": r"soluzion[ei]|solution",
}


@cache
def sources() -> Catalog:
    """The messages of today."""
    return collected()


@cache
def italian() -> Catalog:
    """The translation as it is committed."""
    return read_po(io.BytesIO((FOLDER / "svc_tui.po").read_bytes()), locale="it")


def pairs() -> Iterator[tuple[str, str]]:
    """Every English form with its Italian one."""
    for message in italian():
        if message.id:
            yield from zip(forms(message.id), forms(message.string), strict=True)


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """The singular, or singular and plural."""
    return (text,) if isinstance(text, str) else tuple(text or ("",))


@pytest.fixture
def _in_italian() -> Iterator[None]:
    language.set_language("it")
    yield
    language.set_language("en")


def test_the_catalogue_is_what_make_catalogue_writes() -> None:
    assert (FOLDER / "svc_tui.po").read_bytes() == written(translation("it", sources())), "run make catalogue"


def said(catalogue: Catalog) -> set[tuple[object, ...]]:
    """Each message with its context and what it is called; of several forms the first tells which message it is."""

    def forms(text: object) -> tuple[object, ...]:
        return tuple(text) if isinstance(text, tuple | list) else (text,)

    def context(text: str | bytes | None) -> str | None:
        return text.decode() if isinstance(text, bytes) else text  # as a compiled file is read

    return {(forms(each.id)[0], context(each.context), *forms(each.string)) for each in catalogue if each.id}


def test_the_compiled_catalogue_is_the_written_one() -> None:
    """It is made when the package is built, and by `make catalogue`."""
    with (FOLDER / "svc_tui.mo").open("rb") as built:
        found = said(read_mo(built))
    assert found == said(italian()), "run make catalogue"


def test_every_message_has_words_and_none_is_left_over() -> None:
    def key(message: Message) -> tuple[str | None, str]:
        return message.context, forms(message.id)[0]

    translated = {key(message) for message in italian() if message.id and all(forms(message.string))}
    assert translated == {key(message) for message in sources() if message.id}
    assert not italian().obsolete
    assert [message.id for message in italian() if message.id and message.fuzzy] == []


def test_placeholders_are_kept() -> None:
    strange = [
        (english, said) for english, said in pairs() if set(PLACE.findall(said)) - set(PLACE.findall(english))
    ]
    lost = [
        (english, said)
        for english, said in pairs()
        if set(PLACE.findall(english)) - set(PLACE.findall(said)) - {"by"}
    ]
    assert (strange, lost) == ([], [])


def test_options_commands_and_names_are_untouched() -> None:
    changed = [
        (english, said)
        for english, said in pairs()
        if sorted(UNTOUCHED.findall(english)) != sorted(UNTOUCHED.findall(said))
    ]
    assert changed == []


def test_terms_are_those_of_the_glossary() -> None:
    other = [
        (english, said)
        for english, said in pairs()
        for term, wanted in GLOSSARY.items()
        if re.search(term, english, re.IGNORECASE) and not re.search(wanted, said, re.IGNORECASE)
    ]
    assert other == []


def test_sentences_end_as_calmly_as_they_do_in_english() -> None:
    loud = [
        (english, said)
        for english, said in pairs()
        if "!" in said or (len(english) > 20 and (english[-1:] in ".?:") != (said[-1:] in ".?:"))
    ]
    assert loud == []


@pytest.mark.usefixtures("_in_italian")
def test_words_with_little_room_fit() -> None:
    wide = [column.key for column in COLUMNS.values() if cell_len(_(column.title)) > column.width]
    wide += [name for name, words in LABELS.items() if cell_len(_(words)) > 16]
    wide += [event for event, words in event_words().items() if cell_len(words) > 17]
    wide += [command.id for command in COMMANDS if cell_len(_(command.words)) > 22]
    wide += [name for name in BUILT_IN if cell_len(status_words(name)) > 10]
    assert wide == []


@pytest.mark.parametrize("place", ["inbox", "call"])
def test_the_key_bar_shows_as_many_keys_as_in_english(place: str) -> None:
    """Of the open call's bar Italian has no room for one, the first that goes."""

    def width(code: str) -> int:
        language.set_language(code)
        dropped = {"undo", "call.explain", "call.pause"} if place == "inbox" else {"call.explain"}
        words = [_(word or BY_ID[name].short) for name, word in BARS[place] if name not in dropped]
        return sum(cell_len(word) + 2 for word in words) + 2 * len(words)

    try:
        assert width("en") <= 80
        assert width("it") <= 80
    finally:
        language.set_language("en")
