"""Reports on load, and of visits: worked out once more from exported lines alone; each figure opens its visits."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from svc_tui.domain.reports.definition import Definition
from svc_tui.domain.reports.periods import Period
from svc_tui.domain.reports.result import Line, Result
from svc_tui.errors import BadUsage, Refused
from svc_tui.services.company.people import People
from svc_tui.services.core.context import Context
from svc_tui.services.exchange.outgoing.whole import export_all
from svc_tui.services.planning.absences import Absences
from svc_tui.services.planning.service import Plan
from svc_tui.services.reports.service import Asked, Reports
from svc_tui.services.reports.sources import standard
from tests.services.desk import MONDAY_9, Desk
from tests.services.reports import stores

H = timedelta(hours=1)
WEEKS = Period(date(2026, 11, 9), date(2026, 12, 13))
MONTHS = Period(date(2026, 10, 19), date(2026, 12, 20))
"""Two months, with the night in which summer time ends, and with a holiday on a working day."""
HOLIDAYS = {"": {date(2026, 11, 1), date(2026, 12, 8)}, "DE-BY": {date(2026, 11, 1)}}
"""Of these weeks: Italy, and Bavaria; by hand."""
CLOSED = date(2026, 11, 13)
"""The company is closed."""
NIGHTS, HALVES = "Mo-Su 22:00-06:00", "Mo-Th 08:30-12:00,13:00-17:30"
FIGURES = ("visits", "done", "work_s", "planned_s", "travel_s", "travel_mean_s", "travel_share", "load", "actual_s",
           "utilisation")  # fmt: skip
LOADS = [name for name, each in standard().items() if each.load]


class Asking:
    """The demo company, some of its visits with a second technician or with none, and what was exported of it."""

    def __init__(self, folder: Path) -> None:
        self.context: Context = stores.demo(folder / "store.db", 200)
        self.reports, self.plan = Reports(self.context), Plan(self.context)
        self.works: Mapping[tuple[str, date], int] = {}
        rows = self.plan.rows(self.plan.ids("is:any").ids)
        with self.context.write() as unit:
            for nth, row in enumerate(rows):
                if nth % 3 == 0:
                    other = "greta" if row.technicians[0] != "greta" else "bruno"
                    unit.insert("visit_technician", {"visit": row.number, "person": other})
                if nth % 10 == 4:
                    unit.update("visit", row.id, {"status": "cancelled"})
        with self.context.write() as unit:
            unit.insert("closed_date", {"day": CLOSED, "hours": "", "name": ""})
        people, absences = People(self.context), Absences(self.context)
        people.set("bruno", {"hours": NIGHTS})
        people.set("greta", {"hours": HALVES, "country": "DE", "region": "BY"})
        for told in ("bruno 2026-10-28..2026-10-30 vacation", "greta 2026-11-16 10-15 appointment"):
            absences.away(told)
        out = folder / "out"
        export_all(self.context, out)
        self.lines = {
            kind: [json.loads(line) for line in (out / f"{kind}.jsonl").read_text("utf-8").splitlines()]
            for kind in ("visit", "call", "person", "travel_time", "absence")
        }


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    found = Asking(tmp_path_factory.mktemp("loads"))
    found.works = works(found)
    yield found
    found.context.store.close()


def opens(context: Context, result: Result) -> None:
    """Behind each figure are as many visits as make it."""
    plan = Plan(context)
    lines: list[Line] = [*result.lines, result.total, *result.subtotals.values()]
    lines += [each for each in (result.before, result.year_before) if each is not None]
    cells = {line.filter: line.count for line in lines}
    cells |= {cell.filter: cell.rows for line in lines for cell in line.cells.values()}
    for text, rows in cells.items():
        found = plan.ids(text)
        assert not found.query.warnings, text
        assert len(found.ids) == rows, text


@pytest.mark.parametrize("name", LOADS)
def test_each_standard_report_on_load_opens_its_visits(asking: Asking, name: str) -> None:
    result = asking.reports.run(name)
    assert result.lines
    opens(asking.context, result)


def seconds(start: str, end: str) -> int:
    return int((datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds())


def works(asking: Asking) -> dict[tuple[str, date], int]:
    """Seconds that each technician works on each civil day: by hours, holidays and absences, half an hour at a time."""
    zone, found = asking.context.zone, defaultdict[tuple[str, date], int](int)
    begin, end = days_of(MONTHS)[0], days_of(MONTHS)[-1] + timedelta(days=1)
    first, last = (datetime.combine(day, time(), zone).astimezone(UTC) for day in (begin, end))
    halves = [(first + n * H / 2).astimezone(zone) for n in range(int((last - first) / H * 2))]
    for person in asking.lines["person"]:
        code = person["code"]
        place = "-".join(filter(None, (person["country"], person["region"])))
        away = [each for each in asking.lines["absence"] if each["person"] == code]
        for at in halves:
            day, hour = at.date(), at.hour + at.minute / 60
            if person["hours"] == NIGHTS:
                there = hour >= 22 or hour < 6
            elif person["hours"] == HALVES:
                there = day.weekday() < 4 and (8.5 <= hour < 12 or 13 <= hour < 17.5)
            else:
                assert not person["hours"]
                there = day.weekday() < 5 and 9 <= hour < 18
            if there and day not in HOLIDAYS[place] | {CLOSED} and not any(_gone(e, day, hour) for e in away):
                found[code, day] += 1800
    return found


def _gone(absence: dict[str, Any], day: date, hour: float) -> bool:
    if not absence["first"] <= str(day) <= absence["last"]:
        return False
    begin, _to, end = absence["hours"].partition("-")
    return not begin or int(begin[:2]) <= hour < int(end[:2])


def days_of(period: Period) -> list[date]:
    assert period.first is not None
    assert period.last is not None
    return [period.first + timedelta(days=n) for n in range((period.last - period.first).days + 1)]


def expected(
    asking: Asking, groups: tuple[str, ...], period: Period
) -> dict[tuple[str, ...], dict[str, Any]]:
    """The figures of each group, from the lines alone."""
    zone = asking.context.zone
    territory = {call["number"]: call["territory"] for call in asking.lines["call"]}
    home = {person["code"]: person["territory"] for person in asking.lines["person"]}
    minutes = {(each["origin"], each["destination"]): each["minutes"] for each in asking.lines["travel_time"]}
    sums: dict[tuple[str, ...], dict[str, Any]] = defaultdict(
        lambda: {"numbers": set(), "done": set(), "goes": 0, "work": 0, "planned": 0, "way": 0, "actual": 0}
    )

    def keys(person: str, day: date) -> set[tuple[str, ...]]:
        of = {"technician": person, "day": str(day), "month": f"{day:%Y-%m}",
              "week": str(day - timedelta(days=day.weekday()))}  # fmt: skip
        return {(), *((of[groups[0]],) for _ in groups[:1]), tuple(of[each] for each in groups)}

    def way(origin: str | None, to: str | None) -> int:
        if not origin or not to:
            return 15
        low, high = sorted((origin, to))
        return int(minutes.get((low, high), 15 if origin == to else 30))

    technicians = [
        each["code"] for each in asking.lines["person"] if each["active"] and "technician" in each["roles"]
    ]
    for day in days_of(period):
        for person in technicians:
            for key in keys(person, day):
                sums[key]["work"] += asking.works[person, day]
            begun = [
                each
                for each in asking.lines["visit"]
                if each["status"] != "cancelled"
                and person in each["technicians"]
                and datetime.fromisoformat(each["starts_at"]).astimezone(zone).date() == day
            ]
            begun.sort(
                key=lambda each: (each["checked_out_at"] and each["checked_in_at"]) or each["starts_at"]
            )
            at = home[person]
            for visit in begun:
                to = territory[visit["call"]]
                for key in keys(person, day):
                    found = sums[key]
                    found["numbers"].add(visit["number"])
                    found["goes"] += 1
                    found["planned"] += seconds(visit["starts_at"], visit["ends_at"])
                    found["way"] += 60 * way(at, to)
                    if visit["status"] == "done":
                        found["done"].add(visit["number"])
                    if visit["checked_out_at"]:
                        found["actual"] += seconds(visit["checked_in_at"], visit["checked_out_at"])
                at = to
    return {key: figures(each) for key, each in sums.items()}


def figures(each: dict[str, Any]) -> dict[str, Any]:
    busy = each["planned"] + each["way"]

    def share(part: int, whole: int) -> float | None:
        return round(100 * part / whole, 1) if whole else None

    return {
        "visits": len(each["numbers"]), "done": len(each["done"]), "work_s": each["work"], "planned_s": each["planned"],
        "travel_s": each["way"], "travel_mean_s": round(each["way"] / each["goes"]) if each["goes"] else None,
        "travel_share": share(each["way"], busy), "load": share(busy, each["work"]), "actual_s": each["actual"],
        "utilisation": share(each["actual"], each["work"]),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("by", "period"),
    [
        ((), WEEKS),
        (("technician",), WEEKS),
        (("day",), WEEKS),
        (("week",), WEEKS),
        (("month",), WEEKS),
        (("technician", "week"), WEEKS),
        (("day", "technician"), WEEKS),
        (("day",), MONTHS),
        (("technician",), MONTHS),
    ],
)
def test_every_figure_agrees_with_the_exported_lines_and_opens_its_visits(
    asking: Asking, by: tuple[str, ...], period: Period
) -> None:
    made = Definition("x", "X", "visit", by=by, load=True, figures=FIGURES)
    result = asking.reports.run(made, Asked(period=period))
    wanted = expected(asking, by, period)
    assert wanted[()]["visits"] > 20
    lines = {tuple(map(str, line.key)): line for line in (*result.lines, result.total)}
    assert set(lines) == {
        key for key, each in wanted.items()
        if len(key) in (0, len(by)) and (len(by) < 2 or not key or each["visits"] or each["work_s"])
    }  # fmt: skip
    for key, line in lines.items():
        assert {name: cell.value for name, cell in line.cells.items()} == wanted[key], key
    for first, line in result.subtotals.items():
        assert {name: cell.value for name, cell in line.cells.items()} == wanted[(str(first),)]
    if period is WEEKS:
        opens(asking.context, result)


def test_cancelled_visits_have_no_hours_in_reports_of_visits(asking: Asking) -> None:
    zone, visits = asking.context.zone, asking.lines["visit"]
    assert any(each["status"] == "cancelled" for each in visits)
    sums: dict[str, dict[str, int]] = defaultdict(lambda: {"planned_sum_s": 0, "actual_sum_s": 0})
    for visit in visits:
        day = datetime.fromisoformat(visit["starts_at"]).astimezone(zone).date()
        if visit["status"] == "cancelled":
            continue
        for key in ("", str(day - timedelta(days=day.weekday()))):
            sums[key]["planned_sum_s"] += seconds(visit["starts_at"], visit["ends_at"])
            if visit["checked_out_at"]:
                sums[key]["actual_sum_s"] += seconds(visit["checked_in_at"], visit["checked_out_at"])
    result = asking.reports.run("visits")
    lines = {str(line.key[0]) if line.key else "": line for line in (*result.lines, result.total)}
    assert {
        key: {name: line.cells[name].value for name in ("planned_sum_s", "actual_sum_s")} for key, line in lines.items()
    } == sums  # fmt: skip
    opens(asking.context, result)


def test_plan_load_says_the_same(asking: Asking) -> None:
    assert WEEKS.first is not None
    result = asking.reports.run("utilisation", Asked(period=WEEKS))
    loads = {each.person: each for each in asking.plan.loads(WEEKS.first, len(days_of(WEEKS)))}
    assert {line.key[0] for line in result.lines} == loads.keys()
    for line in result.lines:
        load = loads[str(line.key[0])]
        for name in ("visits", "done", "work_s", "planned_s", "travel_s", "actual_s"):
            assert line.cells[name].value == getattr(load, name), (name, line.key)


def test_a_week_by_hand(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.db")
    plan = Plan(desk.context)
    north, south = (desk.open_call(territory=each) for each in ("North", "South"))
    desk.add("travel_time", origin="North", destination="South", minutes=40)

    def visit(call: str, at: timedelta, hours: float, who: str) -> int:
        given = {"technicians": who, "starts_at": MONDAY_9 + at, "ends_at": MONDAY_9 + at + hours * H}
        return plan.new(call, given).number

    first = visit(north, 0 * H, 2, "bruno")
    visit(south, 3 * H, 1, "bruno carla")
    plan.cancel([visit(south, 26 * H, 3, "carla")])
    visit(north, 24 * 7 * H, 4, "bruno")  # the week after
    Absences(desk.context).away("bruno fri vacation")
    desk.later(hours=2)
    plan.check_in([first], MONDAY_9)
    plan.check_out([first], MONDAY_9 + 1.5 * H)
    reports, week = Reports(desk.context), Asked(period=Period(date(2026, 3, 2), date(2026, 3, 8)))

    result = reports.run("utilisation", week)
    bruno, carla = sorted(result.lines, key=lambda line: str(line.key))
    assert [cell.value for cell in bruno.cells.values()] == [
        2, 1, 36 * 3600, 3 * 3600, 55 * 60, round(100 * 235 / 2160, 1), 5400, round(150 / 36, 1),
    ]  # fmt: skip
    assert [cell.value for cell in carla.cells.values()] == [1, 0, 45 * 3600, 3600, 900, 2.8, 0, 0.0]
    assert (result.total.cells["visits"].value, result.total.cells["planned_s"].value) == (2, 4 * 3600)
    assert [str(each.text) for each in result.notes] == [
        "Several go to the same: {count} more in the rows than in the total."
    ]
    opens(desk.context, result)

    of_south = reports.run("travel", Asked(filter="territory:South", period=week.period))
    ways = {line.key[0]: line.cells["travel_s"].value for line in of_south.lines}
    assert ways == {"bruno": 40 * 60, "carla": 15 * 60}  # the way there, from what the filter left out
    of_nobody = reports.run("utilisation", Asked(filter="territory:East", period=week.period))
    assert of_nobody.lines == []
    desk.store.close()


def test_visits_that_nobody_goes_to_are_told(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.db")
    call = desk.open_call()
    key = int(desk.row(call)["id"])
    desk.add("visit", number=9, call_id=key, starts_at=MONDAY_9, ends_at=MONDAY_9 + H, status="planned")
    result = Reports(desk.context).run(
        "utilisation", Asked(period=Period(date(2026, 3, 2), date(2026, 3, 2)))
    )
    assert [(each.text, each.values["count"]) for each in result.notes] == [
        ("Left out: {count} that nobody goes to.", 1)
    ]
    assert result.total.cells["visits"].value == 0
    desk.store.close()


def test_what_cannot_be_is_refused(asking: Asking) -> None:
    for within in (Period(), Period(date(2026, 1, 1), None), Period(date(2025, 1, 1), date(2026, 1, 2))):
        with pytest.raises(BadUsage, match="366 days"):
            asking.reports.run("utilisation", Asked(period=within))
    for made, words in (
        (Definition("x", "X", "call", load=True), "set against no working hours"),
        (Definition("x", "X", "visit", load=True, by=("customer",)), "There are technician, day, week"),
        (Definition("x", "X", "visit", load=True, date="created_at"), "date knows no created_at"),
        (Definition("x", "X", "visit", load=True, figures=("forced",)), "figures knows no forced"),
    ):
        with pytest.raises(Refused, match=words):
            asking.reports.run(made, Asked(period=WEEKS))
