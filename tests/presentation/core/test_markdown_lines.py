"""Steps written as Markdown read well at any width, and no text of people breaks out of its lines."""

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from svc_tui.domain.core.text import show
from svc_tui.presentation.core.markdown_lines import markdown_lines
from svc_tui.presentation.core.spans import Line
from tests.amounts import many

STEPS = """# Door sensor

1. Isolate power **first**.
2. Open the `E-12` panel:
   - left screw
   - right screw

> Never with wet hands.

    svc-tui where
"""


def told(lines: list[Line]) -> list[str]:
    return ["".join(text for text, _role in line) for line in lines]


def test_headings_lists_quotes_and_code_are_told_by_signs() -> None:
    assert told(markdown_lines(STEPS, 60)) == [
        " Door sensor",
        "",
        " 1. Isolate power first.",
        " 2. Open the E-12 panel:",
        "    - left screw",
        "    - right screw",
        "",
        " | Never with wet hands.",
        "",
        "     svc-tui where",
    ]
    assert ("first.", "text strong") not in markdown_lines(STEPS, 60)[2]


def test_numbers_of_a_list_stay_what_they_were_and_long_lines_hang_under_their_entry() -> None:
    lines = told(markdown_lines("9. one\n10. two words and three more words here", 24))
    assert lines == [" 9. one", " 10. two words and", "     three more words", "     here"]


def test_html_and_links_are_shown_not_followed() -> None:
    lines = told(markdown_lines("<b>x</b> [the page](http://a.example/p).", 78))
    assert lines == [" <b>x</b> the page <http://a.example/p>."]


@settings(max_examples=many(60))
@given(st.text(max_size=400) | st.text("#*_`>-[]()1. \n\tab\x1b\u200b漢", max_size=200), st.integers(30, 100))
def test_any_text_stays_within_its_lines(text: str, width: int) -> None:
    for line in told(markdown_lines(text, width)):
        assert "\n" not in line
        assert show(line) == line
        assert cell_len(line) <= width
