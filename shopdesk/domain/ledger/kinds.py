"""What a line of a statement is, and what that counts as."""

from __future__ import annotations

from enum import StrEnum

from shopdesk.domain.text import Text


class LineKind(StrEnum):
    """What a line is, in the order in which reports name the kinds; the values are those of ``money show --json``."""

    SALE = "sale"
    REFUND = "refund"
    COMMISSION = "commission"
    SOFTWARE_FEE = "software_fee"
    POINTS = "points"
    AFFILIATE = "affiliate"
    PAYMENT_SERVICE = "payment_service"
    INSURANCE = "insurance"
    INSURANCE_PAID_OUT = "insurance_paid_out"
    COMPENSATION = "compensation"
    COUPONS = "coupons"
    DONATION = "donation"
    ADS_TOPUP = "ads_topup"
    DEPOSIT = "deposit"
    TRANSFER = "transfer"
    LOAN = "loan"
    LOAN_COST = "loan_cost"
    INTEREST = "interest"
    NOT_CLASSIFIED = "not_classified"


LINE_KIND_NAMES: dict[LineKind, Text] = {
    LineKind.SALE: Text("Sales received"),
    LineKind.REFUND: Text("Refunds", context="kind of line"),
    LineKind.COMMISSION: Text("Commission", context="kind of line"),
    LineKind.SOFTWARE_FEE: Text("Software service fee"),
    LineKind.POINTS: Text("Points for buyers"),
    LineKind.AFFILIATE: Text("Affiliate commission"),
    LineKind.PAYMENT_SERVICE: Text("Payment service fee"),
    LineKind.INSURANCE: Text("Return-freight insurance"),
    LineKind.INSURANCE_PAID_OUT: Text("Insurance paid out"),
    LineKind.COMPENSATION: Text("Compensation", context="kind of line"),
    LineKind.COUPONS: Text("Coupons paid back"),
    LineKind.DONATION: Text("Donations"),
    LineKind.ADS_TOPUP: Text("Advertising top-up"),
    LineKind.DEPOSIT: Text("Deposit", context="kind of line"),
    LineKind.TRANSFER: Text("Transfers"),
    LineKind.LOAN: Text("Loans"),
    LineKind.LOAN_COST: Text("Cost of loans"),
    LineKind.INTEREST: Text("Interest"),
    LineKind.NOT_CLASSIFIED: Text("Not classified"),
}

FEE_KINDS: tuple[LineKind, ...] = (
    LineKind.COMMISSION,
    LineKind.SOFTWARE_FEE,
    LineKind.POINTS,
    LineKind.AFFILIATE,
    LineKind.PAYMENT_SERVICE,
    LineKind.INSURANCE,
    LineKind.INSURANCE_PAID_OUT,
    LineKind.COMPENSATION,
    LineKind.COUPONS,
    LineKind.DONATION,
)
"""What a sale costs, other than what was refunded: the step ``fees`` of the bridge."""

MOVED_KINDS: tuple[LineKind, ...] = (LineKind.TRANSFER, LineKind.ADS_TOPUP, LineKind.DEPOSIT, LineKind.LOAN)
"""Money that only changes its place: neither income nor cost."""
