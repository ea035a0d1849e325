"""B1's enumerations both ways, its dates and times, and the words people write where codes belong."""

import re
from datetime import date, datetime, time, tzinfo
from typing import Any, Final

from svc_tui.errors import N_
from svc_tui.interchange.core import dates, values
from svc_tui.interchange.core.records import BadValue, ById

STATUSES: Final = {-3: "Open", -2: "Pending", -1: "Closed"}
ORIGINS: Final = {-3: "E-mail", -2: "Telephone", -1: "Web"}
PRIORITIES: Final = {"low": "scp_Low", "medium": "scp_Medium", "high": "scp_High"}
PARTNER_KINDS: Final = {"customer": "cCustomer", "vendor": "cSupplier", "lead": "cLid"}
ITEM_KINDS: Final = {"item": "itItems", "labour": "itLabor", "travel": "itTravel"}

_KINDS: Final = {
    "ccustomer": "customer", "c": "customer", "csupplier": "vendor", "s": "vendor", "clid": "lead", "l": "lead",
    "ititems": "item", "i": "item", "itlabor": "labour", "ittravel": "travel", "t": "travel",
}  # fmt: skip
MEMBERS: Final[dict[str, dict[str, str]]] = {
    "card_status": {
        "active": "sns_Active", "returned": "sns_Returned", "terminated": "sns_Terminated", "loaned": "sns_Loaned",
        "in_lab": "sns_InLab",
    },
    "contract_status": {
        "approved": "scs_Approved", "on_hold": "scs_Frozen", "draft": "scs_Draft", "terminated": "scs_Terminated",
    },
    "contract_type": {"customer": "ct_Customer", "item_group": "ct_ItemGroup", "serial": "ct_SerialNumber"},
    "service_type": {"regular": "bst_Regular", "warranty": "bst_Warranty"},
    "activity_kind": {
        "phone": "cn_Conversation", "meeting": "cn_Meeting", "task": "cn_Task", "other": "cn_Other", "note": "cn_Note",
        "campaign": "cn_Campaign",
    },
    "activity_priority": {"low": "pr_Low", "medium": "pr_Normal", "high": "pr_High"},
    "opportunity_status": {"open": "sos_Open", "lost": "sos_Missed", "won": "sos_Sold"},
}  # fmt: skip
"""Our word -> member, in the order of DI's numbers."""
_CHARACTERS: Final = {
    "card_status": "ARTLI", "contract_status": "AFDT", "contract_type": "CGS", "service_type": "RW",
    "activity_kind": "CMTNEP", "activity_priority": "LMH", "opportunity_status": "OLW",
}  # fmt: skip
"""The characters of the database, in the same order."""
_MEMBER_LABELS: Final = {
    "card_status": {
        "in repair lab": "in_lab", "in lab": "in_lab", "attivo": "active", "attiva": "active", "restituito": "returned",
        "cessato": "terminated", "terminato": "terminated", "in prestito": "loaned", "in laboratorio": "in_lab",
    },
    "contract_status": {
        "active": "approved", "attivo": "approved", "approvato": "approved", "on hold": "on_hold", "frozen": "on_hold",
        "sospeso": "on_hold", "bozza": "draft", "chiuso": "terminated", "closed": "terminated",
        "terminato": "terminated", "cessato": "terminated", "expired": "approved", "scaduto": "approved",
    },
    "contract_type": {
        "item group": "item_group", "serial number": "serial", "cliente": "customer", "gruppo articoli": "item_group",
        "numero di serie": "serial", "matricola": "serial",
    },
    "service_type": {"normale": "regular", "garanzia": "warranty"},
    "activity_kind": {
        "conversation": "phone", "phone call": "phone", "telefonata": "phone", "riunione": "meeting",
        "attività": "task", "compito": "task", "nota": "note", "campagna": "campaign", "altro": "other",
    },
    "opportunity_status": {"aperta": "open", "persa": "lost", "vinta": "won", "missed": "lost", "sold": "won"},
    "activity_priority": {"normal": "medium", "normale": "medium", "bassa": "low", "media": "medium", "alta": "high"},
}  # fmt: skip
UNITS: Final = {
    "boru_day": "d", "boru_hour": "h", "rsu_days": "d", "rsu_hours": "h", "reu_days": "d", "reu_weeks": "w",
    "reu_month": "m", "d": "d", "h": "h", "w": "w", "m": "m", "days": "d", "hours": "h", "weeks": "w", "months": "m",
}  # fmt: skip
UNIT_MEMBERS: Final = {
    "response": {"d": "boru_Day", "h": "boru_Hour"},
    "resolution": {"d": "rsu_Days", "h": "rsu_Hours"},
    "remind": {"d": "reu_Days", "w": "reu_Weeks", "m": "reu_Month"},
}  # fmt: skip
PARTNER_TYPES: Final = frozenset(
    ["srvcsales", "srvcpurchasing", "et_sales", "et_purchasing", "et_salesandpurchasing", "r", "p", "b"]
)
_ENUM_LABELS: Final = {"scs_open": "Open", "scs_closed": "Closed"}
_STATUS_LABELS: Final = {
    "open": "Open", "aperto": "Open", "aperta": "Open", "pending": "Pending", "in sospeso": "Pending",
    "closed": "Closed", "chiuso": "Closed", "chiusa": "Closed", "resolved": "Resolved", "risolto": "Resolved",
}  # fmt: skip
_ORIGIN_LABELS: Final = {
    "e-mail": "E-mail", "email": "E-mail", "telephone": "Telephone", "telefono": "Telephone", "phone": "Telephone",
    "web": "Web",
}  # fmt: skip
_FORMS: Final = (
    "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d", "%Y%m%d", "%d/%m/%Y", "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M", "%d.%m.%Y", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M",
)  # fmt: skip
_TAIL: Final = re.compile(r"(\.\d+)?(Z|[+-]\d\d:?\d\d)?$")
"""A fraction and a zone behind a time: what the Service Layer writes there means nothing."""
_WHOLE_FLOAT: Final = re.compile(r"(?<=\d)\.0+$")
"""What programs that know only floats write behind a whole number."""
_NOTHING: Final = frozenset({"", "null"})


