"""Running reports: the records of a filter and a period, parted, counted and measured, each figure with its filter."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from svc_tui.domain.core.buckets import UNITS, bucket_of, bucket_of_day, buckets_between
from svc_tui.domain.core.moments import to_utc
from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.query.complete import Completion
from svc_tui.domain.query.reader import Query, parse
from svc_tui.domain.query.tree import Or, quoted
from svc_tui.domain.reports import definition as definitions
from svc_tui.domain.reports.definition import Checked, Definition
from svc_tui.domain.reports.flow import Stretch, flow
from svc_tui.domain.reports.periods import Period, period
from svc_tui.domain.reports.result import Cell, Line, Result
from svc_tui.domain.reports.subject import Dimension, Value
from svc_tui.domain.reports.tally import Group, Key, Tally
from svc_tui.errors import N_, BadUsage, NotFound, Refused
from svc_tui.language import _
from svc_tui.services.core.context import Context
from svc_tui.services.core.kinds import kinds
from svc_tui.services.core.reporting import Source
from svc_tui.services.reports import loads, shaping
from svc_tui.services.reports.own import OwnReports
from svc_tui.services.reports.records import Records
from svc_tui.services.reports.shaping import Asked as Asked
from svc_tui.services.reports.shaping import as_asked
from svc_tui.services.reports.sources import sources, standard
from svc_tui.services.reports.watch import Watch
from svc_tui.storage.query.hints import hinted
from svc_tui.storage.reports import stream

if TYPE_CHECKING:
    from svc_tui.domain.reports.load import WorkDay
    from svc_tui.storage.query.translator import Condition
    from svc_tui.storage.session import Session

NAMED = ("customer", "item")
"""Records that people know by their names rather than by their codes."""


class Reports:
    """The standard reports and the company's own."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.own = OwnReports(context)

    def all(self) -> list[Definition]:
        """Every report, by name: those that come along and those that people made."""
        found = {**standard(), **self.own.all()}
        return [found[name] for name in sorted(found)]

    def save(self, name: str, made: Definition, *, shared: bool | None = None) -> None:
        """Keep a report of one's own. Raises Refused: it does not hold, or its name is that of a standard one."""
        if name.strip().lower() in standard():
            message = N_("{name} comes with the program. Give yours another name.")
            raise Refused(message, name=name)
        checked = self.checked(made)
        _known_columns(made, sources()[checked.subject.name])
        query = parse(made.filter, checked.subject.keys)
        if query.warnings:
            warning = query.warnings[0]
            message = N_("In the filter {text}, at sign {place}: {sentence}")
            raise BadUsage(message, text=made.filter, place=warning.span[0] + 1, sentence=warning.text(_))
        if made.period:
            period(made.period, self.context.today)
        self.own.save(name, made, shared=shared)

    def find(self, name: str) -> Definition:
        """The report of a name. Raises NotFound; Refused: it is kept, but no definition."""
        found = standard().get(name.strip().lower()) or self.own.find(name.strip())
        if found is None:
            from difflib import get_close_matches

            close = get_close_matches(name[:40], [each.name for each in self.all()], n=1, cutoff=0.5)
            if close:
                raise NotFound(
                    N_("There is no report {name}. Did you mean {close}?"), name=name, close=close[0]
                )
            raise NotFound(N_("There is no report {name}. `svc-tui report list` names them all."), name=name)
        return found

    def checked(self, definition: Definition) -> Checked:
        """What the words of a definition stand for. Raises Refused."""
        return shaping.checked(definition)

    def checked_as(self, report: str | Definition, asked: Asked) -> Checked:
        """A report as it was asked for, with what its words stand for. Raises NotFound, Refused."""
        found = self.find(report) if isinstance(report, str) else report
        return self.checked(as_asked(found, asked))

    def place_of(self, definition: Definition) -> str:
        """The main place that lists the records behind its figures. Raises Refused: they have none."""
        kind = kinds()[self.checked(definition).subject.keys.kind]
        if kind.home is None:
            raise Refused(N_("These records have no list to open them in."))
        return kind.home.place

    def of_view(self, kind: str, text: str, columns: Sequence[str]) -> Definition:
        """The records of a list as a report without a name. Raises Refused: no report is about such records."""
        return shaping.of_view(kind, text, columns)

    def complete(self, definition: Definition, text: str) -> list[Completion]:
        """How the filter of a report may go on at its end."""
        return shaping.completions(self.context, definition, text)

    def run(self, report: str | Definition, asked: Asked = Asked(), watch: Watch | None = None) -> Result:
        """The report at this moment. `watch` tells another thread how far it is, and stops it.

        Raises:
            NotFound: there is no such report.
            BadUsage: the filter or a group names what does not exist.
            Refused: the definition does.
            Stopped: the watch said so.
        """
        checked = self.checked_as(report, asked)
        source = sources()[checked.subject.name]
        _known_columns(checked.definition, source)
        return _Run(self.context, source, checked, asked).result(watch or Watch())


