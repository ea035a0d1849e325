"""Text that people did not mean well, and a store that is full of it: in every field, past all cleaning.

Whoever can write the file can put anything into it, so the screens may not count on what the services let through.
"""

from pathlib import Path

from tests.services.desk import Desk

STRINGS = (
    # Sequences that act on a terminal.
    "Stops \x1b[31mred\x1b[0m", "wipe \x1b[2J\x1b[H", "copy \x1b]52;c;aGk=\x07", "title \x1b]0;owned\x07",
    "\x1bc reset", "link \x1b]8;;http://evil.example\x1b\\go\x1b]8;;\x1b\\", "ask \x1b[6n\x1b[c\x1b[>c",
    "\x1bP+q544e\x1b\\dcs", "\x1b_Gf=32;AAAA\x1b\\apc", "\x1b^pm\x1b\\ \x1bXsos\x1b\\",
    "alt \x1b[?1049l\x1b[?1049h", "mouse \x1b[?1003h\x1b[?2004l", "\x1b[3;1r\x1b[5S scroll",
    "\x1b(0 lqk \x1b)B", "sync \x1b[?2026h", "\x1b7\x1b[99;99H\x1b8", "half a \x1b[", "half a \x1b]52;c;",
    "\x1b[200~paste\x1b[201~", "\x1b[1;5A\x1bOA", "print \x1b[5i\x1b[4i", "\x1b#8 \x1b=\x1b>", "\x1b%G\x1b%@",
    # Controls.
    "c1 \x9b31m\x9d0;t\x9c \x90q\x9c", "nul \x00 del \x7f", "so \x0e si \x0f", "bell \x07\x07",
    "back\x08\x08\x08\x08", "\ttab\tab", "\r\nline\rfeed\n", "ff \x0c vt \x0b", "can \x18 sub \x1a",
    "\x85next\u2028line\u2029", "enq \x05 xoff \x13\x11",
    # Characters that hide, turn or pile up.
    "\u202eevil\u202c \u2066x\u2069", "\u200fRLM \u061c", "zero\u200bwidth\ufeff\u2060", "soft\xadhyphen",
    "\U000e0041\U000e0042tag", "z" + "\u0301" * 40, "\u0301first", "\u0489\u0489\u20dd",
    "e\u0301\u0327\u0323\u0301\u0301", "\u115f\u3164\u2800 blank", "漢字テスト한국어", "👩‍👩‍👧‍👦 🇮🇹 👍🏽", "ﷺ ꧅ 𒐫",
    "\u1100\u1161\u11a8\u11a8\u11a8", "نص عربي עברית", "\ue000\U000f0000 own", "\ufffe\uffff none",
    "ก้้้้้้้้", "\u0f73\u0f77\u0f81", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "a\ufe0f☎\ufe0e☎\ufe0f",
    # Markup and templates.
    "[/b] [b]x", "[@click=app.action_app_leave]x[/]", "[@click=app.bell]bell[/]",
    "[link=http://evil.example]x[/link]", "[$error on red]", "\\[b]\\", "[red]%s[/red] {number} {0} {",
    "}} {x!r} {x.__class__}", "%(x)s %n %", "$subject ${x}", "<b>&amp;</b> `code` **x**",
    "[](http://evil.example) ![x](y)", "[[[[]]]]][", ":smile: :x:", "'; DROP TABLE call; --",
    # Length.
    "long " + "W" * 400, "wide " + "漢" * 200,
)  # fmt: skip
PER_GROUP = 9
GROUPS = [STRINGS[at : at + PER_GROUP] for at in range(0, len(STRINGS), PER_GROUP)]

# Every field of text, by table; codes are renamed in the tables that name them too.
FIELDS = {
    "call": (
        "subject", "description", "status", "customer_name", "contact", "phone", "email", "reference", "serial",
        "manufacturer_serial", "item_name", "item_group", "coverage_reason", "origin", "type", "problem", "subtype",
        "territory", "location", "tags", "responder", "resolution",
    ),
    "customer": ("code", "name", "phone", "email", "territory"),
    "contact": ("name", "position", "phone", "mobile", "email"),
    "address": ("name", "street", "zip_code", "city", "state", "country", "building"),
    "person": ("code", "name", "email", "phone"),
    "item": ("code", "name", "group"),
    "queue": ("code", "name", "email"),
    "activity": ("subject", "notes"),
    "solution": ("solution", "symptom", "cause", "description"),
    "attachment": ("name", "note", "who"),
    "call_pause": ("reason",),
    "history": ("who", "event", "field", "old", "new"),
    "list_entry": ("name", "description"),
    "equipment": ("serial", "manufacturer_serial", "contact", "phone", "territory", "address", "location"),
    "contract": ("description", "template", "remarks"),
    "contract_line": ("serial",),
    "closed_date": ("name",),
    "saved_view": ("name", "query"),
    "snippet": ("name", "text"),
    "macro": ("name",),
    "routing_rule": ("name", "condition"),
}  # fmt: skip
NAMED_BY = (
    ("call", "customer"), ("contact", "customer"), ("address", "customer"), ("activity", "customer"),
    ("equipment", "customer"), ("contract", "customer"), ("call", "assignee"), ("call", "technician"),
    ("activity", "who"), ("queue", "manager"), ("queue_member", "person"), ("call_follower", "person"),
    ("call", "item"), ("equipment", "item"), ("solution", "item"), ("contract_line", "item"), ("call", "queue"),
    ("queue_member", "queue"),
)  # fmt: skip
KEYS = {"activity": "call_id", "call_pause": "call_id", "history": "object_id"}
"""By what rows of a call are found, where not by their own key."""
LINES = ("description", "resolution", "notes", "remarks", "text")
PERSON = "hanna"
"""Who looks at it; she keeps her code."""


