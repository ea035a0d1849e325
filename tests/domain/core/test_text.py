"""Text that people did not mean well: what is stored, what is painted, what compares equal."""

import random
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.core.text import (
    MARK,
    clean,
    clean_line,
    csv_cell,
    csv_text,
    fold,
    serial_key,
    serial_keys,
    show,
    show_line,
)

ANY_TEXT = st.text(st.characters())

FRAGMENTS = [
    "\x1b[2J",
    "\x1b]52;c;QQ==\x07",
    "\x9b31m",
    "\x90",
    "\x00",
    "\x7f",
    "\r",
    "\r\r",
    "\r\n",
    "\n",
    "\t",
    "\x0b",
    "\x0c",
    "[/b]",
    "[@click=app.quit]x[/]",
    "\\[",
    "$",
    "{0}",
    "%s",
    "\ud800",
    "\udfff",
    "\u202e",
    "\u2066",
    "\u200b",
    "\u200d",
    "\u2028",
    "\u2029",
    "\x85",
    "\xad",
    "\ufeff",
    "\ufe0f",
    "e\u0301",
    "\u0301" * 9,
    "\u1161",
    "\u1100",
    "\u3099",
    "か\u3099",
    "Å",
    "ﬁ",
    "İ",
    "ß",
    "Σ",
    "\U000e0041",
    "\U0001f469\u200d\U0001f692",
    "日本",
    "漢",
    "\u0344",
    "\u212b",
    "a",
    " ",
    "\xa0",
    "\u2000",
    "\u2800",
    "\u3164",
    "\uffff",
    "\U0010ffff",
    "=1+1",
    "'",
    "0",
    "-",
]


def hostile(count: int) -> list[str]:
    """Strings glued from what breaks terminals, mixed with code points from anywhere."""
    rng = random.Random(20260301)
    out = []
    for _ in range(count):
        parts = [
            rng.choice(FRAGMENTS) if rng.random() < 0.7 else chr(rng.randrange(0x110000))
            for _ in range(rng.randrange(1, 7))
        ]
        out.append("".join(parts))
    return out


def test_hundred_thousand_strings_are_cleaned_once_and_for_all() -> None:
    for text in hostile(100_000):
        once = clean(text)
        assert clean(once) == once
        once.encode("utf-8")
        assert not any((c < " " and c not in "\n\t") or "\x7f" <= c <= "\x9f" for c in once)
        line = clean_line(text)
        assert clean_line(line) == line
        assert "\n" not in line


def test_what_is_painted_is_printable_and_stays_as_it_is() -> None:
    for text in hostile(30_000):
        shown = show(text)
        assert show(shown) == shown
        assert all(c == "\n" or c.isprintable() for c in shown)
        row = show_line(text)
        assert row.isprintable()
        assert show_line(row) == row


@given(ANY_TEXT)
def test_any_text_is_cleaned_and_shown(text: str) -> None:
    once = clean(text)
    assert clean(once) == once == unicodedata.normalize("NFC", once)
    assert show_line(clean_line(text)).isprintable()
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("given_text", "stored"),
    [
        ("a\r\nb", "a\nb"),
        ("a\rb", "a\nb"),
        ("a\r\rb", "a\nb"),
        ("a\n\nb", "a\n\nb"),
        ("a\tb", "a\tb"),
        ("a\x00b\x1b[31mc\x9b\x7f", "ab[31mc"),
        ("e\u0301", "é"),
        ("x\ud800y", "x" + MARK + "y"),
        ("[/b] $x {0}", "[/b] $x {0}"),
    ],
)
def test_on_the_way_in(given_text: str, stored: str) -> None:
    assert clean(given_text) == stored


def test_a_line_has_no_breaks() -> None:
    assert clean_line("  one\r\n\ttwo\rthree \n") == "one two three"


@pytest.mark.parametrize(
    ("text", "painted"),
    [
        ("plain", "plain"),
        ("a\u202eb", "a" + MARK + "b"),
        ("a\u200bb", "a" + MARK + "b"),
        ("pay\xadpal", "pay" + MARK + "pal"),
        ("\x1b[2J", MARK + "[2J"),
        ("a\xa0b", "a b"),
        ("e" + "\u0301" * 9, "e" + "\u0301" * 4),
        ("\u0301x", "\N{DOTTED CIRCLE}\u0301x"),
        ("日本語", "日本語"),
        ("Привет", "Привет"),
        ("a\tb", "a    b"),
        ("one\ntwo", "one\ntwo"),
    ],
)
def test_on_the_way_out(text: str, painted: str) -> None:
    assert show(text) == painted


def test_a_row_is_one_line() -> None:
    assert show_line("one\r\ntwo\tthree") == "one two three"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Perché", "PERCHE"),
        ("straße", "STRASSE"),
        ("İstanbul", "istanbul"),
        ("Ａ１", "a1"),
        ("naïve", "Naive"),
    ],
)
def test_case_and_accents_do_not_count(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+39 02 123", "'+39 02 123"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("|cmd", "'|cmd"),
        ("＝1", "'＝1"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("-12.5", "-12.5"),
        (-12, "-12"),
        (Decimal("-3.50"), "-3.50"),
        (None, ""),
        ("plain", "plain"),
        ("'tis", "'tis"),
    ],
)
def test_csv_cells_are_never_formulas(value: str | int | Decimal | None, cell: str) -> None:
    assert csv_cell(value) == cell


@given(st.text(st.sampled_from("=+-@|'\t\r\n＝1a.,")))
def test_csv_text_comes_back(text: str) -> None:
    assert csv_text(csv_cell(text)) == text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SN-000931", "sn931"),
        ("SN-000931", "Sn 0931"),
        ("AB.12/034", "ab12-034"),
        ("44-A7", "44a007"),
        ("WSH 40", "wsh–40"),
    ],
)
def test_serials_forgive(one: str, other: str) -> None:
    assert set(serial_keys(one)) & set(serial_keys(other))


@pytest.mark.parametrize("typed", ["2024-00017", "202400017", "2024-17", "2024/017", "02024-17"])
def test_a_serial_in_two_groups_of_digits(typed: str) -> None:
    assert set(serial_keys(typed)) & set(serial_keys("2024-00017"))


def test_serials_that_differ_differ() -> None:
    assert serial_key("SN-931") != serial_key("SN-9310")
    assert serial_key("10") != serial_key("1")
    assert serial_key("000") == serial_key("0") == "0"


@given(st.text(st.sampled_from("ab09-/. ")))
def test_a_serial_key_is_its_own_key(text: str) -> None:
    key = serial_key(text)
    assert serial_key(key) == key
    assert key in serial_keys(text)
