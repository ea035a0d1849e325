"""What stable names are called on a page or above a column; scripts never see these words."""

from svc_tui.errors import N_
from svc_tui.language import _

TITLES = {
    "active": N_("Active"),
    "addresses": N_("Addresses"),
    "balance": N_("Balance"),
    "blocked": N_("Do not serve"),
    "code": N_("Code"),
    "contacts": N_("Contacts"),
    "counts": N_("Records"),
    "credit_limit": N_("Credit limit"),
    "demo": N_("Demo company"),
    "discount": N_("Discount %"),
    "drafts": N_("Drafts"),
    "effective_end": N_("Ends"),
    "email": N_("E-mail"),
    "employee_id": N_("B1 employee"),
    "files": N_("Files"),
    "group": N_("Group"),
    "inactive": N_("Inactive"),
    "journal": N_("Journal"),
    "kind": N_("Kind"),
    "left_days": N_("Days left"),
    "left_s": N_("Left"),
    "life": N_("Life in months"),
    "log": N_("Log"),
    "billing_from": N_("Billing begins on"),
    "cache": N_("Cache"),
    "manager": N_("Manager"),
    "members": N_("Members"),
    "vat_number": N_("VAT number"),
    "name": N_("Name"),
    "number": N_("No."),
    "overdue": N_("Overdue"),
    "path": N_("Path"),
    "phone": N_("Phone"),
    "position": N_("Position"),
    "price_list": N_("Price list"),
    "roles": N_("Roles"),
    "schema": N_("Schema"),
    "serial_managed": N_("Serials"),
    "settings": N_("Settings"),
    "size": N_("Bytes"),
    "sound": N_("Safe with many writers"),
    "sqlite": "SQLite",
    "steps": N_("Steps"),
    "store": N_("Store"),
    "technician": N_("Technician"),
    "territory": N_("Territory"),
    "unassigned": N_("Nobody's"),
    "user_id": N_("B1 user"),
    "vat": N_("VAT"),
    "version": N_("Version"),
    "waiting": N_("Waiting"),
    "warranty_template": N_("Warranty template"),
}
"""Words of a name (message ids); a field of a call has the words that its screen shows."""


def title(name: str) -> str:
    """The words of a name; the name itself where it has none."""
    if name in TITLES:
        return _(TITLES[name])
    from svc_tui.presentation.calls import page as call_page
    from svc_tui.presentation.contracts import page as contract_page
    from svc_tui.presentation.equipment import page as card_page

    words = call_page.LABELS.get(name) or card_page.LABELS.get(name) or contract_page.LABELS.get(name)
    return _(words) if words else name
