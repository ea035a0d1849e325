"""What the translation of filters knows of calls alone: full text, flags, states of targets, child rows."""

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, case, exists, false, func, not_, or_, select, true

from svc_tui.domain.calls.moves import Moves, read_moves
from svc_tui.domain.core.moments import to_utc
from svc_tui.domain.core.text import clean, fold
from svc_tui.domain.equipment.serials import typed_forms
from svc_tui.domain.query.dates import bounds
from svc_tui.domain.query.keys import Key
from svc_tui.domain.query.preventive import PLAN, PREVENTIVE
from svc_tui.domain.query.reader import Query
from svc_tui.domain.query.tree import And, Node, Or, Phrase, Test, Word
from svc_tui.domain.query.values import NOTHING, left_test
from svc_tui.storage.calls.measures import MEASURES, PARTS, part
from svc_tui.storage.engine.read_models import same
from svc_tui.storage.query.preventive import PlanConditions
from svc_tui.storage.query.serials import cards_ending, ends_in
from svc_tui.storage.query.translator import (
    Condition,
    Translator,
    Viewer,
    between,
    compare,
    exact_or_by_word,
    has_value,
    known,
    scoped,
)
from svc_tui.storage.sqlite.call_text import hits, in_column, match_of
from svc_tui.storage.sqlite.engine import one_of
from svc_tui.storage.tables import again, table

FULL_TEXT = {"subject": "subject", "description": "description", "notes": "notes", "resolution": "resolution"}
"""Keys whose column is a column of the full-text index."""
WAS = "was_"
"""How keys begin that ask what a call was at some time."""
MOVES = {"came": "to_queue", "went": "from_queue"}
"""Keys that ask for moves between queues, by the column of the move that names the queue."""
CANDIDATES = {"customer_name": "customer", "contact": "customer"}
"""Keys whose column is part of one: the index finds candidates, the column decides."""


def state_of(t: Table, name: str, now: datetime) -> ColumnElement[str]:
    """The state of a target (`response` or `resolution`) as a column; the rules of `call_reading.target_state`."""
    stopped, due = (
        (t.c.responded_at, t.c.respond_by) if name == "response" else (t.c.resolved_at, t.c.resolve_by)
    )
    met = t.c[f"{name}_met"]
    held = and_(
        t.c.paused_since.is_not(None), t.c.resolution_budget_s.is_not(None), or_(due.is_(None), due >= now)
    )
    return case(
        (and_(stopped.is_not(None), met.is_(True)), "met"),
        (and_(stopped.is_not(None), met.is_(False)), "missed"),
        (stopped.is_not(None), "none"),
        (held if name == "resolution" else false(), "paused"),
        (or_(due.is_(None), not_(t.c.is_open)), "none"),
        (due < now, "overdue"),
        (t.c[f"{name}_critical_at"] <= now, "critical"),
        (t.c[f"{name}_warn_at"] <= now, "warning"),
        else_="ok",
    )


def may_end_a_serial(node: Node) -> bool:
    """A word with a digit, of the signs that a tail needs."""
    return (
        isinstance(node, Word)
        and any(char.isdecimal() for char in node.text)
        and bool(typed_forms(node.text))
    )


def _one_question(node: Node) -> str | None:
    """The full-text query for all of it, where nothing in it may be a serial."""
    parts = node.parts if isinstance(node, And | Or) else ()
    alone = not may_end_a_serial(node) and all(_one_question(part) for part in parts)
    return match_of(node) if alone else None


def where(query: Query, viewer: Viewer, *, open_alone: bool = False) -> Condition:
    """The condition of a filter of calls, its default scope included.

    Args:
        open_alone: It is asked of open calls alone, which full text may know.
    """
    translator = CallTranslator(query.keys, viewer)
    translator.open_alone = open_alone
    return scoped(query, translator)


