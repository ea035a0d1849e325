"""`svc-tui contract print`: contracts as pages to hand over."""

from pathlib import Path

from tests.cli.running import Shell
from tests.interchange.documents.reading import sheets
from tests.services.desk import Desk


def test_contracts_are_printed_as_text_and_into_one_pdf(svc: Shell, desk: Desk, tmp_path: Path) -> None:
    said = svc("contract", "print", "K-58")
    assert (said.code, said.err) == (0, "")
    assert "Service contract K-58\n" in said.out
    assert "SN-000931" in said.out
    other = svc("contract", "copy", "58").out.strip()
    out = tmp_path / "contracts.pdf"
    assert svc("contract", "print", "58", other, "--out", str(out)).code == 0
    first, second = sheets(out.read_bytes())
    assert "Service contract K-58" in first
    assert other in second
    assert svc("contract", "print", "9999").code == 3
