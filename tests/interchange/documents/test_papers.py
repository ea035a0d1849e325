"""Pages to hand over as PDF and HTML: what is on them is read back, whatever people wrote."""

import io
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from svc_tui.domain.core.paper import (
    Beside,
    Block,
    Column,
    Figure,
    Figures,
    Letterhead,
    Pairs,
    Paper,
    Prose,
    Signatures,
    Signer,
    Table,
)
from svc_tui.interchange.documents.papers import form_of_name, written
from tests.amounts import many
from tests.interchange.documents.reading import read_html, sheets, unbroken

HEAD = Letterhead("Müller & Söhne", ["Via Roma 1", "", "P.IVA 012"])
COLUMNS = [Column("Day"), Column("What was done", 3), Column("Hours", 0.7, right=True)]


def paper(*blocks: Block, title: str = "Service order 10423", subtitle: str = "It leaks") -> Paper:
    return Paper(HEAD, title, subtitle, blocks, "Printed Mon 2 Mar", "it", "The font lacks signs.")


def table(rows: int) -> Table:
    made = [[f"{row} Mar", f"Seal {row} changed", "1h30"] for row in range(rows)]
    return Table("Work", COLUMNS, made, ["Total", "", "99h00"], note="Together: all")


ALL = (
    Beside([Pairs("Customer", [("Name", "Café Ünlü"), ("Fax", "")]), Pairs("Nothing", [("Empty", "")])]),
    Pairs("Terms", [("Price", "1.250,00 €")]),
    Prose("Description", "Line one\nLine two"),
    Figures("Kept", [Figure("Response", "97,5 %", "39 of 40")]),
    table(2),
    Table("Parts", [Column("Item"), Column("Quantity")], (), blank=2),
    Signatures(
        "He confirms it.", [Signer("Technician"), Signer("Customer", "M. Rossi", "SHA-256 " + "ab" * 32)]
    ),
)
WORDS = (
    "Müller & Söhne", "P.IVA 012", "Service order 10423", "It leaks", "Customer", "Café Ünlü", "1.250,00 €",
    "Line one", "Line two", "97,5 %", "39 of 40", "What was done", "Seal 1 changed", "99h00", "Together: all",
    "Quantity", "He confirms it.", "M. Rossi", "Technician", "Printed Mon 2 Mar",
)  # fmt: skip


def test_a_pdf_has_everything_as_text_that_can_be_selected() -> None:
    (sheet,) = sheets(written([paper(*ALL)], "pdf"))
    for words in WORDS:
        assert words in sheet
    assert "ab" * 32 in unbroken(sheet)
    assert sheet.index("He confirms it.") > sheet.index("Together: all") > sheet.index("Line two")


def test_html_has_everything_too_and_says_its_language() -> None:
    page = read_html(written([paper(*ALL)], "html").decode())
    text = " ".join(each for texts in page.texts.values() for each in texts)
    for words in WORDS:
        assert words in text
    assert ("html", "lang", "it") in page.attributes
    assert page.all("title") == ["Service order 10423"]
    assert page.all("h2") == ["Customer", "Terms", "Description", "Kept", "Work", "Parts"]


@pytest.mark.parametrize("form", ["pdf", "html"])
def test_what_says_nothing_is_not_printed(form: str) -> None:
    empty = paper(
        Beside([Pairs("Unit", [("Serial", "")])]), Pairs("Terms", [("Price", "")]), Prose("Description", " \n "),
        Table("Work", COLUMNS, ()), Figures("Kept", []), subtitle="",
    )  # fmt: skip
    content = written([empty], form)
    said = sheets(content)[0] if form == "pdf" else content.decode().partition("<body>")[2]
    for words in ("Unit", "Serial", "Terms", "Description", "Work", "Kept"):
        assert words not in said


def test_long_tables_go_on_with_their_heads_and_numbers_on_each_sheet() -> None:
    found = sheets(written([paper(table(120))], "pdf"))
    assert len(found) > 2
    for number, sheet in enumerate(found, 1):
        assert "Day What was done Hours" in sheet
        assert sheet.count(f"{number} / {len(found)}") == 1
        assert "Service order 10423" in sheet  # of later sheets at their head
    assert sum(sheet.count("Seal") for sheet in found) == 120
    assert "99h00" in found[-1]


@pytest.mark.parametrize("words", [30, 90, 170])
def test_a_row_is_not_cut_where_a_sheet_ends_and_no_head_stands_in_its_middle(words: int) -> None:
    rows = [[f"{row} Mar", " ".join(["seal"] * words) + f" end{row}.", "1h30"] for row in range(20)]
    found = sheets(written([paper(Prose("", "x\n" * 5), Table("Work", COLUMNS, rows))], "pdf"))
    for sheet in found:
        assert sheet.count("Day What was done Hours") == 1
        for row in range(20):
            assert (f" {row} Mar seal" in sheet) == (f"end{row}." in sheet)


def test_the_title_of_a_table_never_stands_alone_at_the_end_of_a_sheet() -> None:
    for lines in range(30, 60):
        found = sheets(
            written(
                [paper(Prose("", "x\n" * lines), Table("Work", COLUMNS, [["1 Mar", "y " * 200, "1"]]))], "pdf"
            )
        )
        for sheet in found:
            assert ("Work Day What was done" in sheet) == ("1 Mar y" in sheet)


