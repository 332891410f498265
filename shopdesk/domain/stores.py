"""Stores: everything in the program belongs to one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Field, Kind, Noun, keys
from shopdesk.domain.records import Kept
from shopdesk.domain.text import Text


class Platform(StrEnum):
    """Where a store is open."""

    TMALL = "tmall"
    TAOBAO = "taobao"
    JD = "jd"
    PINDUODUO = "pinduoduo"
    DOUYIN = "douyin"
    WECHAT = "wechat"
    OTHER = "other"


class StoreType(StrEnum):
    """Who may open it and under which rules; see ``TYPES_OF`` for the types of each platform."""

    FLAGSHIP = "flagship"
    EXCLUSIVE = "exclusive"
    MULTI_BRAND = "multi_brand"
    PERSONAL = "personal"
    ENTERPRISE = "enterprise"
    GENERAL = "general"


TYPES_OF: dict[Platform, tuple[StoreType, ...]] = {
    Platform.TMALL: (StoreType.FLAGSHIP, StoreType.EXCLUSIVE, StoreType.MULTI_BRAND),
    Platform.TAOBAO: (StoreType.PERSONAL, StoreType.ENTERPRISE),
}

PLATFORM_NAMES: dict[Platform, Text] = {
    Platform.TMALL: Text("Tmall"),
    Platform.TAOBAO: Text("Taobao"),
    Platform.JD: Text("JD"),
    Platform.PINDUODUO: Text("Pinduoduo"),
    Platform.DOUYIN: Text("Douyin"),
    Platform.WECHAT: Text("WeChat shop"),
    Platform.OTHER: Text("Other platform"),
}

TYPE_NAMES: dict[StoreType, Text] = {
    StoreType.FLAGSHIP: Text("Flagship store"),
    StoreType.EXCLUSIVE: Text("Exclusive store"),
    StoreType.MULTI_BRAND: Text("Multi-brand store"),
    StoreType.PERSONAL: Text("Personal store"),
    StoreType.ENTERPRISE: Text("Enterprise store"),
    StoreType.GENERAL: Text("Store"),
}


def types_of(platform: Platform) -> tuple[StoreType, ...]:
    """The store types a platform offers; platforms without their own have the general one."""
    return TYPES_OF.get(platform, (StoreType.GENERAL,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Store(Kept):
    """One store; ``sample`` marks the invented one, ``buyer_salt`` keys the hash that stands for a buyer."""

    name: str
    platform: Platform = Platform.TMALL
    store_type: StoreType = StoreType.FLAGSHIP
    opened_on: date | None = None
    sample: bool = False
    buyer_salt: str = ""
    position: int = 0
    archived: bool = False


def is_open(store: Store, day: date, *, at_work: bool) -> bool:
    """Whether a store does business on ``day``: its opening day has come, or it is at work whatever that day says.

    ``at_work``: figures or forms filled in by people are there. Until then nothing is due of daily work.
    """
    return at_work or (store.opened_on is not None and store.opened_on <= day)


def check_store(store: Store, others: list[Store]) -> None:
    """Refuse an empty, overlong or taken name and a type that the platform does not have.

    Raises:
        UserError: with the sentence for the form.
    """
    if not store.name.strip():
        raise UserError(Text("Give the store a name."))
    STORE.tidy(store)
    taken = next((other for other in others if other.name == store.name and other.id != store.id), None)
    if taken is not None and taken.archived:
        raise UserError(
            Text(
                "An archived store is named “{name}”. Choose another name, or bring that store back: File, New store.",
                name=store.name,
            )
        )
    if taken is not None:
        raise UserError(Text("There is already a store named “{name}”. Choose another name.", name=store.name))
    if store.store_type not in types_of(store.platform):
        raise UserError(
            Text(
                "{platform} has no store of the type “{kind}”. Choose another type.",
                platform=PLATFORM_NAMES[store.platform],
                kind=TYPE_NAMES[store.store_type],
            )
        )


STORE = Noun(
    "stores",
    Store,
    Text("Store"),
    (
        Field(
            "name",
            Kind.LINE,
            Text("Store name"),
            required=True,
            longest=60,
            placeholder=Text("As your customers know it"),
        ),
        Field("platform", Kind.CHOICE, Text("Platform"), choices=PLATFORM_NAMES),
        Field("store_type", Kind.CHOICE, Text("Store type"), choices=TYPE_NAMES),
        Field(
            "opened_on",
            Kind.DAY,
            Text("Opened on", context="store"),
            help=Text("The daily form begins with this day. Leave it empty while the store is being prepared."),
        ),
        Field("sample", Kind.FLAG, Text("Sample store")),
        Field("archived", Kind.FLAG, Text("Archived")),
        *keys("buyer_salt", "position"),
    ),
    titles=("name",),
)
