"""Currencies (ISO 4217): how many decimals each has, amounts as whole minor units and back, rounding.

Amounts that are stored to be sorted and summed are whole minor units beside the currency's code: cents of EUR, yen of
JPY, thousandths of KWD. Amounts of two currencies are never added.
"""

from decimal import ROUND_HALF_UP, Decimal
from difflib import get_close_matches

from svc_tui.errors import N_, Refused

_TWO = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC "
    "CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR "
    "JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD "
    "NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN "
    "SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG"
)
_OTHERS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
}
MINOR_UNITS: dict[str, int] = {
    **dict.fromkeys(_TWO.split(), 2),
    **{code: places for places, codes in _OTHERS.items() for code in codes.split()},
}
"""Decimals of each currency in use; funds, metals and test codes are none that anybody pays in."""


def currency_of(text: str) -> str:
    """A currency's code as it is kept, from what is typed: `eur`.

    Raises:
        Refused: there is no such code; says one that is near.
    """
    code = text.strip().upper()
    if code not in MINOR_UNITS:
        near = get_close_matches(code, MINOR_UNITS, 1, 0.5)
        message = N_('There is no currency "{code}". Write its three letters, such as {near}.')
        raise Refused(message, code=text.strip()[:20], near=near[0] if near else "EUR")
    return code


def minor_units(currency: str) -> int:
    """Decimals of a currency. Raises Refused: there is none of this code."""
    return MINOR_UNITS[currency] if currency in MINOR_UNITS else MINOR_UNITS[currency_of(currency)]


def to_minor(amount: Decimal, currency: str) -> int:
    """An amount as whole minor units.

    Raises:
        Refused: it has more decimals than the currency.
    """
    places = minor_units(currency)
    scaled = amount.scaleb(places)
    if scaled != (whole := scaled.to_integral_value()):
        message = N_("{amount} has more decimals than {currency}, which has {places}. Write it as {nearest}.")
        raise Refused(
            message, amount=f"{amount:f}", currency=currency, places=places,
            nearest=f"{round_money(amount, currency):f}",
        )  # fmt: skip
    return int(whole)


def from_minor(minor: int, currency: str) -> Decimal:
    """The amount of whole minor units, with all decimals of the currency: 1250 of EUR is 12.50."""
    return Decimal(minor).scaleb(-minor_units(currency))


def round_money(amount: Decimal, currency: str) -> Decimal:
    """An amount rounded half up, away from zero, to the decimals of its currency."""
    return amount.quantize(Decimal(1).scaleb(-minor_units(currency)), ROUND_HALF_UP)
