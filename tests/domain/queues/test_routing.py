"""Rules of routing: their steps as people type them, and what can be seen to be wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from svc_tui.domain.core.text import code_key
from svc_tui.domain.query.keys import Key
from svc_tui.domain.queues.routing import Rule, read_steps
from svc_tui.domain.queues.routing_checks import faults
from svc_tui.errors import Refused


@dataclass
class Company:
    """What there is."""

    lists: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: {
            "queue": ("NORTH", "SOUTH", "OLD"), "person": ("anna", "bruno", "gone"), "customer": ("C1", "C2"),
            "item_group": ("Pumps", "Laundry"), "type": ("Repair",), "macro": ("Hello",), "status": ("Open", "Closed"),
        }
    )  # fmt: skip

    def codes(self, key: Key, text: str) -> frozenset[str]:
        name = {"assignee": "person", "technician": "person"}.get(key.name, key.name)
        return frozenset(
            code_key(each) for each in self.lists.get(name, ()) if code_key(each) == code_key(text)
        )

    def stands(self, what: str, name: str) -> bool | None:
        found = [
            each
            for each in self.lists[{"follower": "person"}.get(what, what)]
            if code_key(each) == code_key(name)
        ]
        return found[0] not in ("OLD", "gone") if found else None

    def near(self, what: str, name: str) -> str:
        return "NORTH" if name == "nort" else ""

    def serving(self, queue: str) -> bool:
        return queue != "SOUTH"


def rule(when: str, *steps: str, name: str = "R", active: bool = True) -> Rule:
    pairs = [step.partition("=") for step in steps or ("priority=high",)]
    return Rule(name, when, read_steps((what, value) for what, _equals, value in pairs), active)


def wrong(*rules: Rule) -> list[str]:
    return [f"{fault.rule} {fault.place}: {fault.note}" for fault in faults(rules, Company())]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (("queue", " NORTH "), ("queue", "NORTH")),
        (("coda", "NORTH"), ("queue", "NORTH")),
        (("priorita", "alta"), ("priority", "high")),
        (("who", "Round-Robin"), ("person", "round robin")),
        (("person", "least_loaded"), ("person", "least loaded")),
        (("person", "a turno"), ("person", "round robin")),
        (("person", "bruno"), ("person", "bruno")),
        (("tags", "VIP, recall"), ("tags", "vip recall")),
    ],
)
def test_a_step_is_kept_by_its_own_name_and_word(typed: tuple[str, str], kept: tuple[str, str]) -> None:
    assert read_steps([typed]) == (kept,)


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([("quue", "NORTH")], "A rule does not know quue. Did you mean queue?"),
        ([("status", "Open")], "A rule does not know status. Its steps are"),
        ([("queue", "")], "queue has no value. Write one, or leave the step out."),
        ([("queue", "A"), ("coda", "B")], "queue stands twice in the rule. Keep one of them."),
        ([("priority", "urgent")], "urgent is no priority. Choose low, medium or high."),
    ],
)
def test_a_step_that_cannot_be_says_why(pairs: list[tuple[str, str]], said: str) -> None:
    with pytest.raises(Refused, match=said.replace("?", r"\?")):
        read_steps(pairs)


@pytest.mark.parametrize(
    "when",
    [
        "", "item_group:Pumps", "item_group:Pumps,Laundry territory:Emilia", "priority:>low",
        "is:unassigned has:serial",
        "queue:NORTH -customer:C1", "item_group:Pumps OR priority:high", "leak -pump", "no:queue", "queue:none,NORTH",
        "priority:high,low priority:low", "-item_group:Pumps -item_group:Laundry", "tags:vip tags:recall",
    ],
)  # fmt: skip
def test_a_condition_that_may_fit_is_let_be(when: str) -> None:
    assert wrong(rule(when)) == []


@pytest.mark.parametrize(
    ("when", "parts"),
    [
        ("priority:high priority:low", "priority:high priority:low"),
        ("queue:NORTH leak queue:SOUTH", "queue:NORTH queue:SOUTH"),
        ("has:queue queue:none", "has:queue queue:none"),
        ("is:covered is:uncovered", "is:covered is:uncovered"),
        ("is:unassigned assignee:anna", "is:unassigned assignee:anna"),
        ("priority:>high", "priority:>high"),
        ("is:closed", "is:closed"),
        ("has:closed_at", "has:closed_at"),
        ("leak -leak", "leak -leak"),
        ("(priority:high priority:low) OR is:closed", "priority:high priority:low"),
    ],
)
def test_a_condition_that_can_never_fit_says_which_parts(when: str, parts: str) -> None:
    assert wrong(rule(when)) == [
        f"R when: It can never fit: no call that comes in is {parts}. Take a part out."
    ]


def test_a_value_or_key_that_does_not_exist_can_never_fit() -> None:
    assert wrong(rule("queue:nort")) == [
        "R when: It can never fit: queue has no value nort. Did you mean NORTH?"
    ]
    assert wrong(rule("customer:C9")) == [
        "R when: It can never fit: customer has no value C9. Write one that exists."
    ]
    assert wrong(rule("grup:Pumps")) == ["R when: No key grup: searched as text. Did you mean group:?"]
    assert wrong(rule("is:mien")) == ["R when: mien is no value of is:. Did you mean mie?"]


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("queue=OLD", "queue: The queue OLD is inactive. Choose another, or activate it in the set-up."),
        ("queue=nort", "queue: There is no queue nort. Did you mean NORTH?"),
        ("person=gone", "person: gone is no longer active. Choose another person."),
        (
            "person=zoe",
            "person: There is no person zoe. Name another, or a way: round robin, least loaded, knows.",
        ),
        ("follower=zoe", "follower: There is no person zoe. Name another."),
        ("macro=Bye", "macro: There is no macro Bye. Write it down first, or name another."),
        ("type=Sale", "type: The list type has no value Sale. Choose another, or add it in the set-up."),
    ],
)
def test_where_a_rule_cannot_send_a_call_it_says_so(step: str, said: str) -> None:
    assert wrong(rule("leak", step)) == [f"R {said}"]
    assert wrong(rule("leak", step, active=False)) == []


def test_a_queue_without_members_gives_nobody_to_choose() -> None:
    assert wrong(rule("leak", "queue=SOUTH", "person=knows")) == [
        "R person: SOUTH has no member to choose from. Add one, or name a person."
    ]


def test_a_rule_behind_one_that_fits_the_same_is_never_tried() -> None:
    every = rule("", "queue=NORTH", name="Every")
    assert wrong(every, rule("leak")) == [
        "R : It is never tried: Every stands before it and fits every call. Move it up."
    ]
    assert wrong(rule("leak"), every) == []
    assert wrong(rule("leak", name="A"), rule("LEAK  "), rule("leak")) == [
        "R : It is never tried: A stands before it with the same condition. Join the two."
    ]


BACK = "It sends a call where B takes it, and B sends it back. Narrow one of the two conditions."


@pytest.mark.parametrize(
    ("first", "second", "loops"),
    [
        (("queue:SOUTH", "queue=NORTH"), ("queue:NORTH", "queue=SOUTH"), True),
        (("queue:SOUTH", "queue=NORTH"), ("item_group:Pumps", "queue=SOUTH"), True),
        (("-queue:NORTH", "queue=NORTH"), ("queue:NORTH", "queue=SOUTH"), True),
        (("priority:low queue:SOUTH", "queue=NORTH", "priority=high"), ("queue:NORTH", "queue=SOUTH"), False),
        (
            ("queue:SOUTH item_group:Pumps", "queue=NORTH"),
            ("queue:NORTH item_group:Laundry", "queue=SOUTH"),
            False,
        ),
        (("no:queue", "queue=NORTH"), ("queue:NORTH", "queue=SOUTH"), False),
        (("item_group:Pumps", "queue=NORTH"), ("item_group:Laundry", "queue=SOUTH"), False),
        (("item_group:Pumps", "queue=NORTH"), ("queue:NORTH", "queue=SOUTH"), False),
        (("assignee:anna", "person=bruno"), ("assignee:bruno", "person=anna"), True),
    ],
)
def test_two_rules_that_send_a_call_back_and_forth(
    first: tuple[str, ...], second: tuple[str, ...], *, loops: bool
) -> None:
    found = wrong(rule(*first, name="A"), rule(*second, name="B"))
    assert found == ([f"A : {BACK}"] if loops else [])
