"""The tool that writes `shipped/completion/commands.json`, what a shell offers, from the commands themselves."""

import json
import re
from pathlib import Path
from typing import Any

import typer

from svc_tui.cli.core import main as command_line
from svc_tui.domain.equipment.rules import STATUSES as CARD_STATUSES
from svc_tui.domain.queues.routing import STEPS
from svc_tui.services.activities import typed as activities
from svc_tui.services.calls import edit as call_edit
from svc_tui.services.company import customers, items, people
from svc_tui.services.contracts.fields import CONTRACT, TEMPLATE
from svc_tui.services.core import views
from svc_tui.services.core.fields import Field
from svc_tui.services.equipment.edit import FIELDS as CARD
from svc_tui.services.planning import typed as visits
from svc_tui.services.planning.recurring import FIELDS as plans
from svc_tui.services.queues import service as queues
from svc_tui.services.sales import typed as sales
from svc_tui.services.sales.stages import FIELDS as STAGE
from svc_tui.services.solutions import edit as solution_edit
from svc_tui.services.work import entry as work_entry
from svc_tui.services.work import service as work_lines

FILE = Path(__file__).parents[1] / "src" / "svc_tui" / "shipped" / "completion" / "commands.json"
LEVELS = "choice:low|medium|high"
OF_A_NOUN = {
    "plan_rule": "plan_rule",
    "call": "call", "equipment": "card", "customer": "customer", "item": "item", "person": "person", "queue": "queue",
    "contract": "contract", "template": "template", "solution": "solution", "view": "view", "macro": "macro",
    "text": "snippet", "activity": "activity", "rule": "rule", "plan": "visit", "opportunity": "opportunity",
    "report": "report",
}  # fmt: skip
"""What NUMBER, CODE, NAME and CARD mean after a noun."""
WORDS = {
    "PERSON": "person", "QUEUE": "queue", "LEVEL": LEVELS, "CUSTOMER": "customer", "CONTRACT": "contract",
    "CALL": "call", "CARD": "card", "LOANER": "card", "PARENT": "card", "OLD": "card", "OTHER": "call",
    "STAGE": "sales_stage", "FILE": "path", "PATH": "path", "DIRECTORY": "path", "BACKUP": "path", "INTO": "solution",
    "VISIT": "visit", "LOOK": "choice:dark|light|ansi|mono", "ACTIVITY": "activity",
    "LIST": "choice:status|origin|type|problem|subtype|solution_status|activity_type|activity_topic|"
    "opportunity_source|opportunity_interest|opportunity_reason",
}  # fmt: skip
TO = {
    "assign": "person", "move": "queue", "priority": LEVELS, "status": "status", "technician": "technician",
    "merge": "call", "solution": "solution",
}  # fmt: skip
"""What the last word of an act on calls is."""
EXACT = {
    "--install-completion": "choice:bash|zsh|fish", "--show-completion": "choice:bash|zsh|fish",
    "--as": "person", "--language": "choice:en|it", "--store": "path", "call take --queue": "queue",
    "call status --to": "status", "call technician --to": "technician",
    "call note --kind": "choice:note|phone|meeting|task",
    "call link --kind": "choice:relates|depends|caused_by", "equipment exchange NEW": "card",
    "call merge --into": "call", "opportunity --reason": "opportunity_reason",
    "opportunity stages set NAME": "sales_stage", "opportunity stages remove NAME": "sales_stage",
}  # fmt: skip
FILTERS = (
    "call",
    "equipment",
    "contract",
    "solution",
    "activity",
    "opportunity",
    "plan",
    "plan_rule",
    "customer",
    "item",
    "person",
    "queue",
)
CALL_FIELDS = {
    "priority": LEVELS, "status": "status", "assignee": "person", "queue": "queue", "technician": "technician",
    "contract": "contract", "customer": "customer", "equipment": "card", "item": "item", "origin": "origin",
    "type": "type", "problem": "problem", "subtype": "subtype",
}  # fmt: skip

RULE_STEPS = {
    "queue": "queue", "person": "person", "priority": LEVELS, "type": "type", "follower": "person", "macro": "macro",
}  # fmt: skip

ACTIVITY_FIELDS = {
    "call": "call", "equipment": "card", "contract": "contract", "type": "activity_type", "topic": "activity_topic",
    "follows": "activity", "customer": "customer", "opportunity": "opportunity",
}  # fmt: skip


OPPORTUNITY_FIELDS = {
    "item": "item", "stage": "sales_stage", "source": "opportunity_source", "interest": "opportunity_interest",
    "customer": "customer",
}  # fmt: skip


