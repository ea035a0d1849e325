"""What is no part of a serial, and what only looks like it."""

import pytest

from svc_tui.domain.core.serial_labels import bare
from svc_tui.domain.core.text import fold, serial_key, serial_keys, squeezed


@pytest.mark.parametrize(
    ("typed", "serial"),
    [
        ("S/N:931", "931"), ("s/n 931", "931"), ("SN: 931", "931"), ("SN#931", "931"), ("S.N. 931", "931"),
        ("S.N.: 931", "931"), ("SER:931", "931"), ("Ser. No.: 931", "931"), ("Serial Number: 931", "931"),
        ("Serial 931", "931"), ("N/S: 931", "931"), ("Matricola: 931", "931"), ("Matricola n. 931", "931"),
        ("Matr. 931", "931"), ("Numero di serie 931", "931"), ("Serien-Nr.: 931", "931"), ("]C1931", "931"),
        ("]d2S/N: 931", "931"), ("(21)931", "931"), ("(01)08012345678905(21)931", "931"),
        ("(21)931(10)L7", "931"), ("]C10108012345678905219-31", "9-31"),
    ],
)  # fmt: skip
def test_labels_and_scanner_marks_are_taken_off(typed: str, serial: str) -> None:
    assert bare(fold(typed)) == serial
    assert serial_keys(typed) == serial_keys(serial)


@pytest.mark.parametrize(
    "serial",
    ["SN-931", "SN931", "SN 931", "S/N", "S/N:", "]C1", "(21)", "SERVO-7", "SER-100", "MATRIX 5", "MAT-100", "N5",
     "SNR7", "Matricola", "(10)931", "0108012345678905"],
)  # fmt: skip
def test_what_may_be_the_serial_stays(serial: str) -> None:
    assert bare(fold(serial)) == fold(serial)


def test_taking_off_twice_changes_nothing() -> None:
    for typed in ("S/N: SN: 931", "]C1(21)S/N 931", "Matricola Serial 931"):
        assert squeezed(squeezed(typed)) == squeezed(typed) == "931"
        assert serial_key(typed) == "931"
