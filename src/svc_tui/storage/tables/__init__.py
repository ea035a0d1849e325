"""SQLModel table classes, one file a subject: shapes of rows, nothing else.

Each field is named, typed and explained once, here. References between objects are their natural codes
(customer `C10020`, queue `NORTH`, person `anna`), so that lists, filters, history and exports need no joins.
"""

from svc_tui.storage.tables.activities import Activity, Attachment, Message
from svc_tui.storage.tables.calls import Call, CallEditor, CallFollower, CallLink, CallPause, CallSolution
from svc_tui.storage.tables.contracts import Contract, ContractLine, ContractTarget
from svc_tui.storage.tables.customers import Address, Contact, Customer
from svc_tui.storage.tables.equipment import Equipment, EquipmentCustomer, SerialForm
from svc_tui.storage.tables.items import Item, ItemGroup
from svc_tui.storage.tables.people import Person, Queue, QueueMember
from svc_tui.storage.tables.record import Change, ChangeRow, Counter, HistoryEntry
from svc_tui.storage.tables.setup import ClosedDate, ListEntry, Macro, SavedView, Setting, Snippet
from svc_tui.storage.tables.solutions import Solution

__all__ = [
    "Activity",
    "Address",
    "Attachment",
    "Call",
    "CallEditor",
    "CallFollower",
    "CallLink",
    "CallPause",
    "CallSolution",
    "Change",
    "ChangeRow",
    "ClosedDate",
    "Contact",
    "Contract",
    "ContractLine",
    "ContractTarget",
    "Counter",
    "Customer",
    "Equipment",
    "EquipmentCustomer",
    "HistoryEntry",
    "Item",
    "ItemGroup",
    "ListEntry",
    "Macro",
    "Message",
    "Person",
    "Queue",
    "QueueMember",
    "SavedView",
    "SerialForm",
    "Setting",
    "Snippet",
    "Solution",
]
