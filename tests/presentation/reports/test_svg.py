"""The chart of a report as it is printed: parts that sum to the bar, numbers beside every length, a legend."""

from itertools import pairwise
from xml.etree import ElementTree

import pytest

from svc_tui.domain.reports.result import Result
from svc_tui.presentation.reports.sheet import sheet_of
from svc_tui.presentation.reports.svg import WIDE, chart_svg
from tests.presentation.reports.results import EVIL, line, months, queues, records, result
from tests.presentation.reports.test_charts import days, promises

SVG = "{http://www.w3.org/2000/svg}"


def drawn(found: Result) -> ElementTree.Element:
    return ElementTree.fromstring(chart_svg(found, sheet_of(found)))


def words(found: Result) -> list[str]:
    return [each.text or "" for each in drawn(found).iter(f"{SVG}text")]


def bars(found: Result) -> list[tuple[float, float, str]]:
    """From where, how wide, in which colour; without the legend."""
    every = [each.attrib for each in drawn(found).iter(f"{SVG}rect")]
    return [(float(each["x"]), float(each["width"]), each["fill"]) for each in every if each["width"] != "12"]


def test_a_stacked_bar_is_parted_and_every_part_is_named() -> None:
    told = words(promises())
    assert told[:5] == [
        "Resolution met", "Resolution missed", "Resolution running", "Resolution paused", "No resolution target",
    ]  # fmt: skip
    assert told[5:8] == ["north", "10", "16"]  # 2 and 4 are too narrow for their numbers
    parts = bars(promises())
    assert [fill for _x, _wide, fill in parts[:3]] == ["#1f6f3a", "#b3261e", "#3465a4"]
    north, south = parts[:3], parts[3:]
    assert sum(wide for _x, wide, _fill in south) == pytest.approx(520, abs=0.5)
    assert sum(wide for _x, wide, _fill in north) == pytest.approx(520 * 16 / 140, abs=0.5)
    for part, following in pairwise(south):
        assert part[0] + part[1] == pytest.approx(following[0], abs=0.2)


def test_a_distribution_is_a_bar_for_each_part_of_all() -> None:
    told = words(promises(chart="histogram"))
    assert told[:4] == ["Resolution met", "110  70.5 %", "Resolution missed", "3  1.9 %"]
    assert len(bars(promises(chart="histogram"))) == 5


@pytest.mark.parametrize(
    "found",
    [
        queues(definition={"chart": "none"}),
        result(),
        records({"subject": "E12"}),
        result(by=(), definition={"sort": ""}),
    ],
)
def test_where_there_is_nothing_to_draw_there_is_nothing(found: Result) -> None:
    assert chart_svg(found, sheet_of(found)) == ""


@pytest.mark.parametrize("found", [queues(), promises(), months(), days(400)])
def test_nothing_stands_outside(found: Result) -> None:
    assert all(x >= 0 and x + wide <= WIDE for x, wide, _fill in bars(found))


def test_names_of_people_are_text() -> None:
    found = result(line(EVIL, {"calls": 3}), names=("calls",), total={"calls": 3})
    assert "<script" not in chart_svg(found, sheet_of(found))
    assert words(found)[0].startswith("=HYPERLINK")
