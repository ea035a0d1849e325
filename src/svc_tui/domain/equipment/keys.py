"""What equipment cards can be filtered by: every stable name of a card, its short forms and its Italian aliases."""

from types import MappingProxyType

from svc_tui.domain.query.keys import Flag, Key, KeyTable
from svc_tui.domain.query.preventive import PLAN_KEYS
from svc_tui.errors import N_

STATUSES = MappingProxyType(
    {
        "active": ("a", "attiva", "attivo", "attive", "attivi"),
        "returned": ("r", "resa", "reso", "rese", "resi", "restituita", "restituito"),
        "terminated": ("t", "cessata", "cessato", "cessate", "cessati", "terminata", "terminato"),
        "loaned": ("l", "prestata", "prestato", "in prestito", "prestito"),
        "in_lab": ("i", "in lab", "lab", "in laboratorio", "laboratorio", "in riparazione"),
    }
)

_KEYS = (
    Key("number", "integer", N_("Number of the card"), ("no.", "numero", "n", "card", "scheda", "equipment")),
    Key("serial", "serial", N_("Own serial number, whole or its tail"), ("sn", "matricola", "seriale")),
    Key(
        "manufacturer_serial", "serial", N_("The maker's serial number"),
        ("maker_serial", "matricola_produttore", "seriale_produttore"),
    ),
    Key("item", "ref", N_("Item, by code or name"), ("articolo", "prodotto"), ref="item"),
    Key("item_name", "text", N_("Name of the item"), ("nome_articolo",)),
    Key("item_group", "name", N_("Item group"), ("group", "gruppo", "gruppo_articoli"), ref="group"),
    Key("customer", "ref", N_("Owner, by code or name"), ("cliente", "bp", "owner"), ref="customer"),
    Key("customer_name", "text", N_("Name of the owner"), ("nome_cliente",)),
    Key("customers", "ref", N_("Further customers who may use it"), ("clienti", "users"), ref="customer"),
    Key("buyer", "ref", N_("Who bought it, by code or name"), ("acquirente",), ref="customer"),
    Key("contact", "text", N_("Contact person"), ("contatto", "referente")),
    Key("phone", "text", N_("Phone of the contact"), ("telefono", "tel")),
    Key("status", "enum", N_("Status"), ("stato",), words=STATUSES),
    Key("technician", "ref", N_("Default technician"), ("tech", "tecnico"), ref="person", role="technician"),
    Key("territory", "text", N_("Territory"), ("territorio", "zona")),
    Key("address", "text", N_("Address where it stands"), ("indirizzo",)),
    Key("location", "text", N_("Place in the building"), ("luogo", "ubicazione", "posizione")),
    Key("warranty_start", "date", N_("First day of the warranty"), ("inizio_garanzia",)),
    Key(
        "warranty_end", "date", N_("Last day of the warranty"), ("warranty", "garanzia", "fine_garanzia"),
        direction="future",
    ),
    Key("delivered_at", "date", N_("Day of delivery"), ("delivered", "consegna", "consegnata")),
    Key("delivery", "text", N_("Number of the delivery note"), ("ddt", "bolla")),
    Key("invoice", "text", N_("Number of the invoice"), ("fattura",)),
    Key("manufactured_at", "date", N_("Day it was built"), ("built", "costruita", "costruito")),
    Key("due_back", "date", N_("Day a loaned unit is expected back"), ("rientro", "rientro_previsto")),
    Key("contract", "integer", N_("Covering contract"), ("contratto",), ref="contract", prefix="k-"),
    Key("covered", "flag", N_("Covered by a contract now: yes or no"), ("coperta", "coperto")),
    Key("coverage_reason", "text", N_("Why it is covered or not"), ("reason", "motivo_copertura", "motivo")),
    Key("replaces", "integer", N_("Card of the unit it stands in for"), ("sostituisce",)),
    Key("replaced_by", "integer", N_("Card of the unit that took its place"), ("sostituita_da", "sostituito_da")),
    Key("parent", "integer", N_("Card of the unit it is a part of"), ("part_of", "parte_di", "padre")),
    Key("open_calls", "integer", N_("Open calls about it"), ("chiamate_aperte",)),
    Key("calls", "integer", N_("All calls about it"), ("chiamate",)),
    *PLAN_KEYS,
    Key("updated_at", "instant", N_("When it was last changed"), ("updated", "aggiornata", "modificata")),
    Key("attachments", "presence", N_("Attached files"), ("files", "allegati")),
)  # fmt: skip

_FLAGS = (
    Flag("live", N_("At the customer: active or loaned"), ("viva", "vive", "presente", "presenti")),
    Flag("covered", N_("Covered by a contract now"), ("coperta", "coperte", "coperto", "coperti")),
    Flag("uncovered", N_("Not covered by a contract now"), ("scoperta", "scoperte", "scoperto", "scoperti")),
    Flag("warranty", N_("In warranty today"), ("garanzia", "in_garanzia")),
    Flag("overdueloan", N_("Lent, and not back on the day it was expected"), ("prestitoscaduto",)),
    Flag("any", N_("All of them"), ("all", "tutte", "tutti")),
    *(Flag(name, words, STATUSES[name][1:]) for name, words in (
        ("active", N_("At the customer")), ("returned", N_("Came back")),
        ("terminated", N_("Out of the customer's inventory")), ("loaned", N_("Lent to the customer")),
        ("in_lab", N_("In the repair lab")),
    )),
)  # fmt: skip

EQUIPMENT = KeyTable("equipment", _KEYS, _FLAGS)
