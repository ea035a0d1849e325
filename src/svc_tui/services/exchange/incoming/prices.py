"""Prices, price lists, taxes and kinds of hours of an import: read as people type them."""

from svc_tui.domain.billing.prices_typed import factor_of, percent_of, price_of, rates_of
from svc_tui.domain.core.currency import currency_of
from svc_tui.domain.core.days import check_days
from svc_tui.domain.sla.opening import plain_hours
from svc_tui.errors import N_, SvcError
from svc_tui.interchange.core.records import BadValue, Record
from svc_tui.services.company import pricing
from svc_tui.services.core.fields import Values
from svc_tui.services.exchange.incoming.cards import readable
from svc_tui.services.exchange.incoming.refs import Resolver
from svc_tui.services.exchange.incoming.sink import Below, Sink
from svc_tui.storage.billing import prices as rows

_READ = {"rates": rates_of, "currency": currency_of, "hours": plain_hours, "factor": factor_of}
_BLANK = ("name", "hours")
_OF = ("what", "item", "rate")
"""What a price is of."""


def set_up(_sink: Sink, _record: Record, values: Values, _resolver: Resolver, row_id: int | None) -> Below:
    """A price list, a tax or a kind of hours as columns."""
    for name, read in _READ.items():
        if values.get(name):
            values[name] = readable(name, values[name], read)
    for name in _BLANK:
        if name in values and values[name] is None:
            values[name] = ""
    if row_id is None and "position" in values:
        values["position"] = values["position"] or 0
    _days(values)
    return {}


def price(sink: Sink, record: Record, values: Values) -> str:
    """A price: the one of its number is changed, else that of the same which begins on the same day; a price that was
    open ends before the new one begins. Returns new, changed or same."""
    for name, read in (("amount", price_of), ("discount", percent_of)):
        if values.get(name) is not None:
            values[name] = readable(name, values[name], read)
    number = values.pop("number", None)
    try:
        if number is not None and (
            found := rows.by_number(session=sink.unit.session, number=_number(number))
        ):
            return _change(sink, found.id, values)
        of = next((name for name in ("item", "rate") if values.get(name)), "what")
        for name in ("price_list", of, "amount"):
            if values.get(name) is None:
                raise BadValue(N_("{name} is missing; the record cannot stand without it."), name=name,
                               _name=name, _value="")  # fmt: skip
        columns = pricing.checked(
            sink.unit, {name: value for name, value in values.items() if value is not None}
        )
        today = sink.unit.at.astimezone(sink.directory.zone).date()
        if number is not None:
            columns["number"] = _number(number)
            sink.unit.raise_number("price", columns["number"])
        return pricing.put(sink.unit, columns, today).outcome
    except BadValue:
        raise
    except SvcError as error:
        raise BadValue(error.message, **error.values, _name="what", _value=values.get("what")) from None


def _change(sink: Sink, row_id: int, values: Values) -> str:
    """The price of a number that a file names, with what the file says of it."""
    unit = sink.unit
    row = unit.row("price", row_id)
    told = {name: value for name, value in values.items() if name in row and name not in _OF}
    if any(values.get(name) for name in _OF):
        told |= pricing.checked(unit, {"price_list": row["price_list"], **values})
    whole = pricing.measures({**row, **told})
    pricing.check_free(unit, whole)
    return "changed" if unit.update("price", row_id, {name: whole[name] for name in told}) else "same"


def _number(value: object) -> int:
    text = str(value)
    if not text.isdecimal() or len(text) > 15:
        raise BadValue(N_("This is no whole number."), _name="number", _value=value)
    return int(text)


def _days(values: Values) -> None:
    try:
        check_days(values.get("valid_from"), values.get("valid_until"))
    except SvcError as error:
        raise BadValue(
            error.message, **error.values, _name="valid_until", _value=values["valid_until"]
        ) from None