class CallTranslator(Translator):
    """Conditions on calls."""

    def node(self, node: Node) -> Condition:
        """Words that stand together in the tree are one question to the full-text index."""
        if isinstance(node, And) and len(node.parts) > 1:
            words = [part for part in node.parts if _one_question(part)]
            if len(words) > 1:
                others = [self.node(part) for part in node.parts if not _one_question(part)]
                return and_(self._found(match_of(And(tuple(words)))), *others)
        if isinstance(node, Or) and (match := _one_question(node)):
            return self._found(match)
        return super().node(node)

    def words(self, node: Word | Phrase) -> Condition:
        """Bare words: in every column of the full-text index; one with digits may end a serial too."""
        found = self._found(match_of(node))
        return or_(found, self._ends(node.text)) if may_end_a_serial(node) else found

    def _ends(self, text: str) -> Condition:
        """Calls about a unit whose serial ends as typed; of those without a card the serial they name."""
        c, of_card, loose = self.table.c, again("call", "of_card"), again("call", "loose")
        cards = select(of_card.c.id).where(of_card.c.equipment.in_(cards_ending(text)))
        plain = func.coalesce(loose.c.serial_key, loose.c.manufacturer_serial_key)
        ends = or_(*(ends_in(loose, name, text) for name in ("serial", "manufacturer_serial")))
        return c.id.in_(
            cards.union_all(select(loose.c.id).where(loose.c.equipment.is_(None), plain.is_not(None), ends))
        )

    def _found(self, match: str | None) -> Condition:
        return self.table.c.id.in_(hits(match, open_alone=self.open_alone)) if match else false()

    def number(self, number: str) -> Condition:
        """The call's number, in any case."""
        return same(self.table, "number", clean(number))

    def flag(self, name: str) -> Condition:
        """A word after `is:`."""
        c = self.table.c
        me = self.viewer.me
        match name:
            case "open":
                return c.is_open
            case "closed":
                return not_(c.is_open)
            case "pending":
                return c.status_class == "waiting"
            case "resolved":
                return c.status_class == "resolved"
            case "paused":
                return c.paused_since.is_not(None)
            case "overdue":
                return and_(c.is_open, c.next_due.is_not(None), c.next_due < self.viewer.now)
            case "duetoday":
                return self._due_today()
            case "mine":
                return (
                    or_(*(func.coalesce(column, "") == me for column in (c.assignee, c.technician)))
                    if me
                    else false()
                )
            case "unassigned":
                return not_(has_value(c.assignee))
            case "covered":
                return c.covered
            case "uncovered":
                return not_(c.covered)
            case "followed":
                follower = table("call_follower")
                return c.id.in_(select(follower.c.call_id).where(follower.c.person == me)) if me else false()
            case _:
                return true()

    def _due_today(self) -> Condition:
        today = self.viewer.now.astimezone(self.viewer.zone).date()
        start, end = (
            to_utc(datetime.combine(day, time()), self.viewer.zone)
            for day in (today, today + timedelta(days=1))
        )
        due = self.table.c.next_due
        return and_(self.table.c.is_open, due.is_not(None), due >= start, due < end)

    def present(self, key: Key) -> Condition:
        """Has the key a value; notes, solutions, links and files have rows of their own."""
        c = self.table.c
        children: dict[str, Any] = {
            "notes": table("activity").c.call_id,
            "activities": table("activity").c.call_id,
            "solutions": table("call_solution").c.call_id,
        }
        if key.name in children:
            return exists(select(children[key.name]).where(children[key.name] == c.id))
        if key.name == "visit":
            visit = table("visit").c
            return exists(select(visit.id).where(visit.call_id == c.id, visit.status != "cancelled"))
        if key.name == "planned":
            return c.id.in_(_open_visits())
        if key.name in (PLAN, PREVENTIVE):
            return self._plans().present(key)
        if key.name == "links":
            link = table("call_link")
            return or_(
                exists(select(link.c.id).where(link.c.call_id == c.id)),
                exists(select(link.c.id).where(link.c.other_id == c.id)),
            )
        if key.name == "attachments":
            file = table("attachment")
            return exists(select(file.c.id).where(file.c.kind == "call", file.c.object_id == c.id))
        if key.name in ("response_state", "resolution_state"):
            return self._state(key) != "none"
        if key.name in MOVES:
            return c.id.in_(self._moved(key, read_moves(""), true()))
        if key.name in MEASURES:
            return self.measured(key).is_not(None)
        if key.name.startswith(WAS):
            entry, now = table("history").c, self.table.c[key.name.removeprefix(WAS)]
            filled = or_(func.coalesce(entry.old, "") != "", func.coalesce(entry.new, "") != "")
            told = select(entry.object_id).where(entry.kind == "call", entry.field == now.name, filled)
            return or_(has_value(now), self.table.c.id.in_(told))
        if key.name in PARTS:
            return true()
        return super().present(key)

    def test(self, key: Key, test: Test) -> Condition:
        """One value of a key; a call has come into a queue, and gone out of it, at some time or not."""
        if key.name == "visit" and test.op != "none":
            return self._visited(key, test)
        if key.name == "planned" and test.op != "none":
            there = self.table.c.id.in_(_open_visits())
            return there if test.text == "yes" else not_(there)
        if key.name in (PLAN, PREVENTIVE) and test.op != "none":
            return self._plans().test(key, test)
        if key.name.startswith(WAS):
            return self._was(key, test)
        if key.name not in MOVES:
            return super().test(key, test)
        queue, member, asked = table("queue").c, table("queue_member"), read_moves(test.text)
        named = table("queue_move").c[MOVES[key.name]]
        meant: Condition
        if test.op == "me":
            meant = named.in_(select(member.c.queue).where(member.c.person == (self.viewer.me or "")))
        elif test.op == "none" or fold(asked.queue) in NOTHING:
            meant = named == ""
        else:
            meant = named.in_(exact_or_by_word(queue.code.table, "code", "name", asked.queue))
        return self.table.c.id.in_(self._moved(key, asked, meant))

    def _plans(self) -> PlanConditions:
        return PlanConditions(self.viewer, lambda row: row.call_id == self.table.c.id, single=True)

    def _visited(self, key: Key, test: Test) -> Condition:
        """Does a visit of the call begin then."""
        visit, viewer = table("visit").c, self.viewer
        found = bounds(
            test.op, test.text, test.upper, now=viewer.now, zone=viewer.zone, direction=key.direction
        )
        if not found:
            return false()
        there = select(visit.call_id).where(between(visit.starts_at, *found), visit.status != "cancelled")
        return self.table.c.id.in_(there)

    def _was(self, key: Key, test: Test) -> Condition:
        """Had the call this value at some time: now, or as its history tells."""
        field = key.name.removeprefix(WAS)
        entry, now = table("history").c, self.table.c[field]
        told = select(entry.object_id).where(entry.kind == "call", entry.field == field)
        if test.op == "none":
            blank = or_(func.coalesce(entry.old, "") == "", func.coalesce(entry.new, "") == "")
            return or_(not_(has_value(now)), self.table.c.id.in_(told.where(blank)))
        meant: Any
        if test.op == "==":
            meant = [test.text]
        elif test.op == "me":
            member = table("queue_member").c
            mine = select(member.queue).where(member.person == (self.viewer.me or ""))
            meant = mine if key.ref == "queue" else [self.viewer.me or ""]
        elif key.ref == "status":
            names = table("list_entry")
            meant = exact_or_by_word(
                names, "name", "name", test.text, names.c.list == "status", alias_of=key.word(test.text)
            )
        else:
            meant = exact_or_by_word(table(key.ref), "code", "name", test.text)
        named = or_(entry.old.in_(meant), entry.new.in_(meant))
        return or_(known(now, now.in_(meant)), self.table.c.id.in_(told.where(named)))

    def _moved(self, key: Key, asked: Moves, meant: Condition) -> Select[tuple[int]]:
        """The calls that moved in the dates that are asked for, by a move that is meant."""
        moved, viewer = table("queue_move").c, self.viewer
        op = ".." if asked.last else ">=" if asked.first[:1] == "-" else "="
        dates = bounds(op, asked.first, asked.last, now=viewer.now, zone=viewer.zone, direction="past")
        when = between(moved.at, *dates) if dates else false()
        return select(moved.call_id).where(when, moved[MOVES[key.name]].is_not(None), meant)

    def _state(self, key: Key) -> ColumnElement[str]:
        return state_of(self.table, key.name.removesuffix("_state"), self.viewer.now)

    def text(self, key: Key, test: Test) -> Condition:
        """Words in a text, through the full-text index where it holds the column."""
        if key.name in FULL_TEXT:
            return self._found(in_column(FULL_TEXT[key.name], test.text))
        decided = super().text(key, test)
        return (
            and_(self._found(in_column(CANDIDATES[key.name], test.text)), decided)
            if key.name in CANDIDATES
            else decided
        )

    def enum(self, key: Key, test: Test) -> Condition:
        """Enums; the states of targets are worked out from their instants."""
        if key.name in ("response_state", "resolution_state"):
            return self._state(key) == test.text
        return super().enum(key, test)

    def left(self, key: Key, test: Test) -> Condition:
        """The covered time left, which was worked out before; without that the time until it is due."""
        wanted = left_test(test)
        if wanted is None:
            return super().left(key, test)
        if test in self.viewer.left_ids:
            return one_of(self.table.c.id, self.viewer.left_ids[test])
        low, high = (None if each is None else timedelta(seconds=each) for each in wanted)
        now, due = self.viewer.now, self.table.c.next_due
        first = None if low is None else now + low
        return between(due, first, None if high is None else now + high + timedelta(seconds=1))

    def measured(self, key: Key) -> ColumnElement[Any]:
        """A length of time, which most calls do not keep but have."""
        measure = MEASURES.get(key.name)
        return super().measured(key) if measure is None else measure(self.table, self.viewer.now)

    def integer(self, key: Key, test: Test) -> Condition:
        """Numbers; solutions are child rows."""
        if key.name in PARTS:
            column = part(self.table, key.name, self.viewer.zone.key)
            return compare(column, test, int(test.text), int(test.upper) if test.upper else None)
        if key.name == "parts":
            low, high = int(test.text) * 100, int(test.upper) * 100 if test.upper else None
            return compare(self.measured(key), test, low, high)
        if key.name != "solutions":
            return super().integer(key, test)
        child = table("call_solution")
        chosen = compare(child.c.solution, test, int(test.text), int(test.upper) if test.upper else None)
        return self.table.c.id.in_(select(child.c.call_id).where(chosen))


def _open_visits() -> Select[tuple[int]]:
    """The calls with a visit that is still to be made or finished."""
    visit = table("visit").c
    return select(visit.call_id).where(visit.status.in_(("planned", "on_the_way", "working")))
