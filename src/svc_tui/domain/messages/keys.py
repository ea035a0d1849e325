"""What messages can be filtered by."""

from types import MappingProxyType

from svc_tui.domain.query.keys import Flag, Key, KeyTable
from svc_tui.errors import N_

KINDS = MappingProxyType(
    {
        "given": ("assegnata", "assegnate"),
        "escalated": ("escalation",),
        "mention": ("mentioned", "menzione", "menzioni"),
        "renewal": ("rinnovo", "rinnovi"),
        "reminder": ("promemoria",),
        "followed": ("seguita", "seguite"),
        "visit": ("visita", "visite"),
    }
)

_KEYS = (
    Key("number", "integer", N_("Number of the message"), ("no.", "numero", "n")),
    Key("kind", "enum", N_("given, escalated, mention, renewal, reminder, followed or visit"), ("tipo",), words=KINDS),
    Key("call", "code", N_("The call that it speaks of"), ("chiamata",)),
    Key("sender", "ref", N_("Who caused it"), ("from", "da", "mittente"), ref="person"),
    Key("at", "instant", N_("When it came"), ("came", "quando")),
    Key("shown_from", "instant", N_("Put off until then"), ("until", "fino_a"), direction="future", lifts_scope=True),
)  # fmt: skip

_FLAGS = (
    Flag("waiting", N_("Neither put away nor put off"), ("open", "aperto", "aperti")),
    Flag("unread", N_("Not read yet"), ("nuovo", "nuovi", "new")),
    Flag("read", N_("Read"), ("letto", "letti"), lifts_scope=True),
    Flag("done", N_("Put away"), ("fatto", "fatti"), lifts_scope=True),
    Flag("snoozed", N_("Put off until later"), ("rinviato", "rinviati"), lifts_scope=True),
    Flag("any", N_("All of them"), ("all", "tutti"), lifts_scope=True),
)

MESSAGES = KeyTable("message", _KEYS, _FLAGS, default_scope="is:waiting")
