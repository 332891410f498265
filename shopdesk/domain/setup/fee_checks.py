"""What an own fee figure has to be before it is kept, in the form, from pasted rows and by a command."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import FieldError
from shopdesk.domain.setup.fee_ladder import read_ladder, written_ladder
from shopdesk.domain.setup.fees import RATE_ITEMS, FeeItem, OwnFee, place_of, standing
from shopdesk.domain.setup.nouns import OWN_FEE
from shopdesk.domain.stores import PLATFORM_NAMES, TYPE_NAMES, types_of
from shopdesk.domain.text import Text


def tidy_fee(figure: OwnFee) -> OwnFee:
    """The figure within the limits, with an amount or a rate as its item asks for, and its steps as they are written.

    Raises:
        FieldError: the figure is missing or out of range, nobody knows where it is from, the steps are none or of
            another fee than the yearly one, or the platform has no such store.
    """
    share = figure.item in RATE_ITEMS
    if (figure.rate if share else figure.amount_fen) is None:
        raise FieldError(OWN_FEE.field("rate" if share else "amount_fen"), Text("Enter the figure."))
    tidy = OWN_FEE.tidy(replace(figure, amount_fen=None) if share else replace(figure, rate=None))
    if tidy.platform and tidy.store_type and tidy.store_type not in types_of(tidy.platform):
        raise FieldError(
            OWN_FEE.field("store_type"),
            Text(
                "{platform} has no store of the type “{kind}”. Choose another type.",
                platform=PLATFORM_NAMES[tidy.platform],
                kind=TYPE_NAMES[tidy.store_type],
            ),
        )
    return replace(tidy, ladder=_ladder(tidy))


def check_place(figure: OwnFee, kept: Iterable[OwnFee]) -> None:
    """Refuse a second figure of the same place and day: which of the two holds could not be told.

    Raises:
        FieldError: there is one.
    """
    for other in standing(kept):
        if other.id != figure.id and place_of(other) == place_of(figure):
            raise FieldError(
                OWN_FEE.field("valid_from"),
                Text("There is an own figure from this day on already. Change that one, or choose another day."),
            )


def _ladder(figure: OwnFee) -> str:
    field = OWN_FEE.field("ladder")
    if figure.ladder and figure.item is not FeeItem.YEARLY_FEE:
        raise FieldError(field, Text("Only the yearly service fee comes back by steps. Leave this empty."))
    try:
        return written_ladder(read_ladder(figure.ladder))
    except UserError as error:
        raise FieldError(field, error.text) from error
