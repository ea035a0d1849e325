"""What calls can be filtered by: every stable name of a call, its short forms and its Italian aliases."""

from types import MappingProxyType

from svc_tui.domain.query.keys import Flag, Key, KeyTable
from svc_tui.domain.query.preventive import PLAN_KEYS
from svc_tui.errors import N_

PRIORITIES = MappingProxyType(
    {
        "low": ("l", "b", "bassa", "basso"),
        "medium": ("m", "media", "medio", "normal"),
        "high": ("h", "a", "alta", "alto"),
    }
)
STATUS_CLASSES = MappingProxyType(
    {
        "open": ("aperto", "aperta", "aperte", "aperti"),
        "waiting": ("pending", "in attesa", "attesa", "sospeso", "sospesa", "sospese", "in sospeso"),
        "resolved": ("risolto", "risolta", "risolte", "risolti"),
        "closed": ("chiuso", "chiusa", "chiuse", "chiusi"),
    }
)
STATES = MappingProxyType(
    {
        "none": ("nessuno", "nessuna"),
        "ok": (),
        "warning": ("avviso",),
        "critical": ("critico", "critica"),
        "overdue": ("late", "scaduto", "scaduta"),
        "paused": ("in pausa", "pausa"),
        "met": ("kept", "rispettato", "rispettata"),
        "missed": ("mancato", "mancata"),
    }
)
STATUSES = MappingProxyType(
    {
        "Open": ("aperto", "aperta", "aperte", "aperti"),
        "Pending": ("in attesa", "attesa", "sospeso", "sospesa", "sospese", "in sospeso"),
        "Resolved": ("risolto", "risolta", "risolte", "risolti"),
        "Closed": ("chiuso", "chiusa", "chiuse", "chiusi"),
    }
)
"""The built-in statuses and what they are called on Italian screens."""
ORIGINS = MappingProxyType({"Web": (), "Telephone": ("telefono", "phone"), "E-mail": ("email", "posta")})

