"""The catalogue of commands: what a key can do, declared once.

Each command has an id (a promise: people's keymaps name it), words for key bar and palette, a line of help,
its default keys and the scope where it applies. Key bar, palette, help page and key table come from here;
what a command does stands in the screen that has its `action_` method.
"""

from dataclasses import dataclass

from svc_tui.errors import N_

EVERYWHERE = "everywhere"
LIST = "list"
RECORD = "record"
TABS = "tabs"
CALLS = "calls"
INBOX = "inbox"
CALL = "call"
FORM = "form"
SETUP = "setup"
CONFLICT = "conflict"
CUSTOMER = "customer"

# What is active where: a key means one thing within a place.
PLACES: dict[str, tuple[str, ...]] = {
    "inbox": (INBOX, CALLS, LIST, EVERYWHERE),
    "call": (CALL, CALLS, TABS, RECORD, EVERYWHERE),
    "page": (RECORD, EVERYWHERE),
    "setup": (SETUP, TABS, RECORD, EVERYWHERE),
    "customer": (CUSTOMER, RECORD, EVERYWHERE),
    "form": (FORM,),
    "conflict": (CONFLICT, FORM),
}


@dataclass(frozen=True, slots=True)
class Command:
    """One act of the program."""

    id: str
    """Stable name, `noun.verb`; `action_noun_verb` does it."""
    words: str
    """What the palette and the help page call it (message id)."""
    help: str
    """One line that says what happens (message id)."""
    keys: tuple[str, ...]
    """Default keys; a sequence is written with spaces: `g g`."""
    scope: str
    """Where it applies, one of the names above."""
    short: str = ""
    """The word in the key bar (message id); empty where it does not stand there."""
    takes_key: bool = False
    """The key that ended the sequence is part of what is meant: `v 3` is the third view."""

    @property
    def action(self) -> str:
        """Name of the method that does it."""
        return "action_" + self.id.replace(".", "_")


_VIEW_KEYS = tuple(f"v {digit}" for digit in range(1, 10))

