"""The filter language: every text parses, and means what the manual says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svc_tui.domain.calls.keys import CALLS
from svc_tui.domain.company.keys import CUSTOMERS, ITEMS, PEOPLE, QUEUES
from svc_tui.domain.query.reader import Query, Sort, parse
from svc_tui.domain.query.tree import And, Node, Not, Number, Or, Phrase, Term, Test, Word
from tests.amounts import many

FRAGMENTS = [
    "queue:", "north", "status:", "is:open", "is:", "any", "has:", "no:", "sort:", "sort:-left", "-",
    "NOT ", "OR", " OR ",
    "|", "(", ")", '"', '""', ",", "..", ">=", "<", ">", "=", "#10423", "#", ":", "@me", "none", "-7d",
    "+2h", "today",
    "2026-03", "2026-03-31T10:00", "created:", "left:<2h", "priority:", "high,h", "banana", " ", "  ",
    "*", "wash*",
    "\x00", "\u202e", "é", "AND", "--", "stato:", "priorità:", "K-58", "contract:", "serial:", "tags:",
    "0", "99999999d",
    "9999-12", "0000", "\ud800", "\n", "%", "_", "'", ";", "covered:yes", "number:1..5", "foo:bar",
    "http://x", "mo", "9y",
]  # fmt: skip
GLUED = st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join)
ANYTHING = st.text() | GLUED | st.text(st.sampled_from('abc:()|"-,.<>=# \\*@0129ORNT'))


def tree(text: str) -> Node:
    query = parse(text, CALLS)
    assert not query.warnings, query.warnings
    return query.tree


def equals(key: str, *values: str) -> Term:
    return Term(key, tuple(Test("=", value) for value in values))


@settings(max_examples=many(200), deadline=None)
@given(ANYTHING, st.booleans())
def test_every_text_parses_and_prints_to_an_equal_tree(text: str, typing: bool) -> None:
    for keys in (CALLS, CUSTOMERS):
        query = parse(text, keys, typing=typing)
        again = parse(str(query), keys)
        assert (again.tree, again.sort, again.scope) == (query.tree, query.sort, query.scope)
        for warning in query.warnings:
            assert warning.text()


LONG = {
    "openings": "(" * 5000,
    "nested": "(" * 5000 + "a" + ")" * 5000,
    "minuses": "-" * 50_000 + "a",
    "alternatives": "a OR " * 5000,
    "words": "a " * 5000,
    "closings": ")" * 3000,
    "quotes": '"' * 4000,
    "values": "number:" + "1," * 5000,
}


@pytest.mark.parametrize("name", LONG)
def test_long_texts_parse(name: str) -> None:
    query = parse(LONG[name], CALLS)
    assert parse(str(query), CALLS).tree == query.tree


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", And()),
        ("pump", Word("pump")),
        ("wash*", Word("wash", prefix=True)),
        ('"door sensor"', Phrase("door sensor")),
        ('"say ""hi"""', Phrase('say "hi"')),
        ('"not closed', Phrase("not closed")),
        ("#10423", Number("10423")),
        ("#INC0000045", Number("INC0000045")),
        ("queue:north", equals("queue", "north")),
        ("queue:north,south", equals("queue", "north", "south")),
        ('queue:"Group 70",b', equals("queue", "Group 70", "b")),
        ("queue:none", Term("queue", (Test("none"),))),
        ('subject:"none"', equals("subject", "none")),
        ("who:@me", Term("assignee", (Test("me"),))),
        ("priority:high,h,alta", equals("priority", "high")),
        ("priority:>=medium", Term("priority", (Test(">=", "medium"),))),
        ("left:<2h", Term("left", (Test("<", "2h"),))),
        ("left_s:<7200", Term("left", (Test("<", "+7200s"),))),
        ("due:2026", equals("due", "2026")),
        ("created:2026-03-01..2026-03-31", Term("reported_at", (Test("..", "2026-03-01", "2026-03-31"),))),
        ("created:2026-03..", Term("reported_at", (Test(">=", "2026-03"),))),
        ("created:..2026-03", Term("reported_at", (Test("<=", "2026-03"),))),
        ('created:>"2026-03-31 10:00"', Term("reported_at", (Test(">", "2026-03-31 10:00"),))),
        ("contract:K-58", equals("contract", "58")),
        ("contract:58", equals("contract", "58")),
        ("subject:<b>", equals("subject", "<b>")),
        ("is:open", equals("is", "open")),
        ("is:aperte,chiuse", equals("is", "open", "closed")),
        ("has:contract", equals("has", "contract")),
        ("no:who", equals("no", "assignee")),
        ("a b", And((Word("a"), Word("b")))),
        ("a AND b", And((Word("a"), Word("b")))),
        ("a OR b", Or((Word("a"), Word("b")))),
        ("a|b", Or((Word("a"), Word("b")))),
        ("a b OR c", Or((And((Word("a"), Word("b"))), Word("c")))),
        ("a (b OR c)", And((Word("a"), Or((Word("b"), Word("c")))))),
        ("-queue:north", Not(equals("queue", "north"))),
        ("NOT queue:north", Not(equals("queue", "north"))),
        ("--a", Word("a")),
        ("-(a OR b)", Not(Or((Word("a"), Word("b"))))),
        ("warm-up", Word("warm-up")),
        ("queue:", And()),
        ("a OR", Word("a")),
        ("-", And()),
        ("&", And()),
        ("Bianchi & c", And((Word("Bianchi"), Word("c")))),
    ],
)  # fmt: skip
def test_what_a_text_means(text: str, expected: Node) -> None:
    assert tree(text) == expected


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("stato", "status"), ("coda", "queue"), ("cliente", "customer"), ("matricola", "serial"), ("scadenza", "left"),
        ("priorità", "priority"), ("PRIORITA", "priority"), ("oggetto", "subject"), ("assegnatario", "assignee"),
        ("tecnico", "technician"), ("contratto", "contract"), ("articolo", "item"), ("origine", "origin"),
        ("tipo", "type"), ("problema", "problem"), ("who", "assignee"), ("tech", "technician"),
        ("due", "due"), ("left_s", "left"), ("scade_il", "due"),
        ("created", "reported_at"), ("assigned", "assigned_at"), ("responded", "responded_at"),
        ("resolved", "resolved_at"), ("closed", "closed_at"), ("updated", "updated_at"),
    ],
)  # fmt: skip
def test_short_forms_and_italian_aliases(alias: str, name: str) -> None:
    found = CALLS.key(alias)
    assert found is not None
    assert found.name == name