def kind_of(path: str, option: str, metavar: str) -> list[str]:
    """What may stand for a value."""
    noun, _space, act = path.partition(" ")
    noun = {"queue route": "call"}.get(path) or (
        "rule" if act.startswith("rules ") else "plan_rule" if path.startswith("plan rule ") else noun
    )
    exact = EXACT.get(f"{path} {option}".strip()) or EXACT.get(option)
    if exact:
        return [exact]
    found = []
    for word in re.findall(r"[A-Z]+(?:=VALUE)?", metavar):
        if word == "KEY=VALUE":
            found.append("fields")
        elif word == "FILTER":
            found.append(f"filter:{noun if noun in FILTERS else 'call'}")
        elif word == "TO":
            found.append(TO.get(act, ""))
        elif word in ("NUMBER", "CODE", "NAME") and (not option or word == "NUMBER"):
            found.append(OF_A_NOUN.get(noun, ""))
        else:
            found.append(EXACT.get(f"{path} {word}") or WORDS.get(word, ""))
    return list(dict.fromkeys(each for each in found if each))


def fields_of(path: str) -> dict[str, str]:
    """The fields of a record and what each may be."""
    tables: dict[str, Any] = {
        "customer": customers.FIELDS, "customer contact": customers.CONTACT_FIELDS,
        "customer address": customers.ADDRESS_FIELDS, "item": items.FIELDS, "person": people.FIELDS,
        "queue": queues.FIELDS, "equipment": CARD, "contract": CONTRACT, "template": TEMPLATE,
        "solution": solution_edit.FIELDS, "view": views.FIELDS, "call work set": work_lines.FIELDS,
    }  # fmt: skip
    if path in ("queue rules set", "queue rules try"):
        return {
            "when": "",
            "position": "",
            "active": "choice:yes|no",
            **{name: RULE_STEPS.get(name, "") for name in STEPS},
        }
    if path in ("call new", "call set", "macro save", "macro set"):
        return {name: CALL_FIELDS.get(name, "") for name in call_edit.EDITABLE}
    if path == "call work add":
        return dict.fromkeys(work_entry.NAMES, "") | {
            "who": "person",
            "item": "item",
            "billable": "choice:yes|no",
        }
    if path in ("plan rule new", "plan rule set"):
        named = {"equipment": "card", "contract": "contract", "type": "type"}
        return {name: named.get(name, _of_field(name, field)) for name, field in plans.items()}
    if path in ("plan new", "plan set"):
        return {
            name: "technician" if name == "technicians" else _of_field(name, field)
            for name, field in visits.FIELDS.items()
        }
    if path in ("opportunity new", "opportunity set"):
        return {
            name: OPPORTUNITY_FIELDS.get(name, _of_field(name, field)) for name, field in sales.FIELDS.items()
        }
    if path == "opportunity competitor":
        return {name: _of_field(name, field) for name, field in sales.COMPETITOR.items()}
    if path == "opportunity stages set":
        return {name: _of_field(name, field) for name, field in STAGE.items()}
    if path in ("activity new", "activity set", "activity follow"):
        return {
            name: ACTIVITY_FIELDS.get(name, _of_field(name, field))
            for name, field in activities.FIELDS.items()
        }
    table = tables.get(path) or tables.get(path.partition(" ")[0], {})
    found = {name: _of_field(name, field) for name, field in table.items()}
    if table is CARD:
        found["status"] = "choice:" + "|".join(CARD_STATUSES)
    return found


def _of_field(name: str, field: Field) -> str:
    if name in ("technician", "customer", "item"):
        return name
    if field.kind in ("choice", "words") and field.choices:
        return "choice:" + "|".join(field.choices)
    return {"flag": "choice:yes|no", "person": "person", "queue": "queue", "group": "group"}.get(
        field.kind, ""
    )


def node_of(command: Any, path: str) -> dict[str, Any]:
    """A command with what stands behind it."""
    options: dict[str, Any] = {}
    arguments: list[dict[str, Any]] = []
    for each in command.params:
        if getattr(each, "hidden", False):
            continue
        if type(each).__name__ == "TyperOption":
            for name in [*each.opts, *each.secondary_opts]:
                options[name] = {"help": _first(each.help)}
                if not each.is_flag:
                    options[name]["kind"] = next(iter(kind_of(path, name, each.metavar or "")), "")
        else:
            arguments.append({"kinds": kind_of(path, "", each.metavar or ""), "many": each.nargs == -1})
    names = command.list_commands(None) if hasattr(command, "list_commands") else ()
    commands = {name: node_of(command.get_command(None, name), f"{path} {name}".strip()) for name in names}
    fields = fields_of(path) if any("fields" in each["kinds"] for each in arguments) else {}
    return {
        "help": _first(command.help), "options": options, "arguments": arguments, "commands": commands,
        "fields": fields,
    }  # fmt: skip


def _first(text: str | None) -> str:
    return (text or "").strip().partition("\n")[0]


def content() -> str:
    """The file as it should be."""
    tree = node_of(typer.main.get_command(command_line.app), "")
    return json.dumps(tree, ensure_ascii=False, indent=1, sort_keys=False) + "\n"
