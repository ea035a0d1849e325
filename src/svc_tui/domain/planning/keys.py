"""What visits and plans can be filtered by: stable names, short forms and Italian aliases."""

from types import MappingProxyType

from svc_tui.domain.query.keys import Flag, Key, KeyTable
from svc_tui.errors import N_

STATUSES = MappingProxyType(
    {
        "planned": ("pianificata", "pianificato"),
        "on_the_way": ("on-the-way", "travelling", "in_viaggio"),
        "working": ("at_work", "al_lavoro", "in_corso"),
        "done": ("fatta", "fatto", "eseguita"),
        "cancelled": ("canceled", "annullata", "annullato"),
    }
)
"""Each status with what else it may be called."""

_KEYS = (
    Key("number", "integer", N_("Number of the visit"), ("no.", "numero", "n")),
    Key("call", "code", N_("The call it is for"), ("chiamata",), ref="call"),
    Key("customer", "ref", N_("Customer, by code or name"), ("cliente", "bp"), ref="customer"),
    Key("customer_name", "text", N_("Name of the customer"), ("nome_cliente",)),
    Key("territory", "text", N_("Territory of the call"), ("territorio", "zona")),
    Key("technicians", "ref", N_("Who goes"), ("tech", "technician", "who", "tecnico", "tecnici", "chi"), ref="person",
        role="technician"),
    Key("lead", "ref", N_("Who leads the visit"), ("first", "guida"), ref="person", role="technician"),
    Key("planned_s", "seconds", N_("How long it is planned to last"), ("length", "durata")),
    Key("actual_s", "seconds", N_("How long it really lasted"), ("actual", "durata_effettiva"),
        lifts_scope=True),
    Key("status", "enum", N_("Planned, on the way, working, done or cancelled"), ("stato",), words=STATUSES,
        lifts_scope=True),
    Key("starts_at", "instant", N_("When it begins"), ("starts", "start", "when", "on", "inizio", "quando", "il"),
        direction="future", lifts_scope=True),
    Key("ends_at", "instant", N_("When it ends"), ("ends", "end", "fine"), direction="future", lifts_scope=True),
    Key("place", "text", N_("Where"), ("luogo", "dove")),
    Key("note", "text", N_("What is to be done or brought"), ("notes", "text", "nota", "testo")),
    Key("forced", "text", N_("Why it was planned although it overlaps"), ("forzata",)),
    Key("checked_in_at", "instant", N_("When the technician arrived"), ("checkin", "checked_in", "arrivo"),
        lifts_scope=True),
    Key("checked_out_at", "instant", N_("When the technician left"), ("checkout", "checked_out", "partenza"),
        lifts_scope=True),
    Key("created_at", "instant", N_("When it was planned"), ("created", "creata")),
    Key("updated_at", "instant", N_("When it was last changed"), ("updated", "aggiornata", "modificata")),
)  # fmt: skip

_FLAGS = (
    Flag("open", N_("Planned, on the way or working"), ("aperta", "aperte"), lifts_scope=True),
    Flag("done", N_("Done"), ("fatta", "fatte"), lifts_scope=True),
    Flag("cancelled", N_("Cancelled"), ("canceled", "annullata", "annullate"), lifts_scope=True),
    Flag("today", N_("It begins today"), ("oggi",), lifts_scope=True),
    Flag("late", N_("Not done, and its end is over"), ("overdue", "in_ritardo"), lifts_scope=True),
    Flag("first", N_("No visit of the call was done before it"), ("prima",)),
    Flag(
        "solved",
        N_("Done, the call is resolved, and no other visit came after it"),
        ("risolutiva",),
        lifts_scope=True,
    ),
    Flag(
        "punctual",
        N_("Begun no later than a quarter of an hour after its time"),
        ("puntuale",),
        lifts_scope=True,
    ),
    Flag("mine", N_("I go"), ("mia", "mie")),
    Flag("any", N_("All of them"), ("all", "tutte", "tutti"), lifts_scope=True),
)

VISITS = KeyTable("visit", _KEYS, _FLAGS, default_scope="is:open")

_OF_RULES = (
    Key("code", "code", N_("Code"), ("codice",)),
    Key("name", "text", N_("Name: the subject of its calls"), ("nome",)),
    Key("equipment", "integer", N_("Number of the card"), ("card", "scheda")),
    Key("item", "ref", N_("Item whose cards it is for"), ("articolo",), ref="item"),
    Key("contract", "integer", N_("Number of the contract"), ("contratto",)),
    Key("technician", "ref", N_("Who goes"), ("tech", "tecnico"), ref="person", role="technician"),
    Key("queue", "ref", N_("Queue that gets its calls"), ("coda",), ref="queue"),
    Key("next_on", "date", N_("When it falls due next"), ("next", "due", "prossima", "scadenza"), direction="future"),
    Key("until", "date", N_("The last day"), ("end", "fine"), direction="future"),
    Key("active", "flag", N_("It goes on: yes or no"), ("attivo", "attiva"), lifts_scope=True),
    Key("updated_at", "instant", N_("When it was last changed"), ("updated", "aggiornato")),
)  # fmt: skip
PLAN_RULES = KeyTable(
    "plan_rule",
    _OF_RULES,
    (
        Flag("active", N_("It goes on"), ("attivo", "attivi"), lifts_scope=True),
        Flag("inactive", N_("It was stopped"), ("stopped", "fermo", "fermi"), lifts_scope=True),
        Flag("stub", N_("Named by an import and not yet known"), ("provvisorio", "provvisori")),
        Flag("any", N_("All of them"), ("all", "tutti"), lifts_scope=True),
    ),
    default_scope="is:active",
)
