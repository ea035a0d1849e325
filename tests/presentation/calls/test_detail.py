"""The lines about the call under the cursor: what, covered or not, due when, what happened last."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from rich.cells import cell_len

from svc_tui.presentation.calls import detail
from tests.presentation.rows import (
    HOSTILE,
    NOW,
    ROME,
    WIDE,
    activity,
    call_detail,
    harmless,
    helped,
    role_of,
    said,
    target,
    terms,
    told,
)

LATER = NOW + timedelta(hours=4)


def test_the_pane_has_four_lines() -> None:
    found = call_detail(
        under=terms(), response=target("met", due=LATER, done_at=NOW), resolution=target("ok", due=LATER, left_s=14400),
        activity=activity(), best=helped(12), location="Basement",
    )  # fmt: skip
    assert told(detail.detail_lines(found, now=NOW, zone=ROME, width=80)) == [
        " 10423 Door does not lock       WSH-40  SN-000931  Basement",
        " Covered by K-58 (serial) to 31 Dec: parts, labour, travel.",
        " Respond by Mon 13:00, met 09:00.      Resolve by Mon 13:00, 4h00 left.",
        " Last: 09:00 anna, note: Rang twice            Solution  7 solved this 12 times.",
    ]


def test_the_pane_in_italian(speak: Callable[[str], None]) -> None:
    speak("it")
    found = call_detail(
        under=terms(), resolution=target("overdue", due=NOW - timedelta(days=2), left_s=-5400)
    )
    assert told(detail.detail_lines(found, now=NOW, zone=ROME))[1:] == [
        " Coperta da K-58 (n. serie) al 31 dic: parti, manodopera, trasferta.",
        " Risol. entro sab 09:00, 1h30 oltre.",
        " Ancora nessuna nota.",
    ]


def test_a_narrow_pane_has_a_line_for_each_target() -> None:
    found = call_detail(
        response=target("ok", due=LATER, left_s=60), resolution=target("ok", due=LATER, left_s=14400)
    )
    narrow = told(detail.detail_lines(found, now=NOW, zone=ROME, width=79))
    assert narrow[2:4] == [" Respond by Mon 13:00, 0h01 left.", " Resolve by Mon 13:00, 4h00 left."]
    assert len(told(detail.detail_lines(found, now=NOW, zone=ROME, width=80))) == 4
    assert told(detail.detail_lines(call_detail(), now=NOW, zone=ROME, width=60))[2] == " No due date."


@pytest.mark.parametrize(
    ("values", "line"),
    [
        pytest.param({}, "10423 Door does not lock       WSH-40  SN-000931", id="its unit"),
        pytest.param({"serial": None, "manufacturer_serial": "M-7"}, "10423 Door does not lock       WSH-40  M-7",
                     id="the maker's serial"),
        pytest.param({"item": None, "serial": None}, "10423 Door does not lock", id="no unit"),
        pytest.param({"item": None, "serial": None, "location": "Roof"}, "10423 Door does not lock       Roof",
                     id="a place alone"),
        pytest.param({"subject": WIDE * 4}, f"10423 {WIDE * 4}  WSH-40  SN-000931", id="wide and long"),
        pytest.param({"location": "Via Roma 100, 00100 Roma, Italia"},
                     "10423 Door does not lock       WSH-40  SN-000931  Via Roma 100",
                     id="the first part of an address"),
        pytest.param({"location": "A very long name of a place"},
                     "10423 Door does not lock       WSH-40  SN-000931  A very long name of…",
                     id="a place cut with a sign"),
    ],
)  # fmt: skip
def test_what_it_is_about(values: dict[str, Any], line: str) -> None:
    assert said(detail.unit(call_detail(**values))) == line


@pytest.mark.parametrize(
    ("under", "values", "english", "italian"),
    [
        pytest.param(
            terms(includes=("parts", "labour")), {},
            "Covered by K-58 (serial) to 31 Dec: parts, labour.   Travel is billed.",
            "Coperta da K-58 (n. serie) al 31 dic: parti, manodopera.  Esclusa: trasferta.", id="one thing is billed",
        ),
        pytest.param(
            terms(includes=(), effective_end=None, type="customer"), {},
            "Covered by K-58 (customer) to further notice: no costs.  Parts, labour, travel are billed.", None,
            id="all is billed, no end",
        ),
        pytest.param(
            terms(effective_end=date(2027, 3, 31)), {},
            "Covered by K-58 (serial) to 31 Mar 2027: parts, labour, travel.", None, id="to another year",
        ),
        pytest.param(
            None, {"covered": False, "coverage_reason": "no contract"}, "Not covered: no contract.",
            "Non coperta: nessun contratto.", id="no contract",
        ),
        pytest.param(
            terms(), {"covered": False, "coverage_reason": "expired"},
            "Not covered: the contract has expired (K-58).", "Non coperta: il contratto è scaduto (K-58).",
            id="expired",
        ),
        pytest.param(None, {"covered": None, "coverage_reason": None}, "Not covered: no contract.", None, id="unknown"),
        pytest.param(None, {"covered": False, "coverage_reason": "own"}, "Not covered: own.", None,
                     id="others' reason"),
    ],
)  # fmt: skip
def test_covered_or_the_reason(
    speak: Callable[[str], None], under: Any, values: dict[str, Any], english: str, italian: str | None
) -> None:
    assert said(detail.coverage(call_detail(under=under, **values), NOW, ROME)) == english
    if italian is not None:
        speak("it")
        assert said(detail.coverage(call_detail(under=under, **values), NOW, ROME)) == italian


@pytest.mark.parametrize(
    ("found", "line", "role"),
    [
        pytest.param(target("ok", due=LATER, left_s=14400), "Resolve by Mon 13:00, 4h00 left.", "text", id="open"),
        pytest.param(target("ok", due=LATER, left_s=3540), "Resolve by Mon 13:00, 0h59 left.", "warning", id="soon"),
        pytest.param(target("ok", due=LATER, left_s=0), "Resolve by Mon 13:00, 0h00 left.", "warning", id="now"),
        pytest.param(
            target("overdue", due=NOW - timedelta(days=400), left_s=-93600),
            "Resolve by 26 Jan 2025 09:00, 1d 2h late.",
            "urgent strong", id="overdue since another year",
        ),
        pytest.param(
            target("overdue", due=LATER, left_s=0), "Resolve by Mon 13:00, 0h00 late.", "urgent strong", id="just late"
        ),
        pytest.param(target("paused", left_s=5400), "Resolution paused with 1h30 left.", "aside", id="paused"),
        pytest.param(target("paused", left_s=None), "Resolution paused.", "aside", id="paused, nothing counted"),
        pytest.param(target("ok", due=LATER), "Resolve by Mon 13:00, open.", "aside", id="nothing counted"),
        pytest.param(
            target("met", due=LATER, done_at=NOW), "Resolve by Mon 13:00, met 09:00.", "kept", id="kept on its day"
        ),
        pytest.param(
            target("met", due=LATER, done_at=NOW - timedelta(days=1)), "Resolve by Mon 13:00, met Sun 09:00.", "kept",
            id="kept the day before",
        ),
        pytest.param(
            target("missed", due=datetime(2026, 2, 1, 22, 30, tzinfo=UTC),
                   done_at=datetime(2026, 2, 1, 23, 30, tzinfo=UTC)),
            "Resolve by 1 Feb 23:30, late, Mon 00:30.", "urgent", id="an hour late is the next day in Rome",
        ),
        pytest.param(
            target("ok", due=datetime(2026, 3, 29, 1, tzinfo=UTC), left_s=93600),
            "Resolve by 29 Mar 03:00, 1d 2h left.",
            "text", id="in the night of summer time",
        ),
    ],
)  # fmt: skip
def test_how_a_target_stands(found: Any, line: str, role: str) -> None:
    shown = detail.targets(call_detail(resolution=found), NOW, ROME)
    assert said(shown) == line
    state = line.removesuffix(".").split(", ", 1)[-1].removeprefix("Resolution ")
    assert role_of([shown], state) == role


def test_both_targets_stand_side_by_side() -> None:
    both = call_detail(response=target("paused"), resolution=target("ok", due=LATER, left_s=7200))
    assert (
        said(detail.targets(both, NOW, ROME))
        == "Response paused.                      Resolve by Mon 13:00, 2h00 left."
    )


@pytest.mark.parametrize(
    ("noted", "english", "italian"),
    [
        pytest.param(None, "Nothing noted yet.", "Ancora nessuna nota.", id="nothing"),
        pytest.param(
            activity(), "Last: 09:00 anna, note: Rang twice", "Ultima: 09:00 anna, nota: Rang twice", id="a note"
        ),
        pytest.param(
            activity(kind="phone", subject="Ada\nrang", who=None), "Last: 09:00 -, phone: Ada rang",
            "Ultima: 09:00 -, telefono: Ada rang", id="a phone call by its subject",
        ),
        pytest.param(activity(notes=""), "Last: 09:00 anna, note:", "Ultima: 09:00 anna, nota:", id="an empty note"),
        pytest.param(
            activity(created_at=datetime(2025, 12, 31, 23, 30, tzinfo=UTC)), "Last: 1 Jan 00:30 anna, note: Rang twice",
            "Ultima: 1 gen 00:30 anna, nota: Rang twice", id="after midnight of new year",
        ),
    ],
)  # fmt: skip
def test_what_was_noted_last(speak: Callable[[str], None], noted: Any, english: str, italian: str) -> None:
    for language, text in (("en", english), ("it", italian)):
        speak(language)
        assert said(detail.last(call_detail(activity=noted), NOW, ROME)).rstrip() == text


@pytest.mark.parametrize("width", [40, 60, 78, 120])
@pytest.mark.parametrize("text", ["word " * 60, WIDE * 30], ids=["long", "wide"])
def test_a_long_note_leaves_room_for_what_helped(width: int, text: str) -> None:
    line = said(detail.last(call_detail(activity=activity(notes=text), best=helped(1)), NOW, ROME, width))
    assert line.endswith("  Solution  7 solved this once.")
    assert cell_len(line) <= max(width, 20 + 29)
    assert "…" in line


@pytest.mark.parametrize("best", [None, helped(0)])
def test_what_never_helped_is_not_offered(best: Any) -> None:
    assert detail.proven(call_detail(best=best)) == ()


def test_no_text_of_a_call_acts() -> None:
    texts = dict.fromkeys(("number", "subject", "item", "serial", "location", "coverage_reason"), HOSTILE)
    for covered in (True, False):
        for under in (None, terms(type=HOSTILE, includes=())):
            found = call_detail(
                under=under,
                covered=covered,
                activity=activity(kind=HOSTILE, who=HOSTILE, notes=HOSTILE),
                **texts,
            )
            assert harmless(detail.detail_lines(found, now=NOW, zone=ROME))
