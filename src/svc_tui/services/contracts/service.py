"""Contracts: lists by filter, the open contract, and all that is done with it; `contract_*` hold the parts."""

from svc_tui.services.contracts.new import ContractNew
from svc_tui.services.contracts.watch import ContractWatch


class Contracts(ContractNew, ContractWatch):
    """What was promised to customers."""
