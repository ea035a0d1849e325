"""Rules of routing as a company keeps them: one by one, all at once, and as a file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from svc_tui.domain.queues.routing import Rule
from svc_tui.errors import Conflict, NotFound, Refused
from svc_tui.services.queues import rules_file
from svc_tui.services.queues.rules import Faulty, RoutingRules
from tests.services.desk import Desk

FILE = """
[[rule]]
name = "Washers"            # the laundry
when = "item_group:Laundry customer:C1"
queue = "NORTH"
person = "least loaded"
tags = ["vip", "laundry"]

[[rule]]
name = "Rest"
priority = "media"
coda = "SOUTH"
active = false
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found = Desk(tmp_path / "desk.db")
    yield found
    found.store.close()


@pytest.fixture
def rules(desk: Desk) -> RoutingRules:
    return RoutingRules(desk.context)


def names(rules: RoutingRules) -> list[str]:
    return [row.name for row in rules.all()]


def test_a_rule_is_written_down_changed_moved_and_taken_away(rules: RoutingRules) -> None:
    assert rules.save("A", {"when": "customer:C1", "queue": "NORTH"}).new == ("A",)
    rules.save("B", {"when": "customer:C2", "queue": "SOUTH", "tags": "vip"})
    assert rules.save("b", {"priority": "high", "tags": "", "position": "1"}).changed == ("B",)
    assert [(row.name, row.position, row.steps) for row in rules.all()] == [
        ("B", 0, (("queue", "SOUTH"), ("priority", "high"))), ("A", 1, (("queue", "NORTH"),)),
    ]  # fmt: skip
    assert not rules.save("B", {"priority": "high"}).any
    rules.delete("a")
    assert names(rules) == ["B"]
    with pytest.raises(NotFound, match=r"There is no rule C\. There are: B\."):
        rules.find("C")


def test_undo_takes_it_back_and_its_history_tells(desk: Desk, rules: RoutingRules) -> None:
    from svc_tui.services.core.history import History

    rules.save("A", {"when": "customer:C1", "queue": "NORTH"})
    rules.save("A", {"when": "customer:C2"})
    told = [(entry.event, entry.field, entry.new) for entry in History(desk.context).of("routing_rule", "A")]
    assert told == [("created", None, "A"), ("changed", "condition", "customer:C2")]
    desk.undo.undo()
    assert rules.find("A").condition == "customer:C1"
    desk.undo.undo()
    assert names(rules) == []


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"queue": "OLD"}, "Rule A, queue: The queue OLD is inactive."),
        ({"queue": "nort"}, "Rule A, queue: There is no queue nort. Did you mean NORTH?"),
        ({"person": "gone"}, "Rule A, person: gone is no longer active."),
        (
            {"when": "customer:C77", "queue": "NORTH"},
            "Rule A, when: It can never fit: customer has no value C77.",
        ),
        ({"when": "queue:NORTH queue:SOUTH", "tags": "x"}, "Rule A, when: It can never fit: no call"),
        ({"macro": "Hello"}, "Rule A, macro: There is no macro Hello."),
        ({"when": "customer:C1"}, "The rule A does nothing."),
        ({"quue": "NORTH"}, "Rule A: A rule does not know quue. Did you mean queue?"),
        ({"queue": "NORTH", "active": "perhaps"}, "active: perhaps is neither yes nor no."),
        ({"queue": "NORTH", "position": "0"}, "position: 0 is no place in the list."),
    ],
)
def test_a_rule_that_cannot_be_is_refused_and_nothing_is_saved(
    desk: Desk, rules: RoutingRules, values: dict[str, object], said: str
) -> None:
    before = desk.store.change_seq()
    with pytest.raises(Refused, match="^" + said.replace("?", r"\?").replace(".", r"\.")):
        rules.save("A", values)
    assert desk.store.change_seq() == before
    assert names(rules) == []


def test_two_that_send_a_call_back_and_forth_are_refused(rules: RoutingRules) -> None:
    rules.save("A", {"when": "queue:SOUTH", "queue": "NORTH"})
    with pytest.raises(Faulty, match="Rule A: It sends a call where B takes it, and B sends it back"):
        rules.save("B", {"when": "queue:NORTH", "queue": "SOUTH"})
    assert names(rules) == ["A"]


