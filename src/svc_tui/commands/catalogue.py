"""The catalogue of commands: what a key can do, declared once.

Each command has an id (a promise: people's keymaps name it), words for key bar and palette, a line of help,
its default keys and the scope where it applies. Key bar, palette, help page and key table come from here;
what a command does stands in the `action_` method of a screen, of commands attached to it, or of the app.
"""

from dataclasses import dataclass

from svc_tui.errors import N_

EVERYWHERE = "everywhere"
LIST = "list"
RECORD = "record"
TABS = "tabs"
ACTS = "acts"
JUMPS = "jumps"
COPIES = "copies"
NEW_CALL = "new call"
CALLS = "calls"
INBOX = "inbox"
BOARD = "board"
SOLUTIONS = "solutions"
SOLUTION_LIST = "solution list"
SOLUTION = "solution"
CARDS = "cards"
EQUIPMENT = "equipment"
CARD = "card"
CONTRACTS = "contracts"
CONTRACT = "contract"
SIMULATE = "simulate"
CALL = "call"
FORM = "form"
SETUP = "setup"
CONFLICT = "conflict"
CUSTOMER = "customer"
MESSAGES = "messages"
BALANCE = "balance"
ACTIVITIES = "activities"
NOTES = "notes"
ACTIVITY = "activity"
REPORTS = "reports"
MONITOR = "monitor"
WALL = "wall"

