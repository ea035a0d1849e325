"""What tests of how things read may lean on."""

from collections.abc import Callable, Iterator

import pytest

from svc_tui.language import set_language


@pytest.fixture
def speak() -> Iterator[Callable[[str], None]]:
    """Speak a language; English again when the test is over."""
    yield set_language
    set_language("en")
