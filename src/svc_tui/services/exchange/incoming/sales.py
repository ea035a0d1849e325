"""Opportunities and their stages of an import: amounts, stretches in stages, what each was raised from."""

from datetime import date
from decimal import Decimal
from typing import Any

from svc_tui.domain.core.currency import currency_of, minor_units
from svc_tui.domain.sales.rules import LARGEST, ORIGINS
from svc_tui.errors import N_, SvcError
from svc_tui.interchange.core import values as cells
from svc_tui.interchange.core.records import BadValue, ById, Record
from svc_tui.services.core.fields import Given, Values
from svc_tui.services.exchange.incoming.refs import Resolver
from svc_tui.services.exchange.incoming.sink import Below, Sink
from svc_tui.storage.company import settings as setup
from svc_tui.storage.sales import rows, stages
from svc_tui.storage.sales.stages import StageRow

LISTS = {
    "source": "opportunity_source", "interest": "opportunity_interest", "reason": "opportunity_reason",
}  # fmt: skip
LINE = ("line", "stage", "owner", "started_on", "closed_on", "percent", "amount", "status", "remarks")


def stage(sink: Sink, record: Record, values: Values) -> str:
    """Write a stage down: it is found by B1's number, which may have another name here, else by its name."""
    if values.get("percent") is not None:
        values["percent"] = _percent("percent", values["percent"])
    session, number, name = sink.unit.session, values.get("number"), values.get("name")
    known = stages.stages(session=session)
    found = next((each for each in known if number is not None and each.number == number), None)
    if found is None and name:
        found = stages.stage(session=session, name=str(name))
    if found is None:
        if not name:
            raise BadValue(
                N_("{name} is missing; the record cannot stand without it."),
                name="name",
                _name="name",
                _value="",
            )
        values.setdefault("position", stages.next_position(session=session))
        return sink.save(record, "sales_stage", None, values)[0]
    moved = bool(name) and name != found.name
    if moved:
        if (taken := stages.stage(session=session, name=str(name))) is not None and taken.id != found.id:
            raise BadValue(N_("There is a stage {name} already."), name=taken.name, _name="name", _value=name)
        sink.unit.update("sales_stage", found.id, {"name": name})
        stages.rename(sink.unit, found.name, str(name))
    outcome, _row_id = sink.save(record, "sales_stage", found.id, values)
    return "changed" if moved else outcome


def opportunity(sink: Sink, record: Record, values: Values, resolver: Resolver, row_id: int | None) -> Below:
    """An opportunity's values as columns, with its stages, what it was raised from, and who competes."""
    session = sink.unit.session
    present: Given = sink.unit.row("opportunity", row_id) if row_id is not None else {}
    _amounts(sink, record, values, present)
    employee = values.pop("owner_employee", None)
    if employee is not None:
        values["owner"] = resolver.resolve("technician", employee)
    if isinstance(contact := values.get("contact"), ById):
        known = sink.directory.contacts.get(
            (str(values.get("customer", present.get("customer"))), contact.id)
        )
        if known is None:
            record.extra.setdefault("ContactPerson", contact.id)
        values["contact"] = known
    if values.get("percent") is None and "percent" in values:
        del values["percent"]
    for name, list_name in LISTS.items():
        if values.get(name) is not None:
            values[name] = resolver.entry(list_name, values[name])
    found = _stage(sink, values["stage"], resolver) if values.get("stage") is not None else None
    if found is None and row_id is None:
        found = _first(sink)
    if found is not None:
        values["stage"] = found.name
        if found.name != present.get("stage") and values.get("percent") is None:
            values["percent"] = found.percent
    if values.get("remarks") is None and "remarks" in values:
        values["remarks"] = ""
    today = sink.unit.at.astimezone(sink.directory.zone).date()
    if row_id is None:
        values["started_on"] = values.get("started_on") or values.get("closed_on") or today
        values["status"] = values.get("status") or "open"
    if values.get("status") in ("won", "lost") and not (values.get("closed_on") or present.get("closed_on")):
        values["closed_on"] = today
    below: Below = {}
    after = {**present, **values}
    told = values.pop("stages", None)
    stands = rows.lines_of(session=session, number=int(values["number"])) if present else []
    if told is not None:
        found_lines = _lines(sink, record, told, after, resolver)
        owners = {line.line: line.owner for line in stands}
        for line in found_lines:  # who has no number there is not told, and stays
            line.setdefault("owner", owners.get(line["line"]))
        below["opportunity_stage"] = found_lines
    else:
        lines = [{name: getattr(line, name) for name in LINE} for line in stands]
        below["opportunity_stage"] = _moved(lines, after, today)
    if "origin" in values:
        origins = (_origin_of(sink, record, each, resolver) for each in values.pop("origin") or ())
        below["opportunity_origin"] = [each for each in origins if each is not None]
    if "competitors" in values:
        below["opportunity_competitor"] = [_competitor(each) for each in values.pop("competitors") or ()]
    sink.directory.write_stubs()  # of people that its lines name
    return below


