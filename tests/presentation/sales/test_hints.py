"""Words of hints: the clause, the sentence, the strip that fits."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from svc_tui.domain.sales.hints import Hint
from svc_tui.presentation.sales import hints

TODAY = date(2026, 3, 2)
REPEAT = Hint("repeat", 118, "C1", "Torrefazione Moka", "TA-0917", "CFA-1", calls=3, days=90)
ENDING = Hint("ending", 90, "C2", "Gelateria Fiordineve", day=date(2026, 4, 1), worth=Decimal("1470"))


def test_the_strip_says_how_many_and_the_first() -> None:
    said = hints.strip(7, REPEAT, TODAY, 80)
    assert said == "Hints 7: unit TA-0917 had 3 calls in 90 days and no contract"
    assert hints.strip(7, REPEAT, TODAY, 30) == "Hints 7: unit TA-0917 had 3 c…"
    assert hints.strip(0, None, TODAY, 80) == ""


def test_a_line_has_the_customer_where_there_is_room() -> None:
    assert hints.line(ENDING, TODAY, 80) == "K-90 ends on 1 Apr and has no next period  Gelateria Fiordineve"


def test_a_sentence_says_who_and_what_it_is_worth() -> None:
    said = hints.sentence(ENDING, TODAY)
    assert said == "K-90 ends on 1 Apr and has no next period. Gelateria Fiordineve. Worth 1,470.00."
    assert hints.sentence(REPEAT, TODAY).startswith("Unit TA-0917 had 3 calls")


def test_words_of_a_rule_and_of_a_fate() -> None:
    assert hints.title("ending") == "Contract ends"
    assert hints.fate("put_off") == "put off"
    assert (hints.title("gone"), hints.fate("else")) == ("gone", "else")


def test_all_of_it_is_there_in_italian(speak: Callable[[str], None]) -> None:
    speak("it")
    assert hints.strip(2, ENDING, TODAY, 80).startswith("Suggerimenti 2: ")
    assert "apr" in hints.reason(ENDING, TODAY)
