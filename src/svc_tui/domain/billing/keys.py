"""What prices, price lists, taxes and kinds of hours can be filtered by: stable names and Italian aliases."""

from types import MappingProxyType

from svc_tui.domain.query.keys import Flag, Key, KeyTable
from svc_tui.errors import N_

_UPDATED = Key("updated_at", "instant", N_("When it was last changed"), ("updated", "aggiornato"))

PRICES = KeyTable(
    "price",
    (
        Key("number", "number", N_("Number"), ("numero",)),
        Key("price_list", "code", N_("Price list"), ("list", "listino"), ref="price_list"),
        Key(
            "what", "enum", N_("item, labour, travel, km or call-out"), ("cosa",),
            words=MappingProxyType(
                {
                    "item": ("articolo",), "labour": ("labor", "manodopera"), "travel": ("viaggio", "trasferta"),
                    "km": ("chilometro",), "call-out": ("callout", "uscita"),
                }
            ),
        ),
        Key("item", "ref", N_("Item"), ("articolo",), ref="item"),
        Key("rate", "code", N_("Kind of hours"), ("tariffa",), ref="labour_rate"),
        Key("customer", "ref", N_("Customer whose own price it is"), ("cliente",), ref="customer"),
        Key("amount", "integer", N_("Amount of one unit"), ("price", "importo", "prezzo")),
        Key("discount", "integer", N_("Discount in percent"), ("sconto",)),
        Key("unit", "enum", N_("h, km, piece or visit"), ("unita",), words=MappingProxyType(
            {"h": ("ora",), "km": (), "piece": ("pezzo",), "visit": ("visita",)}
        )),
        Key("valid_from", "date", N_("First day"), ("from", "dal", "da"), lifts_scope=True),
        Key("valid_until", "date", N_("Last day"), ("until", "al", "fino"), direction="future", lifts_scope=True),
        _UPDATED,
    ),
    (
        Flag("valid", N_("Holds today"), ("valido", "validi"), lifts_scope=True),
        Flag("ended", N_("Is over"), ("finito", "finiti"), lifts_scope=True),
        Flag("future", N_("Begins after today"), ("futuro", "futuri")),
        Flag("own", N_("A customer's own"), ("proprio", "propri")),
        Flag("any", N_("All of them"), ("all", "tutti", "tutte"), lifts_scope=True),
    ),
    default_scope="-is:ended",
)  # fmt: skip

_CODE = Key("code", "code", N_("Code"), ("codice",))
_NAME = Key("name", "text", N_("Name"), ("nome",))
_ACTIVE = Key("active", "flag", N_("May be chosen: yes or no"), ("attivo", "attiva"))
_FLAGS = (
    Flag("active", N_("May be chosen"), ("attivo", "attiva", "attivi", "attive")),
    Flag("inactive", N_("May not be chosen"), ("inattivo", "inattiva", "inattivi", "inattive")),
    Flag("stub", N_("Named by an import and not yet known"), ("provvisorio", "provvisori")),
    Flag("any", N_("All of them"), ("all", "tutti", "tutte")),
)
PRICE_LISTS = KeyTable(
    "price_list",
    (
        _CODE, _NAME,
        Key("currency", "text", N_("Currency"), ("valuta",)),
        Key("valid_from", "date", N_("First day"), ("from", "dal")),
        Key("valid_until", "date", N_("Last day"), ("until", "al"), direction="future"),
        _ACTIVE, _UPDATED,
    ),
    _FLAGS,
)  # fmt: skip
VATS = KeyTable(
    "vat",
    (_CODE, _NAME, Key("category", "text", N_("Category (UNCL5305)"), ("categoria",)), _ACTIVE, _UPDATED),
    _FLAGS,
)
LABOUR_RATES = KeyTable("labour_rate", (_CODE, _NAME, _ACTIVE, _UPDATED), _FLAGS)
