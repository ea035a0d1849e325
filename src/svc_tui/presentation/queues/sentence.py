"""A rule of routing as a sentence: `Calls with item group Pumps go to NORTH with priority high`."""

from collections.abc import Sequence

from svc_tui.domain.calls.keys import CALLS
from svc_tui.domain.core.text import show_line
from svc_tui.domain.query.tree import And, Node, Not, Number, Or, Phrase, Term, Test, Word
from svc_tui.domain.queues.routing import KNOWS, LOAD, TURN, Rule, query_of
from svc_tui.errors import N_
from svc_tui.language import _, pgettext
from svc_tui.presentation.core.words import origin_words, priority_words, status_words

_WITH = {
    "subject": N_("whose subject says {value}"),
    "description": N_("whose description says {value}"),
    "notes": N_("whose notes say {value}"),
    "customer": N_("of customer {value}"),
    "customer_name": N_("of customers called {value}"),
    "territory": N_("of customers in {value}"),
    "location": N_("from {value}"),
    "contact": N_("from {value}"),
    "email": N_("from {value}"),
    "phone": N_("from {value}"),
    "item": N_("about item {value}"),
    "item_name": N_("about {value}"),
    "item_group": N_("with item group {value}"),
    "serial": N_("about serial {value}"),
    "contract": N_("under contract {value}"),
    "queue": N_("in queue {value}"),
    "assignee": N_("that {value} has"),
    "technician": N_("with technician {value}"),
    "origin": N_("that came in by {value}"),
    "type": N_("of type {value}"),
    "problem": N_("with problem {value}"),
    "subtype": N_("with problem subtype {value}"),
    "priority": N_("with priority {value}"),
    "status": N_("with status {value}"),
    "tags": N_("tagged {value}"),
}
"""What a condition says of calls, by its key (message ids)."""
_WITHOUT = {
    "queue": N_("in no queue"),
    "assignee": N_("that nobody has"),
    "technician": N_("without technician"),
    "contract": N_("without contract"),
    "serial": N_("without serial"),
    "equipment": N_("without card"),
    "item": N_("without item"),
    "item_group": N_("without item group"),
    "territory": N_("of customers without territory"),
    "type": N_("without type"),
    "problem": N_("without problem"),
    "tags": N_("without tag"),
}
_SOME = {
    "queue": N_("in a queue"),
    "assignee": N_("that somebody has"),
    "technician": N_("with a technician"),
    "contract": N_("with a contract"),
    "serial": N_("with a serial"),
    "equipment": N_("with a card"),
    "item": N_("with an item"),
    "item_group": N_("with an item group"),
    "attachments": N_("with files"),
}
_FLAGS = {
    "covered": N_("covered by a contract"),
    "uncovered": N_("not covered by a contract"),
    "unassigned": N_("that nobody has"),
    "open": N_("not closed"),
    "overdue": N_("past a target"),
    "duetoday": N_("due today"),
}
_WAYS = {
    TURN: N_("to the member whose turn it is"),
    LOAD: N_("to the member who has least to do"),
    KNOWS: N_("to the member who knows the item or the customer"),
}


def sentence(rule: Rule) -> str:
    """What a rule does, to which calls."""
    tree = query_of(rule).tree
    parts = [_node(part) for part in (tree.parts if isinstance(tree, And) else (tree,))]
    calls = _("Calls {parts}").format(parts=" ".join(parts)) if parts else _("All calls")
    said = f"{calls} {' '.join(_acts(rule)) if rule.steps else '...'}"
    return said if rule.active else _("{sentence} (switched off)").format(sentence=said)


def _acts(rule: Rule) -> list[str]:
    queue, person = rule.value("queue"), rule.value("person")
    way = _(_WAYS[rule.way]) if rule.way else ""
    goes = _("go to {where}")
    others = {what for what, _value in rule.steps} - {"queue", "person"}
    if queue and way:
        acts = [goes.format(where=show_line(queue)) + ",", way + "," * bool(others)]
    elif queue and person:
        acts = [
            goes.format(
                where=_("{queue}, to {person}").format(queue=show_line(queue), person=show_line(person))
            )
        ]
    elif queue or person:
        acts = [
            _("go {way} of their queue").format(way=way)
            if way
            else goes.format(where=show_line(queue or person or ""))
        ]
    else:
        acts = [_("stay where they are,")]
    if level := rule.value("priority"):
        acts.append(_("with priority {value}").format(value=priority_words(level)))
    if kind := rule.value("type"):
        acts.append(_("as type {value}").format(value=show_line(kind)))
    if tags := rule.values("tags"):
        acts.append(_("tagged {value}").format(value=_and(tags)))
    if followers := rule.values("follower"):
        acts.append(_("followed by {value}").format(value=_and(followers)))
    if macros := rule.values("macro"):
        acts.append(_("with macro {value}").format(value=_and(macros)))
    return acts


def _node(node: Node) -> str:
    match node:
        case Not():
            return _("not {part}").format(part=_inside(node.part))
        case And():
            return " ".join(_inside(part) for part in node.parts)
        case Or():
            return _either([_inside(part) for part in node.parts])
        case Term():
            return _term(node)
        case Number():
            return _("with number {value}").format(value=show_line(node.number))
        case Word() | Phrase():
            return _("that say {value}").format(value=f"“{show_line(node.text)}”")


def _inside(node: Node) -> str:
    said = _node(node)
    return f"({said})" if isinstance(node, And | Or) else said


def _term(term: Term) -> str:
    if term.key == "is":
        return _either([_flag(test.text) for test in term.tests])
    if term.key in ("has", "no"):
        known, other = (_SOME, N_("with {key}")) if term.key == "has" else (_WITHOUT, N_("without {key}"))
        return _either([_(known.get(test.text, other)).format(key=test.text) for test in term.tests])
    missing = [test for test in term.tests if test.op == "none"]
    values = [_value(term.key, test) for test in term.tests if test.op != "none"]
    said = [_(_WITHOUT.get(term.key, N_("without {key}"))).format(key=term.key)] if missing else []
    if values:
        text = _(_WITH.get(term.key, N_("with {key} {value}")))
        said.insert(0, text.format(key=term.key, value=_either(values)))
    return _either(said)


def _flag(name: str) -> str:
    flag = CALLS.flag(name)
    if name in _FLAGS or flag is None:
        return _(_FLAGS.get(name, name))
    return _("that are: {what}").format(what=_(flag.help).lower())


def _value(key: str, test: Test) -> str:
    if test.op == "me":
        return _("who asks")
    low, high = _word(key, test.text), _word(key, test.upper) if test.upper else ""
    texts = {
        "<": N_("below {low}"), "<=": N_("{low} or below"), ">": N_("above {low}"), ">=": N_("{low} or above"),
        "..": N_("from {low} to {high}"),
    }  # fmt: skip
    return _(texts[test.op]).format(low=low, high=high) if test.op in texts else low


def _word(key: str, text: str) -> str:
    if key == "priority":
        return priority_words(text)
    if key == "status":
        return status_words(text)
    if key == "origin":
        return origin_words(text)
    if key == "contract":
        return f"K-{text}"
    return show_line(text)


def _either(texts: Sequence[str]) -> str:
    return _joined(texts, pgettext("one of several", " or "))


def _and(texts: Sequence[str]) -> str:
    return _joined([show_line(text) for text in texts], pgettext("all of several", " and "))


def _joined(texts: Sequence[str], last: str) -> str:
    return texts[0] if len(texts) == 1 else ", ".join(texts[:-1]) + last + texts[-1] if texts else ""
