"""Rules of routing of the demo company: three that a person sees working when he writes a call down."""

from typing import Any

from svc_tui.services.demo.content import Content

NAMES = {
    "quotes": {"en": "Quotes and moves", "it": "Preventivi e traslochi"},
    "cold": {"en": "Cold does not wait", "it": "Il freddo non aspetta"},
    "south": {"en": "Milan and Emilia", "it": "Milano ed Emilia"},
}


def rules(content: Content) -> list[dict[str, Any]]:
    """The rows, in the order in which they are tried."""
    types = ",".join(f'"{content.listed("type", name)}"' for name in ("request", "installation"))
    told = (
        ("quotes", f"type:{types}", [["queue", "QUOTES"]]),
        ("cold", f'item_group:"{content.group_name("COLD")}"',
         [["queue", "COLD"], ["person", "round robin"], ["priority", "high"]]),
        ("south", "territory:Milano,Emilia -is:covered", [["queue", "SOUTH"], ["tags", "no-contract"]]),
    )  # fmt: skip
    return [
        {"name": content.said(NAMES[name]), "position": at, "condition": condition, "steps": steps}
        for at, (name, condition, steps) in enumerate(told)
    ]
