"""What the Service Layer and the database call things, set by set, and what we call them.

Property names are those of the published metadata, odd spellings included; they are matched without
regard to case. A pair (date, time) becomes one instant of ours.
"""

from typing import Final

from svc_tui.interchange.b1.names_sales import SALES_SETS
from svc_tui.interchange.b1.names_service import SERVICE_SETS
from svc_tui.interchange.b1.sets import EntitySet as EntitySet
from svc_tui.interchange.b1.sets import Sort
from svc_tui.interchange.b1.sets import words as _words

CALLS: Final = EntitySet(
    "ServiceCalls",
    "call",
    "ServiceCallID",
    {
        "DocNum": ("number", "code"),
        "Subject": ("subject", "text"),
        "Description": ("description", "lines"),
        "Status": ("status", "status"),
        "Priority": ("priority", "priority"),
        "CustomerCode": ("customer", "code"),
        "CustomerName": ("customer_name", "text"),
        "ContactCode": ("contact", "id"),
        "Telephone": ("phone", "text"),
        "CustomerRefNo": ("reference", "text"),
        "InternalSerialNum": ("serial", "text"),
        "ManufacturerSerialNum": ("manufacturer_serial", "text"),
        "ItemCode": ("item", "code"),
        "ItemDescription": ("item_name", "text"),
        "ItemGroupCode": ("item_group", "id"),
        "ContractID": ("contract", "contract"),
        "Queue": ("queue", "code"),
        "AssigneeCode": ("assignee", "id"),
        "TechnicianCode": ("technician", "id"),
        "Origin": ("origin", "origin"),
        "CallType": ("type", "id"),
        "ProblemType": ("problem", "id"),
        "ProblemSubType": ("subtype", "id"),
        "Resolution": ("resolution", "lines"),
        "BPeMail": ("email", "text"),
        "BPTerritory": ("territory", "id"),
    },
    place=("Street", "Room", "City", "State", "Country"),
    place_name="location",
    pairs={
        "reported_at": ("CreationDate", "CreationTime"),
        "assigned_at": ("AssignedDate", "AssignedTime"),
        "respond_by": ("ResponseByDate", "ResponseByTime"),
        "responded_at": ("ResponseOnDate", "ResponseOnTime"),
        "resolve_by": ("ResolutionDate", "ResolutionTime"),
        "resolved_at": ("ResolutionOnDate", "ResolutionOnTime"),
        "closed_at": ("ClosingDate", "ClosingTime"),
        "updated_at": ("UpdateDate", "UpdatedTime"),
    },
    database={
        "callID": "ServiceCallID",
        "customer": "CustomerCode",
        "custmrName": "CustomerName",
        "contctCode": "ContactCode",
        "NumAtCard": "CustomerRefNo",
        "manufSN": "ManufacturerSerialNum",
        "internalSN": "InternalSerialNum",
        "itemName": "ItemDescription",
        "itemGroup": "ItemGroupCode",
        "cntrctDate": "ContractEndDate",
        "isEntitled": "EntitledforService",
        "descrption": "Description",
        "problemTyp": "ProblemType",
        "ProSubType": "ProblemSubType",
        "isQueue": "BelongsToAQueue",
        "assignee": "AssigneeCode",
        "technician": "TechnicianCode",
        "AssignDate": "AssignedDate",
        "AssignTime": "AssignedTime",
        "createDate": "CreationDate",
        "createTime": "CreationTime",
        "UpdateTime": "UpdatedTime",
        "respByDate": "ResponseByDate",
        "respByTime": "ResponseByTime",
        "respOnDate": "ResponseOnDate",
        "respOnTime": "ResponseOnTime",
        "respAssign": "ResponseAssignee",
        "resolDate": "ResolutionDate",
        "resolTime": "ResolutionTime",
        "resolOnDat": "ResolutionOnDate",
        "resolOnTim": "ResolutionOnTime",
        "closeDate": "ClosingDate",
        "closeTime": "ClosingTime",
        "Handwrtten": "HandWritten",
        "PIndicator": "PeriodIndicator",
        "BPType": "ServiceBPType",
        "BPE_Mail": "BPeMail",
        "BPTerrit": "BPTerritory",
        "BPShipCode": "BPShipToCode",
        "BPBillCode": "BPBillToCode",
        "BPProjCode": "BPProjectCode",
        "SupplCode": "SupplementaryCode",
        "AddrName": "AddressName",
        "AddrType": "AddressType",
        "DurType": "DurationType",
        "RemQty": "ReminderPeriod",
        "RemType": "ReminderType",
        "DisplInCal": "DisplayInCalendar",
        "AtcEntry": "AttachmentEntry",
    },
    aliases={
        "ResolutionByDate": "ResolutionDate",
        "ResolutionByTime": "ResolutionTime",
        "UpdatedDate": "UpdateDate",
        "Assignee": "AssigneeCode",
        "ItemGroup": "ItemGroupCode",
        "ContactPersonCode": "ContactCode",
        "CreateDate": "CreationDate",
        "CreateTime": "CreationTime",
        "CloseDate": "ClosingDate",
        "CloseTime": "ClosingTime",
        "BPContact": "BPContactPerson",
        "BPShipAddr": "BPShipToAddress",
        "BPBillAddr": "BPBillToAddress",
        "EndDate": "EndDueDate",
    },
    known=_words(
        "ServiceCallID Series HandWritten PeriodIndicator ServiceBPType ContractEndDate EntitledforService "
        "BelongsToAQueue ResponseAssignee Responder StartDate StartTime EndDueDate EndTime Duration DurationType "
        "Reminder ReminderPeriod ReminderType DisplayInCalendar Location AddressName AddressType "
        "BPContactPerson BPPhone1 BPPhone2 BPCellular BPFax BPShipToCode BPShipToAddress "
        "BPBillToCode BPBillToAddress BPProjectCode SupplementaryCode AttachmentEntry insID free_1 "
        "free_2 OwnerCode userSign instance Printed DPPStatus DataVers UpdatedBy"
    ),
    children=_words(
        "ServiceCallSolutions ServiceCallInventoryExpenses ServiceCallActivities ServiceCallSchedulings "
        "ServiceCallBPAddressComponents"
    ),
    telling=("ServiceCallID", "callID", "ServiceCallActivities", "ServiceCallSolutions"),
)

