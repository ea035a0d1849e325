"""Levels of escalation as people set them up: read, written, removed, and looked over for what can do nothing.

What they do to calls stands in `escalating`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple

from svc_tui.domain.calls.rules import PRIORITIES
from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.core.text import clean_line, fold
from svc_tui.domain.queues.levels import OVERDUE, RESOLUTION, SILENCE, TARGETS
from svc_tui.domain.sla.targets import Target, format_target, parse_target
from svc_tui.errors import N_, NotFound, Refused, SvcError
from svc_tui.services.core.context import Context
from svc_tui.services.core.editing import settle
from svc_tui.services.core.fields import Field, Given, Values, read_fields
from svc_tui.storage.calls.snippets import macros
from svc_tui.storage.engine import read_models as reading
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.queues import levels as reads
from svc_tui.storage.queues import people
from svc_tui.storage.queues.levels import LevelRow
from svc_tui.storage.session import Session

TELL, PRIORITY, QUEUE, PERSON, MACRO = "tell", "priority", "queue", "person", "macro"
STEPS = (TELL, PRIORITY, QUEUE, PERSON, MACRO)
WHOM = ("manager", "assignee", "queue")
"""Whom a level tells beside people by their code: who manages the queue, who has the call, all who serve the queue."""
FIELDS = {
    "name": Field(longest=60, empty=False),
    "queue": Field("queue"),
    "target": Field("choice", TARGETS, empty=False),
    "percent": Field("int"),
    "after": Field(),
    "steps": Field("text", empty=False),
    "position": Field("int"),
    "active": Field("flag", empty=False),
}


class Step(NamedTuple):
    """One thing that a level does."""

    what: str
    value: str


@dataclass(frozen=True, slots=True)
class Level:
    """A level as people read and type it."""

    name: str
    queue: str | None
    target: str
    percent: int | None
    after: str
    """Covered time beyond, as it is typed; empty for none."""
    steps: str
    """One a line, `tell=manager`."""
    position: int
    active: bool
    version: int
    after_s: int
    done: tuple[Step, ...]
    """The steps, apart."""


@dataclass(frozen=True)
class SavedLevel:
    """A level that was written, and what is to be said of it."""

    level: Level
    changed: tuple[str, ...]
    warnings: tuple[Note, ...]


@dataclass(frozen=True)
class Fault:
    """What is wrong with a level by now."""

    level: str
    said: Note
    stops: bool
    """It cannot do what it is for; else it cannot for some calls."""


class Levels:
    """The levels of escalation."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def all(self) -> list[Level]:
        """All of them in their order."""
        with self._context.store.read() as session:
            return [_level(row) for row in reads.levels(session=session)]

    def find(self, name: str) -> Level:
        """One by its name in any case. Raises NotFound."""
        with self._context.store.read() as session:
            return _level(_found(session, name))

    def new(self, values: Mapping[str, object]) -> SavedLevel:
        """Write one down. Raises Refused: its name is taken, it lacks something, or could not do what it says."""
        typed = read_fields(FIELDS, values)
        name = typed.get("name")
        if not name:
            raise Refused(
                N_("A level needs a name, such as “Late by 2 h”; it stands in the history of calls.")
            )
        with self._context.write() as unit:
            if reads.levels(session=unit.session, name=name):
                raise Refused(
                    N_("There is a level {name} already. Change it, or choose another name."), name=name
                )
            known = reads.levels(session=unit.session)
            last = max((each.position for each in known), default=0)
            empty: Values = {
                "queue": None, "target": RESOLUTION, "percent": None, "after_s": 0, "steps": [], "position": last + 1,
                "active": True,
            }  # fmt: skip
            row = {**empty, **_columns(typed)}
            row["percent"] = _percent(row)
            warnings = _checked(unit, row)
            unit.insert("escalation", {**row, "name": name})
            unit.call_it(N_("Level {name} written down"), name=name)
        return SavedLevel(self.find(name), tuple(typed), tuple(warnings))

    def set(
        self,
        name: str,
        values: Mapping[str, object],
        if_version: int | None = None,
        base: Given | None = None,
    ) -> SavedLevel:
        """Change fields of one; what it has fired for stays.

        Raises:
            Conflict: someone else changed it in between.
            Refused: it could not do what it would say.
        """
        typed = read_fields({key: field for key, field in FIELDS.items() if key != "name"}, values)
        wanted = _columns(typed)
        opened = (
            None
            if base is None
            else _columns(read_fields(FIELDS, {k: v for k, v in base.items() if k in FIELDS}))
        )
        with self._context.write() as unit:
            found = _found(unit.session, name)
            row = {key: getattr(found, key) for key in _KEPT}
            stands = {**row, "id": found.id, "version": found.version}
            changes = settle(unit, "escalation", stands, wanted, found.name, if_version, opened)
            row = {**row, **changes}
            if "percent" not in typed and row["target"] == SILENCE:
                row["percent"] = None
            row["percent"] = _percent(row)
            warnings = _checked(unit, row) if row["active"] else []
            changed = unit.update("escalation", found.id, row)
            unit.call_it(N_("Level {name} changed"), name=found.name)
        told = tuple("after" if key == "after_s" else key for key in changed if key in _KEPT)
        return SavedLevel(self.find(found.name), told, tuple(warnings))

    def save(self, name: str, values: Mapping[str, object]) -> SavedLevel:
        """Write a level down, or change the one of this name."""
        with self._context.store.read() as session:
            known = reads.levels(session=session, name=name)
        return self.set(name, values) if known else self.new({**values, "name": name})

    def remove(self, name: str) -> None:
        """Take a level away, and what it has fired for; the histories of calls keep it. Raises NotFound."""
        with self._context.write() as unit:
            found = _found(unit.session, name)
            for row_id in reads.steps_of(session=unit.session, name=found.name):
                unit.delete("escalation_step", row_id)
            unit.delete("escalation", found.id)
            unit.call_it(N_("Level {name} removed"), name=found.name)

    def check(self) -> list[Fault]:
        """What cannot be done any more, of the levels that are looked at: a queue without a manager, a person gone."""
        faults: list[Fault] = []
        with self._context.store.read() as session:
            for row in reads.levels(session=session, active=True):
                try:
                    kept = {key: getattr(row, key) for key in _KEPT}
                    faults += [Fault(row.name, warning, False) for warning in _looked_over(session, kept)]
                except SvcError as error:
                    faults.append(Fault(row.name, Note(error.message, error.values), True))
        return faults


