"""The lines of a finished payslip by what they do to it: earned, taken off, carried on."""

from __future__ import annotations

from dataclasses import dataclass

from shopdesk.domain.payroll.records import KeptLine, KeptSlip
from shopdesk.domain.payroll.slip import DEDUCTIONS, Code


@dataclass(frozen=True, slots=True)
class SlipParts:
    """``earned`` adds up to the gross wage; ``taken`` is what gross is more than net; ``carried`` is in neither."""

    earned: tuple[KeptLine, ...]
    taken: tuple[KeptLine, ...]
    carried: tuple[KeptLine, ...]


def parts_of(slip: KeptSlip) -> SlipParts:
    """The lines of a slip, each in one part, in their order."""
    taken = tuple(line for line in slip.lines if Code(line.code) in DEDUCTIONS)
    carried = tuple(line for line in slip.lines if line.code == Code.OWN_COMMISSION_CARRIED)
    earned = tuple(line for line in slip.lines if line not in taken and line not in carried)
    return SlipParts(earned, taken, carried)


def slip_label(slip: KeptSlip) -> str:
    """The person's name, with the note that tells two of one name apart."""
    return f"{slip.name} ({slip.mark})" if slip.mark else slip.name
