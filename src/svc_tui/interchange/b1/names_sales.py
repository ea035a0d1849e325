"""What the Service Layer and the database call opportunities and the lists that they name."""

from typing import Final

from svc_tui.interchange.b1.sets import EntitySet, words

OPPORTUNITIES: Final = EntitySet(
    "SalesOpportunities",
    "opportunity",
    "SequentialNo",
    {
        "SequentialNo": ("number", "code"),
        "OpportunityName": ("name", "text"),
        "CardCode": ("customer", "code"),
        "ContactPerson": ("contact", "id"),
        "DataOwnershipfield": ("owner_employee", "id"),
        "Territory": ("territory", "id"),
        "Source": ("source", "id"),
        "InterestLevel": ("interest", "id"),
        "StartDate": ("started_on", "date"),
        "PredictedClosingDate": ("closes_on", "date"),
        "ClosingPercentage": ("percent", "money"),
        "MaxLocalTotal": ("amount", "money"),
        "GrossProfit": ("profit_percent", "money"),
        "CurrentStageNo": ("stage", "id"),
        "Status": ("status", "opportunity_status"),
        "ReasonForClosing": ("reason", "text"),
        "ClosingDate": ("closed_on", "date"),
        "Remarks": ("remarks", "lines"),
    },
    database={
        "OpprId": "SequentialNo", "Name": "OpportunityName", "CprCode": "ContactPerson", "Owner": "DataOwnershipfield",
        "IntRate": "InterestLevel", "OpenDate": "StartDate", "PredDate": "PredictedClosingDate",
        "CloPrcnt": "ClosingPercentage", "MaxSumLoc": "MaxLocalTotal", "PrcnProf": "GrossProfit",
        "StepLast": "CurrentStageNo", "Reason": "ReasonForClosing", "CloseDate": "ClosingDate", "Memo": "Remarks",
        "SlpCode": "SalesPerson", "DifType": "ClosingType", "OpprType": "OpportunityType",
        "WtSumLoc": "WeightedSumLC", "PrjCode": "ProjectCode",
    },
    aliases={"CurrentStageNumber": "CurrentStageNo"},
    known=words(
        "CustomerName SalesPerson Industry ClosingType MaxSystemTotal WeightedSumLC WeightedSumSC "
        "GrossProfitTotalLocal GrossProfitTotalSystem TotalAmountLocal TotalAmounSystem ClosingGrossProfitLocal "
        "ClosingGrossProfitSystem OpportunityType LinkedDocumentType LinkedDocumentNumber ProjectCode StatusRemarks "
        "BPChanelName BPChanelCode BPChannelContact UserSignature DocumentCheckbox AttachmentEntry "
        "UpdateDate UpdateTime"
    ),
    children=words(
        "SalesOpportunitiesLines SalesOpportunitiesCompetition SalesOpportunitiesPartners SalesOpportunitiesInterests "
        "SalesOpportunitiesReasons"
    ),
    telling=("SequentialNo", "OpprId", "SalesOpportunitiesLines"),
)  # fmt: skip

STAGES: Final = EntitySet(
    "SalesStages",
    "sales_stage",
    "SequenceNo",
    {
        "SequenceNo": ("number", "int"),
        "Name": ("name", "text"),
        "Stageno": ("position", "int"),
        "ClosingPercentage": ("percent", "money"),
        "Cancelled": ("active", "no"),
    },
    database={"Num": "SequenceNo", "Descript": "Name", "StepId": "Stageno", "CloPrcnt": "ClosingPercentage",
              "Canceled": "Cancelled"},
    known=words("IsSales IsPurchasing"),
    telling=("Stageno",),
)  # fmt: skip


def _list(name: str, kind: str) -> EntitySet:
    return EntitySet(name, kind, "SequenceNo", {"Description": ("name", "text")}, known=words("SortOrder"))


SALES_SETS: Final = (
    OPPORTUNITIES,
    STAGES,
    _list("SalesOpportunitySourcesSetup", "opportunity_source"),
    _list("SalesOpportunityInterestsSetup", "opportunity_interest"),
    _list("SalesOpportunityReasonsSetup", "opportunity_reason"),
)
ORIGIN: Final = "U_SvcOrigin"
"""Where B1 keeps what an opportunity was raised from, in a field of the company's own."""
