"""What opportunities can be filtered by: every stable name, its short forms and its Italian aliases."""

from types import MappingProxyType

from svc_tui.domain.query.keys import Flag, Key, KeyTable
from svc_tui.domain.sales.hints import RULES
from svc_tui.errors import N_

STATUSES = MappingProxyType(
    {"open": ("aperta", "aperte"), "won": ("vinta", "vinte"), "lost": ("persa", "perse")}
)
"""Each status with what else it may be called."""
ORIGINS = MappingProxyType(
    {"call": ("chiamata",), "equipment": ("card", "scheda"), "contract": ("contratto", "renewal", "rinnovo")}
)

_KEYS = (
    Key("number", "integer", N_("Number of the opportunity"), ("no.", "numero", "n")),
    Key("name", "text", N_("What is to be sold"), ("subject", "nome", "oggetto")),
    Key("customer", "ref", N_("Customer, by code or name"), ("cliente", "bp"), ref="customer"),
    Key("customer_name", "text", N_("Name of the customer"), ("nome_cliente",)),
    Key("contact", "text", N_("Contact person"), ("contatto", "referente")),
    Key("owner", "ref", N_("Who follows it"), ("who", "chi", "titolare", "venditore"), ref="person"),
    Key("item", "ref", N_("Item, by code or name"), ("articolo",), ref="item"),
    Key("territory", "text", N_("Territory"), ("territorio", "zona")),
    Key("source", "name", N_("Where it came from, from its list"), ("fonte",), ref="opportunity_source"),
    Key("interest", "name", N_("Level of interest, from its list"), ("interesse",), ref="opportunity_interest"),
    Key("stage", "name", N_("Stage"), ("fase",), ref="sales_stage"),
    Key("percent", "amount", N_("How likely it is won, in percent"), ("percentuale", "prob")),
    Key("amount", "amount", N_("What it would bring"), ("importo", "valore")),
    Key("weighted", "amount", N_("Its amount times its percentage"), ("ponderato",)),
    Key("currency", "code", N_("Currency"), ("valuta",)),
    Key("profit_percent", "amount", N_("Gross profit in percent"), ("profit", "margine")),
    Key("started_on", "date", N_("When it began"), ("started", "start", "iniziata", "inizio")),
    Key("closes_on", "date", N_("When it is expected to be decided"), ("closes", "closing", "chiude", "chiusura"),
        direction="future"),
    Key("status", "enum", N_("Open, won or lost"), ("stato",), words=STATUSES, lifts_scope=True),
    Key("reason", "name", N_("Why it was won or lost, from its list"), ("motivo",), ref="opportunity_reason",
        lifts_scope=True),
    Key("closed_on", "date", N_("When it was won or lost"), ("closed", "decided", "chiusa", "decisa"),
        lifts_scope=True),
    Key("remarks", "text", N_("Its text"), ("text", "notes", "note", "osservazioni", "testo")),
    Key("origin", "enum", N_("Raised from a call, card or contract"), ("origine", "from", "da"), words=ORIGINS),
    Key("call", "code", N_("The call it was raised from"), ("chiamata",)),
    Key("equipment", "integer", N_("The card it was raised from"), ("card", "scheda")),
    Key("contract", "integer", N_("The contract it was raised from"), ("contratto",), prefix="k-"),
    Key("was_stage", "name", N_("Stage it was in at some time"), ("era_fase",), ref="sales_stage"),
    Key("worth", "presence", N_("An amount in the company's currency"), ("in_valuta",)),
    Key("weight", "presence", N_("The same, weighted"), ("peso",)),
    Key("revenue", "presence", N_("Won, with an amount in the company's currency"), ("ricavo",)),
    Key("hint", "enum", N_("Raised from a hint of this rule"), ("suggerimento",), words=dict.fromkeys(RULES, ())),
    Key("competitor", "text", N_("Who else wants the sale"), ("concorrente",)),
    Key("created_at", "instant", N_("When it was written"), ("created", "creata", "scritta")),
    Key("created_by", "ref", N_("Who raised it"), ("raised", "creata_da"), ref="person"),
    Key("updated_at", "instant", N_("When it was last changed"), ("updated", "aggiornata", "modificata")),
    Key("attachments", "presence", N_("Attached files"), ("files", "allegati")),
)  # fmt: skip

_FLAGS = (
    Flag("open", N_("Not decided"), ("aperta", "aperte"), lifts_scope=True),
    Flag("won", N_("Won"), ("vinta", "vinte"), lifts_scope=True),
    Flag("lost", N_("Lost"), ("persa", "perse"), lifts_scope=True),
    Flag(
        "overdue",
        N_("Open, and the day on which it was to be decided is over"),
        ("late", "scaduta", "scadute"),
    ),
    Flag("mine", N_("I follow it"), ("mia", "mie")),
    Flag("any", N_("All of them"), ("all", "tutte", "tutti"), lifts_scope=True),
)

OPPORTUNITIES = KeyTable("opportunity", _KEYS, _FLAGS, default_scope="is:open")
