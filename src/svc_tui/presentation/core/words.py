"""Words of the store that people read: events of a history, built-in values of the set-up lists.

The store keeps them in English, as scripts see them; what a company named itself stands as it is.
"""

from svc_tui.domain.core.text import show_line
from svc_tui.language import pgettext


def event_words() -> dict[str, str]:
    """What each event of a call's history is called."""
    return {
        "activity done": pgettext("event", "activity done"),
        "activity reopened": pgettext("event", "activity reopened"),
        "assigned": pgettext("event", "assigned"),
        "attached": pgettext("event", "attached"),
        "changed": pgettext("event", "changed"),
        "closed": pgettext("event", "closed"),
        "contract": pgettext("event", "contract"),
        "created": pgettext("event", "created"),
        "deleted": pgettext("event", "deleted"),
        "detached": pgettext("event", "detached"),
        "linked": pgettext("event", "linked"),
        "meeting": pgettext("event", "meeting"),
        "merged": pgettext("event", "merged"),
        "moved": pgettext("event", "moved"),
        "note": pgettext("event", "note"),
        "phone": pgettext("event", "phone"),
        "priority": pgettext("event", "priority"),
        "reminded": pgettext("event", "reminded"),
        "reopened": pgettext("event", "reopened"),
        "resolution due": pgettext("event", "resolution due"),
        "resolved": pgettext("event", "resolved"),
        "responded": pgettext("event", "responded"),
        "response due": pgettext("event", "response due"),
        "restored": pgettext("event", "restored"),
        "snoozed": pgettext("event", "snoozed"),
        "solution added": pgettext("event", "solution added"),
        "solution removed": pgettext("event", "solution removed"),
        "status": pgettext("event", "status"),
        "task": pgettext("event", "task"),
        "technician": pgettext("event", "technician"),
        "units": pgettext("event", "units"),
        "woke": pgettext("event", "woke"),
        "work": pgettext("event", "work"),
    }


def origin_words(name: str) -> str:
    """An origin as it is read."""
    built_in = {
        "E-mail": pgettext("origin", "E-mail"),
        "Telephone": pgettext("origin", "Telephone"),
        "Web": pgettext("origin", "Web"),
    }
    return built_in.get(name) or show_line(name)


def card_status_words(name: str) -> str:
    """The status of an equipment card as it is read."""
    known = {
        "active": pgettext("card", "active"),
        "in_lab": pgettext("card", "in repair lab"),
        "loaned": pgettext("card", "loaned"),
        "returned": pgettext("card", "returned"),
        "terminated": pgettext("card", "terminated"),
    }
    return known.get(name) or show_line(name)