PARTNERS: Final = EntitySet(
    "BusinessPartners",
    "customer",
    "CardCode",
    {
        "CardCode": ("code", "code"),
        "CardName": ("name", "text"),
        "CardType": ("kind", "kind"),
        "Phone1": ("phone", "text"),
        "EmailAddress": ("email", "text"),
        "DefaultTechnician": ("technician", "id"),
        "Territory": ("territory", "id"),
        "CreditLimit": ("credit_limit", "money"),
        "CurrentAccountBalance": ("balance", "money"),
        "FederalTaxID": ("vat_number", "text"),
        "Valid": ("active", "yes"),
    },
    database={
        "E_Mail": "EmailAddress",
        "Balance": "CurrentAccountBalance",
        "DfTcnician": "DefaultTechnician",
        "validFor": "Valid",
        "frozenFor": "Frozen",
    },
    aliases={"BPChanelName": "BPChanelName", "CreditLine": "CreditLimit"},
    known=_words(
        "CardForeignName GroupCode "
        "Address ZipCode MailAddress Phone2 Fax Cellular ContactPerson Notes "
        "City Country County Currency SalesPersonCode Frozen BPChanelName VatLiable Website "
        "Series Industry VatGroup CreateDate UpdateDate BilltoDefault ShipToDefault"
    ),
    children=_words("ContactEmployees BPAddresses BPBankAccounts BPPaymentMethods"),
    telling=("CardCode", "CardName"),
)

ITEMS: Final = EntitySet(
    "Items",
    "item",
    "ItemCode",
    {
        "ItemCode": ("code", "code"),
        "ItemName": ("name", "text"),
        "ItemsGroupCode": ("group", "id"),
        "ItemType": ("kind", "kind"),
        "ManageSerialNumbers": ("serial_managed", "yes"),
        "WarrantyTemplate": ("warranty_template", "text"),
        "Valid": ("active", "yes"),
    },
    database={
        "ItmsGrpCod": "ItemsGroupCode",
        "ManSerNum": "ManageSerialNumbers",
        "WarrntTmpl": "WarrantyTemplate",
        "validFor": "Valid",
        "frozenFor": "Frozen",
    },
    known=_words(
        "ForeignName BarCode Frozen PurchaseItem SalesItem InventoryItem Series Manufacturer User_Text"
    ),
    children=_words("ItemPrices ItemWarehouseInfoCollection"),
    telling=("ItemName", "ItemsGroupCode", "ItmsGrpCod", "ManageSerialNumbers", "ManSerNum"),
)

GROUPS: Final = EntitySet(
    "ItemGroups",
    "item_group",
    "Number",
    {"GroupName": ("name", "text")},
    database={"ItmsGrpCod": "Number", "ItmsGrpNam": "GroupName"},
    telling=("GroupName", "ItmsGrpNam"),
)

EMPLOYEES: Final = EntitySet(
    "EmployeesInfo",
    "person",
    "EmployeeID",
    {
        "EmployeeID": ("employee_id", "int"),
        "ApplicationUserID": ("user_id", "int"),
        "eMail": ("email", "text"),
        "MobilePhone": ("phone", "text"),
        "Active": ("active", "yes"),
    },
    database={
        "empID": "EmployeeID",
        "userId": "ApplicationUserID",
        "mobile": "MobilePhone",
        "officeTel": "OfficePhone",
    },
    known=_words(
        "FirstName LastName MiddleName JobTitle Position Department Branch Manager OfficePhone HomePhone"
    ),
    children=_words("EmployeeRolesInfoLines EmployeeAbsenceInfoLines"),
    telling=("EmployeeID", "empID", "ApplicationUserID"),
)

