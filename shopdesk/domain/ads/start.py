"""Budgets to begin with, as published plans have them: what they come to, to be changed before they are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from shopdesk.domain.ads.records import PROGRAMME_NAMES, AdsBudget, AdsChannel
from shopdesk.domain.fields import Field, Kind, Noun
from shopdesk.domain.periods import month_of
from shopdesk.domain.text import Text


class StartPlan(StrEnum):
    """Which of the published plans, and how much of its range."""

    GROWING_LOW = "growing_low"
    GROWING_MIDDLE = "growing_middle"
    GROWING_HIGH = "growing_high"
    FLAT = "flat"


START_NAMES: dict[StartPlan, Text] = {
    StartPlan.GROWING_LOW: Text("Growing, the least"),
    StartPlan.GROWING_MIDDLE: Text("Growing, the middle"),
    StartPlan.GROWING_HIGH: Text("Growing, the most"),
    StartPlan.FLAT: Text("The same every month"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StartChoice:
    """What the budgets to begin with are for."""

    plan: StartPlan = StartPlan.GROWING_LOW
    channel: AdsChannel = AdsChannel.SEARCH_ADS
    month: date


START_CHOICE = Noun(
    "ads_start",
    StartChoice,
    Text("Budget to begin with"),
    (
        Field("plan", Kind.CHOICE, Text("Plan"), key="p", required=True, choices=START_NAMES),
        Field(
            "channel",
            Kind.CHOICE,
            Text("Programme"),
            key="r",
            required=True,
            choices={one: name for one, name in PROGRAMME_NAMES.items() if one is not AdsChannel.OTHER},
        ),
        Field("month", Kind.MONTH, Text("First month"), key="m", required=True),
    ),
)


def start_budgets(store_id: int, choice: StartChoice, presets: Sequence[Mapping[str, Any]]) -> list[AdsBudget]:
    """The budgets of a choice by the shipped ``presets``: a day's budget times the days of its month, to the yuan."""
    code, _, place = choice.plan.partition("_")
    stages = next(one["stages"] for one in presets if one["code"] == code)
    found, month = [], month_of(choice.month)
    for stage in stages:
        if "month" in stage:
            yuan = stage["month"]
        else:
            low, high = stage["day_low"] * month.length, stage["day_high"] * month.length
            yuan = {"low": low, "middle": (low + high) // 2, "high": high}[place]
        found.append(AdsBudget(store_id=store_id, month=month.start, channel=choice.channel, amount_fen=yuan * 100))
        month = month_of(month.end + timedelta(days=1))
    return found
