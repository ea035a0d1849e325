"""What solutions can be filtered by: every stable name of a solution, its short forms and its Italian aliases."""

from dataclasses import replace
from types import MappingProxyType

from svc_tui.domain.query.keys import Flag, Key, KeyTable
from svc_tui.domain.query.reader import Query
from svc_tui.domain.query.tree import And, Node, Number, Phrase, Word
from svc_tui.errors import N_

LANGUAGES = MappingProxyType({"en": ("english", "inglese"), "it": ("italian", "italiano")})
STATUSES = MappingProxyType(
    {
        "Internal": ("interna", "interno", "interne"),
        "Review": ("revisione", "in revisione", "da rivedere"),
        "Publish": ("published", "pubblicata", "pubblicate", "pubblica"),
    }
)

_KEYS = (
    Key("number", "integer", N_("Number of the solution"), ("no.", "numero", "n")),
    Key("symptom", "text", N_("What the customer sees"), ("sintomo",)),
    Key("cause", "text", N_("Why it happens"), ("causa",)),
    Key("solution", "text", N_("The solution in one line"), ("soluzione",)),
    Key("description", "text", N_("The steps"), ("steps", "descrizione", "passi")),
    Key("item", "ref", N_("Item, by code or name"), ("articolo", "prodotto"), ref="item"),
    Key("item_group", "name", N_("Item group"), ("group", "gruppo", "gruppo_articoli"), ref="group"),
    Key("problem", "name", N_("Problem type"), ("problema",), ref="problem"),
    Key("status", "name", N_("Status"), ("stato",), ref="solution_status", words=STATUSES),
    Key("owner", "ref", N_("Who wrote it"), ("autore", "titolare"), ref="person"),
    Key("reviewer", "ref", N_("Who is to read it, or read it last"), ("revisore",), ref="person"),
    Key("language", "enum", N_("Language of its text"), ("lingua", "lang"), words=LANGUAGES),
    Key("used", "integer", N_("How many closed calls used it"), ("usata", "usi")),
    Key("attached", "integer", N_("How many calls it is attached to"), ("allegata",)),
    Key("ended", "integer", N_("How many of those are closed"), ("concluse",)),
    Key("last_used_at", "instant", N_("When it was last attached"), ("last_used", "ultimo_uso")),
    Key("created_at", "instant", N_("When it was written"), ("created", "creata", "scritta")),
    Key("reviewed_at", "instant", N_("When it was last found right"), ("reviewed", "rivista", "revisionata")),
    Key("updated_at", "instant", N_("When it was last changed"), ("updated", "aggiornata", "modificata")),
    Key("merged_into", "integer", N_("The solution that took its place"), ("unita_a",), lifts_scope=True),
    Key("misses", "integer", N_("How often it did not help"), ("mancati",)),
    Key("attachments", "presence", N_("Attached files"), ("files", "allegati")),
)

_FLAGS = (
    Flag("stale", N_("Unused or not reviewed for a year, or a call was reopened after it"), ("vecchia", "vecchie")),
    Flag("unused", N_("Unused for a year"), ("inutilizzata", "inutilizzate")),
    Flag("unreviewed", N_("Not reviewed for a year"), ("non_rivista", "non_riviste")),
    Flag("reopened", N_("A call was reopened after it, since its last review"), ("riaperta", "riaperte")),
    Flag("mine", N_("Written by me, or mine to review"), ("mia", "mie")),
    Flag("current", N_("Not merged into another"), ("corrente", "correnti")),
    Flag("merged", N_("Merged into another"), ("unita", "unite"), lifts_scope=True),
    Flag("any", N_("All of them"), ("all", "tutte", "tutti"), lifts_scope=True),
    Flag("internal", N_("For the staff alone"), STATUSES["Internal"]),
    Flag("review", N_("Waits for its review"), STATUSES["Review"]),
    Flag("publish", N_("May be read by the customer"), STATUSES["Publish"]),
)  # fmt: skip

SOLUTIONS = KeyTable("solution", _KEYS, _FLAGS, default_scope="is:current")


def parted(query: Query) -> tuple[str, Query]:
    """The words of a line that are searched, and the filter that is left: `pump item:WSH-40` is both."""
    words: list[str] = []
    rest: list[Node] = []
    for part in query.tree.parts if isinstance(query.tree, And) else (query.tree,):
        if isinstance(part, Word | Phrase):
            words.append(part.text)
        elif isinstance(part, Number):
            words.append(part.number)
        else:
            rest.append(part)
    return " ".join(words), replace(query, tree=And(tuple(rest)))