def _amounts(sink: Sink, record: Record, values: Values, present: Given) -> None:
    """Amounts and percentages as numbers. Raises BadValue."""
    if values.get("currency") is not None:
        values["currency"] = _read("currency", values["currency"], currency_of)
    elif not present:
        values["currency"] = setup.company(session=sink.unit.session).currency
    currency = values.get("currency") or present["currency"]
    for name in ("percent", "profit_percent"):
        if values.get(name) is not None:
            values[name] = _percent(name, values[name])
    if values.get("amount") is None:
        values.pop("amount", None)
        if present:
            return
        if record.source != "b1":
            raise BadValue(
                N_("{name} is missing; the record cannot stand without it."),
                name="amount",
                _name="amount",
                _value="",
            )
        values["amount"] = Decimal(0)
    values["amount"] = _money("amount", values["amount"], currency)
    if values["amount"] == 0:
        sink.warn(record, "OP-01", N_("An opportunity has no amount ({count})."))


def _money(name: str, value: Any, currency: str) -> Decimal:
    """An amount in whole minor units of its currency, not below nought. Raises BadValue."""
    found: Decimal = value if isinstance(value, Decimal) else _read(name, value, cells.decimal)
    if not 0 <= found < LARGEST:
        raise BadValue(N_("An amount lies between 0 and {most}."), most=LARGEST, _name=name, _value=value)
    if found != round(found, minor_units(currency)):
        message = N_("It has more decimals than {currency}, which has {places}.")
        raise BadValue(message, currency=currency, places=minor_units(currency), _name=name, _value=value)
    return found


def _percent(name: str, value: Any) -> Decimal:
    """A percentage; hundredths of a percent are kept. Raises BadValue."""
    text = value if isinstance(value, Decimal) else str(value).strip().removesuffix("%")
    found: Decimal = _read(name, text, lambda typed: cells.decimal(str(typed)))
    if not 0 <= found <= 100:
        raise BadValue(N_("A percentage lies between 0 and 100."), _name=name, _value=value)
    return round(found, 2)


def _read(name: str, value: Any, read: Any) -> Any:
    try:
        return read(str(value))
    except (BadValue, SvcError) as error:
        told = error.details if isinstance(error, BadValue) else error.values
        raise BadValue(error.message, **{**told, "_name": name, "_value": value}) from None


def _stage(sink: Sink, value: Any, resolver: Resolver) -> StageRow:
    """A stage by its name or B1's number; B1's are made where they are unknown. Raises BadValue."""
    session, unit = sink.unit.session, sink.unit
    known = stages.stages(session=session)
    if isinstance(value, ById):
        found = next((each for each in known if each.number == value.id), None)
    else:
        found = stages.stage(session=session, name=str(value))
    if found is not None:
        return found
    if not resolver.b1:
        message = N_("There is no stage {code}. Add it first: opportunity stages set {code} percent=20.")
        raise BadValue(message, code=value, _name="stage", _value=value)
    name = str(value.id) if isinstance(value, ById) else str(value)
    number = value.id if isinstance(value, ById) else None
    position = stages.next_position(session=session)
    unit.insert("sales_stage", {"name": name, "number": number, "position": position})
    made = stages.stage(session=session, name=name)
    assert made is not None
    return made


