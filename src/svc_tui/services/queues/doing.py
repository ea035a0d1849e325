"""One rule done on one call: its steps in order, but for the fields that people hold.

The call's history names the rule (event `routed`) before what it changed; where nothing changes, nothing is written.
"""

from collections.abc import Mapping

from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.core.text import code_key
from svc_tui.domain.queues.routing import FIELDS, KNOWS, TURN, Rule
from svc_tui.errors import N_, NotFound
from svc_tui.services.calls import edit as call_edit
from svc_tui.services.calls.open_call import OpenCall
from svc_tui.services.queues import available as there
from svc_tui.storage.calls import reads, snippets, ties
from svc_tui.storage.calls.lists import CallRow
from svc_tui.storage.calls.routing import ROUTED
from svc_tui.storage.calls.rows import CallRecord

GUARDED = tuple(dict.fromkeys((*FIELDS.values(), *call_edit.EDITABLE)))
"""Fields of a call that a rule or a macro of it may set, and so must leave to people."""
UNCHANGED = N_("{number}: {rule} changes nothing")


class Doing:
    """A rule at work on a call."""

    def __init__(
        self, call: OpenCall, rule: Rule, held: Mapping[str, str], *, fresh: bool, again: bool = False
    ) -> None:
        """Get ready.

        Args:
            call: The call.
            rule: The rule.
            held: The fields that stay as they are, and who set them; nobody where that was as it was written down.
            fresh: The call is being made: whom nobody chose to have it has it no longer.
            again: A person is chosen anew.
        """
        self.call, self.rule, self.held, self._fresh, self._again = call, rule, held, fresh, again
        self.done = False
        """It changed something."""
        self._kept: list[str] = []
        self._nobody: Note | None = None

    def do(self) -> Note:
        """Do all of it. Returns what happened. Raises NotFound, Refused: a step that cannot be done."""
        rule, row = self.rule, self.call.row
        for name in wants(row, rule):
            if name in self.held:
                self._kept.append(name)
        self._to_queue(rule.value("queue"))
        self._set_priority(rule.value("priority"))
        self._set_type(rule.value("type"))
        self._tag(rule.values("tags"))
        for who in rule.values("follower"):
            self._follow(who)
        for macro in rule.values("macro"):
            self._run(macro)
        self._to_person(rule.value("person"))
        return self._nobody or self._told(row)

    def _told(self, before: CallRecord) -> Note:
        row = self.call.row
        number, name = self.call.number, self.rule.name
        theirs = [field for field in self._kept if self.held[field]]
        if theirs:
            text = N_("{number}: {rule}, but for {fields}, which {person} set")
            if not self.done:
                text = N_("{number}: {rule} leaves {fields}, which {person} set")
            return note(text, number=number, rule=name, fields=", ".join(theirs), person=self.held[theirs[0]])
        if not self.done:
            return note(UNCHANGED, number=number, rule=name)
        if row.assignee and row.assignee != before.assignee:
            return note(
                N_("{number} sent by {rule} to {person}"), number=number, rule=name, person=row.assignee
            )
        if row.queue and row.queue != before.queue:
            return note(N_("{number} sent by {rule} to {queue}"), number=number, rule=name, queue=row.queue)
        return note(N_("{number}: {rule} done"), number=number, rule=name)

    def _mark(self) -> None:
        """It is about to change something: the history says who does."""
        if not self.done:
            self.call.log(ROUTED, new=self.rule.name)
        self.done = True

    # --- steps

    def _to_queue(self, queue: str | None, place: str = "queue") -> None:
        call = self.call
        if not queue or place in self.held or code_key(queue) == code_key(call.row.queue or ""):
            return
        self._mark()
        self._let_go()
        call.move(queue, keeping="assignee" in self.held)

    def _let_go(self) -> None:
        """A new call is with who wrote it down because nobody was named; no history has told so yet."""
        call = self.call
        if self._fresh and call.row.assignee and "assignee" not in self.held:
            changed = call.unit.update("call", call.id, {"assignee": None}, log=False)
            call.row = call.row._replace(**changed)

    def _set_priority(self, level: str | None) -> None:
        if level and level != self.call.row.priority and "priority" not in self.held:
            self._mark()
            call_edit.priority(self.call, level)

    def _set_type(self, kind: str | None) -> None:
        if kind and code_key(kind) != code_key(self.call.row.type or "") and "type" not in self.held:
            self._mark()
            call_edit.edit(self.call, {"type": kind})

    def _tag(self, tags: list[str]) -> None:
        present = self.call.row.tags.split()
        if set(tags) - set(present) and "tags" not in self.held:
            self._mark()
            call_edit.edit(self.call, {"tags": [*present, *tags]})

    def _follow(self, who: str) -> None:
        unit = self.call.unit
        person = reads.person(session=unit.session, code=who)
        if person is None:
            text = N_("There is no person {code}. Type a part of the name to see who there is.")
            raise NotFound(text, code=who)
        if ties.follower(session=unit.session, call_id=self.call.id, person=person.code) is None:
            self._mark()
            unit.insert("call_follower", {"call_id": self.call.id, "person": person.code}, log=None)

    def _run(self, macro: str) -> None:
        """The steps of a macro, but for what people hold."""
        found = snippets.macros(session=self.call.unit.session, name=macro)
        if not found:
            raise NotFound(N_("There is no macro {name}. Look at the list of those that exist."), name=macro)
        for what, value in found[0].steps:
            if what == "queue":
                self._to_queue(value)
            elif what not in self.held:
                self._mark()
                if what == "note":
                    call_edit.add_note(self.call, value, "note", closed=True)
                else:
                    call_edit.edit(self.call, {what: value})

    # --- to a person

    def _to_person(self, person: str | None) -> None:
        call = self.call
        if not person or "assignee" in self.held:
            return
        if self.rule.way is None:
            if code_key(person) != code_key(call.row.assignee or ""):
                self._give(person)
            return
        if call.row.assignee and not self._again:
            return
        if not call.row.queue:
            text = N_("{number}: {rule} found no queue to choose a person from")
            self._nobody = note(text, number=call.number, rule=self.rule.name)
            return
        who = chosen(call, self.rule.way, call.row.queue)
        if who is None:
            text = N_("{number} waits in {queue}: nobody of it is there, says {rule}")
            self._nobody = note(text, number=call.number, queue=call.row.queue, rule=self.rule.name)
        elif who != call.row.assignee:
            self._give(who)

    def _give(self, person: str) -> None:
        self._mark()
        self._let_go()
        self.call.assign(person)


def chosen(call: OpenCall, way: str, queue: str) -> str | None:
    """One of those of the queue who are there today; where nobody knows the call, who has least to do."""
    context, session = call.context, call.unit.session
    people = [each.person for each in there.available(context, session, queue)]
    if not people:
        return None
    if way == TURN:
        return there.in_turn(context, session, people)
    known = there.who_knows(context, session, people, call.row) if way == KNOWS else None
    return known.person if known else there.least_loaded(context, session, people)


def wants(row: CallRow | CallRecord, rule: Rule) -> list[str]:
    """The fields of a call that a rule would have otherwise."""
    found = []
    for step, name in FIELDS.items():
        if step == "tags":
            if set(rule.values("tags")) - set(row.tags.split()):
                found.append(name)
        elif step == "person" and rule.way:
            if not row.assignee:
                found.append(name)
        elif (value := rule.value(step)) and code_key(getattr(row, name) or "") != code_key(value):
            found.append(name)
    return found