class _Run:
    """One report being worked out."""

    def __init__(self, context: Context, source: Source, checked: Checked, asked: Asked) -> None:
        self.context, self.source, self.checked, self.asked = context, source, checked, asked
        self.subject = checked.subject
        self.zone = context.zone
        self.columns = source.columns(context)
        self.lists = source.lists(context)
        wanted = checked.definition.period
        self.period = asked.period or (period(wanted, context.today) if wanted else Period())
        conditions = {text: None for figure in checked.figures for text in (figure.filter, figure.of) if text}
        self.conditions = list(conditions)
        measures = {name: None for figure in checked.figures for name in (figure.measure, figure.per) if name}
        self.measures = list(measures)

    def result(self, watch: Watch) -> Result:
        """All of it, read at one moment."""
        with self.context.store.read() as session, watch.over(session):
            self._refuse_typos(session)
            if self.checked.definition.stay:
                return self._stays(session)
            if self.checked.definition.load:
                return self._loads(session)
            return self._flow(session) if self.checked.definition.flow else self._groups(session)

    # --- the filter

    def _refuse_typos(self, session: Session) -> None:
        """A filter that says what nobody can mean must not quietly be another one."""
        for text in (self.checked.definition.filter, self.asked.filter):
            query = hinted(session, parse(text, self.subject.keys), empty=True)
            if query.warnings:
                warning = query.warnings[0]
                message = N_("In the filter {text}, at sign {place}: {sentence}")
                raise BadUsage(message, text=text, place=warning.span[0] + 1, sentence=warning.text(_))

    def _selection(self, period: Period | None) -> str:
        """The filter text of all records, with its scope in words."""
        within = "" if period is None else period.term(self.checked.date)
        parts = [
            _closed(text, self.subject.keys) for text in (self.checked.definition.filter, self.asked.filter)
        ]
        text = _joined(*parts, within) or self.subject.any_scope
        return _joined(self.subject.any_scope, text) if parse(text, self.subject.keys).scope else text

    def _query(self, text: str) -> Query:
        return parse(_joined(self.subject.any_scope, text), self.subject.keys)

    def _condition(self, session: Session, text: str) -> Condition:
        return self.lists.condition(session, self._query(text))

    # --- groups

    def _tally(self, session: Session, selection: str, by: Sequence[Dimension]) -> Tally:
        kind = self.subject.keys.kind
        where = self._condition(session, selection)
        groups = [stream.Group(self._source_of(each), each.unit) for each in by]
        conditions = [self._condition(session, text) for text in self.conditions]
        tally = Tally(len(by), self.conditions, self.measures)
        if self.measures:
            chunks = stream.rows(session, kind, where, groups, conditions, self.measures, self.columns)
            for chunk in chunks:
                tally.add(self._parted(by, chunk))
        else:
            for chunk in stream.counted(session, kind, where, groups, conditions, self.columns):
                tally.add_counted(self._parted(by, chunk))
        words = [stream.words_of(kind, each.source) for each in by]
        if any(words):
            tally.renamed(words)
        return tally

    def _source_of(self, dimension: Dimension) -> str:
        """The column a dimension goes by: of a day or month that of the report's date."""
        name = self.checked.date if dimension.unit in UNITS else dimension.source
        key = self.subject.keys.key(name)
        return name if name in self.columns or key is None else key.source

    def _parted(self, by: Sequence[Dimension], chunk: Iterable[Sequence[Any]]) -> Iterable[Sequence[Any]]:
        """Rows whose instants became the stretches they fall into, and whose empty texts are none."""
        units = [
            partial(_stretch_of, zone=self.zone.key, unit=each.unit) if each.unit in UNITS else _plain
            for each in by
        ]
        match units:
            case []:
                return chunk
            case [one]:
                return [(one(row[0]), *row[1:]) for row in chunk]
            case [one, other]:
                return [(one(row[0]), other(row[1]), *row[2:]) for row in chunk]
            case _:
                raise AssertionError(by)

    def _groups(self, session: Session) -> Result:
        checked, selection = self.checked, self._selection(self.period)
        tally = self._tally(session, selection, checked.by)
        labels = self._labels(session, tally)
        whole = tally.total()
        total = self._line(tally, whole, (), (), selection)
        lines = [
            self._line(tally, group, key, tuple(names.get(each, "") for names, each in zip(labels, key, strict=True)),
                       _joined(selection, *(dimension.term(each, self.subject.keys, checked.date)
                                            for dimension, each in zip(checked.by, key, strict=True))))
            for key, group in self._filled(tally).items()
        ]  # fmt: skip
        ordered = self._ordered(lines) if checked.by else []
        kept = ordered if checked.definition.top is None else ordered[: checked.definition.top]
        result = Result(
            checked, selection, self.period, self.context.now(), total, kept,
            subtotals=self._subtotals(tally, labels, selection), left_out=len(ordered) - len(kept),
            notes=self._notes(tally, whole),
        )  # fmt: skip
        if not checked.by and checked.definition.columns:
            result = self._listed(result)
        return self._compared(session, result)

    def _filled(self, tally: Tally) -> Mapping[Key, Group]:
        """The groups; of a stretch of time also those in which nothing happened."""
        by, first, last = self.checked.by, self.period.first, self.period.last
        if len(by) != 1 or by[0].unit not in UNITS or first is None or last is None:
            return tally.groups
        empty: dict[Key, Group] = {
            (name,): tally.empty() for name in buckets_between(first, last, by[0].unit)
        }
        return {**empty, **tally.groups}

    def _line(self, tally: Tally, group: Group, key: Key, labels: tuple[str, ...], text: str) -> Line:
        cells: dict[str, Cell] = {}
        for figure in self.checked.figures:
            number = tally.number(figure, group)
            cells[figure.name] = Cell(number.value, number.rows, _joined(text, figure.rows))
        return Line(key, labels, group.count, text, cells)

    def _subtotals(
        self, tally: Tally, labels: Sequence[Mapping[Value, str]], selection: str
    ) -> dict[Value, Line]:
        if len(self.checked.by) < definitions.LEVELS:
            return {}
        first = self.checked.by[0]
        found: dict[Value, Line] = {}
        for key, group in tally.level().items():
            text = _joined(selection, first.term(key[0], self.subject.keys, self.checked.date))
            found[key[0]] = self._line(tally, group, key, (labels[0].get(key[0], ""),), text)
        return found

    def _labels(self, session: Session, tally: Tally) -> list[dict[Value, str]]:
        """What each group is called."""
        return [
            self._labels_of(session, dimension, {key[at] for key in tally.groups})
            for at, dimension in enumerate(self.checked.by)
        ]

    def _labels_of(self, session: Session, dimension: Dimension, values: Iterable[Value]) -> dict[Value, str]:
        key = self.subject.keys.key(dimension.source)
        known = [value for value in values if value is not None]
        called = stream.names(session, key.ref, list(map(str, known))) if key and key.ref in NAMED else {}
        prefix = "" if key is None else key.prefix.upper()
        return {value: called.get(str(value)) or f"{prefix}{value}" for value in known}

    def _ordered(self, lines: list[Line]) -> list[Line]:
        """In the order that was asked for; else time as it goes by, and others by their first figure."""
        by, sort = self.checked.by, self.checked.definition.sort
        name, down = sort.removeprefix("-"), sort.startswith("-")
        lines = sorted(lines, key=lambda line: [(each is None, _rank(each)) for each in line.key])
        if not name:
            if by[0].unit or self.checked.definition.cross:
                return lines
            name, down = self.checked.figures[0].name, True
        places = [each.name for each in by]
        if name in places:
            at = places.index(name)
            known = [line for line in lines if line.key[at] is not None]
            known.sort(key=lambda line: _rank(line.key[at]), reverse=down)
            return known + [line for line in lines if line.key[at] is None]
        known = [line for line in lines if line.cells[name].value is not None]
        known.sort(key=lambda line: line.cells[name].value or 0, reverse=down)
        known.sort(key=lambda line: None in line.key)
        return known + [line for line in lines if line.cells[name].value is None]

    def _notes(self, tally: Tally, whole: Group) -> list[Note]:
        """What the figures leave out."""
        found: dict[str, Note] = {}
        for figure in self.checked.figures:
            count = tally.missing(figure, whole)
            text = figure.missing
            if figure.measure and not figure.per:
                text = self.subject.measure(figure.measure).missing
            if count and text:
                found[text] = note(text, count=count)
        return list(found.values())

    def _listed(self, result: Result) -> Result:
        """With the records themselves."""
        definition = self.checked.definition
        order = f"sort:{definition.sort}" if definition.sort else ""
        asked = parse(self.asked.filter, self.subject.keys)
        found = self.lists.ids(_joined(result.selection, "" if asked.sort else order)).ids
        ids = found if definition.top is None else found[: definition.top]
        shapes = import_module(f"svc_tui.services.shapes.{self.source.shapes}")
        return replace(
            result,
            left_out=len(found) - len(ids),
            records=Records(ids, partial(shapes.listed, self.context)),
        )

    # --- the period before

    def _compared(self, session: Session, result: Result) -> Result:
        if not self.asked.compare:
            return result
        before, year = self.period.before(), self.period.year_before()
        earlier = None if before is None else self._total_of(session, before)
        long_ago = None if year is None or year == before else self._total_of(session, year)
        return replace(
            result, before=earlier, before_period=before if earlier else None,
            year_before=long_ago if long_ago and any(each.rows for each in long_ago.cells.values()) else None,
        )  # fmt: skip

    def _total_of(self, session: Session, period: Period) -> Line:
        if self.checked.definition.flow:
            return self._sum(self._stretches(session, period), self._selection(None))
        if self.checked.definition.load:
            selection, days = self._work_days(session, period)
            return loads.total(self.checked, days, selection)
        selection = self._selection(period)
        if self.checked.definition.stay:
            return self._lives(self._spent(session, selection), selection)
        tally = self._tally(session, selection, ())
        return self._line(tally, tally.total(), (), (), selection)

    # --- time spent

    def _stays(self, session: Session) -> Result:
        """How long the records were in each value of a group."""
        (dimension,) = self.checked.by
        selection = self._selection(self.period)
        stayed = self._spent(session, selection)
        labels = self._labels_of(session, dimension, stayed.seconds)
        key = f"was_{dimension.source}"
        lines: list[Line] = []
        for value, seconds in stayed.seconds.items():
            term = f"{key}:none" if value is None else f"{key}:={quoted(str(value))}"
            figures = spent_figures(seconds) | {"entered": stayed.entered[value]}
            lines.append(self._stayed((value,), (labels.get(value, ""),), figures, _joined(selection, term)))
        ordered = self._ordered(lines)
        top = self.checked.definition.top
        result = Result(
            self.checked, selection, self.period, self.context.now(), self._lives(stayed, selection), ordered[:top],
            left_out=max(0, len(lines) - top) if top else 0,
        )  # fmt: skip
        return self._compared(session, result)

    def _spent(self, session: Session, selection: str) -> stream.Stayed:
        assert self.source.stays is not None
        (dimension,) = self.checked.by
        return self.source.stays(self.context, session, self._condition(session, selection), dimension.source)

    def _lives(self, stayed: stream.Stayed, selection: str) -> Line:
        """All values together."""
        figures = spent_figures(stayed.lives) | {"entered": stayed.entered.total()}
        return self._stayed((), (), figures, selection)

    def _stayed(
        self, key: Key, labels: tuple[str, ...], figures: Mapping[str, int | None], text: str
    ) -> Line:
        rows = figures["records"] or 0
        cells = {each.name: Cell(figures[each.name], rows, text) for each in self.checked.figures}
        return Line(key, labels, rows, text, cells)

    # --- load

    def _loads(self, session: Session) -> Result:
        """The records of people against the hours that they work."""
        checked, top = self.checked, self.checked.definition.top
        selection, days = self._work_days(session, self.period)
        lines, subtotals = loads.lines(checked, days, selection)
        ordered = self._ordered(lines) if checked.by else []
        nobody = _joined(self._selection(self.period), loads.scope(self.subject, nobody=True))
        left_out = stream.count(session, self.subject.keys.kind, self._condition(session, nobody))
        result = Result(
            checked, selection, self.period, self.context.now(), loads.total(checked, days, selection), ordered[:top],
            subtotals=subtotals, left_out=max(0, len(ordered) - top) if top else 0,
            notes=loads.notes(checked, days, left_out),
        )  # fmt: skip
        return self._compared(session, result)

    def _work_days(self, session: Session, within: Period) -> tuple[str, Sequence[WorkDay]]:
        """The filter text of what loads somebody, and the days. Raises BadUsage: too many of them."""
        assert self.source.loads is not None
        first, count = loads.days_of(within)
        selection = _joined(self._selection(within), loads.scope(self.subject))
        everybody = not (self.checked.definition.filter or self.asked.filter)
        where = self._condition(session, selection)
        return selection, self.source.loads(self.context, session, where, first, count, everybody)

    # --- what comes and goes

    def _flow(self, session: Session) -> Result:
        selection = self._selection(None)
        stretches = self._stretches(session, self.period)
        lines = [self._stretch(each, selection) for each in stretches]
        if self.checked.definition.sort:
            lines = self._ordered(lines)
        top = self.checked.definition.top
        notes: list[Note] = []
        moves = self._moves(session)
        if wrong := moves.backwards(session, *self._within(self.period)):
            notes.append(note(N_("Left out: {count} closed before they came."), count=wrong))
        result = Result(
            self.checked, selection, self.period, self.context.now(), self._sum(stretches, selection), lines[:top],
            notes=notes, left_out=max(0, len(lines) - top) if top else 0,
        )  # fmt: skip
        return self._compared(session, result)

    def _stretches(self, session: Session, period: Period) -> list[Stretch]:
        moves, (begin, end) = self._moves(session), self._within(period)
        arrivals, departures = moves.instants(session, begin, end)
        return flow(
            arrivals, departures, standing=moves.standing(session, begin) if begin else 0,
            period=period, today=self.context.today, zone=self.zone, unit=self.checked.by[0].unit,
        )  # fmt: skip

    def _moves(self, session: Session) -> stream.Flow:
        where = self._condition(session, self._selection(None))
        return stream.Flow(self.subject.keys.kind, where, *self._ends())

    def _within(self, period: Period) -> tuple[datetime | None, datetime]:
        """When a period begins, and when it is over; an open one ends with today."""
        last = period.last or max(self.context.today, period.first or self.context.today)
        begin = None if period.first is None else self._midnight(period.first)
        return begin, self._midnight(last + timedelta(days=1))

    def _midnight(self, day: date) -> datetime:
        """When a civil day begins."""
        return to_utc(datetime.combine(day, time()), self.zone)

    def _ends(self) -> tuple[str, str]:
        """The instants at which a record comes and goes; where the report is about another date, it goes by that."""
        assert self.subject.flow is not None
        came, went = self.subject.flow
        return came, went if self.checked.date in (came, self.subject.dates[0]) else self.checked.date

    def _stretch(self, stretch: Stretch, selection: str) -> Line:
        cells: dict[str, Cell] = {}
        for figure in self.checked.figures:
            value = int(getattr(stretch, figure.name))
            text = stretch.filter_of(figure.name, *self._ends())
            cells[figure.name] = Cell(value, value, _joined(selection, text))
        return Line((stretch.name,), (stretch.name,), stretch.open, cells_filter(cells, selection), cells)

    def _sum(self, stretches: Sequence[Stretch], selection: str) -> Line:
        """The whole period as one stretch."""
        if not stretches:
            empty = {figure.name: Cell(0, 0, selection) for figure in self.checked.figures}
            return Line((), (), 0, selection, empty)
        first, last = stretches[0], stretches[-1]
        whole = Stretch(
            "", first.first, last.last, first.open_before, sum(each.opened for each in stretches),
            sum(each.closed for each in stretches),
        )  # fmt: skip
        line = self._stretch(whole, selection)
        return replace(line, key=(), labels=())