_KEPT = ("queue", "target", "percent", "after_s", "steps", "position", "active")


def _found(session: Session, name: str) -> LevelRow:
    for row in reads.levels(session=session, name=name):
        return row
    known = [row.name for row in reads.levels(session=session)]
    near = get_close_matches(name, known, 1)
    if near:
        raise NotFound(N_("There is no level {name}. Did you mean {near}?"), name=name, near=near[0])
    raise NotFound(
        N_("There is no level {name}. `svc-tui queue levels list` shows those there are."), name=name
    )


def _level(row: LevelRow) -> Level:
    steps = tuple(Step(str(what), str(value)) for what, value in row.steps)
    return Level(
        row.name, row.queue, row.target, row.percent, after_text(row.after_s),
        "\n".join(f"{what}={value}" for what, value in steps), row.position, row.active, row.version, row.after_s,
        steps,
    )  # fmt: skip


def after_text(seconds: int) -> str:
    """Covered time as it is typed, `2h`; nothing for none."""
    return format_target(Target(seconds)) if seconds else ""


def steps_of(text: str) -> list[list[str]]:
    """The steps of a level: one a line, or parted by semicolons. Raises Refused: says which is none."""
    steps: list[list[str]] = []
    lines = [line for line in text.replace(";", "\n").split("\n") if line.strip()]
    for at, line in enumerate(lines, 1):
        what, equals, value = (part.strip() for part in line.partition("="))
        name = fold(what)
        if not equals or not value or name not in STEPS:
            near = get_close_matches(name, STEPS, 1)
            message = N_('Step {at}, "{line}", is none. Write {known} and a value, such as tell=manager.')
            if near and name not in STEPS:
                message = N_('Step {at}, "{line}", is none. Did you mean {near}={value}?')
            raise Refused(
                message, at=at, line=clean_line(line), known="=, ".join(STEPS) + "=", near=near[0] if near else "",
                value=clean_line(value) or "...",
            )  # fmt: skip
        steps.append([name, clean_line(value)])
    if not steps:
        raise Refused(N_("A level needs at least one step, such as tell=manager or priority=high."))
    return steps


def _columns(typed: Values) -> Values:
    """What was typed as it is kept."""
    found = {key: value for key, value in typed.items() if key not in ("after", "steps", "name")}
    if "after" in typed:
        found["after_s"] = _seconds(typed["after"])
    if "steps" in typed:
        found["steps"] = steps_of(typed["steps"])
    return found


def _seconds(text: str | None) -> int:
    if not text:
        return 0
    target = parse_target(text)
    if target.days is not None:
        raise Refused(
            N_('after: "{text}" is in days. Covered time is counted in hours here, such as 8h.'), text=text
        )
    return target.seconds


