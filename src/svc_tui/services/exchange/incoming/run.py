"""Importing files: all of it or nothing, in short bursts between which others write; each rejected row with its reason.

Reading is `interchange`'s, resolving and writing `import_refs`, `import_calls` and `import_masters`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from svc_tui.errors import N_, BadUsage
from svc_tui.interchange import reading
from svc_tui.interchange.b1.names import SETS
from svc_tui.interchange.core.fields import CREATABLE, FIELDS, KEYS, LISTS
from svc_tui.interchange.core.files import Source
from svc_tui.interchange.core.records import Problem, Record, Tally, short
from svc_tui.interchange.csv import mapping as mappings
from svc_tui.interchange.csv.mapping import ColumnMap
from svc_tui.services.core.context import Context, trying
from svc_tui.services.exchange.incoming.calls import CallSink
from svc_tui.services.exchange.incoming.card_index import CardIndex
from svc_tui.services.exchange.incoming.files import of_folder, place
from svc_tui.services.exchange.incoming.links import LinkedCards
from svc_tui.services.exchange.incoming.masters import MasterSink
from svc_tui.services.exchange.incoming.refs import Directory, Resolver
from svc_tui.services.exchange.incoming.sink import Counts
from svc_tui.services.exchange.incoming.whole import WholeSink
from svc_tui.services.exchange.incoming.whole_below import Files
from svc_tui.services.exchange.incoming.whole_kinds import KINDS
from svc_tui.services.queues.routing import on_imported
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.sqlite.store_file import refuse_open

EVERY = 200
TOLD = 1000
"""Rejected rows that are told one by one; more are counted."""


@dataclass(frozen=True)
class Progress:
    """How far an import is."""

    file: str
    count: int
    """Records so far, of all files."""
    fraction: float
    """Of the bytes of all files."""
    left_s: int | None
    """Seconds still to go; None while that cannot be told."""


@dataclass
class Report:
    """What an import did, or would do."""

    dry_run: bool
    kinds: dict[str, Counts] = field(default_factory=dict)
    """Counts for each kind of record."""
    made: dict[str, int] = field(default_factory=dict)
    """Stubs and list values made for what rows referred to, by table."""
    problems: list[tuple[str, Problem]] = field(default_factory=list)
    """File and problem, in order; of rejected rows the first thousand."""
    entered: bool = False
    """Something was written."""
    refused: bool = False
    """Rows were rejected under `strict`, so nothing entered."""

    rejected: int = 0
    """How many rows were rejected."""
    routed: Mapping[str, int] = field(default_factory=dict)
    """How many new calls each rule sent, where that was wished."""

    def keep(self, file: str, problem: Problem) -> bool:
        """Count a problem. Returns whether it is to be told: a file of nothing else may hold millions."""
        if problem.severity == "reject":
            self.rejected += 1
            if self.rejected > TOLD:
                return False
        self.problems.append((file, problem))
        return True

    @property
    def records(self) -> int:
        """How many records were taken."""
        return sum(one.new + one.changed + one.same for one in self.kinds.values())


class _Abandon(Exception):
    """Leave the write scope without keeping anything."""


class Importing:
    """Imports into the context's store."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def run(
        self,
        paths: Sequence[Path],
        *,
        dry_run: bool = False,
        strict: bool = False,
        kind: str | None = None,
        map_path: Path | None = None,
        create: Sequence[str] = (),
        route: bool = False,
        on_problem: Callable[[str, Problem], None] = lambda file, problem: None,
        on_progress: Callable[[Progress], None] = lambda progress: None,
    ) -> Report:
        """Read files and write what they hold.

        Args:
            paths: The files, in any order; a folder means the lines of our own in it.
            dry_run: Find out what would happen, and keep nothing.
            strict: Keep nothing when any row is rejected.
            kind: What the files hold, where they do not say.
            map_path: The mapping of a CSV.
            create: Kinds of what rows refer to and the store lacks, to be made as stubs; `all` for every kind.
            route: Send the new calls by the rules, but for what the files say.
            on_problem: Told of each problem as it is found.
            on_progress: Told now and then how far it is.

        Raises:
            NotFound: a file is not there.
            BadUsage: `kind` or `create` name what does not exist.
            Refused: a file cannot be read at all; then nothing of any file entered.
        """
        wished = _wished(kind, create)
        paths = [file for path in paths for file in of_folder(path)]
        for path in (*paths, *([map_path] if map_path is not None else [])):
            refuse_open(path)
        mapping = mappings.load(map_path) if map_path is not None else None
        files = [(Source(path), path) for path in dict.fromkeys(paths)]
        order = sorted(files, key=lambda pair: place(pair[0], mapping, kind))
        plan = _Plan([source for source, _ in order], mapping, kind, wished, strict, route)
        if strict and not dry_run:  # tried on a copy, so that nobody sees come and go what is refused
            tried = self._take(plan, True, on_problem, on_progress)
            if tried.rejected:
                return replace(tried, dry_run=False, refused=True)
            return self._take(plan, False, lambda file, problem: None, on_progress)
        return self._take(plan, dry_run, on_problem, on_progress)

    def _take(
        self,
        plan: "_Plan",
        dry_run: bool,
        on_problem: Callable[[str, Problem], None],
        on_progress: Callable[[Progress], None],
    ) -> Report:
        report = Report(dry_run)
        attached = Files(self.context.store.path, dry_run)
        names = ", ".join(source.name for source in plan.sources)
        with trying(self.context, dry_run) as context:
            try:
                with context.bursts(f"{context.me}\t{names}") as bursts:
                    unit = bursts.unit
                    unit.call_it(N_("Import of {files}"), files=names)
                    with bursts.reading():
                        work = _Work(unit, report, context, plan, on_problem, on_progress, attached)
                    for source in plan.sources:
                        work.file(source)
                    work.finish()
                    changed = any(one.new or one.changed for one in report.kinds.values())
                    report.refused = plan.strict and report.rejected > 0
                    report.entered = changed and not dry_run and not report.refused
                    if not report.entered:
                        raise _Abandon
            except BaseException as error:
                attached.take_back()
                if not isinstance(error, _Abandon):
                    raise
        return report


