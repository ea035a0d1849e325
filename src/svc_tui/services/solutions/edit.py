"""Writing solutions down and changing them: KB-01 to KB-03, review, merging two into one; each act is one undo."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.core.text import clean_line, fold
from svc_tui.domain.solutions.keys import LANGUAGES, STATUSES
from svc_tui.errors import N_, BadUsage, NotFound, Refused, either
from svc_tui.services.calls import edit as call_edit
from svc_tui.services.calls.new import choose
from svc_tui.services.calls.open_call import OpenCall
from svc_tui.services.core.acts import Opening, run
from svc_tui.services.core.editing import settle
from svc_tui.services.core.fields import Field, Given, Values, read_fields
from svc_tui.services.core.outcomes import Outcomes, Title
from svc_tui.services.solutions.find import Found, SolutionFind
from svc_tui.storage.calls import reads
from svc_tui.storage.engine import attachments
from svc_tui.storage.engine import read_models as reading
from svc_tui.storage.solutions import rows
from svc_tui.storage.solutions.records import SolutionRecord

if TYPE_CHECKING:
    from svc_tui.storage.engine.unit_of_work import UnitOfWork

LONGEST = 254
"""KB-01: characters of symptom, cause and solution."""
FIELDS = {
    "solution": Field(longest=LONGEST, empty=False),
    "symptom": Field(longest=LONGEST),
    "cause": Field(longest=LONGEST),
    "description": Field("text"),
    "item": Field(),
    "status": Field(empty=False),
    "problem": Field(),
    "language": Field("choice", choices=tuple(LANGUAGES)),
    "owner": Field("person"),
    "reviewer": Field("person"),
}
TEXTS = ("solution", "symptom", "cause", "description")
TWIN = 0.75
"""A solution that holds so much of the words of a new one may be its twin."""

Act = Callable[["UnitOfWork", int], Note]


@dataclass(frozen=True)
class Written:
    """A solution that was written down or changed."""

    number: int
    changed: tuple[str, ...]
    note: Note
    warnings: tuple[Note, ...] = ()


@dataclass(frozen=True)
class _Open:
    """A solution in a unit of work."""

    unit: "UnitOfWork"
    number: int


class SolutionEdit(SolutionFind):
    """What is written on solutions."""

    def new(self, values: Mapping[str, object]) -> Written:
        """Write a solution down; its owner is who writes it (KB-02). Raises Refused: KB-01."""
        with self._context.write() as unit:
            written = self._write_new(unit, values)
            unit.call_it(N_("Solution {number} written down"), number=written.number)
        return written

    def _write_new(self, unit: "UnitOfWork", values: Mapping[str, object]) -> Written:
        typed = _read(values)
        if not typed.get("solution"):
            raise Refused(N_("A solution needs its line: say in one sentence what helps."))
        self._resolve(unit, typed, None)
        typed.setdefault("owner", unit.who)
        number = unit.next_number("solution")
        unit.insert("solution", {"number": number, "created_at": unit.at, **typed})
        return Written(number, tuple(typed), note(N_("Solution {number} written down"), number=number))

    def set(
        self,
        numbers: Sequence[int | str],
        values: Mapping[str, object],
        if_version: int | None = None,
        base: Given | None = None,
    ) -> Outcomes:
        """Change fields of solutions; what one refuses does not stop the others, and one undo takes all back.

        Raises:
            Conflict: someone else changed it in between.
            Refused: the only one refused it.
        """
        typed = _read(values)

        def act(unit: "UnitOfWork", number: int) -> Note:
            row = _row(unit, number)
            wanted = dict(typed)
            self._resolve(unit, wanted, row)
            wanted = settle(
                unit, "solution", row._asdict(), wanted, name=str(number), if_version=if_version, base=base
            )
            changed = unit.update("solution", row.id, wanted)
            if not changed:
                return note(N_("Solution {number}: nothing changed"), number=number)
            fields = ", ".join(changed)
            return note(N_("Solution {number}: {fields} changed"), number=number, fields=fields)

        return self._act(numbers, (N_("Solution {numbers} changed"), N_("Solutions {numbers} changed")), act)

    def publish(self, numbers: Sequence[int | str]) -> Outcomes:
        """Let customers read solutions; who does so has read them."""

        def act(unit: "UnitOfWork", number: int) -> Note:
            row = _row(unit, number)
            unit.update(
                "solution", row.id, {"status": "Publish", "reviewer": unit.who, "reviewed_at": unit.at}
            )
            return note(N_("Solution {number} published"), number=number)

        return self._act(
            numbers, (N_("Solution {numbers} published"), N_("Solutions {numbers} published")), act
        )

    def review(self, numbers: Sequence[int | str], reviewer: str | None = None) -> Outcomes:
        """Say that solutions are right as they stand; with a reviewer, ask that person to read them instead."""

        def act(unit: "UnitOfWork", number: int) -> Note:
            row = _row(unit, number)
            if reviewer is None:
                unit.update("solution", row.id, {"reviewer": unit.who, "reviewed_at": unit.at})
                return note(N_("Solution {number} reviewed"), number=number)
            person = reading.active_code(unit, "person", "code", reviewer)
            unit.update("solution", row.id, {"reviewer": person, "status": "Review"})
            return note(N_("Solution {number} waits for {person}"), number=number, person=person)

        return self._act(
            numbers, (N_("Solution {numbers} reviewed"), N_("Solutions {numbers} reviewed")), act
        )

    def merge(self, number: int | str, into: int | str) -> Outcomes:
        """Let one solution take another's place: its calls, misses and files move over; undo puts all back."""

        def act(unit: "UnitOfWork", old: int) -> Note:
            target = _row(unit, number_of(into))
            row = _row(unit, old)
            _check_merge(row, target)
            _move_ties(unit, row.number, target.number)
            for file in attachments.rows(session=unit.session, kind="solution", object_id=row.id):
                unit.update("attachment", file.id, {"object_id": target.id}, log=False)
            filled = {
                name: getattr(row, name)
                for name in (*TEXTS, "item", "problem")
                if getattr(row, name) and not getattr(target, name)
            }
            unit.update("solution", target.id, filled)
            unit.update("solution", row.id, {"merged_into": target.number})
            unit.log("solution", target.id, "merged", field="merged", new=str(old))
            return note(N_("Solution {number} merged into {into}"), number=old, into=target.number)

        return self._act([number], N_("Solution {numbers} merged into {into}"), act, into=number_of(into))

    def delete(self, numbers: Sequence[int | str]) -> Outcomes:
        """Remove solutions; calls that used one are told (KB-03) and lose it."""
        warnings: dict[int, tuple[Note, ...]] = {}

        def act(unit: "UnitOfWork", number: int) -> Note:
            row = _row(unit, number)
            ties = rows.ties_of(session=unit.session, number=number)
            if ties:
                text = either(
                    len(ties),
                    N_("Solution {number} was used on call {calls}. It has lost it; undo brings it back."),
                    N_(
                        "Solution {number} was used on {count} calls: {calls}. They have lost it; undo brings it back."
                    ),
                )
                calls = ", ".join(call for _, _, call in ties[:5]) + ("" if len(ties) <= 5 else " ...")
                warnings[number] = (note(text, number=number, count=len(ties), calls=calls),)
            for _, _, call in ties:
                call_edit.detach_solution(OpenCall(unit, self._context, call), number)
            for miss in rows.misses_of(session=unit.session, number=number):
                unit.delete("solution_miss", miss["id"])
            for file in attachments.rows(session=unit.session, kind="solution", object_id=row.id):
                unit.delete("attachment", file.id)
            for merged in rows.merged_into(session=unit.session, number=number):
                unit.update("solution", merged, {"merged_into": row.merged_into})
            unit.delete("solution", row.id)
            return note(N_("Solution {number} deleted"), number=number)

        return self._act(
            numbers,
            (N_("Solution {numbers} deleted"), N_("Solutions {numbers} deleted")),
            act,
            warnings=warnings,
        )

    def similar(self, values: Mapping[str, object], most: int = 3) -> tuple[Found, ...]:
        """Solutions that may be twins of one that is being written, likeliest first."""
        text = " ".join(str(values.get(name) or "") for name in ("symptom", "solution", "cause"))
        own = values.get("number")
        found = self.search(text, item=str(values.get("item") or "") or None, top=most + 1)
        whole = self.worth_of(text)
        alike = [hit for hit in found if hit.row.number != own and whole and hit.score >= TWIN * whole]
        return tuple(alike[:most])

    # What is asked

    def _resolve(self, unit: "UnitOfWork", typed: Values, row: SolutionRecord | None) -> None:
        """Codes and list values as they are stored; what is no longer active cannot be chosen anew."""
        for name in TEXTS:
            if typed.get(name, "") is None:
                typed[name] = ""
        for name, where in (("item", "item"), ("owner", "person"), ("reviewer", "person")):
            if typed.get(name) and typed[name] != (row and getattr(row, name)):
                typed[name] = reading.active_code(unit, where, "code", typed[name])
        if "status" in typed:
            known = {other: own for own, others in STATUSES.items() for other in others}
            wanted = known.get(fold(typed["status"]), typed["status"])
            typed["status"] = choose(unit.session, "solution_status", str(wanted), row and row.status)
        if typed.get("problem"):
            typed["problem"] = choose(unit.session, "problem", typed["problem"], row and row.problem)

    def _act(
        self,
        numbers: Sequence[int | str],
        title: Title,
        act: Act,
        *,
        warnings: Mapping[int, tuple[Note, ...]] | None = None,
        **values: Any,
    ) -> Outcomes:
        """Do one thing to each solution; what one refuses does not stop the others."""
        found = {} if warnings is None else warnings  # filled while it is done
        opening = Opening[_Open](
            lambda unit, _context, text: _Open(unit, number_of(text)),
            lambda solution: str(solution.number),
            lambda solution: found.get(solution.number, ()),
        )
        return run(self._context, numbers, opening, title, lambda one: act(one.unit, one.number), **values)