def _percent(row: Given) -> int | None:
    """Time beyond the due instant alone says that it is overdue."""
    if row["percent"] is None and row["target"] != SILENCE and row["after_s"]:
        return OVERDUE
    percent: int | None = row["percent"]
    return percent


def _checked(unit: UnitOfWork, row: Values) -> list[Note]:
    """Find what a level names, as it is stored, and look it over. Returns warnings. Raises Refused, NotFound."""
    if row["queue"]:
        row["queue"] = reading.active_code(unit, "queue", "code", row["queue"])
    row["steps"] = [[what, _value(unit, what, value)] for what, value in row["steps"]]
    return _looked_over(unit.session, row)


def _value(unit: UnitOfWork, what: str, value: str) -> str:
    """What a step names, as it is stored."""
    if what == PRIORITY:
        if fold(value) not in PRIORITIES:
            message = N_("priority={value}: there is no such priority. Choose from {known}.")
            raise Refused(message, value=value, known=", ".join(PRIORITIES))
        return fold(value)
    if what == MACRO:
        found = macros(session=unit.session, name=value)
        if not found:
            raise NotFound(
                N_("macro={value}: there is no such macro. Write it down in the set-up first."), value=value
            )
        return found[0].name
    if what == TELL and fold(value) in WHOM:
        return fold(value)
    return str(reading.active_code(unit, "queue" if what == QUEUE else "person", "code", value))


def _looked_over(session: Session, row: Given) -> list[Note]:
    """What a level could do, as things stand. Returns warnings. Raises Refused: it could not do what it is for."""
    _check_moment(row)
    if not row["steps"]:
        raise Refused(N_("A level needs at least one step, such as tell=manager or priority=high."))
    active, queues = people.active(session=session), reads.managers(session=session)
    own = row["queue"]
    if own is not None and own not in queues:
        raise Refused(N_("The queue {queue} is inactive, so no call of it reaches the level."), queue=own)
    warnings: list[Note] = []
    for what, value in row["steps"]:
        if what == QUEUE and value not in queues:
            raise Refused(N_("queue={value}: that queue is inactive. Choose another."), value=value)
        if what == QUEUE and value == own:
            raise Refused(
                N_("queue={value}: its calls are there already. Choose another queue."), value=value
            )
        if (what == PERSON or (what == TELL and value not in WHOM)) and value not in active:
            raise Refused(
                N_("{what}={value}: that person is not active. Choose another."), what=what, value=value
            )
        if what == MACRO and not macros(session=session, name=value):
            raise Refused(
                N_("macro={value}: that macro is gone. Write it down again, or choose another."), value=value
            )
        if what == TELL and value in WHOM:
            warnings += _answered_for(own, queues, active, value)
    return warnings


def _answered_for(
    own: str | None, queues: Mapping[str, str | None], active: set[str], whom: str
) -> Sequence[Note]:
    """Where nobody answers for a queue, nobody can be told. Raises Refused: of no queue there is anybody."""
    alone = sorted(code for code, manager in queues.items() if manager not in active and own in (None, code))
    if not alone:
        return []
    if own is not None and whom == "manager":
        message = N_("tell=manager: {queue} has no active manager. Name one, or tell somebody else.")
        raise Refused(message, queue=own)
    if own is None and len(alone) == len(queues) and whom == "manager":
        raise Refused(N_("tell=manager: no queue has an active manager. Name one, or tell somebody else."))
    if whom == "queue":
        return []
    return [note(N_("Nobody is told of calls in {queues}: no active manager."), queues=", ".join(alone))]


def _check_moment(row: Given) -> None:
    """Where the level lies. Raises Refused."""
    percent, after_s = row["percent"], row["after_s"]
    if row["target"] == SILENCE:
        if percent is not None:
            raise Refused(
                N_("Silence has no target of which there are percent. Empty percent, set after=8h.")
            )
        if after_s <= 0:
            raise Refused(N_("Say after how much covered time of silence, such as after=8h."))
        return
    if percent is None:
        raise Refused(
            N_("Say at how many percent of the target, such as percent=75, or how long overdue: after=2h.")
        )
    if not 1 <= percent <= OVERDUE:
        message = N_("percent={percent} is out of range. Write 1 to 100; beyond 100 say how long: after=2h.")
        raise Refused(message, percent=percent)
    if after_s and percent != OVERDUE:
        message = N_("after counts from the due instant. With percent={percent} leave it empty.")
        raise Refused(message, percent=percent)