_KEYS = (
    Key("number", "number", N_("Number of the call"), ("no.", "numero", "n"), lifts_scope=True),
    Key("subject", "text", N_("One-line problem"), ("oggetto",)),
    Key("description", "text", N_("Long text of the problem"), ("descrizione", "osservazioni")),
    Key("notes", "text", N_("Notes and activities"), ("note", "nota")),
    Key("status", "name", N_("Status"), ("stato",), ref="status", words=STATUSES, lifts_scope=True),
    Key(
        "status_class", "enum", N_("Class of the status: open, waiting, resolved, closed"),
        ("class", "classe", "classe_stato"), words=STATUS_CLASSES, lifts_scope=True,
    ),
    Key("priority", "enum", N_("Priority"), ("prio", "p", "priorita"), words=PRIORITIES, ordered=True),
    Key("customer", "ref", N_("Customer, by code or name"), ("cliente", "bp"), ref="customer"),
    Key("customer_name", "text", N_("Name of the customer"), ("nome_cliente",)),
    Key("contact", "text", N_("Contact person"), ("contatto", "referente")),
    Key("phone", "text", N_("Phone of the contact"), ("telefono", "tel")),
    Key("email", "text", N_("E-mail address of the contact"), ("mail", "posta")),
    Key("reference", "text", N_("The customer's own number"), ("ref", "riferimento")),
    Key("serial", "serial", N_("Serial number, whole or its tail"), ("sn", "matricola", "seriale")),
    Key(
        "manufacturer_serial", "serial", N_("The maker's serial number"),
        ("matricola_produttore", "seriale_produttore"),
    ),
    Key("item", "ref", N_("Item, by code or name"), ("articolo", "prodotto"), ref="item"),
    Key("item_name", "text", N_("Name of the item"), ("nome_articolo",)),
    Key("item_group", "name", N_("Item group"), ("group", "gruppo", "gruppo_articoli"), ref="group"),
    Key("equipment", "integer", N_("Number of the equipment card"), ("card", "scheda", "attrezzatura")),
    Key("contract", "integer", N_("Covering contract"), ("contratto",), ref="contract", prefix="k-"),
    Key("covered", "flag", N_("Covered by a contract: yes or no"), ("coperta", "coperto")),
    Key("coverage_reason", "text", N_("Why it is covered or not"), ("motivo_copertura",)),
    Key("queue", "ref", N_("Queue, by code or name"), ("coda", "q"), ref="queue"),
    Key(
        "came", "ref", N_("Came into the queue today, or by a date: came:NORTH@-7d"), ("arrived", "entrata", "entrate"),
        ref="queue", lifts_scope=True,
    ),
    Key(
        "went", "ref", N_("Went out of the queue today, or by a date: went:NORTH@-7d"), ("gone", "uscita", "uscite"),
        ref="queue", lifts_scope=True,
    ),
    Key(
        "assignee", "ref", N_("Who handles the call"), ("who", "assegnatario", "assegnata", "chi", "gestore"),
        ref="person",
    ),
    Key("technician", "ref", N_("Who goes on site"), ("tech", "tecnico"), ref="person", role="technician"),
    Key("origin", "name", N_("How the call came in"), ("origine",), ref="origin", words=ORIGINS),
    Key("type", "name", N_("Call type"), ("tipo", "tipo_chiamata"), ref="type"),
    Key("problem", "name", N_("Problem type"), ("problema", "tipo_problema"), ref="problem"),
    Key("subtype", "name", N_("Problem subtype"), ("sottotipo",), ref="subtype"),
    Key("territory", "text", N_("Territory"), ("territorio", "zona")),
    Key("location", "text", N_("Where to go"), ("luogo", "ubicazione")),
    Key("tags", "tags", N_("Tag"), ("tag", "etichetta", "etichette")),
    Key("reported_at", "instant", N_("When it was reported"), ("created", "reported", "creata", "creato", "segnalata")),
    Key("assigned_at", "instant", N_("When it was assigned"), ("assigned", "assegnata_il")),
    Key(
        "respond_by", "instant", N_("Target of the first response"), ("rispondere_entro", "risposta_entro"),
        direction="future",
    ),
    Key("responded_at", "instant", N_("First response"), ("responded", "risposta", "risposto")),
    Key("response_state", "enum", N_("State of the response target"), ("stato_risposta",), words=STATES),
    Key(
        "resolve_by", "instant", N_("Target of the resolution"), ("risolvere_entro", "risoluzione_entro"),
        direction="future",
    ),
    Key("resolved_at", "instant", N_("When it was resolved"), ("resolved", "risolta", "risolto")),
    Key("resolution_state", "enum", N_("State of the resolution target"), ("stato_risoluzione",), words=STATES),
    Key(
        "left", "left", N_("Covered time left to the next open target"),
        ("left_s", "scadenza", "scade", "resta", "rimane"), column="next_due", direction="due",
    ),
    Key(
        "due", "due", N_("When the next open target is due"), ("scade_il",),
        column="next_due", direction="due",
    ),
    Key("paused_until", "instant", N_("End of a pause"), ("sospesa_fino",), direction="future"),
    Key("paused_s", "seconds", N_("Time spent in pauses"), ("in_pausa", "pausa")),
    Key("closed_at", "instant", N_("When it was closed"), ("closed", "chiusa", "chiuso", "chiusura"), lifts_scope=True),
    Key("reopened", "integer", N_("How often it was reopened"), ("riaperta", "riaperture")),
    Key("reassigned", "integer", N_("How often it was reassigned"), ("riassegnata", "riassegnazioni")),
    Key("responder", "ref", N_("Who gave the first response"), ("rispondente",), ref="person"),
    Key("response_s", "seconds", N_("Time to the first response, wall clock"), ("tempo_risposta",)),
    Key("response_covered_s", "seconds", N_("Covered time to the first response"), ("tempo_risposta_coperto",)),
    Key("resolution_s", "seconds", N_("Time to the resolution, wall clock"), ("tempo_risoluzione",)),
    Key(
        "resolution_covered_s", "seconds", N_("Covered time to the resolution, pauses apart"),
        ("tempo_risoluzione_coperto",),
    ),
    Key("closure_s", "seconds", N_("Time to the closing, wall clock"), ("tempo_chiusura",), lifts_scope=True),
    Key("age_s", "seconds", N_("Age of an open call"), ("eta",)),
    Key("wait_s", "seconds", N_("Time until somebody first handled it, or now"), ("attesa_s", "tempo_attesa")),
    Key("waiting_s", "seconds", N_("How long it waits in a queue now"), ("aspetta_da",)),
    Key(
        "between_faults_s", "seconds", N_("Time since the call before about the same unit"),
        ("tra_guasti",),
    ),
    Key("labour_s", "seconds", N_("Logged labour"), ("labour", "manodopera")),
    Key("travel_s", "seconds", N_("Logged travel"), ("travel", "viaggio")),
    Key("parts", "integer", N_("How many parts were logged"), ("ricambi",)),
    Key("reported_hour", "integer", N_("Hour of the day it was reported in, 0 to 23"), ("hour", "ora")),
    Key(
        "reported_weekday", "integer", N_("Weekday it was reported on, 1 is Monday"),
        ("weekday", "giorno_settimana"),
    ),
    Key("was_status", "name", N_("Status it had at some time"), ("era_stato",), ref="status", words=STATUSES),
    Key("was_queue", "ref", N_("Queue it was in at some time"), ("era_coda",), ref="queue"),
    Key("was_assignee", "ref", N_("Who handled it at some time"), ("era_assegnatario", "was"), ref="person"),
    Key("updated_at", "instant", N_("When it was last changed"), ("updated", "aggiornata", "modificata")),
    Key("resolution", "text", N_("Text of the outcome"), ("risoluzione", "esito")),
    Key("solutions", "integer", N_("Number of an attached solution"), ("solution", "soluzione", "soluzioni")),
    Key("activities", "presence", N_("Activities and notes"), ("attivita",)),
    Key("visit", "instant", N_("When a visit of it begins; cancelled ones do not count"),
        ("visits", "visita", "visite"), direction="future"),
    Key("planned", "flag", N_("A visit is planned, on the way or going on: yes or no"), ("pianificata", "pianificato")),
    *PLAN_KEYS,
    Key("links", "presence", N_("Links to other calls"), ("collegamenti",)),
    Key("attachments", "presence", N_("Attached files"), ("files", "allegati")),
)  # fmt: skip

