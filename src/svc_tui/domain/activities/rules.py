"""Rules of an activity: plain values in, a refusal with its cure out."""

from datetime import datetime, timedelta

from svc_tui.errors import N_, Refused

KINDS = ("phone", "meeting", "task", "note", "campaign", "other")
DEFAULT_LENGTH = timedelta(minutes=15)
"""How long a meeting takes of which only the beginning is said (B8)."""
DONE_AT_ONCE = ("phone", "meeting", "note")
"""What is mostly written down when it is over."""
SUBJECT_MAX = 254


def check_times(starts_at: datetime | None, ends_at: datetime | None) -> None:
    """It does not end before it begins."""
    if ends_at is not None and starts_at is None:
        raise Refused(
            N_("starts_at: it has an end and no beginning. Type when it begins, such as starts_at='mon 9'.")
        )
    if ends_at is not None and starts_at is not None and ends_at < starts_at:
        raise Refused(N_("ends_at: it ends before it begins. Type a later end, or length=30m."))


def check_reminder(remind_at: datetime | None, now: datetime, who: str | None) -> None:
    """A reminder lies ahead, and somebody is there to be reminded."""
    if remind_at is None:
        return
    if remind_at <= now:
        raise Refused(
            N_("The reminder lies in the past. Type a later moment, such as +2h, tomorrow 9 or mon 9.")
        )
    if who is None:
        raise Refused(N_("Nobody handles it, so nobody can be reminded. Name somebody: who=CODE."))


def check_recurs(starts_at: datetime | None) -> None:
    """What comes back has a first time."""
    if starts_at is None:
        raise Refused(
            N_(
                "starts_at: what comes back needs its first time. Type when it begins, such as starts_at='mon 9'."
            )
        )


def check_locked(number: int, closed: bool) -> None:
    """AC-01: a closed activity is read-only until it is reopened."""
    if closed:
        raise Refused(N_("Activity {number} is done and read-only. Reopen it first."), number=number)


def check_call(number: int, present: str | None, wanted: str | None) -> None:
    """SC-24: an activity belongs to one call only."""
    if present is not None and wanted is not None and wanted != present:
        raise Refused(
            N_("Activity {number} belongs to call {call}, and to one only. Write a follow-up for the other call."),
            number=number, call=present,
        )  # fmt: skip
