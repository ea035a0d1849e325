"""The files of the Data Transfer Workbench: columns of row 1 (interface) and row 2 (database), parents and children.

A child file begins with `ParentKey,LineNum`; its parent is found by the key of its own file.
"""

from dataclasses import dataclass
from typing import Final

from svc_tui.interchange.b1.names import by_name
from svc_tui.interchange.b1.sets import HOURS_DATABASE, EntitySet, words


@dataclass(frozen=True)
class ChildFile:
    """One collection of a set as a file of its own."""

    name: str
    """The collection, and the name of the file."""
    parent: str
    """The set it belongs to."""
    columns: dict[str, str]
    """Row 1 -> row 2; more columns are kept as they come."""
    telling: tuple[str, ...]
    """Columns of either row that only this file has, folded."""
    key: str = "LineNum"
    """Second column: the line, or what tells the lines of one parent apart."""


CHILDREN: Final = (
    ChildFile("ServiceCallSolutions", "ServiceCalls",
              {"ParentKey": "srvcCallID", "LineNum": "line", "SolutionID": "solutionID"}, ("solutionid",)),
    ChildFile("ServiceCallActivities", "ServiceCalls",
              {"ParentKey": "SrvcCallId", "LineNum": "Line", "ActivityCode": "ClgID"}, ("activitycode", "clgid")),
    ChildFile("ServiceCallInventoryExpenses", "ServiceCalls",
              {"ParentKey": "SrcvCallID", "LineNum": "Line", "PartType": "PartType", "DocumentType": "Object",
               "DocEntry": "DocAbs", "DocumentNumber": "DocNumber", "DocumentPostingDate": "DocPstDate",
               "StockTransferDirection": "StckTrnDir"}, ("parttype", "documenttype", "docabs")),
    ChildFile("ServiceCallSchedulings", "ServiceCalls",
              {"ParentKey": "SrvcCallID", "LineNum": "Line", "Technician": "Technician", "HandledBy": "HandledBy",
               "StartDate": "StartDate", "StartTime": "StartTime", "EndDate": "EndDate", "EndTime": "EndTime"},
              ("isunscheduled", "technician", "handledby")),
    ChildFile("ServiceCallBPAddressComponents", "ServiceCalls",
              {"ParentKey": "SrvcCallID", "LineNum": "Line", "ShipToStreet": "StreetS", "BillToStreet": "StreetB"},
              ("shiptostreet", "billtostreet")),
    ChildFile("EmployeeAbsenceInfoLines", "EmployeesInfo",
              {"ParentKey": "empID", "LineNum": "line", "FromDate": "fromDate", "ToDate": "toDate", "Reason": "reason"},
              ("fromdate", "todate")),
    ChildFile("CustomerEquipmentCardBusinessPartners", "CustomerEquipmentCards",
              {"ParentKey": "insID", "LineNum": "LineNum", "BPCode": "BpCode"}, ("bpcode",)),
    ChildFile("ServiceContract_Lines", "ServiceContracts",
              {"ParentKey": "ContractID", "LineNum": "Line", "ManufacturerSerialNum": "ManufSN",
               "InternalSerialNum": "InternalSN", "ItemCode": "ItemCode", "ItemName": "ItemName",
               "ItemGroup": "ItemGroup", "ItemGroupName": "ItmGrpName", "StartDate": "StartDate",
               "EndDate": "EndDate", "TerminationDate": "TermDate"},
              ("internalserialnum", "manufacturerserialnum", "internalsn", "itemgroup")),
    ChildFile("QueueMembers", "Queue",
              {"ParentKey": "queueID", "LineNum": "LineNum", "MemberUserID": "member"}, ("memberuserid", "member")),
    ChildFile("ContactEmployees", "BusinessPartners",
              {"ParentKey": "CardCode", "LineNum": "LineNum", "InternalCode": "CntctCode", "Name": "Name",
               "Position": "Position", "Phone1": "Tel1", "MobilePhone": "Cellolar", "E_Mail": "E_MailL",
               "Active": "Active"}, ("internalcode", "mobilephone", "cellolar")),
    ChildFile("BPAddresses", "BusinessPartners",
              {"ParentKey": "CardCode", "LineNum": "LineNum", "AddressName": "Address", "AddressType": "AdresType",
               "Street": "Street", "ZipCode": "ZipCode", "City": "City", "State": "State", "Country": "Country",
               "BuildingFloorRoom": "Building"}, ("addressname", "adrestype")),
)  # fmt: skip
"""Every collection that has a file of its own."""

NUMBERS: Final = words(
    "servicecallid series attachmententry responder responseassignee location duration reminderperiod "
    "ownercode groupcode salespersoncode manufacturer position department branch manager deliverycode "
    "invoicecode contractcode createdby lastupdatedby locationindex parent activitytype subject "
    "contactpersoncode handledbyrecipientlist previousactivity parentobjecttype parentobjectid "
    "salesopportunityid salesopportunityline doctype docentry internalcode documentnumber solutionid "
    "activitycode memberuserid itemgroup linenum technician handledby"
)
"""Kept properties and codes that are whole numbers in B1, folded: text in a CSV, numbers again when read."""

