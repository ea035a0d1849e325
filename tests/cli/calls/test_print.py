"""`svc-tui call print`: the pages of a call, to a file or to standard output."""

from pathlib import Path

import pytest

from tests.cli.running import Shell
from tests.interchange.documents.reading import read_html, sheets
from tests.services.desk import Desk


@pytest.fixture
def call(svc: Shell, desk: Desk) -> str:
    """A call with work, of a company with an address."""
    number = desk.open_call(description="Access from the courtyard")
    svc("setup", "set", "name=Assistenza Rossi", "address=Via Roma 1", "vat_number=IT012", "phone=0471 1")
    svc("call", "work", "add", number, "1h30 replaced the seal")
    return number


def test_an_order_goes_to_standard_output_as_html(svc: Shell, call: str) -> None:
    said = svc("call", "print", call, "--format", "html")
    assert (said.code, said.err) == (0, "")
    page = read_html(said.out)
    assert page.all("h1") == [f"Service order {call}"]
    for words in ("Assistenza Rossi", "Via Roma 1", "VAT no. IT012", "Lavanderia Bianchi", "SN-000931"):
        assert words in said.out


def test_a_report_goes_to_a_pdf_and_says_whether_it_is_as_it_was_signed(
    svc: Shell, call: str, tmp_path: Path
) -> None:
    svc("call", "sign", call, "Mario Rossi")
    out = str(tmp_path / "report.pdf")
    for unchanged in (True, False):
        assert svc("--language", "it", "call", "print", call, "--what", "report", "--out", out).code == 0
        (sheet,) = sheets(Path(out).read_bytes())
        assert "replaced the seal" in sheet
        assert "Mario Rossi" in sheet
        assert ("Invariato" in sheet) is unchanged
        svc("call", "work", "add", call, "15m more")


def test_many_are_printed_into_one_file_by_their_numbers(
    svc: Shell, desk: Desk, call: str, tmp_path: Path
) -> None:
    other = desk.open_call()
    out = str(tmp_path / "orders.pdf")
    assert svc("call", "print", "-", "--out", out, stdin=f"{call}\n{other}\n").code == 0
    found = sheets(Path(out).read_bytes())
    assert [number in sheet for number, sheet in zip((call, other), found, strict=True)] == [True, True]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--what", "poster"], 2, "poster cannot be printed. There are order, report."),
        (["--format", "docx"], 2, "There is no form docx. There are text, markdown, html, pdf."),
        (["--out", "order.doc"], 2, "order.doc does not say its form."),
        (["--out", "."], 1, "is a directory"),
        (["--out", "gone/order.pdf"], 1, "cannot be written"),
    ],
)
def test_what_cannot_be_is_said(
    svc: Shell,
    call: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    code: int,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = svc("call", "print", call, *words)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert svc("call", "print", "99999").code == 3


def test_a_pdf_is_not_sent_to_a_terminal(svc: Shell, call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    answer = svc("call", "print", call, "--format", "pdf")
    assert (answer.code, answer.out) == (1, "")
    assert "Name a file with --out FILE" in answer.err


def test_what_callers_wrote_is_printed_as_they_wrote_it_and_does_nothing(
    svc: Shell, desk: Desk, tmp_path: Path
) -> None:
    evil = "<script>alert(1)</script> [link=x] & \x1b[2J \u202e <img src=http://x>"
    number = desk.open_call(subject=evil, description=evil * 200, contact=evil)
    svc("call", "work", "add", number, f"1h {evil}")
    for what in ("order", "report"):
        page = read_html(svc("call", "print", number, "--what", what, "--format", "html").out)
        assert not {"script", "img"} & set(page.tags)
        assert any(
            text.startswith("<script>alert(1)</script> [link=x] &") for text in page.all("p", "dd", "td")
        )
        out = tmp_path / f"{what}.pdf"
        assert svc("call", "print", number, "--what", what, "--out", str(out)).code == 0
        assert "<script>alert(1)</script>" in "".join(sheets(out.read_bytes()))
    for form in ("text", "markdown"):
        assert "\x1b" not in svc("call", "print", number, "--format", form).out
