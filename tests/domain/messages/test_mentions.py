"""Who is named in a text."""

import pytest

from svc_tui.domain.messages.mentions import mentions, new_mentions


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@bruno can you look?", ("bruno",)),
        ("Ask @Bruno, then @carla.", ("Bruno", "carla")),
        ("(@bruno) @BRUNO @bruno!", ("bruno",)),
        ("@anna.rossi. And @jörg-k: both", ("anna.rossi", "jörg-k")),
        ("mail bruno@example.com or info@bruno", ()),
        ("@bruno@example.social is no colleague", ()),
        ("meet @ 10, @10:30, @", ()),
        ("https://example.com/@bruno", ()),
        ("@bruno's pump", ("bruno",)),
        ("first\n@carla\nlast", ("carla",)),
        ("@@bruno", ()),
    ],
)
def test_names_behind_a_sign(text: str, named: tuple[str, ...]) -> None:
    assert mentions(text) == named


def test_who_was_named_before_is_not_named_anew() -> None:
    assert new_mentions("@Bruno and @carla", "asked @bruno") == ("carla",)
    assert new_mentions("no one", "@bruno") == ()