@dataclass(frozen=True)
class _Plan:
    """What is to be imported, and how."""

    sources: Sequence[Source]
    mapping: ColumnMap | None
    kind: str | None
    create: frozenset[str]
    strict: bool
    route: bool


def _wished(kind: str | None, create: Sequence[str]) -> frozenset[str]:
    """The kinds of `create`, checked."""
    words = [word.strip() for one in create for word in one.split(",") if word.strip()]
    for word in words:
        if word not in (*CREATABLE, "all"):
            raise BadUsage(
                N_("--create knows no {word}; it knows {known} and all."),
                word=word,
                known=", ".join(CREATABLE),
            )
    known = {*FIELDS, *(one.name.casefold() for one in SETS)}
    if kind is not None and kind.casefold() not in known:
        raise BadUsage(N_("--kind knows no {word}; it knows {known}."), word=kind, known=", ".join(FIELDS))
    return frozenset(CREATABLE if "all" in words else words)


class _Work:
    """One import under way."""

    def __init__(
        self,
        unit: "UnitOfWork",
        report: Report,
        context: Context,
        plan: _Plan,
        on_problem: Callable[[str, Problem], None],
        on_progress: Callable[[Progress], None],
        files: Files,
    ) -> None:
        self.tally = Tally()
        self.directory = directory = Directory(unit, self.tally)
        self.report, self.zone, self.plan, self.context = report, context.zone, plan, context
        self.on_problem, self.on_progress, self.now = on_problem, on_progress, context.now
        cards = CardIndex(directory)
        self.calls = CallSink(directory, self.tally, cards)
        self.masters = MasterSink(directory, self.tally, cards)
        self.whole = WholeSink(directory, self.tally, self.zone, files)
        self.links = LinkedCards(self.masters)
        self.total = sum(source.size for source in plan.sources) or 1
        self.before, self.count, self.began = 0, 0, self.now()
        self.source: Source | None = None

    def file(self, source: Source) -> None:
        """Everything of one file."""
        self.source = source
        mapping = self.plan.mapping
        own = mapping.create if mapping is not None else frozenset()
        plain = Resolver(self.directory, self.plan.create | own, mapping.statuses if mapping else {})
        b1 = Resolver(self.directory, frozenset(CREATABLE), {}, b1=True)
        seen: dict[tuple[str, str], tuple[int, int]] = {}
        if source.encoding in ("cp1252", "latin-1"):
            message = N_("It is not UTF-8; it was read as {encoding}. Look at the accents.")
            self.problem(Problem(0, "", "", message, {"encoding": source.encoding}, "warn", "encoding"))
        check = plain.check if mapping is not None and (mapping.at or mapping.parts) else _takes_all
        for one in reading.read(
            source, zone=self.zone, mapping=mapping, kind=self.plan.kind, check=check, strict=self.plan.strict
        ):
            if isinstance(one, Problem):
                self.problem(one)
                continue
            self.count += 1
            self.directory.unit.rest()
            if self.count % EVERY == 0:
                self.tell(source)
            if (twice := _twice(one, seen)) is not None:
                self.problem(twice)
                continue
            self.take(one, b1 if one.source == "b1" else plain)
        for problem in (*self.calls.flush(), *self.whole.flush()):
            self.problem(problem)
        self.directory.unit.rest()
        self.masters.calls.forget()
        self.before += source.size
        self.tell(source)

    def take(self, record: Record, resolver: Resolver) -> None:
        """One record to its sink."""
        if record.source == "whole":
            assert self.source is not None
            for problem in self.whole.take(record, resolver, self.source.path.parent):
                self.problem(problem)
            return
        if self.links.hold(record, resolver, self.source.name if self.source else ""):
            return
        if record.kind in ("call", "contract") or record.values.keys() == {"number", "customers"}:
            self.enter_linked()  # what follows names cards
        if record.kind == "call":
            for problem in self.calls.take(record, resolver):
                self.problem(problem)
            return
        if record.kind == "activity":
            for problem in self.calls.flush():
                self.problem(problem)
        if (rejected := self.masters.take(record, resolver)) is not None:
            self.problem(rejected)

    def enter_linked(self) -> None:
        """Cards that name others wait until all of them were read."""
        for file, problem in self.links.flush():
            self.problem(problem, file)

    def problem(self, problem: Problem, file: str | None = None) -> None:
        """Keep a problem and tell it."""
        name = file or (self.source.name if self.source else "")
        if self.report.keep(name, problem):
            self.on_problem(name, problem)

    def tell(self, source: Source) -> None:
        """How far it is."""
        fraction = min(1.0, (self.before + min(source.position, source.size)) / self.total)
        spent = (self.now() - self.began).total_seconds()
        left = int(spent * (1 - fraction) / fraction) if fraction > 0.01 else None
        self.on_progress(Progress(source.name, self.count, fraction, left))

    def finish(self) -> None:
        """What had to wait, what was warned of, and the counts."""
        self.enter_linked()
        self.whole.finish()
        self.masters.finish()
        for problem in self.tally.problems():
            self.problem(problem)
        self.directory.write_stubs()
        if self.plan.route:
            self.report.routed = on_imported(self.context, self.directory.unit, self.calls.made)
        kinds = dict(self.masters.counts)
        if self.calls.counts != Counts():
            kinds["call"] = self.calls.counts
        for kind, counts in self.whole.counts.items():
            kinds[kind] = kinds[kind] + counts if kind in kinds else counts
        self.report.kinds = kinds
        self.report.made = dict(self.directory.made)