def test_what_is_wrong_with_another_rule_stands_in_nobodys_way(desk: Desk, rules: RoutingRules) -> None:
    rules.save("A", {"when": "customer:C1", "queue": "SOUTH"})
    with desk.store.read() as session:
        from svc_tui.storage.engine.read_models import find_id

        south = find_id(session, "queue", "code", "SOUTH")
    assert south is not None
    desk.change("queue", south, inactive=True)
    assert [fault.place for fault in rules.check()] == ["queue"]
    rules.save("B", {"when": "customer:C2", "queue": "NORTH"})
    rules.save("A", {"active": "no"})
    assert rules.check() == []


def test_two_who_edit_one_rule_meet(rules: RoutingRules) -> None:
    rules.save("A", {"when": "customer:C1", "queue": "NORTH"})
    base = {"condition": "customer:C1"}
    rules.save("A", {"when": "customer:C2"})
    with pytest.raises(Conflict):
        rules.save("A", {"when": "customer:C3"}, base=base)
    assert rules.find("A").condition == "customer:C2"


# --- as a file


def test_a_file_becomes_the_rules_and_reads_back_as_they_are(rules: RoutingRules) -> None:
    rules.save("Old", {"when": "customer:C3", "queue": "NORTH"})
    text = rules_file.parse(FILE)
    changed = rules.replace(text.rules)
    assert (changed.new, changed.gone) == (("Washers", "Rest"), ("Old",))
    assert [(row.name, row.condition, row.steps, row.active) for row in rules.all()] == [
        ("Washers", "item_group:Laundry customer:C1",
         (("queue", "NORTH"), ("person", "least loaded"), ("tags", "vip"), ("tags", "laundry")), True),
        ("Rest", "", (("queue", "SOUTH"), ("priority", "medium")), False),
    ]  # fmt: skip
    again = rules_file.parse(rules_file.as_text(text.rules))
    assert again.rules == text.rules
    assert not rules.replace(again.rules).any


def test_any_name_and_condition_survive_the_file() -> None:
    rule = Rule('A "b" \\ ü', 'subject:"a \\ b" -x', (("tags", "ü"), ("macro", 'say "x"')))
    assert rules_file.parse(rules_file.as_text([rule])).rules == (rule,)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (FILE[:120], "r.toml, line 6: it cannot be read from here on .*Nothing was saved."),
        (
            FILE.replace("person =", "persn ="),
            "r.toml, line 6: a rule has no key persn. Did you mean person?",
        ),
        (FILE.replace("[[rule]]", "[[rules]]"), r"r.toml, line 2: rules is no rule. Each rule begins with"),
        (FILE.replace('"media"', "3"), 'r.toml, line 11: priority takes "...".'),
        (FILE.replace("active = false", 'active = "no"'), "r.toml, line 13: active takes true, false."),
        (FILE.replace('"media"', '"urgent"'), "r.toml, line 9: Rule Rest: urgent is no priority."),
        (FILE.replace('name = "Rest"', ""), "r.toml, line 9: A rule needs a name"),
        ("", "r.toml holds no rule."),
    ],
)
def test_a_file_that_is_cut_off_or_misspelt_says_line_and_key(text: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        rules_file.parse(text, "r.toml")


def test_what_is_wrong_with_a_rule_of_a_file_is_told_with_its_line(desk: Desk, rules: RoutingRules) -> None:
    text = rules_file.parse(FILE.replace('"NORTH"', '"OLD"').replace("customer:C1", "customer:C77"), "r.toml")
    rules.save("A", {"when": "customer:C1", "queue": "NORTH"})
    before = desk.store.change_seq()
    with pytest.raises(Faulty) as error:
        rules.replace(text.rules)
    assert [text.told(fault) for fault in error.value.faults] == [
        "r.toml, line 4: Rule Washers, when: It can never fit: customer has no value C77. Write one that exists.",
        "r.toml, line 5: Rule Washers, queue: The queue OLD is inactive. Choose another, or activate it in the set-up.",
    ]
    assert desk.store.change_seq() == before
    assert names(rules) == ["A"]
