"""Contracts: lists by filter, the open contract, and all that is done with it; `contract_*` hold the parts."""

from svc_tui.services.contract_new import ContractNew


class Contracts(ContractNew):
    """What was promised to customers."""