_FLAGS = (
    Flag("open", N_("Not closed"), ("aperta", "aperte", "aperto", "aperti"), lifts_scope=True),
    Flag("closed", N_("Closed"), ("chiusa", "chiuse", "chiuso", "chiusi"), lifts_scope=True),
    Flag(
        "pending", N_("In a waiting status"),
        ("waiting", "attesa", "in_attesa", "sospesa", "sospese", "sospeso", "sospesi"), lifts_scope=True,
    ),
    Flag("resolved", N_("Resolved, not closed"), ("risolta", "risolte", "risolto", "risolti"), lifts_scope=True),
    Flag("any", N_("Open or closed"), ("all", "tutte", "tutti", "qualsiasi"), lifts_scope=True),
    Flag("paused", N_("The clock stands"), ("pausa", "in_pausa")),
    Flag("overdue", N_("Past a target"), ("late", "scaduta", "scadute", "scaduto", "scaduti")),
    Flag("duetoday", N_("Due today"), ("due_today", "today", "oggi", "scade_oggi")),
    Flag("mine", N_("I am assignee or technician"), ("mia", "mie", "mio", "miei")),
    Flag("unassigned", N_("Nobody handles it"), ("nonassegnata", "nonassegnate", "non_assegnate", "libere", "libera")),
    Flag("covered", N_("Covered by a contract"), ("coperta", "coperte")),
    Flag("uncovered", N_("Not covered by a contract"), ("scoperta", "scoperte")),
    Flag("followed", N_("Followed by me"), ("seguita", "seguite")),
)  # fmt: skip

CALLS = KeyTable("call", _KEYS, _FLAGS, default_scope="is:open")
