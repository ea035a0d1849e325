"""The key bars of records, pages and forms: which commands each names at rest, by which word, and which give way
where it is narrow. The bars of the main places stand with them, in `place.py` of their nouns.
"""

from svc_tui.errors import N_

# What the key bar shows at rest: command id, its word (the command's own where empty). A first key stands for
# all its sequences. The last one always stays; where it is narrow the others go as `KEY_BAR_DROPS` says.
KEY_BARS: dict[str, tuple[tuple[str, str], ...]] = {
    "call": (
        ("call.take", ""), ("call.assign", ""), ("call.status.open", N_("status")),
        ("call.priority.high", N_("priority")), ("call.note", ""), ("call.edit", ""),
        ("call.explain", N_("due")), ("record.back", ""), ("help", ""),
    ),
    "card": (
        ("call.new", N_("new call")), ("card.edit", ""), ("card.status.active", N_("status")),
        ("card.contract", ""), ("jump.customer", N_("jumps")), ("record.back", ""), ("help", ""),
    ),
    "contract": (
        ("contract.approve", N_("status")), ("contract.renew", ""), ("contract.edit", ""), ("contract.add", ""),
        ("contract.simulate", ""), ("jump.customer", N_("jumps")), ("record.back", ""), ("help", ""),
    ),
    "simulate": (
        ("simulate.ask", ""), ("simulate.high", N_("priority")), ("scroll.page.down", ""), ("record.back", ""),
        ("help", ""),
    ),
    "solution": (
        ("solution.attach", ""), ("solution.edit", ""), ("solution.internal", N_("status")),
        ("solution.reviewed", ""), ("jump.call", ""), ("record.back", ""), ("help", ""),
    ),
    "activity": (
        ("activity.done", ""), ("activity.follow", ""), ("activity.edit", ""), ("activity.where", ""),
        ("record.back", ""), ("help", ""),
    ),
    "hints": (
        ("hint.raise", ""), ("hint.put_off", ""), ("hint.dismiss", ""), ("hint.open", ""), ("hint.mark", ""),
        ("record.back", ""), ("help", ""),
    ),
    "pipeline": (
        ("opportunity.forward", N_("stage after")), ("opportunity.backward", N_("before")), ("opportunity.stage", ""),
        ("opportunity.win", ""), ("opportunity.lose", ""), ("pipeline.right", ""), ("record.open", N_("open")),
        ("sales.list", ""), ("help", ""),
    ),
    "pipeline more": (
        ("filter.edit", ""), ("view.load", N_("views")), ("mark.toggle", ""), ("opportunity.owner", ""),
        ("opportunity.expected", ""), ("opportunity.new", ""), ("undo", ""), ("palette", ""),
    ),
    "opportunity": (
        ("opportunity.stage", ""), ("opportunity.win", ""), ("opportunity.lose", ""), ("opportunity.edit", ""),
        ("opportunity.owner", ""), ("opportunity.expected", ""), ("jump.customer", N_("jumps")), ("record.back", ""),
        ("help", ""),
    ),
    "balance": (
        ("balance.change", ""), ("balance.leave", ""), ("balance.give", ""), ("record.back", ""), ("help", ""),
    ),
    "visit": (
        ("visit.arrive", ""), ("visit.leave", ""), ("visit.move", ""), ("visit.give", ""), ("visit.call", ""),
        ("visit.cancel", ""), ("record.back", ""), ("help", ""),
    ),
    "overview": (
        ("overview.after", ""), ("overview.today", ""), ("overview.copy", ""), ("overview.save", ""),
        ("scroll.page.down", ""), ("record.back", ""), ("help", ""),
    ),
    "account": (
        ("account.approve", ""), ("account.approve_all", ""), ("account.hold", ""), ("account.release", ""),
        ("account.hand_over", ""), ("account.until", ""), ("record.back", ""), ("help", ""),
    ),
    "proposal": (
        ("proposal.make", ""), ("proposal.change", ""), ("proposal.time", N_("time")), ("proposal.longer", ""),
        ("proposal.leave", ""), ("proposal.days", ""), ("record.back", ""), ("help", ""),
    ),
    "giving": (
        ("proposal.make", N_("give them")), ("proposal.change", ""), ("proposal.time", N_("time")),
        ("proposal.leave", N_("stays")), ("proposal.days", ""), ("record.back", ""), ("help", ""),
    ),
    "report": (
        ("report.period", ""), ("report.group", ""), ("report.chart", ""), ("sort.choose", ""), ("figure.right", ""),
        ("record.open", ""), ("view.export", N_("export")), ("record.back", ""), ("help", ""),
    ),
    "report more": (
        ("filter.edit", ""), ("view.columns", N_("columns, save")), ("report.copy", ""), ("report.edit", ""),
        ("report.pane", ""), ("reload", N_("renew")), ("palette", ""),
    ),
    "monitor": (
        ("monitor.open", ""), ("monitor.filter", ""), ("monitor.limits", ""), ("monitor.bell", ""),
        ("monitor.wall", ""), ("record.back", ""), ("help", ""),
    ),
    "wall": (("wall.end", ""), ("help", "")),
    "page": (("scroll.page.down", ""), ("record.back", ""), ("help", "")),
    "setup": (
        ("setup.edit", ""), ("call.new", ""), ("setup.switch", ""), ("setup.remove", ""), ("setup.find", ""),
        ("tab.next", N_("next list")), ("record.back", ""), ("help", ""),
    ),
    "customer": (
        ("line.open", ""), ("call.new", N_("new call")), ("activity.note", ""), ("customer.edit", ""),
        ("timeline.filter", ""), ("tab.next", N_("tabs")), ("record.back", ""), ("help", ""),
    ),
    "form": (("form.choose", ""), ("form.save", ""), ("form.previous", ""), ("form.leave", "")),
    "conflict": (("conflict.mine", ""), ("conflict.theirs", ""), ("form.save", ""), ("form.leave", "")),
}  # fmt: skip
KEY_BAR_DROPS = (
    "undo", "contract.add", "card.new", "card.territory", "card.contract", "jump.customer",
    "call.explain", "call.pause", "call.solutions", "call.note", "call.move", "call.edit",
    "call.priority.high", "call.status.open", "call.assign",
)  # fmt: skip