FIRST: Final = {
    "ServiceCalls": (
        "ServiceCallID Subject CustomerCode CustomerName ContactCode ManufacturerSerialNum InternalSerialNum "
        "ContractID Origin ItemCode ItemDescription ItemGroupCode Status Priority CallType ProblemType "
        "ProblemSubType AssigneeCode Description TechnicianCode Resolution CreationDate CreationTime "
        "BelongsToAQueue Queue ResponseByDate ResponseByTime ResponseOnDate ResponseOnTime ResolutionDate "
        "ResolutionTime ResolutionOnDate ResolutionOnTime ClosingDate ClosingTime Series DocNum CustomerRefNo"
    ),
    "CustomerEquipmentCards": (
        "EquipmentCardNum CustomerCode CustomerName ContactEmployeeCode DirectCustomerCode DirectCustomerName "
        "ManufacturerSerialNum InternalSerialNum ItemCode ItemDescription InvoiceCode InvoiceNumber "
        "DeliveryDate ContactPhone Street Block ZipCode City County CountryCode StateCode InstallLocation "
        "DeliveryCode DeliveryNumber StatusOfSerialNumber ReplaceSN DefaultTechnician ReplacedBySN "
        "Defaultterritory BuildingFloorRoom"
    ),
    "ServiceContracts": (
        "ContractID CustomerCode CustomerName ContactCode Owner Status ContractTemplate ContractType Renewal "
        "ReminderTime RemindUnit DurationOfCoverage StartDate EndDate ResolutionTime ResolutionUnit "
        "Description MondayEnabled MondayStart MondayEnd TuesdayEnabled TuesdayStart TuesdayEnd "
        "WednesdayEnabled WednesdayStart WednesdayEnd ThursdayEnabled ThursdayStart ThursdayEnd FridayEnabled "
        "FridayStart FridayEnd SaturdayEnabled SaturdayStart SaturdayEnd SundayEnabled SundayStart SundayEnd "
        "IncludeParts IncludeLabor IncludeTravel TemplateRemarks Remarks IncludeHolidays ServiceType "
        "ResponseTime ResponseUnit TerminationDate"
    ),
    "ContractTemplates": (
        "TemplateName TemplateIsDeleted TemplateIsRenewal RemindBeforeRenewal RemindUnit DurationOfCoverage "
        "ResponseValue ResponseUnit ResolutionTime ResolutionUnit Description ContractType MondayEnabled "
        "MondayStart MondayEnd TuesdayEnabled TuesdayStart TuesdayEnd WednesdayEnabled WednesdayStart "
        "WednesdayEnd ThursdayEnabled ThursdayStart ThursdayEnd FridayEnabled FridayStart FridayEnd "
        "SaturdayEnabled SaturdayStart SaturdayEnd SundayEnabled SundayStart SundayEnd IncludeParts "
        "IncludeLabor IncludeTravel IncludeHolidays Remarks"
    ),
    "KnowledgeBaseSolutions": "SolutionCode ItemCode Status Owner Solution Symptom Cause Description",
    "Queue": "QueueID Description Inactive QueueManager QueueEmail",
}  # fmt: skip
"""Columns that come first, in the order of B1's own templates; every other one follows."""


def columns(entity: EntitySet) -> list[str]:
    """The columns of row 1, without kept ones."""
    collected = [name for name in entity.read if name not in entity.unwritten]
    known = [name for name in (*entity.fields, *sorted(collected)) if name in collected]
    return list(dict.fromkeys([*FIRST.get(entity.name, entity.key).split(), *known]))


def database_name(entity: EntitySet, prop: str) -> str:
    """The column of row 2; the property itself where the database calls it the same."""
    found = {**HOURS_DATABASE, **entity.database} if entity.hours else entity.database
    return next((column for column, name in found.items() if name == prop), prop)


def child_of(header: set[str], name: str = "") -> ChildFile | None:
    """The child file with this header, folded, or of this name; None where it is no child file."""
    by_file = next((one for one in CHILDREN if one.name.casefold() == name.casefold()), None)
    parents = {"parentkey", "srvccallid", "srcvcallid", "insid", "contractid", "queueid", "cardcode"}
    if not header & parents:
        return None
    if "parentkey" not in header and by_file is None and not header & {"line", "linenum"}:
        return None
    if by_file is not None:
        return by_file
    fitting = [one for one in CHILDREN if header & set(one.telling)]
    wanted = [
        one for one in fitting if "parentkey" in header or one.columns["ParentKey"].casefold() in header
    ]
    return max(wanted, key=lambda one: len(header & _names(one)), default=None)


def _names(one: ChildFile) -> set[str]:
    return {name.casefold() for pair in one.columns.items() for name in pair}


def parent_set(one: ChildFile) -> EntitySet:
    """The set that a child file belongs to."""
    found = by_name(one.parent)
    assert found is not None
    return found


def children_of(entity: EntitySet) -> dict[str, ChildFile]:
    """The child files of a set, by collection."""
    return {one.name: one for one in CHILDREN if one.parent == entity.name}