def _known_columns(definition: Definition, source: Source) -> None:
    """Raises BadUsage: a column names what no record has."""
    if not definition.columns:
        return
    names = import_module(f"svc_tui.services.shapes.{source.shapes}").NAMES
    unknown = next((name for name in definition.columns if name not in names), None)
    if unknown is not None:
        message = N_("Report {name}: there is no column {column}. There are {known}.")
        raise BadUsage(message, name=definition.name, column=unknown, known=", ".join(names))


def spent_figures(seconds: array[int]) -> dict[str, int | None]:
    """The figures of times spent, one for each record."""
    ordered = sorted(seconds)
    count, total = len(ordered), sum(ordered)
    return {
        "records": count,
        "total_s": total,
        "mean_s": round(total / count) if count else None,
        "median_s": ordered[count // 2] if count else None,
        "p90_s": ordered[count * 9 // 10] if count else None,
        "max_s": ordered[-1] if count else None,
    }


def cells_filter(cells: Mapping[str, Cell], selection: str) -> str:
    """The filter of a stretch as a whole: what stands at its end, else what its first figure counts."""
    chosen = cells.get("open") or next(iter(cells.values()), None)
    return selection if chosen is None else chosen.filter


def _stretch_of(at: int | str | None, *, zone: str, unit: str) -> str | None:
    """The stretch of an instant, or of a civil day as the store writes it."""
    if at is None:
        return None
    return bucket_of(at, zone, unit) if isinstance(at, int) else bucket_of_day(date.fromisoformat(at), unit)


def _plain(value: Value) -> Value:
    return None if value == "" else value


def _rank(value: Value) -> tuple[int, int, str]:
    return (0, value, "") if isinstance(value, int) else (1, 0, "" if value is None else value.casefold())


def _closed(text: str, keys: Any) -> str:
    """A filter that may stand beside others."""
    return f"({text})" if isinstance(parse(text, keys).tree, Or) else text


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
