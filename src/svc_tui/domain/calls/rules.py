"""Rules of a service call (domain rules SC-01 to SC-30): plain values in, a refusal with its cure out."""

from collections.abc import Sequence
from datetime import datetime

from svc_tui.domain.core.notes import Note, note
from svc_tui.errors import N_, Refused, either

STATUS_CLASSES = ("open", "waiting", "resolved", "closed")
PRIORITIES = ("low", "medium", "high")
LINK_KINDS = ("relates", "depends", "caused_by")
ANSWERING = ("phone", "meeting")
SUBJECT_MAX = 254

CARD_REFUSED = {
    "returned": N_("Card {number} is returned; no call can be opened for it. Activate the card first."),
    "terminated": N_(
        "Card {number} is terminated; no call can be opened for it. Use the card of the present owner."
    ),
    "in_lab": N_(
        "Card {number} is in the repair lab; no call can be opened for it. Activate the card first."
    ),
}


def check_priority(level: object) -> None:
    """One of the three."""
    if level not in PRIORITIES:
        raise Refused(N_("A priority is low, medium or high, not {level}."), level=level)


def check_subject(subject: str) -> None:
    """SC-01: a subject is there and fits."""
    if not subject.strip():
        raise Refused(N_("A call needs a subject. Type one line that says what is wrong."))
    if len(subject) > SUBJECT_MAX:
        message = N_("The subject has {count} characters; {most} fit. Move the rest into the description.")
        raise Refused(message, count=len(subject), most=SUBJECT_MAX)


def check_card_status(number: int, status: str) -> None:
    """SC-03: only active and loaned units are serviced."""
    if status in CARD_REFUSED:
        raise Refused(CARD_REFUSED[status], number=number)


def check_card_customer(number: int, customer: str, owner: str, others: Sequence[str]) -> None:
    """SC-02: the unit belongs to the chosen customer, or lists it."""
    if customer != owner and customer not in others:
        message = N_(
            "Card {number} belongs to {owner}, not to {customer}. Choose {owner}, or another serial."
        )
        raise Refused(message, number=number, owner=owner, customer=customer)


def check_assignee_or_queue(assignee: str | None, queue: str | None) -> None:
    """SC-09: a new call goes to a person or to a queue."""
    if assignee and queue:
        message = N_("A new call goes to a person or to a queue, not both. Leave out {assignee} or {queue}.")
        raise Refused(message, assignee=assignee, queue=queue)


def check_technician(person: str, roles: Sequence[str], active: bool) -> None:
    """SC-13: the technician has that role and is active."""
    if "technician" not in roles:
        raise Refused(
            N_("{person} has no technician role. Give it in the set-up, or choose another."), person=person
        )
    if not active:
        raise Refused(N_("{person} is no longer active. Choose another technician."), person=person)


def check_contract_change(number: str, responded_at: datetime | None) -> None:
    """SC-19: after the first response the contract stays."""
    if responded_at is not None:
        message = N_(
            "{number} was answered already, so its contract stays. If that was a mistake, undo it first."
        )
        raise Refused(message, number=number)


def missing_to_close(number: str, solutions: int, resolution: str) -> list[Note]:
    """SC-20: what a close still needs; empty when nothing."""
    if solutions or resolution.strip():
        return []
    return [
        note(N_("{number} has neither a solution nor a resolution text. Type what was done."), number=number)
    ]


def warnings_to_close(
    number: str, open_activities: int, needed: Sequence[str] = (), open_visits: int = 0
) -> list[Note]:
    """SC-23: what a close leaves behind: activities to do, visits to make, calls that it depends on."""
    found: list[Note] = []
    if open_activities:
        text = either(
            open_activities,
            N_("{number} still has {count} open activity."),
            N_("{number} still has {count} open activities."),
        )
        found.append(note(text, number=number, count=open_activities))
    if open_visits:
        text = either(
            open_visits,
            N_("{number} still has {count} open visit."),
            N_("{number} still has {count} open visits."),
        )
        found.append(note(text, number=number, count=open_visits))
    if needed:
        text = N_("{number} depends on {others}, still open.")
        found.append(note(text, number=number, others=", ".join(needed)))
    return found


def check_handled(number: str, queue: str | None, assignee: str | None) -> None:
    """SC-11: who answers, resolves or closes a call that waits in a queue takes it first."""
    if queue and not assignee:
        message = N_("{number} waits in {queue} and nobody has taken it. Take it first.")
        raise Refused(message, number=number, queue=queue).cured_by("call.take")


def check_period(reported_at: datetime, closed_at: datetime | None) -> None:
    """SC-22: a call is reported before it is closed; instants are kept to the second, so the same one is fine."""
    if closed_at is not None and reported_at > closed_at:
        raise Refused(N_("The call would be closed before it was reported. Correct one of the two instants."))


def within(at: datetime, reported_at: datetime) -> datetime:
    """An instant typed to the minute in which the call was reported is not before it."""
    return reported_at if at == reported_at.replace(second=0) else at


def check_response(
    number: str, at: datetime, reported_at: datetime, now: datetime, ended_at: datetime | None = None
) -> None:
    """A first response that is written down later happened between the report and now, and before the end."""
    if at > now:
        raise Refused(N_("{number}: the response lies in the future. Type when it was given."), number=number)
    if at < reported_at:
        message = N_("{number} would be answered before it was reported. Correct one of the two instants.")
        raise Refused(message, number=number)
    if ended_at is not None and at > ended_at:
        message = N_("{number} would be answered after it was resolved. Type an earlier instant.")
        raise Refused(message, number=number)


def check_report(number: str, at: datetime, responded_at: datetime | None, ended_at: datetime | None) -> None:
    """A corrected report lies before what happened to the call."""
    if responded_at is not None and at > responded_at:
        message = N_("{number} would be answered before it was reported. Correct one of the two instants.")
        raise Refused(message, number=number)
    if ended_at is not None and at > ended_at:
        message = N_("{number} would be resolved before it was reported. Type an earlier instant.")
        raise Refused(message, number=number)


def check_open(number: str, is_open: bool, closed_at: datetime | None) -> None:
    """Acts on the work of a call need it to be open."""
    if not is_open:
        day = f"{closed_at:%Y-%m-%d}" if closed_at else "?"
        error = Refused(N_("{number} was closed on {day}. Reopen it first."), number=number, day=day)
        raise error.cured_by("call.status.open")


def check_merge(
    number: str, into: str, is_open: bool, merged_into: str | None, into_merged: str | None
) -> None:
    """Calls merge once, into one that still stands, never into themselves."""
    if number == into:
        message = N_("{number} cannot be merged into itself. Mark others and put the cursor on this one.")
        raise Refused(message, number=number)
    if merged_into:
        raise Refused(N_("{number} is merged into {other} already."), number=number, other=merged_into)
    if into_merged:
        raise Refused(
            N_("{into} is itself merged into {other}. Merge into {other}."), into=into, other=into_merged
        )
    if not is_open:
        message = N_("{number} is closed; only open calls are merged. Reopen it first, or link it.")
        raise Refused(message, number=number).cured_by("call.status.open", "call.link")


def number_order(number: str) -> int:
    """What calls are sorted by: the digits of their number, whatever letters it holds."""
    plain = number.isascii() and number.isdecimal()  # as most are
    digits = number if plain else "".join(char for char in number if char in "0123456789")
    return int(digits[-15:] or 0)