# What is active where: a key means one thing within a place.
PLACES: dict[str, tuple[str, ...]] = {
    "inbox": (INBOX, CALLS, ACTIVITIES, ACTS, COPIES, JUMPS, NEW_CALL, LIST, EVERYWHERE),
    "equipment": (EQUIPMENT, CARDS, ACTIVITIES, NOTES, ACTS, COPIES, JUMPS, LIST, EVERYWHERE),
    "solutions": (SOLUTION_LIST, SOLUTIONS, ACTS, LIST, EVERYWHERE),
    "call": (CALL, CALLS, ACTIVITIES, ACTS, COPIES, JUMPS, NEW_CALL, TABS, RECORD, EVERYWHERE),
    "card": (CARD, CARDS, ACTIVITIES, NOTES, ACTS, COPIES, JUMPS, NEW_CALL, TABS, RECORD, EVERYWHERE),
    "contracts": (CONTRACTS, ACTIVITIES, NOTES, ACTS, COPIES, JUMPS, LIST, EVERYWHERE),
    "contract": (CONTRACT, CONTRACTS, ACTIVITIES, NOTES, ACTS, COPIES, JUMPS, TABS, RECORD, EVERYWHERE),
    "activity": (ACTIVITY, ACTIVITIES, ACTS, NEW_CALL, TABS, RECORD, EVERYWHERE),
    "day": (CALLS, ACTIVITIES, ACTS, COPIES, JUMPS, LIST, EVERYWHERE),
    "queues": (BOARD, CALLS, ACTIVITIES, ACTS, COPIES, JUMPS, NEW_CALL, LIST, EVERYWHERE),
    "messages": (MESSAGES, ACTS, JUMPS, LIST, EVERYWHERE),
    "reports": (REPORTS, LIST, EVERYWHERE),
    "balance": (BALANCE, RECORD, EVERYWHERE),
    "monitor": (MONITOR, RECORD, EVERYWHERE),
    "wall": (WALL, EVERYWHERE),
    "simulate": (SIMULATE, RECORD, EVERYWHERE),
    "solution": (SOLUTION, SOLUTIONS, ACTS, NEW_CALL, TABS, RECORD, EVERYWHERE),
    "page": (NEW_CALL, RECORD, EVERYWHERE),
    "setup": (SETUP, NEW_CALL, TABS, RECORD, EVERYWHERE),
    "customer": (CUSTOMER, ACTIVITIES, NOTES, ACTS, COPIES, NEW_CALL, TABS, RECORD, EVERYWHERE),
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
    over: tuple[str, ...] = ()
    """Commands of a wider scope whose keys mean this one where both apply."""
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
    Command("go.equipment", N_("Equipment"), N_("Go to the list of equipment cards."), ("2",), EVERYWHERE),
    Command("go.contracts", N_("Contracts"), N_("Go to the list of contracts."), ("3", "g c"), EVERYWHERE),
    Command("equipment.find", N_("Find by serial"), N_("Type or scan a serial; enter opens the card."), ("g e",),
            EVERYWHERE, N_("serial")),
    Command("go.queues", N_("Queues"), N_("Go to the board of queues."), ("4", "g q"), EVERYWHERE),
    Command("go.solutions", N_("Solutions"), N_("Go to the list of solutions."), ("5",), EVERYWHERE),
    Command("solution.find", N_("Search solutions"), N_("Type what the customer says; enter opens what helps."),
            ("g s",), EVERYWHERE, N_("search")),
    Command("go.reports", N_("Reports"), N_("Go to the reports."), ("6", "g r"), EVERYWHERE),
    Command("go.monitor", N_("Service monitor"), N_("What is open and late now, minute by minute, with alarms."),
            ("g w",), EVERYWHERE, N_("monitor")),
    Command("go.day", N_("My day"), N_("What is late and due, what reminds and what you were told, in one list."),
            ("g m",), EVERYWHERE, N_("my day")),
    Command("go.messages", N_("Messages"), N_("What you were told: given, mentioned, reminded; enter opens it."),
            ("g t",), EVERYWHERE, N_("messages")),
    Command("palette", N_("All acts by name"), N_("Type a part of a name, enter does it."), (":", "ctrl+p"),
            EVERYWHERE, N_("all acts")),
    Command("help", N_("Keys"), N_("The keys of this screen; typing searches them."), ("?",), EVERYWHERE,
            N_("keys")),
    Command("undo", N_("Undo"), N_("Take the last change back, a bulk change as one."), ("u",), EVERYWHERE,
            N_("undo")),
    Command("redo", N_("Redo"), N_("Do again what was undone."), ("U",), EVERYWHERE, N_("redo")),
    Command("undo.skip", N_("Undo past others"), N_("Undo all but what others changed since, or the act before."),
            ("g u",), EVERYWHERE, N_("pass over it")),
    Command("redo.skip", N_("Redo past others"), N_("Redo all but what others changed since, or the one before."),
            ("g U",), EVERYWHERE, N_("pass over it")),
    Command("reload", N_("Reload"), N_("Read everything on the screen again."), ("R",), EVERYWHERE),
    Command("redraw", N_("Redraw"), N_("Paint the whole terminal again."), ("ctrl+l",), EVERYWHERE),
    Command("jump.back", N_("Jump back"), N_("Back to where you jumped from."), ("ctrl+o",), EVERYWHERE),
    Command("text.insert", N_("Canned text"), N_("Put a canned text into what is being typed: a note, a form."),
            ("ctrl+t",), EVERYWHERE),
    Command("call.new", N_("New call"), N_("Write down a new call."), ("n",), NEW_CALL, N_("new")),
    Command("jump.customer", N_("Jump to the customer"), N_("Open the customer of this record."),
            ("' b", "; b"), JUMPS, N_("customer")),
    Command("jump.equipment", N_("Jump to the unit"), N_("Open the unit's card, or that of a serial in the text."),
            ("' e", "; e"), JUMPS, N_("unit")),
    Command("jump.contract", N_("Jump to the contract"), N_("Open the contract of this record."),
            ("' k", "; k"), JUMPS, N_("contract")),
    Command("jump.call", N_("Jump to the call"), N_("Open the call that was left last."), ("' c", "; c"),
            EVERYWHERE, N_("call")),
    Command("jump.solution", N_("Jump to the solution"), N_("Open the call's solution, or the one offered first."),
            ("' s", "; s"), CALLS, N_("solution")),
    # Moving in a list.
    Command("cursor.down", N_("Down"), N_("One row down."), ("j", "down"), LIST),
    Command("cursor.up", N_("Up"), N_("One row up."), ("k", "up"), LIST),
    Command("cursor.top", N_("Top"), N_("To the first row."), ("g g", "home"), LIST, N_("top")),
    Command("cursor.bottom", N_("Bottom"), N_("To the last row."), ("G", "end"), LIST),
    Command("page.down", N_("Page down"), N_("One page down."), ("pagedown",), LIST),
    Command("page.up", N_("Page up"), N_("One page up."), ("pageup",), LIST),
    Command("half.down", N_("Half a page down"), N_("Half a page down."), ("ctrl+d",), LIST),
    Command("half.up", N_("Half a page up"), N_("Half a page up."), ("ctrl+u",), LIST),
    Command("record.open", N_("Open the row"), N_("Open the row under the cursor."), ("enter", "l"), LIST,
            N_("open it")),
    Command("filter.edit", N_("Filter"), N_("Edit the text that says which rows are shown."), ("/",), LIST,
            N_("filter")),
    Command("mark.toggle", N_("Mark"), N_("Mark the row and move on."), ("x", "space"), LIST, N_("mark")),
    Command("mark.all", N_("Mark all"), N_("Mark every row of the filter."), ("*",), LIST),
    Command("mark.invert", N_("Invert marks"), N_("Mark what is not marked, and the reverse."), ("V",), LIST),
    Command("repeat", N_("Repeat"), N_("Do the last change again on this row or on the marks."), (".",),
            ACTS),
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
    Command("view.report", N_("Report of this view"),
            N_("Its filter and columns as a report: to part, to count, to keep."), ("=",), LIST, N_("report")),
    Command("view.export", N_("Export this view"), N_("Write the rows and columns of this view to a file."),
            (">",), LIST, over=("call.print", "contract.print")),
    # The board of queues.
    Command("board.left", N_("Queue to the left"), N_("To the queue, or the figure, on the left."), ("h", "left"),
            BOARD, N_("left"), over=("record.back",)),
    Command("board.right", N_("Queue to the right"), N_("To the queue, or the figure, on the right."),
            ("l", "right"), BOARD, N_("right"), over=("record.open",)),
    # Reports.
    Command("figure.left", N_("Figure to the left"), N_("To the figure on the left."), ("h", "left"), REPORTS,
            over=("record.back",)),
    Command("figure.right", N_("Figure to the right"), N_("To the figure on the right."), ("l", "right"), REPORTS,
            N_("figure"), over=("record.open",)),
    Command("report.pane", N_("Other pane"), N_("From the list of reports to the report, and back."), ("tab",), REPORTS,
            N_("other pane")),
    Command("report.late", N_("Who is late?"), N_("Load by person: what each has, and is late with."), ("L",), REPORTS,
            N_("late")),
    Command("report.callers", N_("Who calls most?"), N_("Which customer calls most, and what became of it."), ("C",),
            REPORTS, N_("callers")),
    Command("report.failing", N_("What keeps failing?"), N_("Units by their calls of the last 90 days."),
            ("K",), REPORTS, N_("failing")),
    Command("report.ending", N_("Which contracts end?"), N_("What ends, month by month, and its value."), ("E",),
            REPORTS, N_("ending")),
    Command("report.waits", N_("How long do they wait?"), N_("How long people wait for a response."), ("W",), REPORTS,
            N_("waits")),
    Command("report.period", N_("Period"), N_("The days that the report is about."), ("f",), REPORTS, N_("period")),
    Command("report.group", N_("Group by"), N_("Part the report by one or two groups, the second one across on wish."),
            ("b",), REPORTS, N_("group")),
    Command("report.chart", N_("Chart"), N_("The chart in place of the table, or beside it; enter opens what is lit."),
            ("c",), REPORTS, N_("chart")),
    Command("report.new", N_("New report"), N_("Write down a report of your own."), ("n",), REPORTS, N_("new")),
    Command("report.edit", N_("Edit the report"), N_("Open the form of a report of your own."), ("e",), REPORTS,
            N_("edit")),
    Command("report.copy", N_("Copy the report"), N_("Keep it under another name, to change it."), ("D",), REPORTS,
            N_("copy")),
    Command("report.delete", N_("Delete the report"), N_("Take a report of your own away; undo brings it back."),
            ("X",), REPORTS),
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
    Command("line.open", N_("Open the line"), N_("Open what the line speaks of."), ("enter", "l"), CUSTOMER,
            N_("open it")),
    Command("timeline.filter", N_("Filter the timeline"), N_("Only some kinds, a person, words."), ("/",), CUSTOMER,
            N_("filter")),
    Command("customer.print", N_("Print"), N_("Write promised against kept of a period to a file: PDF, HTML, text."),
            (">",), CUSTOMER),
    Command("customer.merge", N_("Merge the customer"), N_("This customer is another one: move everything there."),
            (), CUSTOMER),
    Command("setup.switch", N_("Active or not"), N_("Let it be chosen again, or no longer."), ("i",), SETUP,
            N_("active or not")),
    Command("setup.remove", N_("Remove"), N_("Remove what nothing uses."), ("X",), SETUP, N_("remove")),
    Command("setup.page", N_("Open the page"), N_("Open the page of the customer."), ("' b", "; b"), SETUP),
    Command("setup.find", N_("Search"), N_("Show the records that hold a text."), ("/",), SETUP, N_("search")),
    Command("call.edit", N_("Edit"), N_("Open the form with every field."), ("e",), CALLS, N_("edit")),
    # Acts on calls: the row under the cursor, the marks, or the open call.
    Command("call.take", N_("Take"), N_("Make the call yours."), ("t",), CALLS, N_("take")),
    Command("call.take_next", N_("Take the next"), N_("Take the most urgent call of your queues."), ("T",),
            CALLS),
    Command("queue.balance", N_("Balance the queue"),
            N_("What each member of the queue has, and who would get what waits."), ("B",), CALLS),
    Command("monitor.open", N_("Open the calls"), N_("Show the calls of the figure in the inbox."),
            ("enter", "l", "right"), MONITOR, N_("calls")),
    Command("monitor.filter", N_("Whose calls"), N_("Watch the calls of a person, a queue, a priority: any filter."),
            ("/",), MONITOR, N_("filter")),
    Command("monitor.limits", N_("Limits"), N_("How many open and overdue calls are no alarm."), ("e",), MONITOR,
            N_("limits")),
    Command("monitor.bell", N_("Alarm by bell"), N_("Let the terminal's bell tell of an alarm, or no longer."), ("b",),
            MONITOR, N_("bell")),
    Command("monitor.wall", N_("On a wall"), N_("The same in large, for a screen that nobody types on."), ("w",),
            MONITOR, N_("wall")),
    Command("wall.end", N_("End"), N_("Leave the wall."), ("q", "escape", "ctrl+c"), WALL, N_("end"),
            over=("record.back",)),
    Command("balance.change", N_("Somebody else"), N_("Choose who gets the call."), ("enter", "a"), BALANCE,
            N_("somebody else")),
    Command("balance.leave", N_("Leave it there"), N_("The call stays in the queue."), ("x",), BALANCE, N_("leave")),
    Command("balance.give", N_("Give out"), N_("Give the calls out as proposed, as one act."), ("s", "ctrl+s"),
            BALANCE, N_("give out")),
    Command("balance.open", N_("Open the call"), N_("Read the call under the cursor."), ("l", "right"), BALANCE),
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
    Command("call.solutions", N_("Solutions that fit"), N_("Solutions that fit this call; enter attaches one."),
            ("K",), CALLS, N_("solutions")),
    Command("call.solution_missed", N_("It did not help"), N_("Say that a solution did not help this call."), ("N",),
            CALLS),
    Command("call.solution_write", N_("Write a solution"), N_("Write down what solved this call, for the next one."),
            ("S",), CALLS),
    Command("call.explain", N_("Explain the due date"), N_("Show how the due date came about."), ("d",),
            CALLS, N_("explain due")),
    Command("call.macro", N_("Apply a macro"), N_("Several changes under one name, on the row or on the marks."),
            ("A",), CALLS),
    Command("call.route", N_("Route"), N_("Send the call its way by the rules; what people set since stays."), (),
            CALLS),
    Command("call.route_again", N_("Route again"), N_("Send the call by the rules, past what people set since."), (),
            CALLS),
    Command("call.merge", N_("Merge"), N_("Merge the marked calls into the one under the cursor."), ("M",),
            CALLS),
    Command("call.link", N_("Link"), N_("Link the call to another one."), ("L",), CALLS),
    Command("call.duplicate", N_("Duplicate"), N_("Make a new call from this one."), ("D",), CALLS),
    Command("call.follow", N_("Follow"), N_("Be told of changes to the call, or no longer."), ("f",), CALLS),
    Command("call.resume", N_("Resume"), N_("Let the paused clock run on."), (), CALLS),
    Command("call.technician", N_("Technician"), N_("Name the technician who goes there."), (), CALLS),
    Command("call.contract", N_("Contract"), N_("Choose the contract that the call runs under."), (), CALLS),
    # Activities of a call, card, contract or customer, and the open activity.
    Command("activity.done", N_("Activity done"), N_("Close an open task, phone call or meeting."), ("C",), ACTIVITIES,
            N_("done")),
    Command("activity.follow", N_("Follow-up"), N_("Write down what follows from an activity, with its time."),
            ("F",), ACTIVITIES, N_("follow-up")),
    Command("activity.open", N_("Open an activity"), N_("Read an activity of this record in full."), ("O",),
            ACTIVITIES),
    Command("activity.reopen", N_("Reopen an activity"), N_("Open a closed activity, so that it can be changed."),
            (), ACTIVITIES),
    Command("activity.correct", N_("Correct an activity"), N_("Other words for an open activity."), (), ACTIVITIES),
    Command("activity.note", N_("Note or activity"), N_("Write a note, a phone call, a meeting or a task."), ("c",),
            NOTES, N_("note")),
    Command("activity.edit", N_("Edit the activity"), N_("Open the form of the activity."), ("e",), ACTIVITY,
            N_("edit")),
    Command("activity.where", N_("What it is about"), N_("To its call, contract, card or customer."), ("enter", "l"),
            ACTIVITY, N_("open")),
    Command("activity.leave_out", N_("Remove the activity"), N_("Remove it; of one that comes back, this one alone."),
            ("X",), ACTIVITY),
    Command("activity.stop", N_("End the series"), N_("Remove this activity and those to come."), (), ACTIVITY),
    Command("activity.new", N_("New activity"), N_("Write down an activity of this record in a form."), (), ACTIVITIES),
    Command("call.attach", N_("Attach a file"), N_("Keep a file with the record."), (), ACTS),
    Command("call.save_file", N_("Save a file out"), N_("Write an attached file into a directory."), (), ACTS),
    Command("call.work", N_("Work"), N_("Log time, travel or a part; a preview says who pays and what it draws."),
            ("w",), CALLS, N_("work")),
    Command("call.stopwatch", N_("Stopwatch"), N_("Start your stopwatch on this call, or stop it and log its time."),
            ("W",), CALLS, N_("stopwatch")),
    Command("call.stopwatch.drop", N_("Drop the stopwatch"), N_("Stop your stopwatch and log nothing."), (), CALLS),
    Command("call.print", N_("Print"), N_("Write the service order or the report to a file: PDF, HTML, text."),
            (">",), CALLS),
    Command("call.report", N_("Report of work"), N_("Show the report of work as it is printed and signed."), (),
            CALLS),
    Command("call.sign", N_("Sign the report"), N_("Keep the customer's name under the report of work."), (), CALLS),
    Command("call.rate", N_("Satisfaction"), N_("Keep the customer's mark from 1 to 5 and what was said."), (),
            CALLS),
    Command("copy.number", N_("Copy the number"), N_("Send the record's number to the clipboard."), ("y y",),
            COPIES, N_("number")),
    Command("copy.serial", N_("Copy the serial"), N_("Send the serial number to the clipboard."), ("y s",),
            COPIES, N_("serial")),
    Command("copy.address", N_("Copy the address"), N_("Send the address to go to, to the clipboard."),
            ("y a",), COPIES, N_("address")),
    Command("copy.phone", N_("Copy the phone"), N_("Send the phone number to the clipboard."),
            ("y p",), COPIES, N_("phone")),
    Command("copy.row", N_("Copy the row"), N_("Send the whole row to the clipboard."), ("Y",), COPIES),
    # Acts on cards: the row under the cursor, the marks, or the open card.
    Command("card.new", N_("New card"), N_("Write down the card of a unit."), ("n",), EQUIPMENT, N_("new")),
    Command("card.edit", N_("Edit the card"), N_("Open the form of the card."), ("e",), CARDS, N_("edit")),
    Command("card.technician", N_("Technician of the unit"), N_("Name the technician who looks after the unit."),
            ("a",), CARDS, N_("technician")),
    Command("card.territory", N_("Territory of the unit"), N_("Move the unit to another territory."), ("m",), CARDS,
            N_("territory")),
    Command("card.contract", N_("Add to a contract"), N_("List the unit on a contract."), ("L",), CARDS,
            N_("contract")),
    Command("card.status.active", N_("Card: active"), N_("The unit is at the customer, or back there."), ("s a",),
            CARDS, N_("active")),
    Command("card.status.lab", N_("Card: in the repair lab"), N_("The unit comes into the repair lab."), ("s b",),
            CARDS, N_("repair lab")),
    Command("card.status.returned", N_("Card: returned"), N_("The unit comes back from the customer."), ("s r",),
            CARDS, N_("returned")),
    Command("card.status.terminated", N_("Card: terminated"), N_("The unit is no longer in the customer's hands."),
            ("s t",), CARDS, N_("terminated")),
    Command("card.status.loaned", N_("Card: lend the unit"), N_("Lend the unit in place of a broken one."), ("s l",),
            CARDS, N_("lent")),
    Command("card.loan_back", N_("Card: end the loan"), N_("The lent unit comes back from its loan."),
            (), CARDS),
    Command("card.exchange", N_("Card: exchange"), N_("Another unit takes the place of this one for good."), (), CARDS),
    Command("card.owner", N_("Card: change of owner"), N_("Pass the unit on; every step is shown before it is done."),
            (), CARDS),
    Command("card.parent", N_("Card: part of another"), N_("Make the unit a part of another, or of nothing."), (),
            CARDS),
    Command("card.meter", N_("Card: read the counter"), N_("Write down what the unit's counter shows."), (), CARDS),
    Command("card.delete", N_("Card: delete"), N_("Delete a card that was written down by mistake."), (), CARDS),
    Command("card.next", N_("Next card"), N_("Open the card below in the list."), ("}", "right"), CARD),
    Command("card.previous", N_("Previous card"), N_("Open the card above in the list."), ("{", "left"), CARD),
    # Acts on contracts: the row under the cursor, the marks, or the open contract.
    Command("contract.new", N_("New contract"), N_("Write down a contract, blank or from a template."), ("n",),
            CONTRACTS, N_("new")),
    Command("contract.edit", N_("Edit the contract"), N_("Open the form with every term."), ("e",), CONTRACTS,
            N_("edit")),
    Command("contract.approve", N_("Contract: approve"), N_("Let the contract entitle from now on."), ("s a",),
            CONTRACTS, N_("approved")),
    Command("contract.hold", N_("Contract: put on hold"), N_("It entitles to nothing until it is approved again."),
            ("s h",), CONTRACTS, N_("on hold")),
    Command("contract.draft", N_("Contract: back to draft"), N_("Make it a draft again; a termination is taken back."),
            ("s d",), CONTRACTS, N_("draft")),
    Command("contract.terminate", N_("Contract: terminate"), N_("End it for good as of a day; shows what ends."),
            ("s t",), CONTRACTS, N_("terminated")),
    Command("contract.renew", N_("Renew"), N_("Write down the next period; shows it first."), ("N",), CONTRACTS,
            N_("renew")),
    Command("contract.copy", N_("Copy the contract"), N_("Make a draft with the same terms and units."), ("D",),
            CONTRACTS),
    Command("contract.simulate", N_("When would a call be due"),
            N_("Type a time and a priority, see the due dates with their hours."), ("d",), CONTRACTS,
            N_("due when")),
    Command("contract.add", N_("Add units"), N_("List units by their serial, or item groups."), ("I",), CONTRACTS,
            N_("add units")),
    Command("contract.remove", N_("Remove a line"), N_("Take a unit or a group off the contract."), ("X",),
            CONTRACTS),
    Command("contract.units", N_("Prepaid units"), N_("Buy, correct or expire prepaid hours or visits."), ("b",),
            CONTRACTS, N_("prepaid")),
    Command("contract.print", N_("Print"), N_("Write the contract to a file to hand over: PDF, HTML, text."),
            (">",), CONTRACTS),
    Command("contract.renewals", N_("Renewals"), N_("What ends in 30, 60 and 90 days, and what is at stake."),
            ("g n",), EVERYWHERE, N_("renewals")),
    Command("contract.next", N_("Next contract"), N_("Open the contract below in the list."), ("}", "right"),
            CONTRACT),
    Command("contract.previous", N_("Previous contract"), N_("Open the contract above in the list."),
            ("{", "left"), CONTRACT),
    Command("call.why", N_("Why this contract"),
            N_("Every contract that was considered, why it was or was not taken; enter takes another."), ("E",),
            CALLS),
    Command("simulate.ask", N_("Another time"), N_("Type when the call comes in, and its priority."), ("/", "d"),
            SIMULATE, N_("another time")),
    Command("simulate.low", N_("Simulate: low"), N_("The same call with low priority."), ("p l",), SIMULATE,
            N_("low")),
    Command("simulate.medium", N_("Simulate: medium"), N_("The same call with medium priority."), ("p m",),
            SIMULATE, N_("medium")),
    Command("simulate.high", N_("Simulate: high"), N_("The same call with high priority."), ("p h",), SIMULATE,
            N_("high")),
    # Acts on messages: the row under the cursor or the marks.
    Command("message.done", N_("Message done"), N_("Put the message away; undo brings it back."), ("C",), MESSAGES,
            N_("done")),
    Command("message.snooze", N_("Put the message off"), N_("Let it come back, new, at a moment."), ("z",), MESSAGES,
            N_("put off")),
    Command("message.read", N_("Message read"), N_("Mark the message as read."), ("r",), MESSAGES, N_("read")),
    # Acts on solutions: the row under the cursor, the marks, or the open solution.
    Command("solution.new", N_("New solution"), N_("Write down a solution."), ("n",), SOLUTION_LIST, N_("new")),
    Command("solution.edit", N_("Edit the solution"), N_("Open the form of the solution."), ("e",), SOLUTIONS,
            N_("edit")),
    Command("solution.attach", N_("Attach to the call"), N_("Attach it to the call that was opened last."), ("K",),
            SOLUTIONS, N_("attach")),
    Command("solution.missed", N_("It did not help"), N_("Say that it did not help the call opened last."), ("N",),
            SOLUTIONS),
    Command("solution.internal", N_("Solution: internal"), N_("Keep it for the staff."), ("s i",), SOLUTIONS,
            N_("internal")),
    Command("solution.ask_review", N_("Solution: to review"), N_("Ask a person to read it."), ("s r",), SOLUTIONS,
            N_("to review")),
    Command("solution.publish", N_("Solution: publish"), N_("Customers may read it."), ("s p",), SOLUTIONS,
            N_("publish")),
    Command("solution.reviewed", N_("Solution: reviewed"), N_("You read it and it is right."), ("r",), SOLUTIONS,
            N_("reviewed")),
    Command("solution.merge", N_("Merge solutions"), N_("Let one solution take another's place."), ("M",), SOLUTIONS),
    Command("solution.delete", N_("Delete the solution"), N_("Remove it; undo brings it back."), (), SOLUTIONS),
    Command("solution.copy", N_("Copy the number"), N_("Send the solution's number to the clipboard."), ("y y",),
            SOLUTIONS, N_("number")),
    Command("solution.copy_text", N_("Copy the text"), N_("Send the whole solution to the clipboard."), ("Y", "y t"),
            SOLUTIONS, N_("text")),
    Command("solution.next", N_("Next solution"), N_("Open the solution below in the list."), ("}", "right"), SOLUTION),
    Command("solution.previous", N_("Previous solution"), N_("Open the solution above in the list."), ("{", "left"),
            SOLUTION),
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
    Command("setup.rules", N_("Set-up: rules of routing"), N_("What sends calls to queues and people, tried first."),
            (), EVERYWHERE),
    Command("setup.texts", N_("Set-up: canned texts"), N_("Texts with the values of a call, for notes and forms."),
            (), EVERYWHERE),
    Command("setup.macros", N_("Set-up: macros"), N_("Several changes under one name."), (), EVERYWHERE),
    Command("setup.reports", N_("Set-up: own reports"), N_("The reports that people made."), (), EVERYWHERE),
    Command("setup.levels", N_("Set-up: escalation"),
            N_("From when on something happens to calls whose time runs out."), (), EVERYWHERE),
    Command("bell.switch", N_("Bell on or off"), N_("Let the terminal's bell tell of messages while you are at work."),
            (), EVERYWHERE),
    Command("draft.open", N_("Drafts"), N_("Go on with a form that was not saved."), (), EVERYWHERE),
    Command("app.suspend", N_("Suspend"), N_("Put svc-tui to sleep and give the shell back; fg wakes it."),
            ("ctrl+z",), EVERYWHERE),
    Command("app.leave", N_("Leave"), N_("Leave svc-tui; it asks first."), ("ctrl+q",), EVERYWHERE, N_("leave")),
)  # fmt: skip

BY_ID: dict[str, Command] = {command.id: command for command in COMMANDS}


def commands_of(place: str) -> tuple[Command, ...]:
    """The commands that apply in a place, in catalogue order."""
    scopes = PLACES[place]
    return tuple(command for command in COMMANDS if command.scope in scopes)
