"""What an activity names: its person, customer, card, contract, call, list values; found, and in agreement."""

from svc_tui.domain.activities import rules
from svc_tui.errors import N_, NotFound, Refused
from svc_tui.services.calls.new import choose
from svc_tui.services.calls.open_call import OpenCall
from svc_tui.services.core.context import Context
from svc_tui.services.core.fields import Values
from svc_tui.services.core.kinds import kinds
from svc_tui.storage.activities import rows
from svc_tui.storage.calls import reads
from svc_tui.storage.calls.rows import ActivityRecord
from svc_tui.storage.engine import read_models as reading
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.sales import rows as sales

PLACES = frozenset({"call", "customer", "equipment", "contract", "opportunity"})
LISTS = {"type": "activity_type", "topic": "activity_topic"}


def named(unit: UnitOfWork, typed: Values, row: ActivityRecord | None) -> Values:
    """Person, list values and the activity that it follows, as they are stored. Raises NotFound, Refused."""
    found: Values = {}
    if typed.get("who") and typed["who"] != (row and row.who):
        found["who"] = reading.active_code(unit, "person", "code", typed["who"])
    for name, list_name in LISTS.items():
        if typed.get(name):
            found[name] = choose(unit.session, list_name, typed[name], row and getattr(row, name))
    if typed.get("follows") is not None:
        follows = typed["follows"]
        if rows.key_of(session=unit.session, number=follows) is None or follows == (row and row.number):
            raise NotFound(N_("There is no activity {number}. Look with: activity list"), number=follows)
    return found


def tied(
    unit: UnitOfWork, context: Context, typed: Values, row: ActivityRecord | None
) -> tuple[Values, OpenCall | None]:
    """Where it belongs, as columns: the customer is that of its call, card or contract.

    Raises:
        NotFound: what is named is not there.
        Refused: two of them are of different customers, or it belongs to another call already (SC-24).
    """
    if not PLACES & typed.keys():
        return {}, None
    found: Values = {}
    call = _call(unit, context, typed.get("call"))
    if "call" in typed:
        present = unit.row("call", row.call_id)["number"] if row and row.call_id is not None else None
        rules.check_call(row.number if row else 0, present, call.number if call else None)
        found["call_id"] = call.id if call else None
    elif row is not None and row.call_id is not None:
        call = OpenCall(unit, context, str(unit.row("call", row.call_id)["number"]))
    for name in ("equipment", "contract", "opportunity"):
        if name in typed:
            found[name] = _number(unit, name, typed[name])
    if "customer" in typed:
        given = typed["customer"]
        found["customer"] = reading.active_code(unit, "customer", "code", given) if given else None
    return found | _customer(unit, found, row, call), call


def _call(unit: UnitOfWork, context: Context, number: str | None) -> OpenCall | None:
    if not number:
        return None
    call = OpenCall(unit, context, number.strip().removeprefix("#"))
    while call.row.merged_into:  # what is said of a merged call belongs to the one that stayed
        call = OpenCall(unit, context, call.row.merged_into)
    return call


def _number(unit: UnitOfWork, kind: str, text: object) -> int | None:
    if text in (None, ""):
        return None
    known = kinds()[kind]
    number = known.read(unit.session, str(text))
    if number is None or reading.find_id(unit.session, known.table, known.key[0], number) is None:
        raise NotFound(
            N_("There is no card {number}.") if kind == "equipment" else known.missing, number=text
        )
    return int(number)


def _customer(unit: UnitOfWork, found: Values, row: ActivityRecord | None, call: OpenCall | None) -> Values:
    """Whose it is: of the call, else the contract, else the card; one that is named must be that one."""
    owners: list[tuple[str, str]] = []
    if call is not None and call.row.customer:
        owners.append((f"#{call.number}", call.row.customer))
    if found.get("contract") is not None:
        contract = reads.contract(session=unit.session, number=found["contract"])
        owners += [(f"K-{found['contract']}", contract.customer)] if contract and contract.customer else []
    if found.get("opportunity") is not None:
        number = found["opportunity"]
        owners.append((str(number), sales.customer_of(session=unit.session, number=number)))
    cards: list[str] = []
    if found.get("equipment") is not None:
        card = reads.card(session=unit.session, number=found["equipment"])
        if card and card.customer:
            cards = [card.customer, *reads.card_customers(session=unit.session, number=found["equipment"])]
            owners += [(str(found["equipment"]), card.customer)] if not owners else []
    wanted = found.get("customer") or (row.customer if row and "customer" not in found else None)
    for name, customer in owners:
        if wanted is None:
            wanted = customer
        elif wanted != customer and wanted not in cards:
            raise Refused(
                N_("{name} is of customer {owner}, not of {customer}. Name {owner}, or leave the customer out."),
                name=name, owner=customer, customer=wanted,
            )  # fmt: skip
    return {"customer": wanted} if wanted is not None and (owners or "customer" in found) else {}
