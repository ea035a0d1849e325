"""An opportunity's fields as people type them: amounts, percentages, days, and what it was raised from."""

from collections.abc import Mapping

from svc_tui.domain.core.currency import currency_of
from svc_tui.domain.core.text import fold
from svc_tui.domain.sales import rules
from svc_tui.domain.sales.keys import ORIGINS
from svc_tui.errors import N_, BadUsage, Refused
from svc_tui.services.core.context import Context
from svc_tui.services.core.fields import Field, Values, read_fields
from svc_tui.storage.sales.rows import Origin

FIELDS = {
    "name": Field(longest=rules.NAME_MAX, empty=False),
    "customer": Field("customer", empty=False),
    "contact": Field(longest=100),
    "owner": Field("person"),
    "item": Field(),
    "amount": Field(empty=False),
    "currency": Field(empty=False, reads=currency_of),
    "stage": Field(empty=False),
    "percent": Field(empty=False),
    "started_on": Field("day", empty=False, prefer="past"),
    "closes_on": Field("day"),
    "profit_percent": Field(),
    "source": Field(),
    "interest": Field(),
    "territory": Field(),
    "origin": Field(),
    "remarks": Field("text"),
}
COMPETITOR = {
    "threat": Field("choice", choices=rules.THREATS),
    "note": Field(longest=254),
    "won": Field("flag", empty=False),
}
LISTS = {
    "source": "opportunity_source", "interest": "opportunity_interest", "reason": "opportunity_reason",
}  # fmt: skip
"""Fields whose values stand in lists of the set-up."""


def read(context: Context, values: Mapping[str, object]) -> Values:
    """Each value in the type of its field; the amount as it was typed, since its currency says what it may be.

    Raises:
        BadUsage: no value, or there is no such field.
        Refused: a value does not fit its field.
    """
    if not values:
        raise BadUsage(N_("Say what to write: KEY=VALUE, such as amount=1200."))
    typed = read_fields(FIELDS, values, today=context.today)
    for name in ("percent", "profit_percent"):
        if typed.get(name) is not None:
            typed[name] = rules.percent_of(name, str(typed[name]))
    if "origin" in typed:
        typed["origin"] = origins_of(typed["origin"] or "")
    if "remarks" in typed:
        typed["remarks"] = typed["remarks"] or ""
    return typed


def origins_of(text: str) -> tuple[Origin, ...]:
    """`call:10423 contract:K-58`: what it was raised from. Raises Refused."""
    return tuple(dict.fromkeys(origin_of(word) for word in text.replace(",", " ").split()))


def origin_of(word: str) -> Origin:
    """One of them. Raises Refused: it names none."""
    kind, colon, key = word.partition(":")
    known = next((own for own, others in ORIGINS.items() if fold(kind) in (own, *others)), None)
    if known is None or not colon or not key.strip():
        message = N_(
            '"{text}" names nothing to raise from. Write call:10423, equipment:118 or contract:K-58.'
        )
        raise Refused(message, text=word)
    return Origin(known, key.strip().removeprefix("#"))
