"""A shop and what its owner says about it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal, get_args

from pydantic import Field

from appliance.core.schemas.record import Record


class Tone(StrEnum):
    """How the bot sounds; what it knows is the same in each."""

    PLAIN = "plain"
    FRIENDLY = "friendly"
    BRIEF = "brief"


Language = Literal["en", "de", "es", "fr", "it", "zh"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
"""What the bot can answer in, English first."""


class Shop(Record):
    """A tenant: its identity and what the owner says about the shop.

    `id` is a DNS label (it becomes a folder and a Kubernetes namespace). `sites` are the origins that
    may embed the widget, such as `https://example.com`. `currency` is used where a catalogue names none.
    """

    id: str
    name: str
    created: datetime
    website: str = ""
    contact: str = ""
    phone: str = ""
    address: str = ""
    opening_hours: str = ""
    time_zone: str = "Australia/Sydney"
    currency: str = "AUD"
    tone: Tone = Tone.PLAIN
    languages: tuple[Language, ...] = ()
    """What the bot answers in, the shop's own first; empty for whatever of `LANGUAGES` a customer writes."""
    greeting: str = ""
    away_text: str = ""
    """Shown by the chat page outside the opening hours, and told to who asks for a person then."""
    handoff_text: str = ""
    """Told to who asks for a person, before the ways to reach the shop."""
    sites: tuple[str, ...] = ()
    public_url: str = ""
    """Where customers reach this box (`https://bot.example.com`); empty while only this computer can."""
    privacy_url: str = ""
    colour: str = "#1f6feb"
    policy: str = "balanced"
    blocked_text: str = ""
    """What customers read instead of an answer to a blocked message; empty for the guard's own words."""
    daily_messages: int = Field(default=2000, ge=0)
    retention_days: int = Field(default=90, ge=0)


Origin = Annotated[str, Field(max_length=300, pattern=r"^https?://(\*\.)?[A-Za-z0-9.-]+(:[0-9]{1,5})?$")]
"""A site that may embed the widget; it ends up in a Content-Security-Policy header."""


PublicAddress = Annotated[str, Field(max_length=300, pattern=r"^(https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?)?$")]


class ShopChange(Record):
    """The fields of a shop an owner may change; None leaves a field as it is."""

    name: str | None = Field(default=None, min_length=1, max_length=80)
    website: str | None = Field(default=None, max_length=300)
    contact: str | None = Field(default=None, max_length=300)
    phone: str | None = Field(default=None, max_length=60)
    address: str | None = Field(default=None, max_length=300)
    opening_hours: str | None = Field(default=None, max_length=1000)
    time_zone: str | None = Field(default=None, max_length=64)
    currency: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    tone: Tone | None = None
    languages: tuple[Language, ...] | None = Field(default=None, max_length=len(LANGUAGES))
    greeting: str | None = Field(default=None, max_length=500)
    away_text: str | None = Field(default=None, max_length=500)
    handoff_text: str | None = Field(default=None, max_length=500)
    sites: tuple[Origin, ...] | None = Field(default=None, max_length=50)
    public_url: PublicAddress | None = None
    privacy_url: str | None = Field(default=None, max_length=300)
    colour: str | None = Field(default=None, pattern=r"^#[0-9a-fA-F]{6}$")
    policy: str | None = Field(default=None, pattern=r"^(strict|balanced|lenient)$")
    blocked_text: str | None = Field(default=None, max_length=300)
    daily_messages: int | None = Field(default=None, ge=0, le=1_000_000)
    retention_days: int | None = Field(default=None, ge=0, le=3650)


class ShopCreated(Record):
    """A new shop and the API key of its bot, shown this once."""

    shop: Shop
    api_key: str


class ShopCreate(Record):
    """A wish for a new shop; without an `id` one is made from the name, and what is empty is a `Shop`'s own
    default."""

    name: str = Field(min_length=1, max_length=80)
    id: str = Field(default="", max_length=40, pattern=r"^([a-z0-9]([a-z0-9-]*[a-z0-9])?)?$")
    currency: str = Field(default="", pattern=r"^([A-Z]{3})?$")
    time_zone: str = Field(default="", max_length=64)


class ShopsPage(Record):
    total: int
    shops: tuple[Shop, ...]