def texts(group: int) -> tuple[str, str]:
    """A group's strings in one line, and in lines."""
    return f"{group} " + " ".join(GROUPS[group]), "\n".join(GROUPS[group])


def make_hostile(path: Path) -> Path:
    """A store with a call, and one of everything beside it, for each group of strings."""
    desk = Desk(path)
    desk.add("person", code=PERSON, name="Hanna", roles=["manager"])
    for group in range(len(GROUPS)):
        _group(desk, group)
    desk.store.index_anew()
    desk.store.close()
    return path


def _group(desk: Desk, group: int) -> None:
    name = f"h{group}"
    one, many = texts(group)
    add = desk.add
    ids = {
        "person": add("person", code=name, name=name, roles=["technician"]),
        "customer": add("customer", code=name, name=name),
        "item": add("item", code=name, name=name),
        "list_entry": add("list_entry", list="status", name=name, status_class="open", position=20 + group),
        "closed_date": add("closed_date", day=desk.time.date().replace(month=5, day=group + 1), name=name),
    }
    ids["queue"] = add("queue", code=name, name=name, manager=name)
    add("queue_member", queue=name, person=name)
    ids["contact"] = add("contact", customer=name, name=name)
    ids["address"] = add("address", customer=name, name=name)
    ids["equipment"] = add(
        "equipment", number=900 + group, serial=name, item=name, customer=name, status="active"
    )
    ids["contract"] = add(
        "contract",
        number=900 + group,
        type="customer",
        status="approved",
        customer=name,
        start=desk.time.date().replace(month=1),
        resolution="8h",
        coverage="Mo-Fr 09:00-18:00",
    )
    ids["contract_line"] = add("contract_line", contract=900 + group, item=name)
    ids["solution"] = add("solution", number=900 + group, solution=name, item=name, used=3)
    ids["saved_view"] = add(
        "saved_view", person=PERSON, screen="calls", slot=group + 1, name=name, query=name
    )
    ids["snippet"] = add("snippet", name=name, text=name)
    ids["macro"] = add("macro", name=name, steps=[])
    steps = [["tags", texts(group)[0]], ["macro", texts(group)[0]]]
    ids["routing_rule"] = add("routing_rule", name=name, position=group, condition=name, steps=steps)
    number = (
        desk.calls.new({"customer": name, "item": name, "subject": name, "queue": name}).outcomes[0].number
    )
    desk.calls.attach_solution([number], 900 + group)
    desk.calls.note([number], name, kind="task", closed=False)
    desk.calls.pause([number], None, name)
    desk.calls.resume([number])
    call = desk.row(number)
    if group:
        desk.calls.link(number, "10001", "relates")
    ids["call"] = ids["activity"] = ids["call_pause"] = ids["history"] = call["id"]
    ids["attachment"] = add(
        "attachment", kind="call", object_id=call["id"], sha256="0" * 64, name=name, size=1
    )
    add("call_follower", call_id=call["id"], person=name)
    with desk.store.engine.execution_options(write=True).connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA query_only=OFF")
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute("UPDATE call SET assignee = ?, technician = ?, covered = ?, paused_since = NULL, resolution = ? "
                    "WHERE id = ?", (name, name, group % 2, name, call["id"]))  # fmt: skip
        for table, columns in FIELDS.items():
            key = KEYS.get(table, "id")
            for column in columns:
                text = many if column in LINES else one
                raw.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE "{key}" = ?', (text, ids[table]))
        for user, column in NAMED_BY:
            raw.execute(f'UPDATE "{user}" SET "{column}" = ? WHERE "{column}" = ?', (one, name))
        raw.execute("PRAGMA foreign_keys=ON")