USERS: Final = EntitySet(
    "Users",
    "person",
    "InternalKey",
    {
        "InternalKey": ("user_id", "int"),
        "UserCode": ("code", "code"),
        "UserName": ("name", "text"),
        "eMail": ("email", "text"),
        "MobilePhoneNumber": ("phone", "text"),
        "Locked": ("active", "no"),
    },
    database={"USERID": "InternalKey", "USER_CODE": "UserCode", "U_NAME": "UserName", "E_Mail": "eMail"},
    known=_words("Superuser Defaults Branch Department LanguageCode MaxDiscount CashLimit"),
    telling=("UserCode", "USER_CODE"),
)

QUEUES: Final = EntitySet(
    "Queue",
    "queue",
    "QueueID",
    {
        "QueueID": ("code", "code"),
        "Description": ("name", "text"),
        "QueueManager": ("manager", "id"),
        "QueueEmail": ("email", "text"),
        "Inactive": ("inactive", "yes"),
    },
    database={"descript": "Description", "manager": "QueueManager", "email": "QueueEmail"},
    children=_words("QueueMembers"),
    telling=("QueueID",),
)


def _list(
    name: str, kind: str, key: str, database: dict[str, str], telling: tuple[str, ...] = ()
) -> EntitySet:
    fields: dict[str, tuple[str, Sort]] = {
        "Name": ("name", "text"), "Description": ("description", "text"), "Active": ("active", "yes"),
    }  # fmt: skip
    return EntitySet(
        name, kind, key, fields, database={**database, "descriptio": "Description", "descript": "Description"},
        known=_words("Locked"), telling=telling,
    )  # fmt: skip


LISTS: Final = (
    _list("ServiceCallStatus", "status", "StatusId", {"statusID": "StatusId"}),
    _list("ServiceCallOrigins", "origin", "OriginID", {}, ("OriginID",)),
    _list("ServiceCallTypes", "type", "CallTypeID", {}, ("CallTypeID",)),
    _list(
        "ServiceCallProblemTypes", "problem", "ProblemTypeID", {"prblmTypID": "ProblemTypeID"},
        ("ProblemTypeID", "prblmTypID"),
    ),
    _list(
        "ServiceCallProblemSubTypes", "subtype", "ProblemSubTypeID", {"ProSubTyId": "ProblemSubTypeID"},
        ("ProblemSubTypeID", "ProSubTyId"),
    ),
    _list("ServiceCallSolutionStatus", "solution_status", "StatusId", {"Number": "StatusId"}),
    EntitySet("ActivityTypes", "activity_type", "Code", {"Name": ("name", "text")}, database={"Action": "Code"}),
    EntitySet(
        "ActivitySubjects", "activity_topic", "Code",
        {"Description": ("name", "text"), "IsActive": ("active", "yes")},
        database={"Name": "Description", "Active": "IsActive", "Type": "ActivityType"}, known=_words("ActivityType"),
        telling=("IsActive",),
    ),
)  # fmt: skip

SETS: Final = (CALLS, PARTNERS, ITEMS, GROUPS, EMPLOYEES, USERS, QUEUES, *LISTS, *SERVICE_SETS, *SALES_SETS)

OTHER_SETS: Final = _words("SalesPersons Orders Quotations Invoices")
"""Sets that exist and are not read."""

OTHER_TELLING: Final = {"salesemployeecode": "SalesPersons"}
"""Properties by which those sets are told, to refuse them by name."""

IGNORED: Final = _words(
    "scl1count scl2count scl3count scl4count scl5count scl6count ctr1count ctr2count ins1count odata.etag @odata.etag"
)
"""Counts and tags that say nothing about the record."""

EXPANDED: Final = {
    "businesspartner": (("CustomerCode", "CardCode"), ("CustomerName", "CardName")),
    "item": (("ItemCode", "ItemCode"), ("ItemDescription", "ItemName")),
    "itemgroups": (("ItemGroupCode", "Number"),),
    "queue2": (("Queue", "QueueID"),),
    "user": (("AssigneeCode", "InternalKey"),),
    "employeeinfo": (("TechnicianCode", "EmployeeID"),),
    "servicecallstatus": (("Status", "StatusId"),),
    "servicecallorigin": (("Origin", "OriginID"),),
    "servicecalltype": (("CallType", "CallTypeID"),),
    "servicecallproblemtype": (("ProblemType", "ProblemTypeID"),),
    "servicecallproblemsubtype": (("ProblemSubType", "ProblemSubTypeID"),),
    "servicecontract": (("ContractID", "ContractID"),),
}
"""Objects that `$expand` puts inside a call: where the flat property is missing, theirs serves."""


def by_name(name: str) -> EntitySet | None:
    """The set of this name, in any case, singular or plural, or of this kind of ours."""
    word = name.casefold()
    for one in SETS:
        if word in {one.name.casefold(), one.name.casefold().rstrip("s"), one.kind}:
            return one
    return None


def is_secret(name: str) -> bool:
    """A field of the company's own that holds a password, by its name: kept, masked, never logged."""
    word = name.casefold()
    return any(
        part in word for part in ("passw", "pwd", "senha", "contrasen", "secret", "kennwort", "motdepasse")
    )