def _first(sink: Sink) -> StageRow:
    known = stages.stages(session=sink.unit.session)
    found = next((each for each in known if each.active), None)
    if found is None:
        raise BadValue(N_("There is no active stage. Add one: opportunity stages set NAME percent=20."), _name="stage",
                       _value="")  # fmt: skip
    return found


def _lines(sink: Sink, record: Record, told: Any, after: Given, resolver: Resolver) -> list[Values]:
    """The stretches in stages as a file tells them; dates that run backwards are facts, and said."""
    found: list[Values] = []
    for place, one in enumerate(told or ()):
        line: Values = {name: one[name] for name in LINE if one.get(name) not in (None, "")}
        line.setdefault("line", place)
        line["line"] = _read("stages", line["line"], cells.whole)
        line["stage"] = _stage(sink, line.get("stage", after["stage"]), resolver).name
        for name in ("started_on", "closed_on"):
            if name in line and not isinstance(line[name], date):
                line[name] = _read("stages", line[name], lambda text: cells.day(text, ()))
        line.setdefault("started_on", found[-1].get("closed_on") if found else None)
        line["started_on"] = line["started_on"] or after["started_on"]
        if (owner := line.get("owner")) is not None:
            line["owner"] = resolver.resolve("technician" if isinstance(owner, ById) else "owner", owner)
        line["percent"] = _percent("stages", line.get("percent", after.get("percent") or 0))
        line["amount"] = _money("stages", line.get("amount", after["amount"]), after["currency"])
        line["status"] = line.get("status") or ("closed" if line.get("closed_on") else "open")
        before = found[-1].get("closed_on") if found else None
        if before and line["started_on"] < before:
            sink.warn(record, "OP-01", N_("A stage begins before the one before it ended ({count})."))
        found.append(line)
    return found


def _moved(lines: list[Values], after: Given, today: date) -> list[Values]:
    """The stretches as they stand, with what the record says of the present stage."""
    now = {name: after.get(name) for name in ("stage", "owner", "percent", "amount")}
    ended = after.get("closed_on") if after["status"] != "open" else None
    if not lines:
        lines = [{"line": 1, "started_on": after["started_on"], "remarks": "", **now}]
    elif lines[-1]["stage"] != after["stage"]:
        on = max(lines[-1]["started_on"], ended or today)
        lines[-1] |= {"closed_on": lines[-1]["closed_on"] or on, "status": "closed"}
        lines.append({"line": lines[-1]["line"] + 1, "started_on": on, "remarks": "", **now})
    lines[-1] |= {**now, "closed_on": ended, "status": "closed" if ended else "open"}
    return lines


def _origin_of(sink: Sink, record: Record, value: Any, resolver: Resolver) -> Values | None:
    """The same; what B1 brings and the store lacks is said and left out."""
    try:
        return _origin(sink, value, resolver)
    except BadValue:
        if record.source != "b1":
            raise
        sink.warn(
            record,
            "no-origin",
            N_("An opportunity names a call, card or contract that the store lacks ({count})."),
        )
        return None


def _origin(sink: Sink, value: Any, resolver: Resolver) -> Values:
    """What it was raised from: `call:10423`. Raises BadValue."""
    kind, _colon, key = str(value).strip().partition(":")
    kind, key = kind.strip().lower(), key.strip()
    if kind not in ORIGINS or not key:
        message = N_("This names nothing to raise from. Write call:10423, equipment:118 or contract:58.")
        raise BadValue(message, _name="origin", _value=value)
    if kind != "call":
        return {"kind": kind, "key": str(resolver.resolve(kind, key))}
    call = sink.calls.of(key)
    if call is None:
        raise BadValue(N_("There is no call {code} in the store."), code=key, _name="origin", _value=value)
    return {"kind": kind, "key": str(sink.unit.row("call", call)["number"])}


def _competitor(told: Given) -> Values:
    name = str(told.get("name") or "").strip()
    if not name:
        raise BadValue(N_("A competitor needs a name."), _name="competitors", _value="")
    threat = str(told.get("threat") or "").lower() or None
    if threat not in (None, "low", "medium", "high"):
        raise BadValue(
            N_("This is none of {choices}."), choices="low, medium, high", _name="competitors", _value=threat
        )
    return {"name": name, "threat": threat, "note": str(told.get("note") or ""), "won": bool(told.get("won"))}
