"""What somebody reads whose write waits."""

from collections.abc import Callable

import pytest

from svc_tui.presentation.core.turns import waits


@pytest.mark.parametrize(
    ("importer", "english", "italian"),
    [
        pytest.param(
            None,
            "Others are writing; this waits for its turn.",
            "Altri stanno scrivendo; si attende il proprio turno.",
            id="people write",
        ),
        pytest.param(
            ("anna", "calls.csv"),
            "anna imports calls.csv; this waits for its turn.",
            "anna sta importando calls.csv; si attende il proprio turno.",
            id="an import writes, and whose it is",
        ),
    ],
)
def test_a_wait_has_its_reason(
    speak: Callable[[str], None], importer: tuple[str, str] | None, english: str, italian: str
) -> None:
    assert waits(importer) == english
    speak("it")
    assert waits(importer) == italian


def test_a_name_with_braces_is_only_a_name() -> None:
    assert waits(("{files}", "{who}.csv")) == "{files} imports {who}.csv; this waits for its turn."
