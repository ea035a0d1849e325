"""What contracts can be filtered by: every stable name of a contract, its short forms and its Italian aliases."""

from types import MappingProxyType

from svc_tui.domain.query.keys import Flag, Key, KeyTable
from svc_tui.domain.query.preventive import PLAN_KEYS
from svc_tui.errors import N_

STATUSES = MappingProxyType(
    {
        "draft": ("d", "bozza", "bozze"),
        "approved": ("a", "approvato", "approvati", "approvata"),
        "on_hold": ("h", "on hold", "hold", "frozen", "sospeso", "sospesi", "in sospeso"),
        "terminated": ("t", "risolto", "risolti", "terminato", "terminati", "cessato", "cessati"),
    }
)
"""Each status with what else it may be called."""
TYPES = MappingProxyType(
    {
        "serial": ("s", "serial number", "matricola", "numero di serie", "numero_di_serie"),
        "item_group": ("g", "group", "item group", "gruppo", "gruppo articoli", "gruppo_articoli"),
        "customer": ("c", "cliente"),
    }
)
"""Each type with what else it may be called."""
SERVICES = MappingProxyType({"regular": ("r", "regolare"), "warranty": ("w", "garanzia")})
"""Each service type with what else it may be called."""
COSTS = MappingProxyType(
    {
        "parts": ("parti", "ricambi"),
        "labour": ("labor", "manodopera"),
        "travel": ("trasferta", "viaggio"),
    }
)
"""What a contract may include, with what else it may be called."""
UNITS = MappingProxyType({"hours": ("ore",), "visits": ("visite",)})

_KEYS = (
    Key("number", "integer", N_("Number of the contract"), ("no.", "numero", "n", "contract", "contratto"),
        prefix="k-"),
    Key("description", "text", N_("Title"), ("title", "name", "descrizione", "titolo")),
    Key("type", "enum", N_("What its lines name: serial, item_group or customer"), ("tipo",), words=TYPES),
    Key("service_type", "enum", N_("Regular or warranty"), ("service", "tipo_servizio", "servizio"), words=SERVICES),
    Key("status", "enum", N_("Status"), ("stato",), words=STATUSES),
    Key("customer", "ref", N_("Customer, by code or name"), ("cliente", "bp"), ref="customer"),
    Key("customer_name", "text", N_("Name of the customer"), ("nome_cliente",)),
    Key("contact", "text", N_("Contact person"), ("contatto", "referente")),
    Key("owner", "ref", N_("Who looks after it"), ("who", "titolare", "proprietario"), ref="person"),
    Key("template", "code", N_("Template it was copied from"), ("modello",), ref="template"),
    Key("start", "date", N_("First day"), ("from", "inizio", "dal"), direction="future"),
    Key("end", "date", N_("Day on which it really ends"), ("ends", "to", "until", "fine", "scadenza", "al"),
        direction="future"),
    Key("termination", "date", N_("Day of an early end"), ("terminated", "risoluzione_anticipata", "cessazione")),
    Key("left_days", "integer", N_("Days left"), ("left", "days_left", "giorni_residui", "resta", "rimane")),
    Key("renewal", "flag", N_("To be renewed: yes or no"), ("rinnovo",)),
    Key("remind", "code", N_("How long before the end to remind"), ("promemoria",)),
    Key("reminded_at", "instant", N_("When the owner was reminded"), ("reminded", "avvisato", "ricordato")),
    Key("renews", "integer", N_("Contract of the period before"), ("rinnova",), prefix="k-"),
    Key("response", "code", N_("Response target"), ("risposta",)),
    Key("resolution", "code", N_("Resolution target"), ("risoluzione",)),
    Key("coverage", "text", N_("Covered hours"), ("hours", "copertura", "orario")),
    Key("zone", "text", N_("Time zone"), ("fuso",)),
    Key("holidays", "code", N_("Holiday calendar"), ("festivi", "calendario")),
    Key("includes", "enum", N_("What it includes: parts, labour, travel"), ("include", "compreso"), words=COSTS),
    Key("lines", "integer", N_("How many units or groups it lists"), ("righe", "linee")),
    Key("serial", "serial", N_("Serial of a listed unit"), ("sn", "manufacturer_serial", "matricola", "seriale")),
    Key("equipment", "integer", N_("Card of a listed unit"), ("card", "scheda")),
    Key("item_group", "text", N_("Listed item group"), ("group", "gruppo", "gruppo_articoli")),
    Key("unit_kind", "enum", N_("What is prepaid: hours or visits"), ("prepaid", "prepagato"), words=UNITS),
    Key("units", "seconds", N_("Prepaid: hours as 10h, or visits"), ("unita",)),
    Key("used", "seconds", N_("Used of what is prepaid"), ("usato", "usate")),
    Key("price_list", "code", N_("Price list"), ("listino",), ref="price_list"),
    Key("value", "integer", N_("What the customer pays for the period"), ("price", "valore", "prezzo")),
    Key("calls", "integer", N_("Calls under it"), ("chiamate",)),
    Key("labour_s", "seconds", N_("Logged labour"), ("labour", "manodopera")),
    Key("travel_s", "seconds", N_("Logged travel"), ("travel", "viaggio")),
    Key("parts", "integer", N_("How many parts were logged"), ("ricambi",)),
    Key("remarks", "text", N_("Remarks"), ("osservazioni", "note")),
    *PLAN_KEYS,
    Key("updated_at", "instant", N_("When it was last changed"), ("updated", "aggiornato", "modificato")),
    Key("attachments", "presence", N_("Attached files"), ("files", "allegati")),
)  # fmt: skip

_FLAGS = (
    Flag("covering", N_("In force today"), ("valid", "live", "valido", "validi", "attivo", "attivi", "vigente")),
    Flag("expired", N_("Its end is past"), ("ended", "over", "scaduto", "scaduti")),
    Flag("future", N_("Approved, not yet started"), ("futuro", "futuri")),
    Flag("ending", N_("In force, ends within 30 days"), ("in_scadenza", "scade")),
    Flag("renewed", N_("The next period is written down"), ("rinnovato", "rinnovati")),
    Flag("renewal", N_("To be renewed"), ("renewing", "da_rinnovare")),
    Flag("exhausted", N_("Prepaid units are used up"), ("spent", "esaurito", "esauriti")),
    Flag("warranty", N_("A warranty"), ("garanzia", "garanzie")),
    Flag("mine", N_("I look after it"), ("mio", "miei")),
    Flag("any", N_("All of them"), ("all", "tutti", "tutte")),
    *(Flag(name, words, STATUSES[name][1:]) for name, words in (
        ("draft", N_("Not yet approved")), ("approved", N_("Approved")),
        ("on_hold", N_("On hold")), ("terminated", N_("Ended for good")),
    )),
)  # fmt: skip

CONTRACTS = KeyTable("contract", _KEYS, _FLAGS)
