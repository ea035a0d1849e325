"""The key bars: which commands each place names at rest, by which word, and which give way where it is narrow."""

from svc_tui.errors import N_

# What the key bar shows at rest: command id, its word (the command's own where empty). A first key stands for
# all its sequences. The last one always stays; where it is narrow the others go as `KEY_BAR_DROPS` says.
KEY_BARS: dict[str, tuple[tuple[str, str], ...]] = {
    "inbox": (
        ("call.take", ""), ("call.assign", ""), ("call.status.open", N_("status")),
        ("call.priority.high", N_("priority")), ("call.move", ""), ("call.note", ""), ("call.solutions", ""),
        ("undo", ""), ("help", ""),
    ),
    "call": (
        ("call.take", ""), ("call.assign", ""), ("call.status.open", N_("status")),
        ("call.priority.high", N_("priority")), ("call.note", ""), ("call.edit", ""),
        ("call.explain", N_("due")), ("record.back", ""), ("help", ""),
    ),
    "equipment": (
        ("card.technician", ""), ("card.status.active", N_("status")), ("card.territory", ""),
        ("card.contract", ""), ("card.edit", ""), ("card.new", ""), ("undo", ""), ("help", ""),
    ),
    "equipment more": (
        ("equipment.find", ""), ("filter.edit", ""), ("view.load", N_("views")), ("mark.toggle", ""),
        ("record.open", ""), ("jump.customer", N_("jumps")), ("palette", ""),
    ),
    "card": (
        ("call.new", N_("new call")), ("card.edit", ""), ("card.status.active", N_("status")),
        ("card.contract", ""), ("jump.customer", N_("jumps")), ("record.back", ""), ("help", ""),
    ),
    "contracts": (
        ("contract.approve", N_("status")), ("contract.renew", ""), ("contract.edit", ""), ("contract.new", ""),
        ("contract.add", ""), ("contract.simulate", ""), ("undo", ""), ("help", ""),
    ),
    "contracts more": (
        ("filter.edit", ""), ("view.load", N_("views")), ("mark.toggle", ""), ("record.open", ""),
        ("contract.renewals", ""), ("jump.customer", N_("jumps")), ("palette", ""),
    ),
    "contract": (
        ("contract.approve", N_("status")), ("contract.renew", ""), ("contract.edit", ""), ("contract.add", ""),
        ("contract.simulate", ""), ("jump.customer", N_("jumps")), ("record.back", ""), ("help", ""),
    ),
    "simulate": (
        ("simulate.ask", ""), ("simulate.high", N_("priority")), ("scroll.page.down", ""), ("record.back", ""),
        ("help", ""),
    ),
    "solutions": (
        ("solution.find", ""), ("solution.attach", ""), ("solution.internal", N_("status")),
        ("solution.reviewed", ""), ("solution.edit", ""), ("solution.new", ""), ("undo", ""), ("help", ""),
    ),
    "solutions more": (
        ("filter.edit", ""), ("view.load", N_("views")), ("mark.toggle", ""), ("record.open", ""),
        ("jump.call", ""), ("palette", ""),
    ),
    "solution": (
        ("solution.attach", ""), ("solution.edit", ""), ("solution.internal", N_("status")),
        ("solution.reviewed", ""), ("jump.call", ""), ("record.back", ""), ("help", ""),
    ),
    # What else there is, on a line of its own where the screen is tall enough.
    "inbox more": (
        ("filter.edit", ""), ("view.load", N_("views")), ("mark.toggle", ""), ("record.open", ""),
        ("call.pause", ""), ("call.explain", N_("due")), ("call.new", ""), ("palette", ""),
    ),
    "page": (("scroll.page.down", ""), ("record.back", ""), ("help", "")),
    "setup": (
        ("setup.edit", ""), ("call.new", ""), ("setup.switch", ""), ("setup.remove", ""), ("setup.find", ""),
        ("tab.next", N_("next list")), ("record.back", ""), ("help", ""),
    ),
    "customer": (("customer.edit", ""), ("record.back", ""), ("help", "")),
    "form": (("form.choose", ""), ("form.save", ""), ("form.previous", ""), ("form.leave", "")),
    "conflict": (("conflict.mine", ""), ("conflict.theirs", ""), ("form.save", ""), ("form.leave", "")),
}  # fmt: skip
KEY_BAR_DROPS = (
    "undo", "contract.add", "card.new", "card.territory", "card.contract", "jump.customer",
    "call.explain", "call.pause", "call.solutions", "call.note", "call.move", "call.edit",
    "call.priority.high", "call.status.open", "call.assign",
)  # fmt: skip
