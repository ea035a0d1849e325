"""What activities can be filtered by: every stable name of an activity, its short forms and its Italian aliases."""

from types import MappingProxyType

from svc_tui.domain.query.keys import Flag, Key, KeyTable
from svc_tui.errors import N_

KINDS = MappingProxyType(
    {
        "phone": ("conversation", "telefonata", "telefono"),
        "meeting": ("riunione", "incontro"),
        "task": ("compito",),
        "note": ("nota",),
        "campaign": ("campagna",),
        "other": ("altro",),
    }
)
"""Each kind with what else it may be called."""
PRIORITIES = MappingProxyType({"low": ("l", "bassa"), "medium": ("m", "media"), "high": ("h", "alta")})

_KEYS = (
    Key("number", "integer", N_("Number of the activity"), ("no.", "numero", "n")),
    Key("call", "code", N_("The call it belongs to"), ("chiamata",), ref="call"),
    Key("customer", "ref", N_("Customer, by code or name"), ("cliente", "bp"), ref="customer"),
    Key("customer_name", "text", N_("Name of the customer"), ("nome_cliente",)),
    Key("equipment", "integer", N_("The card it is about"), ("card", "scheda")),
    Key("contract", "integer", N_("The contract it is about"), ("contratto",), prefix="k-"),
    Key("opportunity", "integer", N_("The opportunity it is about"), ("opportunita",)),
    Key("kind", "enum", N_("Phone, meeting, task, note, campaign or other"), ("genere",), words=KINDS),
    Key("type", "name", N_("Activity type"), ("tipo",), ref="activity_type"),
    Key("topic", "name", N_("Topic, from its list"), ("argomento",), ref="activity_topic"),
    Key("subject", "text", N_("Its one line"), ("oggetto",)),
    Key("notes", "text", N_("Its text"), ("text", "nota", "testo")),
    Key("priority", "enum", N_("Priority"), ("prio", "priorita"), words=PRIORITIES, ordered=True),
    Key("who", "ref", N_("Who handles it"), ("chi", "incaricato"), ref="person"),
    Key("contact", "text", N_("Contact person"), ("contatto", "referente")),
    Key("phone", "text", N_("Where the contact is reached"), ("telefono", "tel")),
    Key("starts_at", "instant", N_("When it begins"), ("starts", "start", "when", "inizio", "quando"),
        direction="future"),
    Key("ends_at", "instant", N_("When it ends"), ("ends", "end", "fine"), direction="future"),
    Key("remind_at", "instant", N_("When its person is reminded"), ("remind", "promemoria"), direction="future"),
    Key("closed_at", "instant", N_("When it was done"), ("done", "fatta", "chiusa"), lifts_scope=True),
    Key("created_at", "instant", N_("When it was written"), ("created", "creata", "scritta")),
    Key("updated_at", "instant", N_("When it was last changed"), ("updated", "aggiornata", "modificata")),
    Key("follows", "integer", N_("The activity that it follows up"), ("segue",)),
    Key("series", "integer", N_("The first activity of its series"), ("serie",), lifts_scope=True),
    Key("recurrence", "presence", N_("It comes back"), ("ricorrenza",)),
    Key("attachments", "presence", N_("Attached files"), ("files", "allegati")),
)  # fmt: skip

_FLAGS = (
    Flag("open", N_("Still to do"), ("aperta", "aperte", "todo"), lifts_scope=True),
    Flag("closed", N_("Done"), ("done", "chiusa", "chiuse", "fatta", "fatte"), lifts_scope=True),
    Flag("overdue", N_("Still to do, and its time is over"), ("late", "scaduta", "scadute", "in_ritardo")),
    Flag("today", N_("It begins or reminds today"), ("oggi",)),
    Flag("mine", N_("I handle it"), ("mia", "mie")),
    Flag("recurring", N_("It comes back"), ("ricorrente", "ricorrenti")),
    Flag("any", N_("All of them"), ("all", "tutte", "tutti"), lifts_scope=True),
)

ACTIVITIES = KeyTable("activity", _KEYS, _FLAGS, default_scope="is:open")
