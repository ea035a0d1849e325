"""A rule of routing in words, in both languages."""

from collections.abc import Callable

import pytest

from svc_tui.domain.queues.routing import Rule, read_steps
from svc_tui.presentation.queues.sentence import sentence


def rule(when: str, *steps: str, active: bool = True) -> Rule:
    pairs = [step.partition("=") for step in steps]
    return Rule("R", when, read_steps((what, value) for what, _equals, value in pairs), active)


CASES = [
    (
        rule("item_group:Pumps territory:Emilia", "queue=NORTH", "priority=high"),
        "Calls with item group Pumps of customers in Emilia go to NORTH with priority high",
        "Le chiamate con gruppo articoli Pumps di clienti in Emilia vanno a NORTH con priorità alta",
    ),
    (
        rule("", "queue=DESK", "person=round robin"),
        "All calls go to DESK, to the member whose turn it is",
        "Tutte le chiamate vanno a DESK, al membro a cui tocca",
    ),
    (
        rule("customer:C1,C2 is:uncovered", "tags=quote", "follower=anna,luca"),
        "Calls of customer C1 or C2 not covered by a contract stay where they are, tagged quote "
        "followed by anna and luca",
        "Le chiamate del cliente C1 o C2 non coperte da un contratto restano dove sono, con etichetta quote "
        "seguite da anna e luca",
    ),
    (
        rule('"door sensor" -queue:NORTH priority:>=medium', "person=bruno", active=False),
        "Calls that say “door sensor” not in queue NORTH with priority medium or above go to bruno (switched off)",
        "Le chiamate che dicono “door sensor” non in coda NORTH con priorità media o superiore vanno a bruno "
        "(disattivata)",
    ),
    (
        rule("(type:Repair no:queue) OR assignee:none", "queue=A", "person=knows", "type=Fault", "macro=Hello"),
        "Calls (of type Repair in no queue) or that nobody has go to A, to the member who knows the item or the "
        "customer, as type Fault with macro Hello",
        "Le chiamate (di tipo Repair in nessuna coda) o che nessuno ha vanno a A, al membro che conosce l'articolo "
        "o il cliente, come tipo Fault con la macro Hello",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("told", "english", "italian"), CASES)
def test_a_rule_reads_as_a_sentence(
    speak: Callable[[str], None], told: Rule, english: str, italian: str
) -> None:
    for language, text in (("en", english), ("it", italian)):
        speak(language)
        assert sentence(told) == text


@pytest.mark.parametrize(
    "when",
    ["reported_at:>-7d", "no:attachments", "has:contract", "is:mine", "#10423", "left:<4h", "equipment:311..315",
     "assignee:@me"],
)  # fmt: skip
def test_any_condition_reads_as_something(speak: Callable[[str], None], when: str) -> None:
    for language in ("en", "it"):
        speak(language)
        said = sentence(rule(when, "queue=NORTH"))
        assert "{" not in said
        assert said.endswith(" NORTH")
