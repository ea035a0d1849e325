"""Editing a call's fields: who may be named, what a value brings with it, and the meeting of two editors."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from svc_tui.domain.calls import rules
from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.core.text import clean, clean_line, serial_columns
from svc_tui.errors import N_, BadUsage, NotFound, Refused
from svc_tui.services.calls.contract import change_contract
from svc_tui.services.calls.correct import instant
from svc_tui.services.calls.new import choose
from svc_tui.services.calls.open_call import OpenCall
from svc_tui.services.calls.said import answered, check_past, write_activity
from svc_tui.services.core.fields import Values
from svc_tui.services.sla.cover import cover, covered_columns
from svc_tui.storage.calls import reads, ties
from svc_tui.storage.calls.rows import CallChange

LISTS = ("origin", "type", "problem", "subtype")
LINES = ("contact", "phone", "email", "reference", "territory", "location", "customer_name", "item_name")
UNIT = ("customer", "serial", "manufacturer_serial", "equipment", "item")
ACTS = ("status", "priority", "assignee", "queue", "technician", "contract", "resolution")
INSTANTS = ("reported_at", "responded_at", "closed_at")
OTHERS = ("subject", "description", "tags", *INSTANTS)
OF_A_CALL = ("status", "contract", "resolution", "closed_at", "tags")
"""What a new call gets once it is written: each has rules of its own."""
EDITABLE = (*OTHERS, *ACTS, *UNIT, *LISTS, *LINES)
OF_A_NEW_CALL = tuple(name for name in EDITABLE if name != "responded_at")


def check_names(values: Iterable[str], known: Sequence[str] = EDITABLE) -> None:
    """Only fields that exist and that people may change."""
    for name in values:
        if name not in known:
            message = N_("A call has no field {name} that can be set. There are: {known}.")
            raise BadUsage(message, name=name, known=", ".join(known))


def edit(call: OpenCall, values: Values) -> list[str]:
    """Set fields, each with what it brings along. Returns the names that changed."""
    before = call.row
    unit = {name: values[name] for name in UNIT if name in values}
    if any(_differs(getattr(call.row, name), value) for name, value in unit.items()):
        _change_unit(call, unit)
    for name in INSTANTS:
        if name in values:
            instant(call, name, values[name])
    for name in ACTS:
        if name in values and _differs(getattr(call.row, name), values[name]):
            _act(call, name, values[name])
    plain: Values = {}
    for name in LISTS:
        if name in values:
            text = values[name]
            plain[name] = (
                choose(call.unit.session, name, str(text), getattr(call.row, name)) if text else None
            )
    for name in LINES:
        if name in values:
            plain[name] = clean_line(str(values[name])) if values[name] else None
    if "subject" in values:
        plain["subject"] = clean_line(str(values["subject"] or ""))
        rules.check_subject(plain["subject"])
    if "description" in values:
        plain["description"] = clean(str(values["description"] or ""))
    if "tags" in values:
        plain["tags"] = as_tags(values["tags"])
    call.write(**plain)
    return [name for name in values if getattr(call.row, name) != getattr(before, name)]


def as_tags(value: Any) -> str:
    """Tags as they are kept: lower case words with a space around each."""
    words = value.replace(",", " ").split() if isinstance(value, str) else [str(word) for word in value or ()]
    kept = sorted({clean_line(word).lower().replace(" ", "-") for word in words if clean_line(word)})
    return f" {' '.join(kept)} " if kept else ""


def _differs(old: Any, new: Any) -> bool:
    return (old if old is not None else "") != (new if new is not None else "")


def _act(call: OpenCall, name: str, value: Any) -> None:
    if name == "status":
        call.set_status(call.status_entry(str(value)))
    elif name == "priority":
        priority(call, str(value))
    elif name == "assignee":
        call.assign(value or None)
    elif name == "queue":
        call.move(value or None)
    elif name == "technician":
        technician(call, value or None)
    elif name == "contract":
        change_contract(call, value)
    else:
        set_resolution(call, str(value or ""))


def priority(call: OpenCall, level: str) -> Note:
    """Another priority; its targets keep the time consumed (W10)."""
    rules.check_priority(level)
    if call.row.priority == level:
        return note(N_("{number} has priority {level} already"), number=call.number, level=level)
    call.settle(anew=True, priority=level)
    return note(N_("{number}: priority {level}"), number=call.number, level=level)


def technician(call: OpenCall, who: str | None) -> Note:
    """SC-13."""
    if who is None:
        call.write(technician=None)
        return note(N_("{number}: no technician"), number=call.number)
    person = reads.person(session=call.unit.session, code=who)
    if person is None:
        raise NotFound(
            N_("There is no person {code}. Type a part of the name to see who there is."), code=who
        )
    rules.check_technician(person.code, person.roles, person.active)
    call.write(technician=person.code)
    return note(N_("{number}: technician {person}"), number=call.number, person=person.code)


def _change_unit(call: OpenCall, values: Values) -> None:
    """Another customer, serial or item: the unit is looked up again and coverage asked anew (SC-02 to SC-05)."""
    from svc_tui.services.calls.new import propose

    typed = {name: getattr(call.row, name) for name in UNIT} | dict(values)
    serial_moved = any(name in values for name in ("serial", "manufacturer_serial", "equipment"))
    if serial_moved and "equipment" not in values:
        typed["equipment"] = None
        serial = values.get("serial") or values.get("manufacturer_serial")
        known = bool(serial and reads.cards_by_serial(session=call.unit.session, serial=str(serial)))
        if "customer" not in values and values.get("serial") and known:
            typed["customer"] = None
        if "item" not in values and (known or not serial):
            typed["item"] = None
    if not serial_moved and _differs(call.row.customer, values.get("customer", call.row.customer)):
        typed |= {"equipment": None, "serial": None, "manufacturer_serial": None}
    typed |= {
        "priority": call.row.priority,
        "reported_at": call.row.reported_at,
        "queue": call.row.queue,
    }
    found = propose(call.context, call.unit.session, typed, call.at).values
    names = (
        "customer",
        "customer_name",
        "equipment",
        "serial",
        "manufacturer_serial",
        "item",
        "item_name",
        "item_group",
    )
    columns: Values = {name: found.get(name) for name in names}
    for name in ("serial", "manufacturer_serial"):
        columns |= serial_columns(name, str(columns[name]) if columns[name] else None)
    before = call.row.customer
    call.write(**columns)
    if call.row.customer != before:  # what was said on the call was said to the right customer
        for row_id in ties.said_to(session=call.unit.session, call_id=call.id, customer=before):
            call.unit.update("activity", row_id, {"customer": call.row.customer}, log=False)
    if call.row.responded_at is None:
        cover_anew(call)


def cover_anew(call: OpenCall) -> None:
    """Ask which contract covers the call of this customer and unit; due dates follow."""
    row, session = call.row, call.unit.session
    card = reads.card(session=session, number=row.equipment) if row.equipment else None
    answer = cover(
        session=session, company=call.context.company, customer=row.customer, card=card, item=row.item,
        item_group=row.item_group, at=row.reported_at, priority=row.priority, now=call.at,
    )  # fmt: skip
    changed: CallChange = {**covered_columns(answer), "contract_chosen": False}
    call.settle(anew=True, **changed)


def set_resolution(call: OpenCall, text: str) -> None:
    """The resolution text; stamps or empties Resolution On (SC-16 to SC-18)."""
    text = clean(text).strip()
    if text == call.row.resolution:
        return
    call.write(resolution=text)
    if text:
        call.stamp_resolution()
    elif not reads.solutions_of(session=call.unit.session, call_id=call.id):
        call.unstamp_resolution()


def add_resolution(call: OpenCall, text: str | None) -> None:
    """The text given while resolving or closing; none leaves the present one."""
    if text and clean(text).strip():
        set_resolution(call, text)


def add_note(
    call: OpenCall, text: str, kind: str, *, closed: bool, at: datetime | None = None, remind: bool = False
) -> int:  # fmt: skip
    """An activity of the call; a closed phone call or meeting is a first response (SC-16). Returns its number.

    What happened earlier than it is written down has its own instant, and so has the response.
    """
    at = at or call.at
    if closed:
        check_past(call, at)
    text = clean(text).strip()
    head = clean_line(text.split("\n", 1)[0])[:100]
    who = reads.person(session=call.unit.session, code=call.unit.who)
    number = write_activity(
        call.unit,
        {
            "call_id": call.id, "customer": call.row.customer, "kind": kind, "subject": head, "notes": text,
            "who": who.code if who else None, "starts_at": at, "closed": closed, "closed_at": at if closed else None,
            "remind_at": at if remind and at > call.at and who else None,
        },
        call=call,
    )  # fmt: skip
    call.log(kind, field="activities", new=head)
    if closed:
        answered(call, kind, at)
    return number


def attach_solution(call: OpenCall, solution: int) -> Note:
    """A solution attached stamps response and resolution."""
    row = reads.solution(session=call.unit.session, number=solution)
    if row is None:
        raise NotFound(N_("There is no solution {number}."), number=solution)
    solution = row.merged_into or solution
    attached = reads.solutions_of(session=call.unit.session, call_id=call.id)
    if any(each.number == solution for each in attached):
        raise Refused(
            N_("Solution {solution} is attached to {number} already."), solution=solution, number=call.number
        )
    line = max((each.line for each in attached), default=-1) + 1
    values = {"call_id": call.id, "solution": solution, "line": line, "at": call.at, "who": call.unit.who}
    call.unit.insert("call_solution", values, log=None)
    call.log("solution added", field="solutions", new=str(solution))
    call.stamp_resolution()
    return note(N_("{number}: solution {solution} attached"), number=call.number, solution=solution)


def detach_solution(call: OpenCall, solution: int) -> Note:
    """SC-18: without any solution and text the resolution is open again."""
    attached = reads.solutions_of(session=call.unit.session, call_id=call.id)
    for each in attached:
        if each.number == solution:
            call.unit.delete("call_solution", each.id)
            call.log("solution removed", field="solutions", old=str(solution))
            if len(attached) == 1 and not call.row.resolution.strip() and call.row.is_open:
                call.unstamp_resolution()
            return note(N_("{number}: solution {solution} taken off"), number=call.number, solution=solution)
    raise Refused(
        N_("Solution {solution} is not attached to {number}."), solution=solution, number=call.number
    )