def _takes_all(name: str, value: object) -> None:
    """Only rows of a history and lines are checked one by one; other records are when they are written."""


def _twice(record: Record, seen: dict[tuple[str, str], tuple[int, int]]) -> Problem | None:
    """A key that stands twice in one file with different values: the second is rejected."""
    if record.source == "csv":
        return None
    if record.source == "whole":
        return _whole_twice(record, seen)
    name = KEYS.get(record.kind, "name")
    if record.kind == "person" and record.values.get(name) is None:
        # B1 tells people apart by number: of the user, else of the employee.
        name = "user_id" if record.values.get("user_id") is not None else "employee_id"
    key = record.values.get(name)
    if record.source == "b1" and record.kind in LISTS and record.external_id is not None:
        name, key = "key", record.external_id
    if key is None:
        return None
    return _seen(record, name, key, seen)


def _whole_twice(record: Record, seen: dict[tuple[str, str], tuple[int, int]]) -> Problem | None:
    kind = KINDS.get(record.kind)
    if kind is None or not kind.unique:
        return None
    key = "/".join(str(record.values.get(name)) for name in kind.key)
    return _seen(record, kind.key[-1], key, seen)


def _seen(
    record: Record, name: str, key: object, seen: dict[tuple[str, str], tuple[int, int]]
) -> Problem | None:
    mark = hash(repr((record.values, record.extra, record.history)))
    first = seen.setdefault((f"{record.kind} {name}", str(key)), (record.row, mark))
    if first == (record.row, mark) or first[1] == mark:
        return None
    return Problem(
        record.row,
        record.column(name),
        short(key),
        N_("{value} stands in row {first} already, with other values."),
        {"first": first[0]},
        rule="twice",
    )


def problems_of(report: Report, severity: str) -> Iterator[tuple[str, Problem]]:
    """The problems of one weight."""
    return (pair for pair in report.problems if pair[1].severity == severity)
