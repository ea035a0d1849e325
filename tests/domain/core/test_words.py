"""Texts compared by word."""

import pytest

from svc_tui.domain.core.words import contains_words, digits_of


@pytest.mark.parametrize(
    ("text", "wanted", "there"),
    [
        ("Lavanderia Bianchi", "bianchi", True),
        ("Lavanderia Bianchi", "bian", False),
        ("Lavanderia Bianchi", "bian*", True),
        ("Lavanderia Bianchi", "lavanderia  BIANCHI", True),
        ("Lavanderia Bianchi", "bianchi lavanderia", False),
        ("Perché no", "perche", True),
        ("warm-up_test", "up", True),
        ("Bianchi", "!", False),
        ("Bianchi", "", False),
    ],
)
def test_words_stand_together(text: str, wanted: str, there: bool) -> None:
    assert contains_words(text, wanted) is there


def test_a_phone_number_is_its_digits() -> None:
    assert digits_of("+39 (02) 12-34") == "39021234"