def test_papers_begin_on_sheets_of_their_own_and_count_them_alone() -> None:
    found = sheets(written([paper(table(80), title="Order 1"), paper(title="Order 2")], "pdf"))
    assert [re.findall(r"(\d) / (\d)", sheet) for sheet in found] == [
        [("1", "2")],
        [("2", "2")],
        [("1", "1")],
    ]
    assert ["Order 2" in sheet for sheet in found] == [False, False, True]
    page = read_html(written([paper(title="Order 1"), paper(title="Order 2")], "html").decode())
    assert page.all("h1") == ["Order 1", "Order 2"]


@pytest.mark.parametrize(
    "text",
    ["word " * 4000, "x" * 4000, "line\n" * 400, "<b>bold</b> & [link=x] </para>", "a\x1b[2J\x07b\u202ec\x00\ud800"],
    ids=["long", "one word", "many lines", "markup", "controls"],
)  # fmt: skip
def test_whatever_people_wrote_is_text_and_nothing_else(text: str) -> None:
    blocks = (
        Pairs("Terms", [("Note", text)]), Prose("Description", text), Table("Work", COLUMNS, [["1 Mar", text, text]]),
        Signatures("", [Signer("Customer", text[:200])]),
    )  # fmt: skip
    found = written([paper(*blocks, title=text[:300])], "pdf")
    told = unbroken("".join(sheets(found)))
    assert "<b>bold</b>&[link=x]</para>" in told if text.startswith("<b>") else "1Mar" in told
    page = read_html(written([paper(*blocks)], "html").decode())
    assert page.tags.count("b") == 2  # the company and who signs
    assert "\x1b" not in "".join(text for texts in page.texts.values() for text in texts)


def test_as_text_its_columns_stand_under_each_other() -> None:
    said = written([paper(*ALL)], "text").decode().splitlines()
    assert said[:3] == ["Müller & Söhne", "Via Roma 1", "P.IVA 012"]
    head = said.index("-- Work") + 1
    assert said[head : head + 4] == [
        "Day    What was done   Hours", "0 Mar  Seal 0 changed   1h30", "1 Mar  Seal 1 changed   1h30",
        "Total                  99h00",
    ]  # fmt: skip
    assert "-- Parts" not in said  # lines to fill in by hand are nothing for a screen
    assert "M. Rossi  Customer" in said
    assert written([paper(), paper()], "text").count(b"\f") == 1


def test_as_markdown_what_people_wrote_is_never_markup() -> None:
    evil = "*b* [x](http://y) | `c` <i> # h"
    said = written(
        [paper(Prose("T", evil), Table("W", [Column("A")], [[evil]]), title=evil)], "markdown"
    ).decode()
    shown = "\\*b\\* \\[x\\](http://y) \\| \\`c\\` \\<i\\> \\# h"
    assert f"# {shown}\n" in said
    assert f"> {shown}\n" in said
    assert f"| {shown} |\n" in said


def test_greek_and_cyrillic_are_printed_and_what_the_font_lacks_is_said() -> None:
    (sheet,) = sheets(written([paper(Prose("Description", "Ελληνικά, Кириллица, Łódź, 5 €, 漢字"))], "pdf"))
    assert "Ελληνικά, Кириллица, Łódź, 5 €, □□" in sheet
    assert "□ The font lacks signs." in sheet
    (plain,) = sheets(written([paper(Prose("Description", "Ελληνικά"))], "pdf"))
    assert "lacks" not in plain
    assert "漢字" in written([paper(Prose("Description", "漢字"))], "html").decode()


def fonts_of(page: Any) -> list[str]:
    return [font["/BaseFont"] for font in page["/Resources"]["/Font"].values()]


def test_a_page_needs_nothing_from_anywhere() -> None:
    text = written([paper(*ALL)], "html").decode()
    page = read_html(text)
    assert not {"script", "img", "link", "iframe", "object", "form", "a"} & set(page.tags)
    assert not [each for each in page.attributes if each[1] in ("src", "href", "onload", "action")]
    assert "url(" not in text
    assert "default-src 'none'" in text
    reader = PdfReader(io.BytesIO(written([paper(*ALL)], "pdf")))
    assert all("/Annots" not in page for page in reader.pages)
    fonts = {str(name) for page in reader.pages for name in fonts_of(page)}
    assert fonts
    assert all("DejaVu" in name or name == "/Helvetica" for name in fonts)


@settings(max_examples=many(25), deadline=None)
@given(st.text(max_size=300), st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_no_text_makes_a_writer_fail(text: str, line: str) -> None:
    made = paper(
        Pairs(line, [(line, text)]), Prose(line, text), Table("T", COLUMNS, [[line, text, line]]), title=line
    )
    assert len(sheets(written([made], "pdf"))) >= 1
    read_html(written([made], "html").decode())


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.pdf", "pdf"),
        ("A.PDF", "pdf"),
        ("a.html", "html"),
        ("a.htm", "html"),
        ("a.docx", None),
        ("pdf", None),
    ],
)
def test_the_ending_says_the_form(name: str, form: str | None) -> None:
    assert form_of_name(name) == form