SCRIPT_NAMES = (
    "number subject description status status_class priority customer customer_name contact phone reference serial "
    "item item_name item_group equipment contract covered coverage_reason queue assignee technician origin type "
    "problem subtype territory reported_at assigned_at respond_by responded_at response_state resolve_by resolved_at "
    "resolution_state left_s paused_s closed_at reopened reassigned updated_at resolution solutions tags"
)


def test_every_name_that_scripts_rely_on_is_a_key() -> None:
    assert [name for name in SCRIPT_NAMES.split() if CALLS.key(name) is None] == []


@pytest.mark.parametrize("table", [CALLS, CUSTOMERS, ITEMS, PEOPLE, QUEUES], ids=lambda t: t.kind)
def test_no_two_keys_share_a_name(table: object) -> None:
    assert isinstance(table, type(CALLS))
    words = [word for key in table.keys for word in (key.name, *key.also)]
    assert sorted(words) == sorted(set(words))
    flags = [word for flag in table.flags for word in (flag.name, *flag.also)]
    assert sorted(flags) == sorted(set(flags))


@pytest.mark.parametrize(
    "text",
    ["is:any", "is:tutte", "status:Pending", "-status:closed", "is:closed", "is:pending", "status_class:open", "#10423",
     "a OR is:closed", "closed:>2026-03-31", "no:closed", "number:10423", "closure_s:>2d"],
)  # fmt: skip
def test_the_default_scope_gives_way(text: str) -> None:
    assert parse(text, CALLS).scope == ""


@pytest.mark.parametrize(
    "text", ["", "pump", "queue:north", "is:overdue", "is:mine", "is:paused", "-is:covered", "stato:"]
)
def test_the_default_scope_stays(text: str) -> None:
    assert parse(text, CALLS).scope == "is:open"


def test_other_lists_are_whole() -> None:
    assert parse("name:bianchi", CUSTOMERS).scope == ""


def test_sort_keys() -> None:
    query = parse("queue:north sort:-left sort:priority,created", CALLS)
    assert query.sort == (Sort("left", True), Sort("priority"), Sort("reported_at"))
    assert query.tree == equals("queue", "north")


def sentences(query: Query) -> list[str]:
    return [warning.text() for warning in query.warnings]


def test_an_unknown_key_is_text_and_says_what_was_meant() -> None:
    query = parse("stauts:open", CALLS)
    assert query.tree == Word("stauts:open")
    assert sentences(query) == ["No key stauts: searched as text. Did you mean status:?"]
    assert query.warnings[0].span == (0, 6)
    assert query.scope == "is:open"


def test_an_address_is_no_key() -> None:
    assert parse("https://example.org", CALLS).warnings == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("created:banana", Phrase("created:banana")),
        ("priority:urgentissimo", Phrase("priority:urgentissimo")),
        ("priority:high,purple", equals("priority", "high")),
        ("reopened:>many", Phrase("reopened:>many")),
        ("is:opne", Phrase("is:opne")),
        ("contract:gold", Phrase("contract:gold")),
    ],
)
def test_a_bad_value_warns_and_is_text(text: str, expected: Node) -> None:
    query = parse(text, CALLS)
    assert query.tree == expected
    assert len(query.warnings) == 1


def test_a_bad_flag_says_what_was_meant() -> None:
    assert sentences(parse("is:opne", CALLS)) == ["opne is no value of is:. Did you mean open?"]


def test_the_last_word_is_a_prefix_while_typing() -> None:
    assert parse("leak pum", CALLS, typing=True).tree == And((Word("leak"), Word("pum", prefix=True)))
    assert parse("leak p", CALLS, typing=True).tree == Word("leak")
    assert parse("leak 漏", CALLS, typing=True).tree == And((Word("leak"), Word("漏", prefix=True)))
    assert parse("leak pum ", CALLS, typing=True).tree == And((Word("leak"), Word("pum")))
    assert parse("leak pum", CALLS).tree == And((Word("leak"), Word("pum")))


def test_unbalanced_parentheses_are_forgiven_and_told() -> None:
    assert parse("(a b", CALLS).tree == And((Word("a"), Word("b")))
    assert sentences(parse("(a b", CALLS)) == ["This parenthesis is not closed."]
    assert parse("a) b", CALLS).tree == And((Word("a"), Word("b")))
    assert sentences(parse("a) b", CALLS)) == ["This closing parenthesis closes nothing."]


def test_spans_show_where_a_term_stands() -> None:
    query = parse("leak queue:north -#10423", CALLS)
    assert isinstance(query.tree, And)
    assert [query.text[a:b] for a, b in (part.span for part in query.tree.parts)] == [
        "leak",
        "queue:north",
        "-#10423",
    ]


def test_searched_words_for_marking() -> None:
    assert parse('leak -drip queue:north "inlet valve"', CALLS).words == ("leak", "drip", "inlet valve")
