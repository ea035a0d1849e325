"""What customers, items, people and queues can be filtered by."""

from types import MappingProxyType

from svc_tui.domain.query.keys import Flag, Key, KeyTable
from svc_tui.errors import N_

_CODE = Key("code", "code", N_("Code"), ("codice",))
_NAME = Key("name", "text", N_("Name"), ("nome",))
_PHONE = Key("phone", "text", N_("Phone"), ("telefono", "tel"))
_EMAIL = Key("email", "text", N_("E-mail address"), ("mail", "posta"))
_UPDATED = Key("updated_at", "instant", N_("When it was last changed"), ("updated", "aggiornato"))
_ACTIVE = Key("active", "flag", N_("May be chosen: yes or no"), ("attivo", "attiva"))
_FLAGS = (
    Flag("active", N_("May be chosen"), ("attivo", "attiva", "attivi", "attive")),
    Flag("inactive", N_("May not be chosen"), ("inattivo", "inattiva", "inattivi", "inattive")),
    Flag("stub", N_("Named by an import and not yet known"), ("provvisorio", "provvisori")),
    Flag("any", N_("All of them"), ("all", "tutti", "tutte")),
)

CUSTOMERS = KeyTable(
    "customer",
    (
        _CODE, _NAME,
        Key(
            "kind", "enum", N_("customer, vendor or lead"), ("tipo",),
            words=MappingProxyType({"customer": ("cliente",), "vendor": ("fornitore",), "lead": ("potenziale",)}),
        ),
        _PHONE, _EMAIL,
        Key("territory", "text", N_("Territory"), ("territorio", "zona")),
        Key("technician", "ref", N_("Default technician"), ("tech", "tecnico"), ref="person", role="technician"),
        Key("blocked", "text", N_("Why not to serve"), ("bloccato",)),
        Key("price_list", "code", N_("Price list"), ("listino",), ref="price_list"),
        Key("vat", "code", N_("Value added tax"), ("iva",), ref="vat"),
        Key("merged_into", "text", N_("Who it turned out to be"), ("unito_a",)),
        _ACTIVE, _UPDATED,
    ),
    _FLAGS,
)  # fmt: skip

ITEMS = KeyTable(
    "item",
    (
        _CODE, _NAME,
        Key("group", "name", N_("Item group"), ("item_group", "gruppo"), ref="group"),
        Key(
            "kind", "enum", N_("item, labour or travel"), ("tipo",),
            words=MappingProxyType(
                {"item": ("articolo",), "labour": ("labor", "manodopera"), "travel": ("trasferta",)}
            ),
        ),
        Key("serial_managed", "flag", N_("Has serial numbers: yes or no"), ("matricole",)),
        Key("warranty_template", "text", N_("Warranty template"), ("modello_garanzia",)),
        Key("life", "integer", N_("Months that a unit is expected to last"), ("durata",)),
        Key("vat", "code", N_("Value added tax"), ("iva",), ref="vat"),
        _ACTIVE, _UPDATED,
    ),
    _FLAGS,
)  # fmt: skip

PEOPLE = KeyTable(
    "person",
    (
        _CODE, _NAME,
        Key("user_id", "integer", N_("User id in SAP Business One"), ("utente",)),
        Key("employee_id", "integer", N_("Employee id in SAP Business One"), ("dipendente",)),
        _PHONE, _EMAIL,
        Key("roles", "tags", N_("Role"), ("role", "ruolo", "ruoli")),
        Key("skills", "tags", N_("What the person knows"), ("skill", "competenza", "competenze")),
        _ACTIVE, _UPDATED,
    ),
    _FLAGS,
)  # fmt: skip

QUEUES = KeyTable(
    "queue",
    (
        _CODE, _NAME,
        Key("manager", "ref", N_("Who answers for the queue"), ("responsabile",), ref="person"),
        Key("members", "ref", N_("Who takes calls of the queue"), ("member", "membro", "membri"), ref="person"),
        _EMAIL,
        Key("inactive", "flag", N_("Hidden from choosing: yes or no"), ("inattiva",)),
        Key("position", "integer", N_("Place on the board"), ("posizione",)),
        _UPDATED,
    ),
    _FLAGS,
)  # fmt: skip
