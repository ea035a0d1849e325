"""What people type for a serial against what the plate says: tails, look-alikes, one slip; best first."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.equipment import serials
from svc_tui.domain.equipment.serials import Reading, read

SERIALS = st.from_regex(r"[A-Z]{1,3}[-/. ]?[0-9]{2,5}([-./][0-9A-Z]{1,4})?", fullmatch=True)


def why(typed: str, serial: str) -> str | None:
    found = read(typed, serial)
    return found.why if found else None


@pytest.mark.parametrize(
    ("typed", "serial", "expected"),
    [
        ("SN-000931", "SN-000931", "whole serial"),
        ("sn 931", "SN-000931", "whole serial"),
        ("sn.000/931", "SN-000931", "whole serial"),
        ("AB2024.0017", "AB-2024-00017", "whole serial"),
        ("931", "SN-000931", "tail"),
        ("24-17", "AB-2024-00017", "tail"),
        ("0064", "TA-64", "tail"),
        ("064", "TA-4064", "tail"),
        ("31", "SN-000931", None),
        ("117", "AB-2024-00017", None),
        ("", "SN-000931", None),
        ("-/.", "SN-000931", None),
        ("SN-OOO931", "SN-000931", "look-alike"),
        ("5N-000931", "SN-000931", "look-alike"),
        ("I4-88Z-lS", "14-B82-15", "look-alike"),
        ("G57-93I", "XA-657-931", "look-alike, tail"),
        ("SN-000921", "SN-000931", "one wrong character"),
        ("SN-000391", "SN-000931", "two swapped characters"),
        ("NS-000931", "SN-000931", "two swapped characters"),
        ("FV23123-05", "FV231234-05", "one missing character"),
        ("FV2312394-05", "FV231234-05", "one extra character"),
        ("1249-05", "FV231234-05", None),
        ("12394-05", "FV231234-05", "one extra character, tail"),
        ("123O4-O5", "FV231234-05", "one extra character, look-alike, tail"),
        ("93I", "SN-000931", "look-alike, tail"),
        ("932", "SN-000931", None),
    ],
)
def test_what_was_typed_fits(typed: str, serial: str, expected: str | None) -> None:
    assert why(typed, serial) == expected


@given(
    SERIALS,
    st.sampled_from([str.lower, str.upper, lambda s: s.replace("-", " "), lambda s: s.replace(".", "/")]),
)
def test_spelling_never_counts(serial: str, spelled: object) -> None:
    assert callable(spelled)
    assert read(spelled(serial), serial) == Reading(False, 0.0, "whole serial")


@given(SERIALS, st.randoms(use_true_random=False))
def test_one_slip_is_always_explained_and_the_index_leads_to_it(serial: str, rng: Random) -> None:
    at = rng.randrange(len(serial))
    char = rng.choice("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    typed = rng.choice(
        [
            serial[:at] + char + serial[at + 1 :],
            serial[:at] + char + serial[at:],
            serial[:at] + serial[at + 1 :],
            serial[:at] + serial[at + 1 : at + 2] + serial[at] + serial[at + 2 :],
        ]
    )
    if len(typed.translate(str.maketrans("", "", "-/. "))) < 4 or typed.startswith(("-", "/", ".", " ")):
        return
    if not any(len(form) >= 4 for form in serials.typed_forms(typed)[:1]):
        return
    assert read(typed, serial) is not None, (typed, serial)
    prefixes = (*serials.plain_prefixes(serials.typed_forms(typed)), *serials.slip_prefixes(typed))
    keys = [serials.index_key(form) for form in serials.forms(serial)]
    assert any(key.startswith(prefix) for key in keys for prefix in prefixes)


@given(SERIALS, SERIALS)
def test_whatever_fits_is_found_by_a_prefix(typed: str, serial: str) -> None:
    prefixes = (*serials.plain_prefixes(serials.typed_forms(typed)), *serials.slip_prefixes(typed))
    keys = [serials.index_key(form) for form in serials.forms(serial)]
    if read(typed, serial) is not None:
        assert any(key.startswith(prefix) for key in keys for prefix in prefixes)


def test_the_likelier_slip_comes_first() -> None:
    typed = "SN-04510"
    found = ["SN-O4510", "SN-05410", "SN-045110", "SN-04570", "SN-04590", "XX-SN-04590"]
    order = sorted(
        found, key=lambda serial: serials.rank(read(typed, serial) or Reading(True, 9, ""), "active", 1)
    )
    assert order == ["SN-O4510", "SN-05410", "SN-045110", "SN-04570", "SN-04590", "XX-SN-04590"]


def test_a_part_says_more_only_from_its_sixth_sign_on() -> None:
    """Shorter ones stand in some serial by chance."""
    four, five, six = (read(part, f"XX{part}YY") for part in ("A7B3", "A7B3C", "A7B3C9"))
    assert four is not None
    assert five is not None
    assert six is not None
    assert six.cost < five.cost == four.cost


def test_live_cards_come_first_and_old_owners_last() -> None:
    whole = Reading(False, 0.0, serials.WHOLE)
    states = [("terminated", 9), ("returned", 5), ("in_lab", 4), ("loaned", 2), ("active", 1)]
    assert sorted(states, key=lambda one: serials.rank(whole, *one)) == [
        ("loaned", 2), ("active", 1), ("returned", 5), ("in_lab", 4), ("terminated", 9),
    ]  # fmt: skip


def test_an_old_owners_card_comes_last_even_where_it_looks_more_alike() -> None:
    alike, wrong = Reading(True, 0.2, "look-alike"), Reading(True, 1.0, "one wrong character")
    assert serials.rank(wrong, "returned", 1) < serials.rank(alike, "terminated", 2)
    assert serials.rank(alike, "returned", 1) < serials.rank(wrong, "active", 2)


@pytest.mark.parametrize(
    ("typed", "like", "unlike"),
    [
        ("75-5777", "G75/5777", "P755777"),
        ("75-5777", "XG-75-5777", "P7.557.77"),
        ("7/0417", "G-07/0417", "P7.0004.17"),
        ("755777", "X755777", "X7-55777"),
    ],
)
def test_dashes_tell_apart_what_fits_alike(typed: str, like: str, unlike: str) -> None:
    assert serials.apart(typed, like) == 0
    assert serials.apart(typed, unlike) > 0