def is_nothing(value: Any) -> bool:
    """Null, empty text, or the word an SQL extract writes for it."""
    return value is None or (isinstance(value, str) and value.strip().casefold() in _NOTHING)


def number(value: Any) -> int | None:
    """A whole number, however it is written; None when it is none."""
    if isinstance(value, bool):
        return None
    try:
        found = int(digits(value))
    except ValueError:
        return None
    return found if abs(found) < 2**63 else None


def digits(value: Any) -> str:
    """A number as text, without what programs that know only floats write behind it."""
    return _WHOLE_FLOAT.sub("", values.plain(value).strip())


def is_no_day(value: Any) -> bool:
    """No date, or one of the days that B1 and its databases write for none."""
    if is_nothing(value) or str(value).startswith("0000-00-00"):
        return True
    try:
        return dates.is_none(day(value))
    except BadValue:
        return False


def identifier(value: Any) -> ById | str:
    """A code of a list or person: a number, or the label that someone wrote in its place."""
    found = number(value)
    return ById(found) if found is not None else values.text(values.plain(value))


def status(value: Any) -> tuple[ById | str, bool]:
    """A status and whether a label stood where its number belongs."""
    return _labelled(value, STATUSES, {**_STATUS_LABELS, **_ENUM_LABELS})


def origin(value: Any) -> tuple[ById | str, bool]:
    """An origin and whether a label stood where its number belongs."""
    return _labelled(value, ORIGINS, _ORIGIN_LABELS)


def _labelled(value: Any, built_in: dict[int, str], labels: dict[str, str]) -> tuple[ById | str, bool]:
    found = identifier(value)
    if isinstance(found, ById):
        return built_in.get(found.id, found), False
    return labels.get(found.casefold(), found), True


def priority(value: Any) -> tuple[str, bool]:
    """A priority and whether it was a label of people instead of a member, character or number of B1."""
    word = str(value).strip()
    return values.priority(word), word.casefold() not in {
        "scp_low",
        "scp_medium",
        "scp_high",
        "l",
        "m",
        "h",
        "0",
        "1",
        "2",
    }


def member(sort: str, value: Any) -> tuple[str, bool]:
    """A word of ours for a member, a character or a number of DI, and whether it was a label of people."""
    text = str(value).strip()
    words = list(MEMBERS[sort])
    if text.isascii() and text.isdecimal() and int(text) < len(words):
        return words[int(text)], False
    if len(text) == 1 and (at := _CHARACTERS[sort].find(text.upper())) >= 0:
        return words[at], False
    folded = text.casefold()
    for word, name in MEMBERS[sort].items():
        if folded == name.casefold():
            return word, False
    word = (
        folded.replace(" ", "_")
        if folded.replace(" ", "_") in words
        else _MEMBER_LABELS[sort].get(folded, "")
    )
    if not word:
        raise BadValue(N_("This is none of {choices}."), choices=", ".join(MEMBERS[sort].values()))
    return word, True


def kind(value: Any) -> str:
    """Customer, vendor or lead; item, labour or travel."""
    found = _KINDS.get(str(value).strip().casefold())
    if found is None:
        raise BadValue(N_("This is no kind that B1 knows."))
    return found


def yes(value: Any) -> bool:
    """tYES and tNO, Y and N, 1 and 0, true and false."""
    return values.yes(str(value).strip())


def day(value: Any) -> datetime:
    """A date in any form seen; its own time of day is kept, a Z behind it means nothing."""
    text = str(value).strip()
    plain = _TAIL.sub("", text) if ":" in text else text.removesuffix("Z")
    for form in _FORMS:
        try:
            return datetime.strptime(plain, form)  # noqa: DTZ007  (the zone is the company's, added later)
        except ValueError:
            continue
    raise BadValue(N_("This is no date in the form {form}."), form="YYYY-MM-DD")


def clock(value: Any) -> time:
    """A time of day: `13:37:00`, `813`, `1304`, 930."""
    text = str(value).strip()
    bits = text.split(":") if ":" in text else [text[:-2] or "0", text[-2:]]
    try:
        hour, minute, second = (int(bit.split(".")[0]) for bit in [*bits, "0"][:3])
        return time(hour, minute, second)
    except ValueError as error:
        raise BadValue(N_("This is no time of day; one is 13:37:00 or 1337.")) from error


def moment(date_value: Any, time_value: Any, zone: tzinfo) -> datetime | None:
    """Date and time of day of the company's zone, as an instant; None without a date."""
    if is_no_day(date_value):
        return None
    found = day(date_value)
    if not is_nothing(time_value):
        found = datetime.combine(found.date(), clock(time_value))
    return values.to_utc(found, zone)


def split(at: datetime | None, zone: tzinfo) -> tuple[str | None, str | None]:
    """An instant as the Service Layer writes it: the date at midnight and the time of day, both local."""
    if at is None:
        return None, None
    local = at.astimezone(zone)
    return f"{local:%Y-%m-%dT00:00:00Z}", f"{local:%H:%M:%S}"


def yes_no(value: object) -> str:
    """The member of BoYesNoEnum."""
    return "tYES" if value else "tNO"


def date_text(value: date | None) -> str | None:
    """A civil date as the Service Layer writes it."""
    return None if value is None else f"{value:%Y-%m-%d}T00:00:00Z"