COMMANDS: tuple[Command, ...] = (
    # What every screen has.
    Command("go.inbox", N_("Inbox"), N_("Go to the list of calls."), ("1", "g i"), EVERYWHERE),
    Command("palette", N_("All acts by name"), N_("Type a part of a name, enter does it."), (":", "ctrl+p"),
            EVERYWHERE, N_("all acts")),
    Command("help", N_("Keys"), N_("The keys of this screen; typing searches them."), ("?",), EVERYWHERE,
            N_("keys")),
    Command("undo", N_("Undo"), N_("Take the last change back, a bulk change as one."), ("u",), EVERYWHERE,
            N_("undo")),
    Command("redo", N_("Redo"), N_("Do again what was undone."), ("U",), EVERYWHERE, N_("redo")),
    Command("reload", N_("Reload"), N_("Read everything on the screen again."), ("R",), EVERYWHERE),
    Command("redraw", N_("Redraw"), N_("Paint the whole terminal again."), ("ctrl+l",), EVERYWHERE),
    Command("jump.back", N_("Jump back"), N_("Back to where you jumped from."), ("ctrl+o",), EVERYWHERE),
    Command("text.insert", N_("Canned text"), N_("Put a canned text into what is being typed: a note, a form."),
            ("ctrl+t",), EVERYWHERE),
    Command("call.new", N_("New call"), N_("Write down a new call."), ("n",), EVERYWHERE, N_("new")),
    Command("jump.customer", N_("Jump to the customer"), N_("Open the customer of this call."),
            ("' b", "; b"), CALLS, N_("customer")),
    Command("jump.call", N_("Jump to the call"), N_("Open the call that was left last."), ("' c", "; c"),
            EVERYWHERE, N_("call")),
    # Moving in a list.
    Command("cursor.down", N_("Down"), N_("One row down."), ("j", "down"), LIST),
    Command("cursor.up", N_("Up"), N_("One row up."), ("k", "up"), LIST),
    Command("cursor.top", N_("Top"), N_("To the first row."), ("g g", "home"), LIST, N_("top")),
    Command("cursor.bottom", N_("Bottom"), N_("To the last row."), ("G", "end"), LIST),
    Command("page.down", N_("Page down"), N_("One page down."), ("pagedown",), LIST),
    Command("page.up", N_("Page up"), N_("One page up."), ("pageup",), LIST),
    Command("half.down", N_("Half a page down"), N_("Half a page down."), ("ctrl+d",), LIST),
    Command("half.up", N_("Half a page up"), N_("Half a page up."), ("ctrl+u",), LIST),
    Command("record.open", N_("Open"), N_("Open the row under the cursor."), ("enter", "l"), LIST,
            N_("open it")),
    Command("filter.edit", N_("Filter"), N_("Edit the text that says which rows are shown."), ("/",), LIST,
            N_("filter")),
    Command("mark.toggle", N_("Mark"), N_("Mark the row and move on."), ("x", "space"), LIST, N_("mark")),
    Command("mark.all", N_("Mark all"), N_("Mark every row of the filter."), ("*",), LIST),
    Command("mark.invert", N_("Invert marks"), N_("Mark what is not marked, and the reverse."), ("V",), LIST),
    Command("repeat", N_("Repeat"), N_("Do the last change again on this row or on the marks."), (".",),
            CALLS),
    Command("sort.choose", N_("Sort by column"), N_("Choose the column that sorts the list."), ("o",), LIST,
            N_("sort")),
    Command("view.load", N_("Saved view"), N_("Show the saved view of that digit."), _VIEW_KEYS, LIST,
            N_("view"), takes_key=True),
    Command("view.save", N_("Save this view"), N_("Keep filter, sort order and columns under a name."),
            ("v s",), LIST, N_("save")),
    Command("view.columns", N_("Columns"), N_("Choose the columns, their order and width."), ("v c",), LIST,
            N_("columns")),
    Command("view.manage", N_("Saved views"), N_("Rename, move or remove saved views."), ("v v",), LIST,
            N_("all views")),
    Command("view.export", N_("Export this view"), N_("Write the rows and columns of this view to a file."),
            (">",), LIST),
    # A record in its own screen.
    Command("record.back", N_("Back"), N_("Back to where you came from; on the inbox it asks, then leaves."),
            ("q", "h", "escape"), EVERYWHERE, N_("back")),
    Command("tab.next", N_("Next tab"), N_("The next tab of this record."), ("]", "+", "tab"), TABS),
    Command("tab.previous", N_("Previous tab"), N_("The tab before."), ("[", "-", "shift+tab"), TABS),
    Command("scroll.down", N_("Scroll down"), N_("Read on by one line."), ("j", "down"), RECORD),
    Command("scroll.up", N_("Scroll up"), N_("One line back."), ("k", "up"), RECORD),
    Command("scroll.top", N_("To the beginning"), N_("To the first line."), ("g g", "home"), RECORD,
            N_("top")),
    Command("scroll.bottom", N_("To the end"), N_("To the last line."), ("G", "end"), RECORD),
    Command("scroll.page.down", N_("Read on by a page"), N_("One page down."),
            ("pagedown", "ctrl+d", "space"), RECORD, N_("read on")),
    Command("scroll.page.up", N_("Back by a page"), N_("One page up."), ("pageup", "ctrl+u"), RECORD),
    Command("call.next", N_("Next call"), N_("Open the call below in the list."), ("}", "right"), CALL),
    Command("call.previous", N_("Previous call"), N_("Open the call above in the list."), ("{", "left"), CALL),
    # A form, where no field takes the letters; in a field ctrl+s, tab and esc mean the same.
    Command("form.save", N_("Save"), N_("Keep what was typed."), ("s", "ctrl+s"), FORM, N_("save")),
    Command("form.choose", N_("Choose"), N_("Do what the line says."), ("enter",), FORM, N_("choose")),
    Command("form.next", N_("Next field"), N_("To the next field."), ("j", "down", "tab"), FORM, N_("next")),
    Command("form.previous", N_("Previous field"), N_("To the field before."), ("k", "up", "shift+tab"), FORM,
            N_("fields")),
    Command("form.leave", N_("Leave the form"), N_("Back; asks where something would be lost."),
            ("q", "escape"), FORM, N_("back")),
    Command("conflict.mine", N_("Take mine"), N_("Keep what you typed in this field."), ("m",), CONFLICT,
            N_("mine")),
    Command("conflict.theirs", N_("Take theirs"), N_("Keep what the other person saved in this field."), ("t",),
            CONFLICT, N_("theirs")),
    # Lists of the set-up.
    Command("setup.edit", N_("Edit"), N_("Open the form of this record."), ("enter", "e", "l"), SETUP,
            N_("edit")),
    Command("customer.edit", N_("Edit the customer"), N_("Open the form of this customer."), ("e",), CUSTOMER,
            N_("edit")),
    Command("setup.switch", N_("Active or not"), N_("Let it be chosen again, or no longer."), ("i",), SETUP,
            N_("active or not")),
    Command("setup.remove", N_("Remove"), N_("Remove what nothing uses."), ("X",), SETUP, N_("remove")),
    Command("setup.find", N_("Search"), N_("Show the records that hold a text."), ("/",), SETUP, N_("search")),
    Command("call.edit", N_("Edit"), N_("Open the form with every field."), ("e",), CALLS, N_("edit")),
    # Acts on calls: the row under the cursor, the marks, or the open call.
    Command("call.take", N_("Take"), N_("Make the call yours."), ("t",), CALLS, N_("take")),
    Command("call.take_next", N_("Take the next"), N_("Take the most urgent call of your queues."), ("T",),
            CALLS),
    Command("call.assign", N_("Assign"), N_("Give the call to a person."), ("a",), CALLS, N_("assign")),
    Command("call.status.open", N_("Status: open"), N_("Set the call to open."), ("s o",), CALLS, N_("open")),
    Command("call.status.pending", N_("Status: pending"), N_("Set the call to pending; the clock pauses."),
            ("s p",), CALLS, N_("pending")),
    Command("call.status.resolved", N_("Status: resolved"), N_("Say what solved the call."), ("s r",), CALLS,
            N_("resolved")),
    Command("call.status.closed", N_("Status: closed"), N_("Close the call."), ("s c",), CALLS, N_("closed")),
    Command("call.status", N_("Status: another"), N_("Choose from all statuses of the company."), ("s s",),
            CALLS, N_("another")),
    Command("call.priority.low", N_("Priority: low"), N_("Set the priority to low."), ("p l",), CALLS,
            N_("low")),
    Command("call.priority.medium", N_("Priority: medium"), N_("Set the priority to medium."), ("p m",),
            CALLS, N_("medium")),
    Command("call.priority.high", N_("Priority: high"), N_("Set the priority to high."), ("p h",), CALLS,
            N_("high")),
    Command("call.respond", N_("Respond"), N_("Stamp the first response to the customer."), ("r",), CALLS),
    Command("call.move", N_("Move"), N_("Move the call to another queue."), ("m",), CALLS, N_("move")),
    Command("call.note", N_("Note"), N_("Write a note, a phone call, a meeting or a task."), ("c",), CALLS,
            N_("note")),
    Command("call.pause", N_("Pause"), N_("Let the clock rest until a time."), ("z",), CALLS, N_("pause")),
    Command("call.solutions", N_("Solutions"), N_("Solutions that fit this call; enter attaches one."),
            ("K",), CALLS, N_("solutions")),
    Command("call.explain", N_("Explain the due date"), N_("Show how the due date came about."), ("d",),
            CALLS, N_("explain due")),
    Command("call.macro", N_("Apply a macro"), N_("Several changes under one name, on the row or on the marks."),
            ("A",), CALLS),
    Command("call.merge", N_("Merge"), N_("Merge the marked calls into the one under the cursor."), ("M",),
            CALLS),
    Command("call.link", N_("Link"), N_("Link the call to another one."), ("L",), CALLS),
    Command("call.duplicate", N_("Duplicate"), N_("Make a new call from this one."), ("D",), CALLS),
    Command("call.follow", N_("Follow"), N_("Be told of changes to the call, or no longer."), ("f",), CALLS),
    Command("call.resume", N_("Resume"), N_("Let the paused clock run on."), (), CALLS),
    Command("call.technician", N_("Technician"), N_("Name the technician who goes there."), (), CALLS),
    Command("call.contract", N_("Contract"), N_("Choose the contract that the call runs under."), (), CALLS),
    Command("activity.done", N_("Activity done"), N_("Close an open task, phone call or meeting."), ("C",), CALLS),
    Command("activity.reopen", N_("Reopen an activity"), N_("Open a closed activity, so that it can be corrected."),
            (), CALLS),
    Command("activity.correct", N_("Correct an activity"), N_("Other words for an open activity."), (), CALLS),
    Command("call.attach", N_("Attach a file"), N_("Keep a file with the call."), (), CALLS),
    Command("call.save_file", N_("Save a file out"), N_("Write an attached file into a directory."), (), CALLS),
    Command("call.work", N_("Work"), N_("Log time, travel or a part; a preview says who pays and what it draws."),
            ("w",), CALLS, N_("work")),
    Command("call.stopwatch", N_("Stopwatch"), N_("Start your stopwatch on this call, or stop it and log its time."),
            ("W",), CALLS, N_("stopwatch")),
    Command("call.stopwatch.drop", N_("Drop the stopwatch"), N_("Stop your stopwatch and log nothing."), (), CALLS),
    Command("call.report", N_("Report of work"), N_("Show the report of work as it is printed and signed."), (),
            CALLS),
    Command("call.sign", N_("Sign the report"), N_("Keep the customer's name under the report of work."), (), CALLS),
    Command("call.rate", N_("Satisfaction"), N_("Keep the customer's mark from 1 to 5 and what was said."), (),
            CALLS),
    Command("copy.number", N_("Copy the number"), N_("Send the call's number to the clipboard."), ("y y",),
            CALLS, N_("number")),
    Command("copy.serial", N_("Copy the serial"), N_("Send the serial number to the clipboard."), ("y s",),
            CALLS, N_("serial")),
    Command("copy.address", N_("Copy the address"), N_("Send the customer's address to the clipboard."),
            ("y a",), CALLS, N_("address")),
    Command("copy.phone", N_("Copy the phone"), N_("Send the caller's phone number to the clipboard."),
            ("y p",), CALLS, N_("phone")),
    Command("copy.row", N_("Copy the row"), N_("Send the whole row to the clipboard."), ("Y",), CALLS),
    # Set-up, reached by name.
    Command("setup.lists", N_("Set-up: lists"), N_("Statuses, origins, types, problems and their subtypes."),
            (), EVERYWHERE),
    Command("setup.closed", N_("Set-up: closed dates"), N_("Holidays and other days without service."), (),
            EVERYWHERE),
    Command("setup.queues", N_("Set-up: queues"), N_("Queues, their managers and members."), (), EVERYWHERE),
    Command("setup.people", N_("Set-up: people"), N_("People and their roles."), (), EVERYWHERE),
    Command("setup.items", N_("Set-up: items"), N_("Items and their groups."), (), EVERYWHERE),
    Command("setup.customers", N_("Set-up: customers"), N_("Customers, contacts and addresses."), (),
            EVERYWHERE),
    Command("setup.texts", N_("Set-up: canned texts"), N_("Texts with the values of a call, for notes and forms."),
            (), EVERYWHERE),
    Command("setup.macros", N_("Set-up: macros"), N_("Several changes under one name."), (), EVERYWHERE),
    Command("draft.open", N_("Drafts"), N_("Go on with a form that was not saved."), (), EVERYWHERE),
    Command("app.leave", N_("Leave"), N_("Leave svc-tui; it asks first."), ("ctrl+q",), EVERYWHERE, N_("leave")),
)  # fmt: skip

BY_ID: dict[str, Command] = {command.id: command for command in COMMANDS}

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
    "undo", "call.explain", "call.pause", "call.solutions", "call.note", "call.move", "call.edit",
    "call.priority.high", "call.status.open", "call.assign",
)  # fmt: skip


def commands_of(place: str) -> tuple[Command, ...]:
    """The commands that apply in a place, in catalogue order."""
    scopes = PLACES[place]
    return tuple(command for command in COMMANDS if command.scope in scopes)