def _read(values: Mapping[str, object]) -> dict[str, Any]:
    if not values:
        raise BadUsage(N_("Say what to write: KEY=VALUE, such as solution=TEXT."))
    return read_fields(FIELDS, values)


def number_of(text: int | str) -> int:
    """The number of a solution as people type it. Raises NotFound."""
    digits = str(text).strip().removeprefix("#")
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 16):
        raise NotFound(N_("There is no solution {number}."), number=clean_line(str(text))[:40])
    return int(digits)


def _row(unit: "UnitOfWork", number: int) -> SolutionRecord:
    found = reads.solution(session=unit.session, number=number)
    if found is None:
        raise NotFound(N_("There is no solution {number}."), number=number)
    return found


def _check_merge(row: SolutionRecord, target: SolutionRecord) -> None:
    if row.number == target.number:
        raise Refused(N_("Solution {number} cannot be merged into itself."), number=row.number)
    for each in (row, target):
        if each.merged_into is not None:
            text = N_("Solution {number} is merged into {other} already.")
            raise Refused(text, number=each.number, other=each.merged_into)


def _move_ties(unit: "UnitOfWork", old: int, new: int) -> None:
    """Calls that have both keep one."""
    has = {call_id for _, call_id, _ in rows.ties_of(session=unit.session, number=new)}
    for tie, call_id, _ in rows.ties_of(session=unit.session, number=old):
        if call_id in has:
            unit.delete("call_solution", tie)
        else:
            unit.update("call_solution", tie, {"solution": new}, log=False)
    missed = {miss["call_id"] for miss in rows.misses_of(session=unit.session, number=new)}
    for miss in rows.misses_of(session=unit.session, number=old):
        if miss["call_id"] in missed:
            unit.delete("solution_miss", miss["id"])
        else:
            unit.update("solution_miss", miss["id"], {"solution": new}, log=False)
